"""Since when, or from when on, something holds: "sejak Januari 2024", "mulai 1 Desember", "sudah 2 tahun"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.understanding.dates import DAY, MARKET, MONTH, find_date, month_number
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.numbers import number_words

_HOW = r"(?:sejak|wiwit|mulai|terhitung(?: mulai| sejak)?|sedari|per|dari|sudah|wis|sampun|pada|tanggal|tgl|tahun|taun)"
_WORD = (
    rf"{MONTH}|kemarin|wingi|besok|sesuk|hari ini|sekarang|saiki|depan|ngarep|lalu|kepungkur|{DAY}|senen|rebo|kemis"
    r"|setu|tahun|taun|bulan|sasi"
)
_TERM = expression(
    rf"[\s,]*\b{_HOW}\s+(?:[^,;:\n]*\d[^,;:\n]*|[^,;:\n]*?\b(?:{_WORD})\b[^,;:\n]*)[\s,.!]*$", re.IGNORECASE
)
_WHICH = r"(?:yang )?(?:lalu|kemarin|kepungkur|ini|depan|ngarep)"
_AGO = expression(r"(?:sudah )?(?P<count>[\w ]+?) (?P<unit>tahun|bulan)(?: (?:ini|lebih|lalu|yang lalu))*")
_YEAR = expression(r"(?:tahun )?(?P<year>(?:19|20)\d\d)")
_MONTH = expression(rf"(?:awal |bulan )*(?P<month>{MONTH})(?: (?:tahun )?(?P<year>\d{{4}}|{_WHICH}))?")
_OF_NOW = expression(rf"(?:awal )?(?P<unit>tahun|bulan|minggu) (?P<which>{_WHICH})")
_DAY_WORD = (
    rf"(?>(?:{MONTH}|{DAY}|{MARKET}|hari|tanggal|bulan|tahun|minggu|malam|pagi|siang|sore|semalam|kemarin|kemarin_lusa"
    r"|besok|lusa|depan|lalu|yang|ini|itu|tadi|barusan|lagi|terakhir|saja|kepungkur|se|seminggu|\d+)\b)"
)
_DAYS_ONLY = expression(rf"{_DAY_WORD}(?:[\s,./-]+{_DAY_WORD})*[\s,.]*")
_AHEAD = expression(r"\b(?:mulai|per|besok|depan)\b")


def find_term(text: str, now: datetime) -> tuple[str, date | None]:
    """The text without the words at its end that say since when, and the day that they mean, seen from `now`."""
    found = _TERM.search(text)
    day = read_term(found[0].strip(" ,.!"), now) if found else None
    return (text, None) if found is None or day is None else (text[: found.start()], day)


def read_term(text: str, now: datetime) -> date | None:
    """The day from which something holds, by words that say only that; None if they do not."""
    words, today = read(text).plain.strip(" .,!?"), now.date()
    ahead = _AHEAD.search(words) is not None
    told = words
    words = re.sub(r"^(?:(?:sejak|wiwit|mulai|terhitung|sedari|per|dari|pada|tanggal(?= \d+ tahun))\s+)+", "", words)
    if re.fullmatch(r"(?:sekarang|hari ini|saat ini)", words):
        return today
    if found := _OF_NOW.fullmatch(words):
        return _from_now(found["unit"], found["which"], today)
    if found := _YEAR.fullmatch(words):
        return date(int(found["year"]), 1, 1)
    if found := _MONTH.fullmatch(words):
        return _month(month_number(found["month"]), found["year"], today, ahead=ahead)
    if (found := _AGO.fullmatch(words)) and (count := _count(found["count"])):
        months = today.year * 12 + today.month - 1 - count * (12 if found["unit"] == "tahun" else 1)
        return date(months // 12, months % 12 + 1, 1) if months >= 12 else None
    return find_date(words, now, past=not ahead) if words != told or _DAYS_ONLY.fullmatch(words) else None


def _month(month: int, year: str | None, today: date, *, ahead: bool) -> date | None:
    if year:
        return date(int(year) if year.isdecimal() else today.year + _steps(year), month, 1)
    if ahead:
        return date(today.year + (month < today.month), month, 1)
    return date(today.year - (month > today.month), month, 1)


def _from_now(unit: str, which: str, today: date) -> date:
    """The first day of a year or a month, told from today: "bulan lalu", "tahun ini"; a week ago or ahead by days."""
    if unit == "minggu":
        return today + timedelta(weeks=_steps(which))
    if unit == "tahun":
        return date(today.year + _steps(which), 1, 1)
    months = today.year * 12 + today.month - 1 + _steps(which)
    return date(months // 12, months % 12 + 1, 1)


def _steps(which: str) -> int:
    return 0 if which.endswith("ini") else 1 if which.endswith(("depan", "ngarep")) else -1


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else number_words(words.split())[0]
