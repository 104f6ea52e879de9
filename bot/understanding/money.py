"""Amounts of rupiah, in figures and words: "Rp100.000", "100 ribu", "seket ewu", "1,5 juta"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.expressions import expression
from bot.understanding.numbers import number_words
from lean import dataclass

THOUSAND, MILLION = 1_000, 1_000_000
LEAST, MOST = 500, 100 * THOUSAND * MILLION
_UNITS = dict.fromkeys(("ribu", "rb", "ewu", "k"), THOUSAND) | dict.fromkeys(("juta", "jt", "yuta"), MILLION)
_WHOLE = {"seribu": THOUSAND, "sewu": THOUSAND, "sejuta": MILLION, "sayuta": MILLION, "sakyuta": MILLION}
_WORD = expression(r"(?P<figure>\d[\d.,]*\d|\d)|[^\W\d_]+")
_CURRENCY = frozenset({"rp", "idr", "rupiah", "perak"})
_HALF = frozenset({"setengah", "separo", "separuh"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in rupiah, and from where to where it stands in a text."""

    rupiah: int
    start: int
    end: int


def amounts_in(text: str) -> list[Amount]:
    """The amounts that stand in a text, in their order."""
    return list(_amounts(list(_WORD.finditer(text.casefold()[:400]))))


def _amounts(words: list[re.Match[str]]) -> Iterator[Amount]:
    at = 0
    while at < len(words):
        begun, at = at, _after_currency(words, at)
        value, used = _amount(words[at:])
        at = _after_currency(words, at + used) if used else max(at, begun + 1)
        if used and LEAST <= value <= MOST:
            yield Amount(value, words[begun].start(), words[at - 1].end())


def _after_currency(words: list[re.Match[str]], at: int) -> int:
    while at < len(words) and words[at][0] in _CURRENCY:
        at += 1
    return at


def _amount(words: list[re.Match[str]]) -> tuple[int, int]:
    """What the first words say, and how many of them say it; (0, 0) if nothing."""
    said = [word[0] for word in words[:8]]
    if not said:
        return 0, 0
    if said[0] in _WHOLE:
        return _with_less(_WHOLE[said[0]], 1, said)
    if said[0] in _HALF:
        return (MILLION // 2, 2) if said[1:2] in (["juta"], ["yuta"]) else (0, 0)
    if words[0]["figure"]:
        return _figure(said)
    value, used = number_words(said)
    unit = _UNITS.get(said[used]) if used and used < len(said) else None
    return _with_less(value * unit, used + 1, said) if unit else (0, 0)


def _figure(said: list[str]) -> tuple[int, int]:
    unit = _UNITS.get(said[1]) if len(said) > 1 else None
    if unit is None:
        digits = re.sub(r",\d{1,2}$", "", said[0])
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+|\d{1,12}", digits)
        return (int(re.sub(r"[.,]", "", digits)), 1) if grouped else (0, 0)
    fraction = re.fullmatch(r"(\d{1,6})(?:[.,](\d{1,3}))?", said[0])
    if fraction is None:
        return 0, 0
    part = fraction[2] or ""
    return _with_less(int(fraction[1]) * unit + int(part or 0) * unit // 10 ** len(part), 2, said)


def _with_less(value: int, used: int, said: list[str]) -> tuple[int, int]:
    """A million and what stands behind it are one amount: "2 juta 500 ribu", "sejuta setengah"."""
    if value < MILLION or used >= len(said):
        return value, used
    if said[used] in _HALF:
        return value + MILLION // 2, used + 1
    rest = int(said[used]) if said[used].isdecimal() and len(said[used]) < 4 else 0
    more, words = (rest, 1) if rest else number_words(said[used:])
    thousands = used + words < len(said) and _UNITS.get(said[used + words]) == THOUSAND
    return (value + more * THOUSAND, used + words + 1) if more and thousands else (value, used)


def rupiah(amount: int) -> str:
    """An amount as it is written: "Rp100.000"."""
    return f"Rp{amount:,}".replace(",", ".")
