"""Which files went out, and who took them: "berkas apa wae sing wis metu", "siapa yang sudah bawa daftar anggota"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read

_PAPER = (
    r"(?:berkas|file|dokumen|surat|salinan|kertas|semua data|data kelompok|data anggota|data|buku anggota"
    r"|daftar anggota|rekap|daftar hadir)"
)
_GOES_OUT = (
    "keluar|metu|dibawa|bawa|membawa|nggawa|nggowo|digawa|digowo|diserahkan|serahkan|menyerahkan|diambil|ambil"
    "|kirim|diwenehke|diwenehno|dikei|dikasih|kasih|beri|terima|diterima|mengambil|njupuk|dijupuk|dikirim"
    "|diberikan|dicetak|cetak|mencetak|diunduh|unduh|mengunduh"
)
_OUT = rf"(?:{_GOES_OUT})"
_SINCE = r"(?:sudah|wis|uwis|sampun|pernah|tau)"
_ALL = r"(?:saja|wae|ae|mawon)"
_ASKED = expression(
    rf"{_PAPER} (?:apa|mana)(?: {_ALL})? (?:yang )?(?:{_SINCE} )?{_OUT}(?: dari (?:sini|kelompok))?"
    rf"|{_PAPER} (?:yang )?{_SINCE} {_OUT} apa(?: {_ALL})?"
    rf"|siapa (?:{_ALL} )?(?:yang )?{_SINCE} {_OUT} {_PAPER}(?: kelompok| ini| keluar)?"
    rf"|siapa {_ALL} (?:yang )?{_OUT} {_PAPER}(?: kelompok| ini| keluar)?"
    rf"|{_PAPER}(?: kelompok)? (?:{_SINCE} )?{_OUT} (?:ke|oleh|untuk|kepada )?(?: ?)siapa(?: {_ALL})?"
    rf"|(?:daftar|riwayat|catatan) {_PAPER} (?:yang )?(?:{_SINCE} )?{_OUT}"
)


@only_with(*_GOES_OUT.split("|"))
def asks_what_went_out(text: str) -> bool:
    """Whether a whole text asks which files went out, or who took them along."""
    return _ASKED.fullmatch(read(text).plain.strip(" ?.!")) is not None
