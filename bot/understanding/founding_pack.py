"""That the founding papers are asked for: "siapkan berkas buat notaris", "paket pendaftaran koperasi dalam word"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.normalise import read
from bot.understanding.telling import asks

WORDS = (
    "berkas",
    "paket",
    "file",
    "pdf",
    "word",
    "cetak",
    "print",
    "surat",
    "dokumen",
    "docx",
    "acara",
    "hadir",
    "rekap",
)
_LONGEST = 16


def _words(several: str) -> frozenset[str]:
    return frozenset(several.split())


_MAKE = _words(
    "minta mohon tolong njaluk nyuwun buat buatkan bikin bikinkan siap siapkan cetak cetakkan print unduh download"
    " kirim kirimkan ambil susun pdf word docx paket"
)
_PAPERS = _words("berkas paket file dokumen surat pdf word docx acara hadir rekap")
_WHAT = _words("pendirian pembentukan pendaftaran registrasi mendirikan mendaftarkan notaris hukum pendiri modal")
_NAMED = (_words("berita acara"), _words("hadir pendiri"))
"""Papers that nothing else is called; nobody has to say that they are to be made."""
_BESIDE = _words(
    "bisa bisakah saya kami kita mau perlu butuh untuk buat ke kepada koperasi koperasinya kelompok dalam bentuk versi"
    " jadi ya dong bu pak mbak mas lengkap semua yang dinas rapat itu badan dengan nik sekalian"
    " berita daftar kumpulan para"
)
_FOR = expression(
    r"\b(?:untuk|buat|ke|kepada) (?P<who>(?:(?:pak|bu|bapak|ibu) )?(?:notaris|dinas(?: koperasi)?)"
    r"(?: (?:pak|bu|bapak|ibu) [^\W\d]+(?: [^\W\d]+)?)?)"
)


@dataclass(frozen=True, slots=True)
class AskedPack:
    """What is asked for: as which kind of file, for whom, both empty where that is not said."""

    made_as: str | None = None
    receiver: str = ""


def asked_pack(text: str) -> AskedPack | None:
    """What a whole text asks for, where it asks for the founding papers to be made."""
    if not mentions(text, WORDS) or "\n" in text.strip() or len(text.split()) > _LONGEST or asks(text):
        return None
    said = read(text)
    to = _FOR.search(said.plain)
    rest = set(re.findall(r"\w+", said.plain if to is None else _FOR.sub(" ", said.plain)))
    named = to is not None or rest & _WHAT
    wanted = rest & _MAKE or any(paper <= rest for paper in _NAMED)
    if not (wanted and rest & _PAPERS and named) or rest - _MAKE - _PAPERS - _WHAT - _BESIDE:
        return None
    made_as = choose("format", said)
    return AskedPack(made_as if made_as in ("pdf", "docx") else None, said.typed(*to.span("who")) if to else "")
