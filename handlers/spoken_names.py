"""Words about who was there, written so that the members named in them stand apart and as the book writes them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.normalise import Token, read
from bot.understanding.people import people_in
from bot.understanding.words import is_honorific, is_of
from jamaah.members import Member
from jamaah.people import fold
from lean import dataclass

ME = "Penutur"
"""Stands in the words for who says "aku"; read as a name, and never one."""
_JOINS = frozenset({"dan", "dengan", "sama", "juga"})
_SELF = frozenset({"dewe", "dhewe", "dewek", "sendiri", "piyambak"})
_NOT = frozenset({"tidak", "belum"})


@dataclass(frozen=True, slots=True)
class _Run:
    """Words side by side, by their first token and the one behind their last, that are of one and the same member."""

    first: int
    end: int
    of: tuple[Member, ...]

    @property
    def length(self) -> int:
        return self.end - self.first


def as_in_the_book(text: str, roll: Sequence[Member]) -> str:
    """The text with the names of members that have several words in capitals, so that none of these words is taken for
    another ("budi kidul"), with a comma between two members named side by side, and ME for the speaker."""
    tokens = read(text).tokens
    runs = _runs(tokens, text, roll)
    named = {at for run in runs for at in range(run.first, run.end)}
    changes = [*_capitals(tokens, runs), *_commas(tokens, text, runs), *_speaker(tokens, text, named)]
    for start, end, words in sorted(changes, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def told_apart(text: str) -> tuple[str, dict[str, str]]:
    """The text with a word of its own for everyone whose name is said of others too, with another honorific ("pak darmo
    diwakili bu darmo"); and the names as spoken for which these words stand."""
    said = read(text)
    people = [person for person in people_in(said, offices=True) if person.titled]
    titles: dict[str, set[str]] = {}
    for person in people:
        titles.setdefault(person.name, set()).add(said.tokens[person.first].word)
    stands: dict[str, str] = {}
    for person in reversed([one for one in people if len(titles[one.name]) > 1]):
        title, tokens = said.tokens[person.first].word, said.tokens[person.first : person.end]
        word = f"{title}{''.join(person.name.split())}".capitalize()
        stands[word] = f"{title.capitalize()} {person.name}"
        text = text[: tokens[1].start] + word + text[tokens[-1].end :]
    return text, stands


_Change = tuple[int, int, str]
"""Where a part of the text begins and ends, and what stands there instead."""


def _runs(tokens: Sequence[Token], text: str, roll: Sequence[Member]) -> list[_Run]:
    words = {member: set(fold(f"{member.name} {fold(member.called)}").split()) for member in roll}
    runs, at = [], 0
    while at < len(tokens):
        run = _run_at(tokens, text, at, words)
        if run:
            runs.append(run)
        at = run.end if run else at + 1
    return runs


def _run_at(tokens: Sequence[Token], text: str, at: int, words: dict[Member, set[str]]) -> _Run | None:
    said, of, end = [fold(tokens[at].raw)], list(words), at
    while said[-1] and (meant := [member for member in of if said[-1] in words[member]]):
        of, end = meant, end + 1
        if end == len(tokens) or not _touch(tokens, text, end) or fold(tokens[end].raw) in said:
            break
        said.append(fold(tokens[end].raw))
    return _Run(at, end, tuple(of)) if end > at else None


def _touch(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether nothing but space stands between a word and the one before it."""
    gap = text[tokens[at - 1].end : tokens[at].start]
    return gap.isspace() and "\n" not in gap


def _capitals(tokens: Sequence[Token], runs: Sequence[_Run]) -> list[_Change]:
    long = [token for run in runs if run.length > 1 for token in tokens[run.first : run.end]]
    return [(token.start, token.end, token.raw.capitalize()) for token in long if token.raw.islower()]


def _commas(tokens: Sequence[Token], text: str, runs: Sequence[_Run]) -> list[_Change]:
    return [
        (tokens[one.end - 1].end, tokens[one.end - 1].end, ",")
        for one, other in pairwise(runs)
        if one.end == other.first and _touch(tokens, text, other.first) and _are_two(tokens, one, other)
    ]


def _are_two(tokens: Sequence[Token], one: _Run, other: _Run) -> bool:
    """Whether words side by side name two members: "bu tini darmo" may be Bu Tini of Pak Darmo."""
    titled = one.first > 0 and is_honorific(tokens[one.first - 1].word)
    husbands = {word for member in one.of for word in fold(member.household or "").split()}
    several = one.length > 1 or other.length > 1
    return fold(tokens[other.first].raw) not in husbands and (several or not titled)


def _speaker(tokens: Sequence[Token], text: str, named: set[int]) -> list[_Change]:
    """Where the speaker stands among those who are named, or is said to have come or not."""
    found = []
    for at, token in enumerate(tokens):
        if token.word != "saya" or not _stands_free(tokens, text, at, named):
            continue
        end = at + 1
        stressed = end < len(tokens) and tokens[end].raw.lower() in _SELF
        end += stressed
        if stressed or _ends_free(tokens, text, end, named):
            comma = "," if at - 1 in named and _touch(tokens, text, at) else ""
            start = tokens[at - 1].end if comma else token.start
            found.append((start, tokens[end - 1].end, f"{comma} {ME}" if comma else ME))
    return found


def _stands_free(tokens: Sequence[Token], text: str, at: int, named: set[int]) -> bool:
    if at == 0 or not _touch(tokens, text, at):
        return True
    before = tokens[at - 1].word
    return at - 1 in named or before in _JOINS or is_of("attending", before)


def _ends_free(tokens: Sequence[Token], text: str, end: int, named: set[int]) -> bool:
    if end == len(tokens) or not _touch(tokens, text, end):
        return True
    word, following = tokens[end].word, tokens[end + 1].word if end + 1 < len(tokens) else ""
    if word in _NOT:
        return is_of("attending", following) or following == "bisa"
    return end in named or word in _JOINS or is_of("attending", word)
