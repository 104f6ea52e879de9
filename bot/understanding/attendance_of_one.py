"""Whose attendance is asked for as a file: "cetak kehadiran pak karno", "absene bu lasmi pdf"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read

_AS_FILE = expression(
    r"\b(?:file|berkas|pdf|excel|eksel|exel|xlsx?|\w*cetak\w*|\w*print\w*|unduh\w*|download|ekspor|export)\b"
)
_BEHIND = (
    r"(?:pdf|excel|eksel|exel|xlsx?|file|berkas|dalam|jadi|versi|bentuk|dicetak|cetak|diprint|print|ya|dong|saja|wae|tolong"
    r"|bulan|tahun|minggu|sejak|dari|tanggal|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|desember|semua|selama|yang|untuk)"
)
_TITLES = r"(?:pak|bu|bapak|ibu|mbak|mas|mbah)"
_OF_ONE = expression(
    r"(?<!daftar )(?<!lembar )(?<!blangko )(?<!buku )\b(?:hadir|kehadiran|absen|absensi|presensi|rekap)(?:e|ne|nya)?"
    rf" (?P<who>(?:{_TITLES} )?(?!{_TITLES}\b)(?!{_BEHIND}\b)[a-z'.-]+(?: (?!{_BEHIND}\b)[a-z'.-]+){{0,3}})\b"
)


@only_with(_AS_FILE)
def attendance_of_one(text: str) -> str | None:
    """The words, as typed, of whose attendance a whole text asks for as a file, a name for certain only behind Bu or
    Pak; None where it asks for none."""
    said = read(text)
    found = _OF_ONE.search(said.plain) if _AS_FILE.search(said.plain) and "\n" not in text.strip() else None
    return said.typed(*found.span("who")).strip(" .,!?") if found else None
