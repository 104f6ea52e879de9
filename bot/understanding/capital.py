"""The capital of a founding, as it is told or asked for: the first share, and what is paid in by all together."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.money import amounts_in
from bot.understanding.naming import TITLE, mentions
from bot.understanding.needed import only_with
from bot.understanding.telling import asks
from lean import dataclass

WORDS = ("modal", "pokok")
LONGEST = 200
_FIRST = expression(r"\bpokok\w*")
_OF_EACH = expression(r"\b(?:per|tiap|setiap|saben|masing\S*)\b")
_ALREADY = expression(
    r"\b(?:sudah|sdh|udah|wis|uwis|sampun|telah|terkumpul|total\w*|semua\w*|kabeh|sedaya|jumlah\w*)\b"
)
_PAID = expression(
    r"\b(?:(?:di|ter)?-?(?:setor|kumpul|klumpuk|himpun|bayar)\w*|ngl?umpuk\w*|n[gy]?etor\w*|masuk|mlebu|total\w*"
    r"|semua\w*|kabeh\w*|sedaya|sedoyo|jumlah\w*|modal\w*)\b"
)
_EACH = expression(
    r"^\W*(?:/|(?:per|tiap|setiap|saben|se|sak)[ -]?(?:orang|wong|tiyang|anggota|pendiri|kepala)\b"
    r"|(?:masing\S*|siji\S*)(?: (?:orang|anggota|pendiri))?)"
)
_BESIDE = expression(
    r"(?:\W|(?>\b(?:simpanan|simp|iuran|uang|pokok\w*|modal\w*|awal\w*|koperasi\w*|kelompok\w*|kita|kami|jp|per|tiap|setiap"
    r"|saben|sabene|masing\w*|siji\w*|orang|wong|tiyang|anggota|pendiri\w*|calon|jadi\w*|dadi\w*|dados|adalah|yaitu|sebesar"
    r"|sejumlah|sebanyak|besar\w*|gedhe\w*|sudah|sdh|udah|wis|uwis|sampun|pun|telah|baru|nembe|lagi|ada|ana|wonten|yang"
    r"|sing|ingkang|di|ter|(?:di|ter)?(?:setor|kumpul|klumpuk|himpun|bayar)\w*|ngl?umpuk\w*|n[gy]?etor\w*|masuk|mlebu|total\w*"
    r"|semua\w*|kabeh\w*|sedaya|sedoyo|jumlah\w*|seluruh\w*|catat\w*|tolong|sepakat\w*|disepakati|diputus\w*|putus\w*"
    r"|ditetapk?e?an|ditetapkan|itu|kuwi|iku|ini|iki|untuk|kanggo|buat|dari|saking|saka|dan|lan|karo|ganti|diganti|ubah"
    r"|diubah|salah|keliru|bukan|dudu|seharus\w*|harus\w*|naik|menjadi|nggih|njih|ya|yo|bu|pak|hari|sekarang|saiki"
    r"|sakniki|kurang|lebih|sekitar|kira\w*|se|sak)\b))+"
)
_ONE = expression(
    rf"\b{TITLE}\s+(?!sekre|ketua|carik)[^\W\d_]{{3,}}\b.*\b(?:setor|nyetor|bayar|mbayar|menyetor|membayar|lunas|nyicil)\w*"
    rf"|\b(?:setor\w*|bayar\w*|simpanan pokok(?:e|nya|ipun)?)\s+{TITLE}\s+[^\W\d_]{{3,}}"
    r"|\b(?:saya|aku|kulo|kula)\b.*\b(?:setor|nyetor|bayar|mbayar|menyetor|membayar)\b",
    re.IGNORECASE,
)
_ASKED = expression(
    r"\W*(?:(?:berapa|pira|piro|pinten|lihat|cek)\s+)?(?:besar\w*\s+)?(?:simpanan pokok|iuran pokok|modal)\w*"
    r"(?:\s+(?:koperasi|kelompok|kita|kami|jp|awal|yang|sing|ingkang|sudah|wis|sampun|disetor|setor|terkumpul|klumpuk"
    r"|kumpul|masuk|mlebu|tercatat|itu|kuwi|semuanya|tiap|per|saben|orang|anggota|pendiri|ada|nya|e|berapa|pira|piro"
    r"|pinten|to|ta|ya))*[?.!\s]*",
    re.IGNORECASE,
)
_HOW_MUCH = expression(r"\b(?:berapa|pira|piro|pinten|lihat|cek)\b|\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paying:
    """What is told, in rupiah: the first share of each, what all have paid in; `of_one`: what somebody alone paid."""

    share: int | None = None
    paid: int | None = None
    of_one: bool = False


@only_with(*WORDS)
def find_capital(text: str) -> Paying | None:
    """What a whole text tells of the capital; None where it tells nothing of that, or anything besides."""
    return find_amended(text) if mentions(text, WORDS) else None


def find_amended(text: str) -> Paying | None:
    """The same where it is talked of already: "yang terkumpul 900 ribu"."""
    words = " ".join(text.split()).strip(" .!")
    if len(words) > LONGEST or words.endswith("?") or asks(words):
        return None
    amounts = amounts_in(words)
    if _ONE.search(words) and (amounts or mentions(words, ("pokok", "modal"))):
        return Paying(of_one=True)
    ends = [0, *(amount.end for amount in amounts)]
    between = [words[end : amount.start] for end, amount in zip(ends, amounts, strict=False)]
    rest = words[ends[-1] :]
    if not amounts or not all(not part or _BESIDE.fullmatch(part.casefold()) for part in (*between, rest)):
        return None
    return _paying([amount.rupiah for amount in amounts], between, rest)


def _paying(amounts: list[int], between: list[str], rest: str) -> Paying | None:
    """Each amount by the words before it, or by "for each" right behind it."""
    told: dict[str, int] = {}
    behind = [part.casefold() for part in (*between[1:], rest)]
    before = [between[0].casefold(), *(_EACH.sub("", part) for part in behind)]
    for rupiah, first, then in zip(amounts, before, behind, strict=False):
        kind = _kind(first, then)
        if kind is None or kind in told:
            return None
        told[kind] = rupiah
    return Paying(told.get("share"), told.get("paid"))


def _kind(before: str, behind: str) -> str | None:
    if _EACH.search(behind) or (_OF_EACH.search(before) and not _ALREADY.search(before)):
        return "share"
    if _FIRST.search(before) and not _PAID.search(before.replace("modal", "")):
        return "share"
    return "paid" if _PAID.search(before) else None


@only_with(*WORDS)
def asks_for_capital(text: str) -> bool:
    """Whether a text asks how much the first share is, or how much is paid in."""
    words = " ".join(text.split())
    return mentions(words, WORDS) and _HOW_MUCH.search(words) is not None and _ASKED.fullmatch(words) is not None
