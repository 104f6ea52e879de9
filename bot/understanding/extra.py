"""A meeting beside the schedule, as it is told: "ono kumpulan tambahan minggu 20 desember jam 10"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.spans import find_agenda, find_place
from bot.understanding.telling import asks_outright
from bot.understanding.times import find_time

_NAMED = expression(
    r"\b(?:kumpulan|rapat|pertemuan) (?:tambahan|ekstra|luar biasa|dadakan|mendadak|darurat|selipan)\b"
    r"|\b(?:tambah|nambah|imbuh) (?:1 |satu )?(?:kumpulan|rapat|pertemuan)\b"
)
_OTHERWISE = frozenset({
    "hadir", "datang", "kemarin", "tadi", "semalam", "lalu", "izin", "absen", "catat", "barusan", "batal", "libur",
    "ditiadakan", "undur", "mundur", "tunda", "geser", "maju", "pindah", "ganti", "tidak", "belum",
})  # fmt: skip


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
    if not names_extra(text) or asks_outright(text) or "?" in text or not _OTHERWISE.isdisjoint(said.words):
        return None
    agenda = find_agenda(said)
    return Extra(find_date(said, now, past=False), find_time(said), find_place(said), agenda[0] if agenda else None)
