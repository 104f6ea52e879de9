"""A meeting beside the schedule, as it is told: "ono kumpulan tambahan minggu 20 desember jam 10"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.understanding.dates import find_date, names_month
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.spans import find_agenda, find_place
from bot.understanding.telling import asks_outright
from bot.understanding.times import find_time
from bot.understanding.words import is_of

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
_MOST_WORDS, _ANY_DAY = 6, datetime(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Extra:
    """What is said of it, as far as it is."""

    day: date | None
    at: time | None
    place: str | None
    agenda: str | None


def names_extra(text: str) -> bool:
    """Whether a meeting beside the schedule is named."""
    return _NAMED.search(read(text).plain[:1000]) is not None


def find_extra(text: str, now: datetime) -> Extra | None:
    """The meeting beside the schedule that a text says is to be held; None where it says nothing like that."""
    said = read(text)
    return _told(said, find_date(said, now, past=False)) if names_extra(text) and not _is_otherwise(said) else None


def find_ahead(text: str, now: datetime) -> Extra | None:
    """The meeting on a date, told with its month, that is nearer ahead than behind, of which a text says where or at
    what hour it is and nothing that has happened: "10 april kumpulan di rumah pak slamet"; None where it is none."""
    said = read(text)
    day = find_date(said, now) if names_month(said) and "kumpulan" in said.words else None
    if day is None or day <= now.date() or _is_otherwise(said) or not _DONE.isdisjoint(said.words):
        return None
    told = _told(said, day)
    return told if told.at or told.place else None


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
