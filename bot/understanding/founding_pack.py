"""That the founding papers are asked for: "siapkan berkas buat notaris", "paket pendaftaran koperasi dalam word"."""

from __future__ import annotations

import re

from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import asks
from lean import dataclass

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
    "notulen",
)
_LONGEST = 16


def _words(several: str) -> frozenset[str]:
    return frozenset(several.split())


_MAKE = _words(
    "minta mohon tolong njaluk nyuwun buat buatkan bikin bikinkan siap siapkan cetak cetakkan print unduh download"
    " kirim kirimkan ambil susun pdf word docx paket"
)
_PAPERS = _words("berkas paket file dokumen surat pdf word docx acara hadir rekap notulen")
_WHAT = _words("pendirian pembentukan pendaftaran registrasi mendirikan mendaftarkan notaris hukum pendiri modal")
_NAMED = (_words("berita acara"), _words("hadir pendiri"), _words("notulen pendirian"), _words("berkas pendirian"))
"""Papers that nothing else is called; nobody has to say that they are to be made."""
_RECORD = _words("berita acara")
_BESIDE = _words(
    "bisa bisakah saya kami kita mau perlu butuh untuk buat ke kepada koperasi koperasinya kelompok dalam bentuk versi"
    " jadi ya dong bu pak mbak mas lengkap semua yang dinas rapat itu badan dengan nik sekalian"
    " berita daftar kumpulan para"
)
_FOR = expression(
    r"\b(?:untuk|buat|ke|kepada) (?P<who>(?:(?:pak|bu|bapak|ibu) )?(?:notaris|dinas(?: koperasi)?)"
    r"(?: (?:pak|bu|bapak|ibu) [^\W\d]+(?: [^\W\d]+)?)?)"
)
_NIK = expression(
    r"(?:[\s,;]|\b(?:sekalian|beserta))*\b(?:(?P<without>tanpa|tanpo|ora(?: usah)?(?: nganggo)?|tidak (?:pakai|dengan)"
    r"|aja(?: nganggo)?)"
    r"|nganggo|dengan|sama|karo|pakai|pake|mawi|plus|lengkap)\s+nik(?:nya|e)?\b(?P<after>\s+(?:lengkap|semua|kabeh))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedPack:
    """What is asked for: as which kind of file, for whom, both empty where that is not said."""

    made_as: str | None = None
    receiver: str = ""
    nik: bool | None = None
    sure: bool = True
    """Whether nothing else can be meant where a founding meeting is not known."""


def without_nik(text: str) -> tuple[str, bool | None]:
    """Words without what they say of the NIK, and whether these are to be written out; None where nothing is said."""
    found = _NIK.search(text)
    if found is None:
        return text, None
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,.;")
    return rest, found["without"] is None


@only_with(*_WHAT, "dinas", "berita")
def asked_pack(text: str) -> AskedPack | None:
    """What a whole text asks for, where it asks for the founding papers to be made."""
    if not mentions(text, WORDS) or "\n" in text.strip() or len(text.split()) > _LONGEST or asks(text):
        return None
    text, nik = without_nik(text)
    said = read(text)
    to = _FOR.search(said.plain)
    rest = set(re.findall(r"\w+", said.plain if to is None else _FOR.sub(" ", said.plain)))
    record = rest >= _RECORD and not rest & _WHAT and to is None
    named = to is not None or rest & _WHAT or record
    wanted = (
        rest & _MAKE
        or (to is not None and (rest & _WHAT or "notaris" in str(to["who"])))
        or any(paper <= rest for paper in _NAMED)
    )
    if not (wanted and rest & _PAPERS and named) or rest - _MAKE - _PAPERS - _WHAT - _BESIDE:
        return None
    made_as = choose("format", said)
    receiver = said.typed(*to.span("who")) if to else ""
    return AskedPack(made_as if made_as in ("pdf", "docx") else None, receiver, nik, not record)
