"""What is told of founders: who has a KTP, who is Indonesian. Never a number."""

from __future__ import annotations

import re

from bot.understanding.degrees import plainly
from bot.understanding.expressions import expression
from bot.understanding.naming import names_in
from bot.understanding.needed import only_with
from bot.understanding.telling import asks
from lean import dataclass

_ALL = r"(?:semua(?:nya)?|kabeh|sedaya|sedoyo)"
_EVERY = rf"(?:{_ALL}(?: (?:anggota|pendiri|calon pendiri))?|(?:anggota|calon pendiri) {_ALL})"
_BUT = r"(?:,?\s*(?:kecuali|kejaba|selain)\s+(?P<but>.+))?"
_KTP = r"(?:e-?ktp|ktp)(?:-?nya|-?ipun|ne|e|-el)?"
_WNI = r"(?:wni|warga negara indonesia|warga indonesia|wong indonesia|orang indonesia)"
_YES, _NO = (
    r"(?:sudah|udah|wis|sampun|ada|punya|n?duwe|gadhah)",
    r"(?:belum|durung|dereng|tidak|ora|mboten|gak|ndak|ga)",
)
_HAND_IN = r"(?:n?yetor\w*|setor\w*|(?:me)?ngumpul\w*|kumpul\w*|nglumpuk\w*|kempal\w*|ngempal\w*)"
_HOLDS = rf"(?:punya|n?duwe|gadhah|ada|pegang|{_HAND_IN})"
_HAS = rf"(?:{_YES}\s+)*{_HOLDS}\s+{_KTP}|(?:{_YES}\s+)?ber-?ktp"
_HAS_NOT = rf"{_NO}\s+(?:{_HOLDS}|bikin|gawe)\s+{_KTP}|{_NO}\s+ber-?ktp"
_KINDS = (
    ("ktp", rf"(?:{_HAS})", rf"(?:{_HAS_NOT})"),
    (
        "citizen",
        rf"(?:itu |kuwi )?{_WNI}",
        rf"(?:bukan|dudu|sanes)\s+{_WNI}|(?:wna|warga (?:negara )?asing|orang asing)",
    ),
)
_OF_ALL = tuple((kind, expression(rf"^\W*{_EVERY}\s+{yes}{_BUT}[\s.!]*$", re.I)) for kind, yes, _no in _KINDS)
_OF_SOME = tuple(
    (kind, expression(rf"^(?P<names>.+?)\s+(?:(?P<no>{no})|(?P<yes>{yes}))$", re.I)) for kind, yes, no in _KINDS
)
_SO = rf"(?:(?P<no>{_NO}|hilang|ilang)|(?P<yes>{_YES}))"
_KTP_OF = expression(rf"^{_KTP}\s+(?P<names>.+?)\s+{_SO}(?:\s+(?:ada|ana|wonten|jadi|dadi))*$", re.I)
_IN = rf"(?:{_ALL}|anggota|pendiri|calon pendiri|{_YES}|(?:ter|di)?{_HAND_IN}|lengkap|komplit|beres|siap)"
_ONLY = r"(?:mung|hanya|cuma|namung|tapi|ning)"
_SAVE = rf"(?:{_ONLY}\s+)?(?:(?:kurang|kirang)(?:e|nya|ipun)?|tinggal|kari|kantun|kecuali|kejaba|selain)(?:\s+{_ONLY})?"
_LACKING = expression(
    rf"^\W*{_KTP}(?:\s+{_IN})*,?\s+(?:yang\s+|sing\s+)?{_SAVE}\s+(?P<names>.+?)"
    r"(?:\s+(?:yang|sing)\s+(?:belum|durung|dereng)(?:\s+(?:ada|punya|duwe))?)?$",
    re.I,
)
_JUST = expression(rf"^(?P<names>.+?)\s+{_SO}$", re.I)
_CLAUSES = expression(
    r"\s*[,;]\s*(?=(?:\S+\s+){1,4}?(?:sudah|udah|wis|sampun|belum|durung|dereng|bukan|dudu|punya|duwe|wni|wna)\b)", re.I
)
_WHO = r"(?:siapa|sapa|sopo|sinten)(?:\s+(?:saja|wae|mawon|ae))*"
_ASKED = expression(
    rf"(?=.*\b{_WHO})\W*(?:{_WHO}\s+)?(?:(?:yang|sing|ingkang)\s+)?(?:{_YES}\s+|{_NO}\s+)*(?:{_HOLDS}\s+|ber)?-?{_KTP}"
    rf"(?:\s+(?:{_WHO}|yang|sing|ingkang|{_YES}|{_NO}|(?:ter|di)?{_HAND_IN}))*[?.!\s]*"
    rf"|\W*(?:(?:daftar|lihat|data|{_WHO}|cek)\s+)+(?:calon\s+)?pendiri\w*(?:\s+(?:kita|kami|koperasi|kelompok))*[?.!\s]*"
    rf"|\W*(?:calon\s+)?pendiri(?:nya|ne|e)?\s+{_WHO}[?.!\s]*",
    re.I,
    only_with="pendiri ktp",
)
WORDS = ("ktp", "wni", "wna", "warga", "asing", "pendiri", "indonesia")
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of the kind "ktp" or "citizen": of everybody (`every`), and of whom, as typed, that they are or have
    it or not."""

    kind: str
    every: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@only_with("ktp", "wni", "wna", "asing", "indonesia")
def find_founders(text: str) -> Known | None:
    """What a whole text tells of founders; None where it tells nothing of that."""
    words = " ".join(text.split()).strip(" .!")
    if len(words) > LONGEST or words.endswith("?") or asks(words):
        return None
    words = plainly(words)
    for kind, pattern in _OF_ALL:
        found = pattern.match(words)
        but = names_in(found["but"]) if found and found["but"] else []
        if found and (but or not found["but"]):
            return Known(kind, every=True, no=tuple(but))
    lacking = _LACKING.match(words)
    if lacking and (names := names_in(lacking["names"])):
        return Known("ktp", every=True, no=tuple(names))
    return _of_some(words)


def _of_some(words: str) -> Known | None:
    """What is told of people by name, one clause after another."""
    kind = ""
    yes: list[str] = []
    no: list[str] = []
    for clause in _CLAUSES.split(words):
        named = _clause(clause, kind)
        if named is None:
            return None
        kind, names, told = named
        (yes if told else no).extend(names)
    return Known(kind, yes=tuple(yes), no=tuple(no)) if yes or no else None


def _clause(clause: str, before: str) -> tuple[str, list[str], bool] | None:
    """Of which kind, of whom and whether so; a later clause may leave out what it is about."""
    patterns = [("ktp", _KTP_OF), *_OF_SOME, *([(before, _JUST)] if before else [])]
    for kind, pattern in patterns:
        found = pattern.match(clause.strip())
        names = names_in(found["names"]) if found else []
        if found and names and before in ("", kind):
            return kind, names, found["yes"] is not None
    return None


def find_exceptions(text: str) -> list[str]:
    """Of whom alone it is said that they are excepted: "kecuali pak Karno"."""
    found = re.fullmatch(
        r"\W*(?:kecuali|kejaba|selain|tapi|ning)\s+(?P<but>.+?)(?:\s+(?:belum|durung|dereng))?[\s.!]*", text, re.I
    )
    return names_in(found["but"]) if found else []


@only_with(_ASKED)
def asks_for_founders(text: str) -> bool:
    """Whether a text asks who could be a founder, or who has a KTP."""
    words = " ".join(text.split())
    return len(words) <= LONGEST and _ASKED.fullmatch(words) is not None
