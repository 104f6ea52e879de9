"""The words at the beginning of a line of a list that are somebody's name."""

from __future__ import annotations

from itertools import takewhile

from bot.understanding.normalise import Said, Token, read
from bot.understanding.words import is_of, may_be_name

MOST_NAMES = 4


def named_first(line: str | Said) -> list[Token] | None:
    """The name at the beginning of a line of a list that is an ordinary word elsewhere ("Ning", "Sari Wulan 30"); None
    where the line begins otherwise, or goes on in words that are not of the register.
    """
    tokens = read(line).tokens
    if not tokens or not is_of("also_names", tokens[0].raw.lower()):
        return None
    names = [tokens[0]]
    for token in tokens[1:]:
        if not (may_be_name(token.raw, token.word) or is_of("also_names", token.raw.lower())):
            break
        names.append(token)
    following = tokens[len(names)] if len(names) < len(tokens) else None
    ends = following is None or following.word.isdigit() or is_of("fields", following.word)
    return names if ends and len(names) <= MOST_NAMES else None


def words_first(line: str | Said) -> list[Token] | None:
    """The words at the beginning of a line behind which there are only figures and words of the register; None where
    there are none, too many, or something else."""
    tokens = read(line).tokens
    names = list(takewhile(lambda token: token.raw.isalpha() and not _registers(token), tokens))
    rest = tokens[len(names) :]
    fits = 0 < len(names) <= MOST_NAMES and all(len(token.raw) > 1 for token in names) and all(map(_registers, rest))
    return names if fits else None


def _registers(token: Token) -> bool:
    return token.word.isdigit() or is_of("register", token.raw.lower()) or is_of("fields", token.word)
