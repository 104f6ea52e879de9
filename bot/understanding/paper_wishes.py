"""Words that ask for a paper and say nothing besides: "njaluk absenan", "gawekno notulen kumpulan wingi"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_LONGEST = 14


def _words(several: str) -> frozenset[str]:
    return frozenset(several.split())


_WISH = _words("minta mohon tolong njaluk jaluk nyuwun butuh perlu mau ambil jupukno kirim cetak unduh print")
_PAPER = _words(
    "daftar buku lembar blangko blanko formulir absenan absen absensi presensi rekap rekapan notulen notulensi risalah"
    " data"
)
_WHAT = _words(
    "anggota pengurus pengawas usul usulan perubahan riwayat hadir kehadiran berita acara kosong tanda tangan keputusan"
    " nama nomor hp wa umur nik"
)
_DAYS = _words(
    "hari malam pagi sore siang kemarin tadi besok lusa nanti minggu bulan tahun tanggal lalu depan berikut berikutnya"
    " terakhir senin selasa rabu kamis jumat sabtu januari februari maret april mei juni juli agustus september oktober"
    " november desember jan feb mar apr jun jul agu sep okt nov des sampai"
)
_OFFICE = _words(
    "lurah dinas notaris kelurahan kecamatan kabupaten kantor desa kades camat bupati bank petugas pertanian koperasi"
    " pemdes pkk"
)
_BESIDE = _words(
    "saya aku kulo kami kita bu pak ibu bapak mbak mas ya dong saja dulu sekarang segera yang itu ini bisa boleh mana"
    " ada lengkap baru terbaru semua kelompok kumpulan untuk buat dari di ke dan sama dengan tahu lihat pdf excel exel"
    " eksel word file berkas jadi bentuk versi dalam terima_kasih carik"
)
_KNOWN = _WISH | _PAPER | _WHAT | _DAYS | _OFFICE | _BESIDE
_FOR_ME = expression(r"(?:gawe|nggawe|bikin|buat|damel|siap|cawis)(?:kan|no|ke|ake|kake|kno|in|na|aken)", re.IGNORECASE)
_ENDING = expression(r"(?:nya|ipun|ne|e)$")


def is_bare(text: str | Said) -> bool:
    """Whether words name a paper, and whose or of which day, and say nothing besides."""
    said = read(text)
    words = _said(said)
    return 0 < len(words) <= _LONGEST and "\n" not in said.text.strip() and ":" not in said.text and words <= _KNOWN


def names_paper(text: str | Said) -> bool:
    """Whether a word stands there for what lies on paper; that all "hadir" is told, not asked for."""
    return not (_PAPER | {"kehadiran"}).isdisjoint(_said(read(text)))


def asks_for_paper(text: str | Said) -> bool:
    """Whether a whole message asks for a paper: then it is no answer, no decision and nobody's name."""
    said = read(text)
    words = _said(said)
    return is_bare(said) and bool(words & _PAPER) and (bool(words & _WISH) or is_to_be_made(said))


def wishes(text: str | Said) -> bool:
    """Whether a word stands there by which something is asked for."""
    return not _WISH.isdisjoint(read(text).words)


def is_to_be_made(text: str | Said) -> bool:
    """Whether something is to be made for the speaker: "gawekno", "buatkan", "siapkan"."""
    return any(_FOR_ME.fullmatch(token.raw) for token in read(text).tokens)


def _said(said: Said) -> set[str]:
    """The words without figures, without what "bukune" has behind "buku", and without those for making."""
    found = {
        token.word
        for token in said.tokens
        if not token.word.isdigit() and token.raw and not _FOR_ME.fullmatch(token.raw)
    }
    return {word if word in _KNOWN else _ENDING.sub("", word) for word in found}
