"""What words about meetings leave open: "tiap minggu" is every week or every Sunday, "jam 7" morning or evening."""

from __future__ import annotations

import re
from datetime import time

from bot.understanding.dates import MARKET, WEEKDAY, is_weekday
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.times import find_time

_EACH_MINGGU = expression(
    rf"\btiap minggu\b(?! (?:{MARKET}|pagi|siang|sore|malam|pertama|kedua|ketiga|keempat|kelima|terakhir|ke|sekali)\b)"
)
_ONCE_A_WEEK = expression(
    r"\b(?:seminggu sekali|tiap minggu sekali|sekali seminggu|mingguan|per minggu|(?:tiap )?pekan|weekly)\b"
)
_FEW_WEEKS = expression(
    r"\b(?:tiap|per) (?P<each>[2-5]) (?:minggu|pekan)(?:an)?\b"
    r"|\b(?P<once>[2-5]) (?:minggu|pekan)(?:an)? (?:se)?(?:kali|pindah|pisan)\b|\b(?P<every>[2-5]) (?:minggu|pekan)an\b"
)
_SECOND = expression(
    r"\bsel[ai]ng(?:[- ]?sel[ai]ng)? ?(?:se|sak )?(?:minggu|pekan)\b|\b(?:minggu|pekan) sel[ai]ng(?:[- ]?sel[ai]ng)?\b"
    r"|\btiap 14 hari\b"
)
_PART = expression(r"\b(?:pagi|siang|sore|malam|subuh|isya|magrib|asar|zuhur|jumatan|am|pm)\b|\b0\d[.: ]?\d?")
FIRST_UNSURE, FIRST_SURE = time(5, 30), time(12)
HALF_A_DAY = 12


def week_or_sunday(text: str) -> bool:
    """Whether a text says "tiap minggu" and no other day: every week, or every Sunday."""
    plain = read(text).plain[:1000]
    named = [match for match in WEEKDAY.finditer(plain) if is_weekday(match, plain)]
    return not named and _EACH_MINGGU.search(plain) is not None and "tanggal" not in plain


def few_weeks(text: str) -> int | None:
    """After how many weeks people meet again: 2 for "dua minggu sekali" or "selang seminggu"; None if not said."""
    plain = read(text).plain[:1000]
    found = _FEW_WEEKS.search(plain)
    if found is not None:
        return int(found["each"] or found["once"] or found["every"])
    return 2 if _SECOND.search(plain) else None


def once_a_week(text: str) -> bool:
    """Whether a text says every week without a day."""
    plain = read(text).plain[:1000]
    named = any(is_weekday(match, plain) for match in WEEKDAY.finditer(plain))
    return not named and _ONCE_A_WEEK.search(plain) is not None


def other_half(text: str) -> time | None:
    """The evening hour that an hour without a part of the day may mean too: 19.00 for "jam 7"; None if it is clear."""
    at, said = find_time(text), read(text)
    if at is None or not FIRST_UNSURE <= at < FIRST_SURE or _PART.search(said.plain) or _PART.search(said.text.lower()):
        return None
    return at.replace(hour=at.hour + HALF_A_DAY)


def is_evening(text: str) -> bool | None:
    """Whether words name the evening (True) or the morning (False); None if neither."""
    plain = read(text).plain
    if re.search(r"\b(?:malam|sore|petang|isya|magrib)\b", plain):
        return True
    return False if re.search(r"\b(?:pagi|isuk|subuh|siang)\b", plain) else None
