"""By what people earn, told in a few words that need not call it so: "kripik bareng, ternak wedhus dhewe2"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.businesses import fields_in, is_local
from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.naming import TITLE
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import asks, asks_outright
from lean import dataclass

LONGEST, MOST_WORDS = 160, 9
COLLECTIVE, INDIVIDUAL = "collective", "individual"
_CLAUSES = expression(
    r"\s*(?:[,;.\n]+\s*(?:(?:dan|lan|karo|sama)\s+)?|\s(?:dan|lan|karo|kalih)\s)\s*(?=\S)", re.IGNORECASE
)
_SUPPOSED = expression(
    r"\b(?:usul\w*|kalau|kalo|nek|yen|misal\w*|mau|arep|pengen|pengin|pingin|ingin|rencana|bakal|akan|bagaimana|gimana|piye"
    r"|mbok|rapat|kumpulan|hadir|sepakat|setuju|keputusan|beli|tuku|belum|durung)\b",
    re.IGNORECASE,
)
_WORKED = (
    r"(?:(?:di)?(?:garap|kerja|kelola|jalan|urus)\w*|milik\w*|duwek\w*|punya|bareng\w*|bersama\w*|kolektif|gotong\s+royong"
    r"|sendiri[\w-]*|dh?ewe[\w-]*|piyambak[\w-]*|masing[\w-]*|ijen[\w-]*|pribadi|perorangan|secara|kelompok|kami|kita|sareng|kabeh|semua"
    r"|saiki|sekarang|sakniki|niku|kuwi|iku|itu|tapi|ning|uga|juga|yang|sing|ingkang|mboten|ora|tidak|wae|saja|kok)"
)
_NAME_END = expression(rf"(?:[\s,]+{_WORKED})+\W*$", re.IGNORECASE)
_LEAD = expression(
    r"^\W*(?:(?:catat|tolong|eh|terus|njur)\s+)?(?:usaha\w*\s*(?:kelompok\w*|kami|kita|jp|bersama)?\s*(?:ada|yaitu|adalah|itu)?\s*[:=]?\s+)?"
    r"(?:(?:ada|ana|punya|duwe)\s+)?",
    re.IGNORECASE,
)
_CALLED = expression(r"\b(?:usaha\w*|punya|n?duwe|gadhah|kagungan)\b", re.IGNORECASE)
_OF_ONE = expression(
    rf"^\W*{TITLE}\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s+(?:punya|duwe|nduwe|buka|bukak|gadhah|kagungan)\s+(?:usaha|warung|toko|kios|bengkel)\b"
    rf"|\busaha\w*\s+{TITLE}\s+[^\W\d_]+\s+(?:dh?ewe|sendiri|pribadi|piyambak)",
    re.IGNORECASE,
)

_WORKED_BY = (
    *("bersama", "bareng", "milik", "kolektif", "gotong", "berkelompok", "collective", "shared", "sama-sama", "punya"),
    *("together", "lahan", "garap", "piyambak", "dhewe", "dewe", "ijen", "sendiri", "perorangan", "masing", "pribadi"),
    *("perseorangan", "individu"),
)
"""What stands in every text that tells how a business is worked, as choices.toml has it."""
_OVER_WITH = (
    *("henti", "mandek", "mandheg", "bubar", "tutup", "bangkrut", "gulung tikar"),
    *("tidak jalan", "tidak ada", "ora mlaku"),
)


@dataclass(frozen=True, slots=True)
class Venture:
    """What it is, how it is worked, in which fields, and whether it lives on what the place has; None: not told."""

    what: str
    kind: str
    fields: tuple[str, ...]
    local: bool | None = None


@only_with(*_WORKED_BY)
def ventures(text: str) -> list[Venture]:
    """The businesses that a whole text tells of, each with how it is worked; [] where anything else is told."""
    words = " ".join(text.split())
    if len(words) > LONGEST or asks(words) or asks_outright(words) or _SUPPOSED.search(words) or _OF_ONE.search(words):
        return []
    found: list[Venture] = []
    for clause in _CLAUSES.split(words.strip(" .!")):
        one = _venture(clause)
        if one is not None:
            found.append(one)
        elif not found or not _goes_on(clause):
            return []
        elif is_local(clause) is not None:
            found[-1] = replace(found[-1], local=is_local(clause))
    # One that is called a business is understood as a whole.
    return [] if len(found) == 1 and _CALLED.search(words) else found


def _venture(clause: str) -> Venture | None:
    if len(clause.split()) > MOST_WORDS or is_local(clause) is not None:
        return None
    kind = choose("kind", clause)
    what = _NAME_END.sub("", _LEAD.sub("", clause)).strip(" ,:")
    fields = fields_in(f"usaha {what}")
    return Venture(what, kind, tuple(fields)) if kind in (COLLECTIVE, INDIVIDUAL) and what and fields else None


def _goes_on(clause: str) -> bool:
    """Whether a clause says more of the business before it: what it lives on, or once more how it is worked."""
    return is_local(clause) is not None or _NAME_END.fullmatch(f" {clause}") is not None


@only_with("usaha", "warung", "toko", "kios", "bengkel")
def is_of_one(text: str) -> bool:
    """Whether it is told by what one person earns: "bu Tukinah buka warung pribadi"."""
    return len(text) <= LONGEST and not asks_outright(text) and _OF_ONE.search(text) is not None


@only_with(*_OVER_WITH)
def over(text: str) -> str | None:
    """What is told to be over, which has to be a business of the book: "warung bensin wis tutup"."""
    said = read(text.strip(" .!"))
    found = _OVER.fullmatch(said.plain) if len(text) <= LONGEST and not asks_outright(said) else None
    return found["what"].strip() if found else None


_OVER = expression(
    rf"\W*(?P<what>[^,.:;\n]{{3,60}}?)(?: {TITLE} [a-z]+)? (?:sudah |wis |uwis |sampun |telah )*"
    r"(?:berhenti|henti|mandek|mandheg|bubar|tutup|bangkrut|gulung tikar|tidak (?:jalan|ada)|ora mlaku)"
    r"(?: (?:lagi|kemarin|sejak .{0,30}|bulan .{0,20}))?\W*"
)
