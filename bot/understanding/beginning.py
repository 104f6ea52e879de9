"""From which day on something holds: "mulai bulan depan", "mulai Januari", "mulai Kamis depan"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.understanding.dates import DAY, MONTH, find_date, month_number
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_BEGINS = expression(
    r"\b(?:per|(?:ter)?hitung |terhitung )?(?:mulai|wiwit|sejak|terhitung|sedari)(?: (?:dari|per|sejak))?"
    rf"(?P<when> (?:awal )?(?:(?:bulan )?(?:{MONTH})(?: \d{{4}})?|bulan depan|tahun (?:depan|baru))"
    rf"(?=,? (?:hari |malam )?(?:{DAY})\b)"
    r"| (?!lagi\b|jam\b|tiap\b|kumpulan\b)[^,.;:\n]*?"
    r"(?= (?:tiap|jam|kumpulan|jadwal\w*|pindah|ganti|jadi|habis|di|ke|rumah|libur|malam jumat|selapanan|sampai|rutin"
    r"|tempat\w*|setengah)\b|[,.;:\n]|$))"
)
_MONTH_ALONE = expression(r"(?:awal )?(?:bulan )?([a-z]+)(?: (\d{4}))?")
_NEXT_MONTH = expression(r"(?:awal )?(?:bulan|sasi|wulan) (?:depan|ngarep|ngajeng|berikutnya|besok)")
_NEXT_YEAR = expression(r"(?:awal )?tahun (?:depan|ngarep|ngajeng|baru|berikutnya|besok)")
_NEXT_WEEK = expression(r"minggu (?:depan|ngarep|ngajeng|besok)")
_NOW = expression(r"(?:sekarang|saat ini|hari ini|bulan ini|minggu ini)")

_FIRST = expression(r"\b(?:pertama|kapisan)\b(?P<when> [^,.;:?\n]+)")
_A_DATE = expression(rf"\btanggal:? ?\d|\b\d{{1,2}}[ /-](?:\d|(?:{MONTH})\b)")


def find_beginning(text: str | Said, now: datetime) -> date | None:
    """The first day named behind "mulai", seen from `now`; None if none is named that can be read."""
    said = read(text)
    found = _BEGINS.search(said.plain)
    if found is None:
        return None
    when, today = found["when"].strip(), now.date()
    if _NOW.fullmatch(when):
        return today
    if _NEXT_WEEK.fullmatch(when):
        return today + timedelta(days=7 - today.weekday())
    if _NEXT_MONTH.fullmatch(when):
        return _first_of(today.month % 12 + 1, today)
    if _NEXT_YEAR.fullmatch(when):
        return date(today.year + 1, 1, 1)
    alone = _MONTH_ALONE.fullmatch(when)
    if alone and month_number(alone[1]):
        return _first_of(month_number(alone[1]), today, alone[2])
    return find_date(said.cut(*found.span("when")), now, past=False)


def holds_on(text: str | Said) -> bool:
    """Whether something is to hold from now on, or from a week, month or year on: not only on the day that is named."""
    found = _BEGINS.search(read(text).plain)
    when = found["when"].strip() if found else ""
    alone = _MONTH_ALONE.fullmatch(when)
    periods = (_NOW, _NEXT_WEEK, _NEXT_MONTH, _NEXT_YEAR)
    return any(one.fullmatch(when) for one in periods) or bool(alone and month_number(alone[1]))


def find_first(text: str | Said, now: datetime) -> date | None:
    """The day of the first meeting, where a date or a day behind "yang pertama" is named; None if neither is."""
    said = read(text)
    first = _FIRST.search(said.plain)
    named = said.cut(*first.span("when")) if first else said if _A_DATE.search(said.plain) else None
    return find_date(named, now, past=False) if named else None


def begins(text: str | Said) -> bool:
    """Whether a day is named, readable or not, from which on something holds."""
    found = _BEGINS.search(read(text).plain)
    return found is not None and bool(found["when"].strip())


def without_beginning(text: str | Said) -> Said:
    """The text without the words that say from when on."""
    said = read(text)
    return said.without_all([found.span() for found in _BEGINS.finditer(said.plain)])


def _first_of(month: int, today: date, year: str | None = None) -> date:
    if year:
        return date(int(year), month, 1)
    return date(today.year + (month <= today.month), month, 1)
