"""Papers that people ask for and that are not made of a group's books: letters, cards, books of money."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read

_LONGEST = 12
_LETTER = (
    r"surat(?:-surat)? (?:keterangan|pengantar|undangan|tugas|kuasa|pernyataan|permohonan|rekomendasi|izin|mandat"
    r"|keputusan|perjanjian)"
)
_MONEY = r"(?:buku|laporan|catatan|jurnal) (?:kas|keuangan|tabungan|simpanan|pinjaman|iuran|bank|uang)"
_REPORT = r"laporan (?:bulanan|tahunan|mingguan|kegiatan|pertanggungjawaban|akhir tahun)"
_OTHER = (
    r"kartu (?:anggota|iuran|simpanan)|buku (?:tamu|inventaris|agenda|ekspedisi)|sertifikat|piagam|kwitansi|kuitansi"
)
_UNKNOWN = expression(rf"\b(?:{_LETTER}|{_MONEY}|{_REPORT}|{_OTHER})\b(?: (?:anggota|kumpulan|rapat)\b)?")
_INVITES = expression(
    r"\b(?:cetak|print|buatkan|unduh|file|pdf|surat|kertas)\b.*\b(?P<what>undangan (?:rapat|kumpulan|pertemuan))\b"
    r"|^(?:tolong |minta |njaluk |nyuwun |saya |mau )*buat (?P<made>undangan (?:rapat|kumpulan|pertemuan))\b"
)
_ASKS = expression(
    r"^(?:(?:tolong|minta|njaluk|jaluk|nyuwun|mohon|saya|aku|kulo|mau|perlu|butuh|bisa|buat|gawekno|cetak|print|unduh|kirim"
    r"|ada|mana|lihat|bu|pak|mbak|mas|kita|kami)\s+)*$"
)
_NOT_ASKED = expression(r"\b(?:sudah|belum|salah|keputusan|usul|hilang|bayar)\b|[:;\n]")


@only_with(_UNKNOWN, _INVITES)
def unknown_paper(text: str) -> str | None:
    """What a whole text asks for on paper that cannot be made, as it was said; None where it asks for nothing such."""
    said = read(text)
    if len(said.words) > _LONGEST or _NOT_ASKED.search(said.plain):
        return None
    if (invites := _INVITES.search(said.plain)) is not None:
        return said.typed(*invites.span("what" if invites["what"] else "made")) or None
    found = _UNKNOWN.search(said.plain)
    asked = found is not None and _ASKS.search(said.plain[: found.start()])
    return said.typed(*found.span()) or None if found is not None and asked else None
