"""Spans of days as people say them: "bulan ini", "November", "Oktober sampai Desember", "tahun 2025"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.understanding.dates import MONTH, month_number
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

Span = tuple[date, date]
_DAY = timedelta(days=1)
_OF_NOW = expression(
    r"\b(?P<unit>hari|minggu|bulan|tahun) (?P<which>ini|lalu|kemarin)\b"
    r"|\b(?P<today>(?<!malam )tadi(?! malam)|barusan)\b"
)
_LATEST = expression(r"\b(?P<count>\d{1,2}) bulan (?:ini|lalu|terakhir|belakangan)\b")
_MONTHS = expression(
    rf"(?<!\d )(?<!\d)\b(?P<first>{MONTH})\b(?: (?P<year>(?:19|20)\d\d)\b)?"
    rf"(?: ?(?:-|sampai|s/d|sd|hingga|to|dan) ?(?:bulan )?(?P<last>{MONTH})\b(?: (?P<until>(?:19|20)\d\d)\b)?)?"
)
_YEAR = expression(r"\btahun (?P<year>(?:19|20)\d\d)\b")
MOST_MONTHS = 24


def find_period(text: str | Said, now: datetime) -> Span | None:
    """The first and the last day of a span that is named; None where none is. One that began lately ends today."""
    plain, today = read(text).plain[:1_000], now.date()
    if found := _LATEST.search(plain):
        return _months_before(today, min(int(found["count"]), MOST_MONTHS) - 1), today
    if found := _OF_NOW.search(plain):
        return _of_now("hari", "ini", today) if found["today"] else _of_now(found["unit"], found["which"], today)
    if found := _MONTHS.search(plain):
        return _named(month_number(found["first"]), found["year"], found["last"], found["until"], today)
    if found := _YEAR.search(plain):
        return _ended(date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31), today)
    return None


def _of_now(unit: str, which: str, today: date) -> Span | None:
    begun = {
        "hari": today,
        "minggu": today - timedelta(days=today.weekday()),
        "bulan": today.replace(day=1),
        "tahun": date(today.year, 1, 1),
    }[unit]
    if which == "ini":
        return begun, today
    last = begun - _DAY
    before = {
        "minggu": begun - timedelta(days=7),
        "bulan": last.replace(day=1),
        "tahun": date(last.year, 1, 1),
    }.get(unit)
    return None if before is None else (before, last)


def _months_before(today: date, count: int) -> date:
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _named(month: int, year: str | None, last: str | None, until: str | None, today: date) -> Span | None:
    """A month, or from one month to another; of those whose year is not said the latest that have begun."""
    end = month_number(last) if last else month
    if until or year:
        ends = int(until or year or 0) + (not until and end < month)
        begins = int(year) if year else ends - (end < month)
    else:
        begins = today.year - (month > today.month)
        ends = begins + (end < month)
    return _ended(date(begins, month, 1), _last_of(ends, end), today)


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - _DAY


def _ended(first: date, last: date, today: date) -> Span | None:
    return (first, max(first, min(last, today))) if first <= last else None
