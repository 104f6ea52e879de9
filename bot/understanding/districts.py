"""Where a village lies, as people write it behind its name: "kec getasan kab semarang", "rt 03 rw 02"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with

_LABELS = {"kec": "Kec.", "kab": "Kab.", "kot": "Kota", "pro": "Prov."}
_ENDS = (
    r"(?:kec|kecamatan|kab|kabupaten|kota|prov|provinsi|propinsi|rt|rw|desa|ds|dsn|dusun|kel|kelurahan|wib|wita|wit)"
)
_OURS = r"(?:kami|kita|kula|itu|iku|kuwi|adalah|yaiku|yang (?:benar|betul)|sing bener)"
_WORD = rf"(?!{_ENDS}\b)[^\W\d_]+"
_PART = expression(
    rf"\b(?P<what>kec|kecamatan|kab|kabupaten|kota|prov|provinsi|propinsi)(?:nya|ne|e|ipun)?\b(?: {_OURS}\b)*[. :]*"
    rf"(?P<name>{_WORD}(?:[ -]{_WORD}){{0,2}})",
    re.IGNORECASE,
    only_with="kec kab kota prov propinsi",
)
_DISTRICT = ("kec", *(f"kab{ends}" for ends in (" ", ".", ":", "upaten", "nya", "ne", "e ", "e.", "e:", "ipun")))
_RW = expression(r"\brw(?:ne|nya|e)?\b(?: ?(?:kami|kita)\b)?[ .:]*0*(\d{1,3})(?!\d)", re.IGNORECASE, only_with="rw")
_SLASH = expression(r"\brt[ .:]*\d{1,3} ?/ ?0*(\d{1,3})(?!\d)", re.IGNORECASE, only_with="/")
_BESIDE = expression(
    rf"(?:\b(?:kelompok|jp|grup|{_OURS}|di|ing|neng|dan|lan|ada|masuk|ikut|desa)\b|[\W_])*", re.IGNORECASE
)


@only_with(*_DISTRICT)
def region_in(text: str) -> str | None:
    """The district and the regency, as they are written in an address ("Kec. Getasan, Kab. Semarang"); None if neither
    is named."""
    parts = [(found["what"][:3].casefold(), found["name"]) for found in _PART.finditer(text)]
    if not any(what in ("kec", "kab") for what, _name in parts):
        return None
    return ", ".join(f"{_LABELS[what]} {_written(name)}" for what, name in parts)


def rw_in(text: str) -> str | None:
    """The number of the RW, without leading zeros: "rw 02", "rt 03/02"."""
    found = _RW.search(text) or _SLASH.search(text)
    return found[1] if found else None


@only_with(region_in, _RW)
def tells_only_where(text: str) -> bool:
    """Whether words name a district, a regency or an RW and hardly anything else: "kecamatan kami Getasan"."""
    if region_in(text) is None and rw_in(text) is None:
        return False
    return _BESIDE.fullmatch(_RW.sub(" ", _PART.sub(" ", text))) is not None


def _written(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in name.split())
