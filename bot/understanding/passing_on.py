"""The message that somebody asks to have sent to all members, as it was typed."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said
from bot.understanding.words import is_honorific, is_of, words_of

_STARTS = r"(?:di|dipun|ny|ng|n|m|meny|meng|men|mem|tak)?"
_TAIL = expression(
    r"(?:[\s,]+(?:ya|nggih|bu|pak|mbak|mas|min|tolong|dong|mohon maaf|maaf|terima_kasih|kak|gaes|admin))+\W*$"
)
_LONGEST_TAIL = 60


_AS_WRITTEN = expression(r"[:\n]")
_QUOTES = "\"“”'‘’"


def find_message(said: Said) -> str | None:
    """What follows the words that ask to tell it and to whom ("kabari semua anggota kalau"), else what stands before
    them ("besok libur, tolong kabari anggota"); None if there is nothing.
    """
    lead = next((at for at in range(min(len(said.tokens), 40)) if _sends(said, at)), None)
    if lead is None:
        return None
    begin = _begins(said, lead)
    found = _from(said, begin) if begin < len(said.tokens) else _before(said, lead)
    return found.strip(_QUOTES) if found and found[-1] in _QUOTES else found


def _sends(said: Said, at: int) -> bool:
    token = said.tokens[at]
    if token.word in {"tahu", "lihat"}:
        return at > 0 and is_of("gives", said.tokens[at - 1].word)
    return any(_sending().fullmatch(word) for word in (token.word, token.raw.lower()))


@lru_cache(maxsize=1)
def _sending() -> re.Pattern[str]:
    return re.compile(rf"{_STARTS}(?:{'|'.join(sorted(words_of('sending')))})[^\W\d]{{0,6}}")


def _begins(said: Said, lead: int) -> int:
    """The first token of the message behind the words for sending, for those it is sent to and the polite ones."""
    at, told = lead + 1, False
    while at < len(said.tokens) and _is_lead(said, at):
        told = told or is_of("told", said.tokens[at].word)
        linked, at = is_of("links_message", said.tokens[at].word), at + 1
        if linked:
            return at
    return (_behind_colon(said, at) if told else None) or at


def _is_lead(said: Said, at: int) -> bool:
    word, following = said.tokens[at].word, said.tokens[at + 1].word if at + 1 < len(said.tokens) else ""
    if word == "yang":
        return is_of("others", following)
    if is_of("to_whom", word):
        return is_of("told", following) or is_of("told_with_to", following) or is_of("others", following)
    if is_honorific(word):
        return bool(_gap(said, at).strip()) or is_of("links_message", following)
    if is_of("told_with_to", word):
        return any(is_of(kind, said.tokens[at - 1].word) for kind in ("to_whom", "told", "told_with_to"))
    kinds = ("told", "links_message", "others", "asks_politely")
    return any(is_of(kind, word) for kind in kinds) or _sends(said, at)


def _behind_colon(said: Said, begin: int) -> int | None:
    """The token behind a colon that ends the naming of those told: "umumkan ke anggota RT 3: ..."."""
    ends = (at + 1 for at in range(begin, min(begin + 4, len(said.tokens) - 1)) if ":" in _gap(said, at))
    return None if ":" in _gap(said, begin - 1) else next(ends, None)


def _gap(said: Said, at: int) -> str:
    """What stands between a token and the next."""
    end = said.tokens[at + 1].start if at + 1 < len(said.tokens) else len(said.text)
    return said.text[said.tokens[at].end : end]


def _from(said: Said, begin: int) -> str | None:
    """The message from a token on, without what is only said to us at its end; behind a colon all is as written."""
    start = said.token_places()[begin]
    tail = (
        None
        if begin and _AS_WRITTEN.search(_gap(said, begin - 1))
        else _TAIL.search(said.plain, max(start, len(said.plain) - _LONGEST_TAIL))
    )
    if tail is None:
        return said.text[said.tokens[begin].start :].strip().rstrip(".") or None
    return said.typed(start, tail.start()) or None


def _before(said: Said, lead: int) -> str | None:
    """The message before the words for sending, without those that lead up to them."""
    while lead and not _gap(said, lead - 1).strip(" "):
        if not _is_polite(said.tokens[lead - 1].word):
            return None
        lead -= 1
    while lead and _is_polite(said.tokens[lead - 1].word):
        lead -= 1
    return said.text[said.tokens[0].start : said.tokens[lead - 1].end] if lead > 1 else None


def _is_polite(word: str) -> bool:
    return is_of("asks_politely", word) or is_of("gives", word) or is_honorific(word)
