"""The name of a group's cooperative, as it is told or asked for."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.telling import asks

_OF = (
    r"(?:\s+(?:kelompok|kita|kami|jp|nanti|besok|e|ne|nya|yang|sing|sudah|wis|dipilih|disepakati|akan|arep|badhe|mau))*"
)
_IS = r"(?:\s*[:=]|\s+(?:adalah|yaitu|yaiku|jadi|dadi|menjadi|diganti|ganti|jadinya|itu|iku))*"
_OURS = r"koperasi(?:nya|ne|e|nipun)?"
_CALLED = r"(?:(?:ber)?nama(?:nya)?|jenenge|dinama(?:i|kan)|diberi nama|dijeneng(?:i|ke|no|aken))"
_TOLD = expression(
    r"\W*(?:salah,?\s+|bukan,?\s+|(?:tolong\s+)?catat\s+|ganti\s+|calon\s+)?(?:nama|jeneng)\w*\s+(?:calon\s+)?"
    rf"{_OURS}{_OF}{_IS}\s+[\"“']?(?P<name>[^\W\d][^?\n]{{2,99}}?)[\"”']?[\s.!]*"
    rf"|\W*{_OURS}{_OF}\s+{_CALLED}{_IS}\s+[\"“']?(?P<other>[^\W\d][^?\n]{{2,99}}?)[\"”']?[\s.!]*",
    re.IGNORECASE,
)
_RATHER = rf"(?:wae|saja|mawon|ae|aja|nama\w*|jeneng\w*|{_OURS}|jadi|dadi|menjadi|dados|dengan)"
_RENAMED = expression(
    r"\W*(?:(?:eh|lho|oh|salah|keliru|kliru|bukan|dudu|sanes)[\s,.]+)*"
    rf"(?:(?:di)?(?:ganti|ubah)(?:en|ke|no|aken|kan)?(?:[\s,:]+{_RATHER}(?=[\s,:]))+[\s,:]+(?!{_RATHER}\b)"
    r"|(?:(?:di)?ganti\s+)?(?=[\"“']?koperasi\s+\w))"
    r"[\"“']?(?P<name>[^\W\d][^?\n,]{2,99}?)[\"”']?[\s.!]*",
    re.IGNORECASE,
)
_ASKED = expression(
    r"\W*(?:apa\s+|opo\s+)?(?:nama|jeneng)\w*\s+(?:calon\s+)?koperasi(?:nya|ne|e|nipun)?"
    r"(?:\s+(?:kita|kami|kelompok|apa|opo|siapa|sapa|nanti|sudah ada|ya|to|sing|yang|wis|sudah"
    r"|(?:di|ter|ke)ca(?:tat|tet|thet)\w*))*[?.!\s]*",
    re.IGNORECASE,
    only_with="koperasi",
)
MOST_WORDS = 12


@only_with("koperasi")
def find_cooperative(text: str) -> str | None:
    """The name that is told for the cooperative, as typed; None where none is told."""
    if not mentions(text, ("koperasi",)):
        return None
    found = None if asks(text) or text.rstrip().endswith("?") else _TOLD.fullmatch(" ".join(text.split()))
    return _name((found["name"] or found["other"]).strip()) if found else None


def find_renamed(text: str) -> str | None:
    """The name that is put in place of the one just told: "ganti wae Ngudi Rejeki Makmur", "Koperasi Tani Maju"."""
    if asks(text) or text.rstrip().endswith("?"):
        return None
    found = _RENAMED.fullmatch(" ".join(text.split()))
    return _name(found["name"].strip()) if found else None


def _name(words: str) -> str | None:
    """A name has no comma and no figure: what has tells more besides."""
    other = _UNKNOWN.search(words) or any(one in ",;:" or one.isdecimal() for one in words)
    return words if words and len(words.split()) <= MOST_WORDS and not other else None


_UNKNOWN = expression(
    r"\b(?:belum|durung|dereng|tidak|ora|menyusul|nanti|bebas|terserah|(?:di|ter|ke)ca(?:tat|tet|thet)\w*)\b",
    re.IGNORECASE,
)


@only_with("koperasi")
def asks_for_cooperative(text: str) -> bool:
    """Whether a text asks what the cooperative is called."""
    return mentions(text, ("koperasi",)) and _ASKED.fullmatch(" ".join(text.split())) is not None
