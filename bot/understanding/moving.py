"""What of a meeting is moved: the day as fixed and the new one, the new time and place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.understanding.dates import find_date, find_dates
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said
from bot.understanding.spans import find_place
from bot.understanding.times import find_leads, find_time, part_said

Found = TypeVar("Found")
MOVED = expression(r"\b(?:mundur|tunda|geser|maju|pindah|ubah|ganti|(?<!tidak )jadi|undur|moved?)\b")
_NOT_THE_DAY = expression(
    r"\b(?:pindah|ganti|geser|ubah|mundur|maju|undur) (?:tempat|lokasi|jam|waktu)\b"
    r"|\b(?:tempat|lokasi|jam|waktu)\w*(?: (?:saja|nya|kumpulan|itu|yang))*"
    r" (?:pindah|ganti|geser|ubah|mundur|maju|undur)\b"
)
_THE_MEETING = expression(r"\b(?:kumpulan|yang)(?: (?:hari|tanggal|rutin|kita))*,? *$")
_DENIED_DAY = expression(r"\bbukan [^,.;\n]{1,40}")
_WHY = expression(r"\b(?:rumah saya lagi|rumah lagi|lagi|masih|jek|karena|berhubung|soal|kabeh|semua)\b[^,.;\n]*")
_OLD_PLACE = expression(r"\btidak (?:jadi |sida |estu |bisa )?(?:di|ke) [^,.;\n]{1,40}")
_BY = expression(
    r"\b(?P<way>mundur|undur|tunda|maju)(?: (?:dulu|saja|sekitar|kira-kira|selama|lagi|jamnya|jam))*"
    r" (?P<by>setengah jam|(?:\d{1,2} ?|se)(?:jam|menit|hari|dina|dino|dinten|minggu)\b"
    r"(?! (?:depan|ini|lagi|sebelum|sebelumnya|pagi|siang|sore|malam|\d))(?: setengah\b)?)"
)


def moved_by(said: Said) -> timedelta | None:
    """By how much a meeting is moved where no day and hour is told: "diundur sejam", "maju 2 hari"; earlier is
    negative."""
    found = _BY.search(said.plain)
    leads = find_leads(found["by"]) if found else ()
    if found is None or not leads:
        return None
    half = timedelta(minutes=30) if found["by"].endswith("jam setengah") else timedelta(0)
    return -leads[0] - half if found["way"] == "maju" else leads[0] + half


def moved_days(said: Said, now: datetime) -> tuple[date | None, date | None]:
    """The meeting's day as now fixed and the new one, each None if it is not told."""
    days = find_dates(said, now, past=False)
    if not days:
        return None, None
    if len(days) > 1:
        denied = _DENIED_DAY.search(said.plain)
        turned = denied and find_date(said.cut(*denied.span()), now, past=False) == days[-1]
        return (days[-1], days[0]) if turned else (days[0], days[-1])
    return (days[0], None) if _is_old(said, now) else (None, days[0])


def _is_old(said: Said, now: datetime) -> bool:
    """Whether the only day is that of the meeting as fixed: before the word for moving, or where time or place move."""
    moved = MOVED.search(said.plain)
    if moved and moved.start() and find_dates(said.cut(0, moved.start()), now, past=False):
        return True
    if _NOT_THE_DAY.search(said.plain):
        return True
    if moved is None:
        return find_time(said) is not None or find_place(said) is not None
    rest = said.cut(moved.end(), len(said.plain)).plain
    first = _DAY_WORD.search(rest)
    return first is not None and _THE_MEETING.search(rest[: first.start()]) is not None


_DAY_WORD = expression(r"\b(?:besok|lusa|nanti|hari|tanggal|senin|selasa|rabu|kamis|jumat|sabtu|ahad|minggu|malam)\b")


def moved_time(said: Said) -> time | None:
    """The time told behind the word for moving, else any."""
    return _behind(said, lambda rest: find_time(rest, _part_before(said, rest))) or find_time(said)


def _part_before(said: Said, rest: Said) -> str | None:
    """The part of the day of the meeting as it is fixed, where no other day is told: "bsk malem dadi jam 9"."""
    return None if _DAY_WORD.search(rest.plain) else part_said(said.plain)


def moved_place(said: Said) -> str | None:
    """The new place: not the one that is denied, and not one in a clause that says why."""
    plain = said.without_all([match.span() for match in _OLD_PLACE.finditer(said.plain)])
    plain = plain.without_all([match.span() for match in _WHY.finditer(plain.plain)])
    return _behind(plain, find_place) or find_place(plain)


def _behind(said: Said, find: Callable[[Said], Found | None]) -> Found | None:
    moved = MOVED.search(said.plain)
    return find(said.cut(moved.end(), len(said.plain))) if moved else None
