"""The ages of several people in one message: names or numbers of a list, each with an age or "not known"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.words import is_of

LABEL = r"\s*(?:(?:ini|iki)\s+)?(?:umur|usia|umure|umurnya|yuswa)(?:\s+anggota)?\s*[:=]?\s*"
"""What may stand before such a list; a pattern."""
_LABEL = expression(LABEL, re.IGNORECASE)
_UNITS = r"(?:an|th|thn|tahun|taun)\b"
_BORN = r"(?:lahir|lair|kelahiran|th|thn|tahun|taun)\.?"
_BETWEEN = expression(rf"\s*[,;\n]\s*|(?:(?<=\d)|(?<=\dan))\s+(?=[^\W\d])(?!{_UNITS}|{_BORN})", re.IGNORECASE)
_WHO = r"(?:[-•*]\s*)?(?!(?:rt|rw|hp|no|nomor|jam|tgl|tanggal)\b)(?P<who>\d{1,3}(?=[.)]?[\s:=])|[^\W\d][^\d:=]*?)[.)]?"
_NUMBERED = expression(r"\d{1,3}[.)]\s*(?=[^\W\d])")
_AGED = expression(
    rf"{_WHO}[\s:=]+(?:(?:umure?|kira-?kira|sekitar|kurang luwih|kl|{_BORN})\s+)*"
    r"(?P<years>(?:19|20)\d\d|\d{1,3})\s*-?(?:an)?\s*(?:th|thn|tahun|taun)?\.?",
    re.IGNORECASE,
)
_NOT_KNOWN = expression(
    rf"{_WHO}[\s:=]+(?:umure\s+)?"
    r"(?:(?:ora|ra|mboten|durung|dereng|ga+k?|ngga+k?|nda+k?|tidak|belum|blm)\s+"
    r"(?:ngerti|ngertos|reti|ruh|tahu|tau|jelas|paham)|embuh|mbuh|lali|lupa|\?+)\W*",
    re.IGNORECASE,
)
_MOST_WORDS, _LONGEST = 5, 120
Ages = list[tuple[str, int | None]]
"""Names as said, or numbers of a list, with the age in years or the year of birth; None where it was said not to be
known."""


def is_labelled(text: str) -> bool:
    """Whether a text begins by saying that ages follow: "umur: ..."."""
    return _LABEL.match(text) is not None


def ages_in(text: str) -> Ages:
    """The ages that a whole text consists of; [] where it says anything else, or no age at all. "80an" is about 80."""
    if not any(map(str.isdigit, text)):
        return []
    text = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    told = [_told(part) for part in _BETWEEN.split(_LABEL.sub("", text, count=1).strip(" \n,;.")) if part]
    ages = [one for one in told if one is not None]
    return ages if len(ages) == len(told) and any(years is not None for _who, years in ages) else []


def _told(part: str) -> tuple[str, int | None] | None:
    if len(part) > _LONGEST:
        return None
    bare = _NUMBERED.sub("", part.strip(), count=1)
    found = _AGED.fullmatch(bare)
    years = int(found["years"]) if found else None
    found = found or _NOT_KNOWN.fullmatch(bare)
    return (found["who"].strip(), years) if found and _is_who(found["who"].split()) else None


def _is_who(words: list[str]) -> bool:
    return len(words) <= _MOST_WORDS and not any(is_of("fields", word.lower()) for word in words)
