"""The name of a group's cooperative, as it is told or asked for."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
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
_ASKED = expression(
    r"\W*(?:apa\s+|opo\s+)?(?:nama|jeneng)\w*\s+(?:calon\s+)?koperasi(?:nya|ne|e|nipun)?"
    r"(?:\s+(?:kita|kami|kelompok|apa|opo|siapa|sapa|nanti|sudah ada|ya|to))*[?.!\s]*",
    re.IGNORECASE,
    only_with="koperasi",
)
MOST_WORDS = 12


def find_cooperative(text: str) -> str | None:
    """The name that is told for the cooperative, as typed; None where none is told."""
    if not mentions(text, ("koperasi",)):
        return None
    found = None if asks(text) or text.rstrip().endswith("?") else _TOLD.fullmatch(" ".join(text.split()))
    name = (found["name"] or found["other"]).strip() if found else ""
    return name if name and len(name.split()) <= MOST_WORDS and not _UNKNOWN.search(name) else None


_UNKNOWN = expression(r"\b(?:belum|durung|dereng|tidak|ora|menyusul|nanti|bebas|terserah)\b", re.IGNORECASE)


def asks_for_cooperative(text: str) -> bool:
    """Whether a text asks what the cooperative is called."""
    return mentions(text, ("koperasi",)) and _ASKED.fullmatch(" ".join(text.split())) is not None
