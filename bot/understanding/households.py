"""Who is of whose household: "bu Siti satu KK sama pak Karno", "KK pak Karno: bu Siti, mas Budi"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.naming import is_name, mentions, names_in
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_outright

Family = tuple[str, tuple[str, ...]]
"""The head of a family and who is of it, as typed; "" for a head where these are one family and none is named."""
_KK = r"(?:kk|kartu keluarga|keluarga|kel|rumah|omah|griya|atap)"
_ONE = (
    rf"(?:(?:masih |sudah |wis |tunggal )?(?:satu|1|sak|setunggal)\s*{_KK}|se(?:keluarga|rumah|kk)|sak?omah"
    rf"|tunggal {_KK}|suami[ -]?istri|pasutri|bojo)"
)
_OF_KK = r"(?:kk|kartu keluarga|keluarga)(?:-?nya|ne|e)?"
_WITH = r"(?:sama|karo|dengan|dgn|kalih|kaliyan|ambek|kambi|ikut|melu)"
_TOGETHER = expression(
    rf"^(?P<names>.+?)\s+(?:itu |kuwi |kui |niku |ki )?{_ONE}\s+{_WITH}\s+(?P<head>.+)$", re.IGNORECASE
)
_ALIKE = expression(rf"^(?P<names>.+?)\s+(?:itu |kuwi |kui |niku |ki )?{_ONE}$", re.IGNORECASE)
_JOINED = expression(
    rf"^(?P<names>.+?)\s+(?:itu |kuwi |kui |niku |ki )?(?:ikut|melu|masuk|mlebu|nunut)\s+{_OF_KK}\s+(?P<head>.+)$", re.I
)
_LISTED = expression(
    rf"^{_OF_KK}\s+(?P<head>[^:]+?)(?:\s+ada\s+\d+\w*(?:\s+orang)?)?"
    r"\s*(?::|\b(?:isinya|isine|yaitu|ada)\b)\s*(?P<names>.+)$",
    re.IGNORECASE,
)
_NOT = r"(?:bukan|dudu|sanes|ora|tidak|tdk|gak|ndak|mboten)"
_STILL = r"(?:(?:sida|sido|jadi|dadi|dados|estu|lagi|maneh|malih)\s+)*"
_ALONE = expression(
    r"^(?P<names>.+?)\s+(?:(?:sudah|wis|sampun)\s+)?"
    rf"(?:(?:punya\s+|duwe\s+)?{_OF_KK}\s+(?:sendiri|dewe|dhewe|piyambak|pisah|lain)|pisah\s+{_KK}(?:-?nya|ne|e)?(?:\s+{_WITH}\s+.+)?"
    rf"|{_NOT}\s+{_STILL}(?:(?:satu\s+)?(?:se)?{_OF_KK}\s+.+|{_ONE}(?:\s+.+)?))$",
    re.IGNORECASE,
)
_LEAD = expression(
    r"^\W*(?:(?:tolong|mohon)\s+)?(?:(?:catat|tulis)(?:kan|en|no)?\s+)?(?:(?:yang|yg|sing)\s+)?", re.IGNORECASE
)
_TAIL = expression(r"(?:[\s,]+(?:ya|yo|nggih|njih|kok|bu|pak|mbak|mas))+[\s.!]*$", re.IGNORECASE)
_NOT_BUT = expression(
    rf"\s(?:bukan|dudu|sanes)\s+(?:satu\s+)?{_OF_KK}\s+.{{2,40}}?[,\s]+(?:tapi|tetapi|ning|nanging|melainkan)(?=\s)",
    re.IGNORECASE,
)
_ASKED = expression(
    r"\W*(?:(?:daftar|lihat|tampilkan|pirsa|berapa|piro|pinten|jumlah|ada berapa|data)\s+)+"
    rf"(?:kepala keluarga|rumah tangga|{_OF_KK})"
    r"(?:\s+(?:kita|kami|kelompok|anggota|semua|saja|ya|to|ini))*[?.!\s]*"
    rf"|\W*{_OF_KK}\s+(?:(?:kita|kami|kelompok|anggota|ada)\s+)*(?:berapa|piro|pinten|siapa saja)"
    r"(?:\s+\w+){0,2}[?.!\s]*"
    r"|\W*(?:siapa|sapa|sinten)(?:\s+(?:saja|wae))?\s+(?:yang\s+|sing\s+)?(?:satu kk|sekeluarga|serumah)[?.!\s]*",
    re.IGNORECASE,
    only_with="keluarga tangga kk serumah",
)
WORDS = ("kk", "suami", "pasutri", "bojo", "keluarga", "rumah", "omah", "griya", "atap", "kel ")
LONGEST = 600


@only_with(*WORDS)
def find_households(text: str) -> list[Family]:
    """The families that are told, where a whole text tells nothing else; [] otherwise."""
    if len(text) > LONGEST or not mentions(text, WORDS) or text.rstrip().endswith("?"):
        return []
    lines = [" ".join(line.split()) for line in re.split(r"[\n;]", text) if line.strip(" .!")]
    told = [_NOT_BUT.sub("", _TAIL.sub("", _LEAD.sub("", line))).strip(" .!") for line in lines]
    found = [_family(line) for line in told]
    families = [one for family in found for one in family]
    return families if found and all(found) and not asks_outright(text) else []


def _family(words: str) -> list[Family]:
    """The family of one line; who is alone is each one of their own."""
    if alone := _ALONE.match(words):
        return [(name, (name,)) for name in names_in(alone["names"])]
    for pattern in (_TOGETHER, _JOINED, _LISTED):
        found = pattern.match(words)
        if found and is_name(found["head"].strip()) and names_in(found["names"]):
            return [(found["head"].strip(), tuple(names_in(found["names"])))]
    alike = _ALIKE.match(words)
    names = names_in(alike["names"]) if alike else []
    return [("", tuple(names))] if len(names) > 1 else []


@only_with(*WORDS)
def asks_for_households(text: str) -> bool:
    """Whether a text asks who is of one household, or how many households there are."""
    return len(text) <= LONGEST and mentions(text, WORDS) and _ASKED.fullmatch(" ".join(text.split())) is not None
