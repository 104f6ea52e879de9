"""A meeting beside the schedule, as it is told: "ono kumpulan tambahan minggu 20 desember jam 10"."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.understanding.dates import find_date, names_month
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.spans import find_agenda, find_place
from bot.understanding.telling import asks_outright, is_to_come
from bot.understanding.times import find_time
from bot.understanding.words import is_of
from lean import dataclass

_NAMED = expression(
    r"\b(?:kumpulan|rapat|pertemuan) (?:tambahan|ekstra|luar biasa|dadakan|mendadak|darurat|selipan)\b"
    r"|\b(?:tambah|nambah|imbuh) (?:1 |satu )?(?:kumpulan|rapat|pertemuan)\b"
)
_OTHERWISE = frozenset({
    "hadir", "datang", "kemarin", "tadi", "semalam", "lalu", "izin", "absen", "catat", "barusan", "batal", "libur",
    "ditiadakan", "undur", "mundur", "tunda", "geser", "maju", "pindah", "ganti", "tidak", "belum",
})  # fmt: skip
_DONE = frozenset({"sudah", "sakit", "telat", "wakil", "putus", "keputusan", "sepakat", "setuju", "kecuali", "hasil"})
_PASSED_ON = frozenset(
    {"kabar", "kabari", "umumkan", "kasih", "beri", "tolong", "ingat", "ingatkan", "undang", "semua"}
)
_REGULAR = frozenset({"tiap", "rutin", "jadwal", "mulai", "wiwit", "sejak", "bulanan", "sebulan", "sekali", "biasa"})
_MOST_WORDS, _ANY_DAY = 6, datetime(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Extra:
    """What is said of it, as far as it is."""

    day: date | None
    at: time | None
    place: str | None
    agenda: str | None


@only_with(_NAMED)
def names_extra(text: str) -> bool:
    """Whether a meeting beside the schedule is named."""
    return _NAMED.search(read(text).plain[:1000]) is not None


@only_with(names_extra)
def find_extra(text: str, now: datetime) -> Extra | None:
    """The meeting beside the schedule that a text says is to be held; None where it says nothing like that."""
    said = read(text)
    return _told(said, find_date(said, now, past=False)) if names_extra(text) and not _is_otherwise(said) else None


@only_with("kumpulan")
def find_ahead(text: str, now: datetime) -> Extra | None:
    """The meeting on a date, told with its month, that is nearer ahead than behind, of which a text says where or at
    what hour it is and nothing that has happened: "10 april kumpulan di rumah pak slamet"; None where it is none."""
    said = read(text)
    meant = names_month(said) and "kumpulan" in said.words and _REGULAR.isdisjoint(said.words)
    day = find_date(said, now) if meant else None
    if day is None or day <= now.date() or _is_otherwise(said) or not _DONE.isdisjoint(said.words):
        return None
    told = _told(said, day)
    return told if told.at or told.place else None


@dataclass(frozen=True, slots=True)
class Dated:
    """A meeting on a date of which it is not said whether it was or is to be: the last such day, the next, and what
    else is told. A day is None where it cannot be meant."""

    behind: date | None
    ahead: date | None
    told: Extra


@only_with("kumpulan")
def find_dated(text: str, now: datetime) -> Dated | None:
    """The meeting on a date of which a text says where or at what hour it is and nothing that has happened: without its
    month ("tanggal 10 kumpulan di rumah pak slamet"), or with one and nearer behind than ahead; None where it is none,
    or of every month."""
    said = read(text)
    dated = names_month(said) or _ON_DAY.search(said.plain)
    if "kumpulan" not in said.words or not dated or names_extra(text) or not _REGULAR.isdisjoint(said.words):
        return None
    if _is_otherwise(said) or not _DONE.isdisjoint(said.words):
        return None
    told, today = _told(said, None), now.date()
    if not (told.at or told.place):
        return None
    if names_month(said):
        day = find_date(said, now)
        return Dated(day, None, told) if day is not None and day < today else None
    behind, ahead = find_date(said, now, past=True), find_date(said, now, past=False)
    return Dated(None if is_to_come(said) or behind == today else behind, ahead, told)


_ON_DAY = expression(r"\btanggal:? ?\d")


def _is_otherwise(said: Said) -> bool:
    """Whether something is asked, or told that is no new meeting."""
    return asks_outright(said) or "?" in said.text or not _OTHERWISE.isdisjoint(said.words)


def _told(said: Said, day: date | None) -> Extra:
    agenda = find_agenda(said)
    return Extra(day, find_time(said), find_place(said), agenda[0] if agenda else _last_words(said))


def _last_words(said: Said) -> str | None:
    """What stands alone behind the last comma, and so is what it is about: "jam 7 malam, bagi shu"."""
    last = read(said.text.rpartition(",")[2]) if "," in said.text else read("")
    when_or_where = find_time(last) or find_place(last) or find_date(last, _ANY_DAY)
    if when_or_where or len(last.words) > _MOST_WORDS or not _PASSED_ON.isdisjoint(last.words):
        return None
    return None if all(is_of("empty", word) or is_of("polite", word) for word in last.words) else last.text.strip(" .!")
