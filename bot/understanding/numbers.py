"""Numbers as people say and type them, in Indonesian and Javanese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.expressions import expression

HIGHEST = 999_999_999
_DIGITS = (
    "satu siji setunggal one",
    "dua loro rong two",
    "tiga telu tigo telung tigang three",
    "empat papat sekawan patang kawan pat four",
    "lima limo gangsal limang five",
    "enam enem nem nenem six",
    "tujuh pitu pitung",
    "delapan wolu wolung",
    "sembilan sanga songo sangang",
)
_ONES = {word: value for value, words in enumerate(_DIGITS, 1) for word in words.split()}
_WHOLE = {
    word: value
    for value, words in {
        **{10: "sepuluh sedasa sedoso", 11: "sebelas sewelas", 12: "rolas", 13: "telulas tigalas", 14: "patbelas"},
        **{15: "limalas limolas", 16: "nembelas", 17: "pitulas", 18: "wolulas", 19: "sangalas songolas"},
        **{21: "selikur", 22: "rolikur", 23: "telulikur", 24: "patlikur", 25: "selawe slawe", 26: "nemlikur"},
        **{27: "pitulikur", 28: "wolulikur", 29: "sangalikur", 50: "seket", 60: "sewidak suwidak swidak"},
        **{100: "seratus satus", 1000: "seribu sewu"},
    }.items()
    for word in words.split()
}
_TENS = frozenset({"puluh", "puluhan", "dasa", "doso"})
_UNITS = {"belas": 10, "welas": 10, "likur": 20}
_RANGE = expression(r"(\d{1,4})(?:\s*(?:-|–|—|s/d|sd|sampai)\s*(\d{1,4}))?")


def begins_number(word: str) -> bool:
    """Whether a word can begin a number in words."""
    return word in _ONES or word in _WHOLE


def number_words(words: Sequence[str]) -> tuple[int, int]:
    """The number the first words say and how many words it takes: ("dua", "puluh", "lima", "orang") is (25, 3), no
    number (0, 0).
    """
    total, at = _below_hundred(words)
    if at and at < len(words) and words[at] in {"ratus", "atus"}:
        rest, used = _below_hundred(words[at + 1 :])
        return total * 100 + rest, at + 1 + used
    if at == 1 and words[0] in {"seratus", "satus"}:
        rest, used = _below_hundred(words[1:])
        return total + rest, 1 + used
    return total, at


def _below_hundred(words: Sequence[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if (whole := _WHOLE.get(words[0])) is not None:
        return _and_ones(whole, 1, words) if whole in {50, 60} else (whole, 1)
    one = _ONES.get(words[0])
    if one is None:
        return 0, 0
    following = words[1] if len(words) > 1 else ""
    if following in _TENS:
        return _and_ones(one * 10, 2, words)
    return (_UNITS[following] + one, 2) if following in _UNITS else (one, 1)


def _and_ones(value: int, used: int, words: Sequence[str]) -> tuple[int, int]:
    one = _ONES.get(words[used]) if used < len(words) else None
    return (value + one, used + 1) if one else (value, used)


def numbers_in(text: str) -> list[int]:
    """The numbers of an answer to a numbered roll, ranges spelt out: "1-4 6 9" is [1, 2, 3, 4, 6, 9].

    Each number once, in the order said; a range backwards or over 1000 long gives its two ends only. "3 tiga" words
    count too.
    """
    words = re.sub(r"[^\W\d_]+", lambda found: _figure(found[0]), text[:4096].lower())
    found: dict[int, None] = {}
    for match in _RANGE.finditer(words):
        first, last = int(match[1]), int(match[2] or match[1])
        found.update(dict.fromkeys(range(first, last + 1) if first <= last < first + 1000 else (first, last)))
    return list(found)


def _figure(word: str) -> str:
    value, used = number_words([word])
    return str(value) if used else word


def find_number(text: str) -> int | None:
    """The one number a short text states in figures or words ("dua puluh lima", "25 orang"); None if none or
    several.
    """
    words = re.findall(r"\d+|[^\W\d_]+", text[:200].lower())
    found, at = [], 0
    while at < len(words):
        value, used = (int(words[at]), 1) if words[at].isdecimal() and len(words[at]) < 10 else number_words(words[at:])
        found += [value] if used else []
        at += max(used, 1)
    return found[0] if len(found) == 1 and found[0] <= HIGHEST else None
