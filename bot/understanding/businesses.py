"""What a text says of a business beside its name: its fields, what it lives on, that it is asked for or is over."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.groups import field_of, find_business
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.terms import find_term

LONGEST = 300
_PIECES = expression(r"[,;.\n+&]|\b(?:dan|karo|lan|sama|serta|kalih|plus|dengan|kotoran\w*|limbah)\b", re.IGNORECASE)
_GROWN = ("crop", "forest", "livestock", "fish", "processing")
_HERE = expression(
    r"\b(?:dari|pakai|memakai|hasil|ambil|pakan|bahan\w*|bibit\w*) (?:[^\W\d_]+ ){0,2}?(?:sendiri|desa|setempat|lokal"
    r"|sekitar\w*|kampung|sini|kene|warga|kebun|kebon|sawah|ladang|alas|hutan|pekarangan|tegal\w*|dh?ewe)"
    r"(?: sendiri| dh?ewe| piyambak| kita| kami)?\b"
    r"|\b(?:bahan\w* )?(?:setempat|lokal)\b"
)
_BROUGHT = expression(
    r"\b(?:beli|dari|saka|soko|ambil|kulak\w*|didatangkan|pesan|tuku|kiriman) "
    r"(?:[^\W\d_]+ ){0,2}?(?:kota|kutha|kutho|luar|pabrik|toko"
    r"|pasar|online|semarang|jakarta|solo|surabaya|salatiga)\b|\b(?:kulakan|pabrikan|impor)\b"
)
_OVER = (
    r"(?:berhenti|henti|mandek|mandheg|bubar|tutup|bangkrut|selesai|rampung|tidak (?:jalan|ada)|ora mlaku|gulung tikar)"
)
_ENDED = expression(
    rf"\W*(?:catat |tolong )?usaha(?:nya|ne)? (?P<what>[^,.:;\n]{{0,80}}?) ?(?:kami |kita |kelompok )?"
    rf"(?:sudah |wis |uwis |sampun |telah |mulai )*(?:{_OVER})(?: (?:lagi|kemarin|sejak .{{0,30}}|bulan .{{0,20}}))?\W*"
)
_STRUCK = expression(
    r"\W*(?:(?:tolong|mohon) )?(?:hapus|coret|busak|buang)(?:en|no|kan)? usaha(?:nya|ne)? (?P<what>[^,.:;\n]{1,80})",
    re.IGNORECASE,
)
_ASKED = expression(
    r"\W*(?:(?:tolong|coba|lihat|daftar|tampilkan|deleng|ndeleng) )*(?:jenis )?usaha(?:nya|ne)?"
    r"(?: (?:kelompok|kita|kami|bersama|apa|saja|sing|yang|sudah|ada|tercatat|catat|itu|jalan|saiki|sekarang|jp|bareng"
    r"|sampai|mana|punya|di|buku|wae|to|ya|nopo|mawon))*\W*"
)
_ASKS = frozenset({"apa", "lihat", "daftar", "tampilkan", "mana", "berapa", "deleng", "ndeleng", "coba"})


def fields_in(text: str | Said) -> list[str]:
    """The fields of a business, and what beside it is grown or kept for it: "ternak kambing, pakan dari kebun"."""
    said = read(text)
    business = find_business(said) or ""
    pieces = _PIECES.split(said.text)
    beside = [field for piece in pieces if (field := choose("field", piece)) in _GROWN]
    whole = field_of(business)
    found = dict.fromkeys([*([whole] if whole else []), *beside])
    return [field for field in found if field == whole or whole in (None, *_GROWN)]


def is_local(text: str | Said) -> bool | None:
    """Whether what a business lives on is of the place; None where that is not told."""
    plain = read(text).plain
    if _BROUGHT.search(plain):
        return False
    return True if _HERE.search(plain) else None


def without_source(said: Said) -> Said:
    """The text without what a business lives on, in which "sendiri" does not tell whose it is."""
    found = _HERE.search(said.plain)
    return said.without(found.start(), found.end()) if found else said


@only_with("usaha")
def ended(text: str) -> str | None:
    """Which business is told to be over; "" where it is not named; None where none is."""
    found = _ENDED.fullmatch(read(text).plain) if len(text) <= LONGEST else None
    return found["what"].strip() if found else None


@only_with(_STRUCK)
def struck_out(text: str) -> str | None:
    """Which business is to be struck out of the book; None where none is."""
    found = _STRUCK.fullmatch(text.strip(" .!")) if len(text) <= LONGEST else None
    return found["what"].strip() if found else None


def asks_for_businesses(text: str) -> bool:
    """Whether it is asked which businesses there are: "usahane opo wae", "usaha kelompok apa saja?"."""
    said = read(text)
    if len(text) > LONGEST or not _ASKED.fullmatch(said.plain):
        return False
    return "?" in said.text or not _ASKS.isdisjoint(said.words)


def begun_on(text: str | Said, now: datetime) -> date | None:
    """Since when a business has been, by the clause that tells it."""
    clauses = read(text).text.replace("\n", ",").replace(";", ",").split(",")
    found = (find_term(clause, now)[1] for clause in clauses)
    return next((day for day in found if day is not None and day <= now.date()), None)
