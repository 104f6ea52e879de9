"""That what is kept of somebody is to be taken out, used for less or told to nobody: "hapus nik bu lasmi", "nomor hp bu
lasmi diilangi wae", "nomer hpku aja diwenehke sapa-sapa"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.naming import TITLE
from bot.understanding.needed import only_with
from lean import dataclass

NIK, PHONE = "nik", "phone"
ME = "aku"
LONGEST = 200
_OF = r"(?: ?(?:ne|nya|nipun|e|ipun))?"
_NUMBER_OF = rf"(?:nomor|nomer|no\.?){_OF}"
_FIELDS = {
    NIK: rf"(?:{_NUMBER_OF} )?(?:nik|ktp){_OF}",
    PHONE: rf"(?:{_NUMBER_OF} ?)?(?:hp|wa|whatsapp|telepon|telpon|hape){_OF}|(?:nomor|nomer){_OF}",
    "occupation": rf"(?:pekerjaan|kerjaan|gawean|pegawean){_OF}",
    "born": rf"(?:umur|usia|tahun lahir){_OF}",
}
_OUT = (
    r"(?:hapus|apus|busak|busek|guwak|guak|buwak|buang|ilang|hilang|cabut|copot|kosong|tarik|delete|remove|lebur)"
    r"(?:no|na|en|ke|ken|kan|i|in|aken|e)?"
)
_OPENING = r"(?:(?:eh|oh|maaf|lali|ya|tolong|tulung|nyuwun|mohon|minta|njaluk|mbok|coba|bu|mbak|mas|pak|dong) )*+"
_END = r"(?: (?:wae|ae|saja|aja|mawon|sek|sik|dulu|ya|yo|nggih|bu|mbak|mas|pak|min|(?:dari|saka) buku|dong))*"
_NAMED = rf"(?!(?:hp|wa|telepon|telpon|hape|ktp)\b)(?:{TITLE} )?[^\W\d_]+(?:[ .'’-][^\W\d_]+){{0,3}}?"
_ITS = r"(?P<mine> ?ku\b| (?:saya|aku|kulo|kula|dalem)\b)"
_WHO = rf"(?:{_ITS}| (?P<who>{_NAMED}))?"
_BY = r"(?: (?:tolong|tulung|mau|arep|harus|kudu|minta|njaluk|nyuwun|supaya|ben))*+"
_NOT = r"(?:ojo|aja|jangan|ampun|ora usah|ra sah|rasah|gak usah|tidak usah|mboten usah|boten usah)"
_KEPT = r"(?:di|dipun) ?(?:simpen|simpan|catat|cathet|tulis)(?: (?:maneh|lagi|malih))?"
_HIDDEN = "nik ktp hp wa whatsapp telepon telpon hape nomor nomer pekerjaan kerjaan gawean pegawean umur usia lahir"
_BETWEEN = expression(r"[\s,]+")


def _ways(field: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        expression(_OPENING + way + _END, re.IGNORECASE, only_with=_HIDDEN)
        for way in (
            rf"{_OUT} (?:{field}){_WHO}",
            rf"(?:{field}){_WHO}{_BY} (?:di|dipun|tak) ?{_OUT}",
            rf"(?:{field}){_WHO} {_NOT} {_KEPT}",
        )
    )


_PATTERNS = {field: _ways(words) for field, words in _FIELDS.items()}
_TAKES = expression(rf"\b(?:di|dipun)?{_OUT}\b", re.IGNORECASE)
# As it was typed: only when it is read commas are spaces.
_UNKEPT = ("dicat", "di cat", "ditul", "di tul", "disimp", "di simp", "di,", "di ,", "dipun")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What is to be taken out (NIK, PHONE, or a field of a member as it is named) and of whom, as typed; ME: the
    speaker, empty: nobody is named."""

    what: str
    who: str


@only_with(_TAKES, *_UNKEPT)
def taken_out(text: str) -> TakenOut | None:
    """What a whole text asks to have taken out of the book; None if it asks for no such thing."""
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    words = _BETWEEN.sub(" ", text).strip(" .!")
    for what, ways in _PATTERNS.items():
        found = next((match for way in ways if (match := way.fullmatch(words))), None)
        if found is not None:
            return TakenOut(what, ME if found["mine"] else (found["who"] or "").strip())
    return None


_DATA = r"(?:data|nik|ktp|(?:nomor|nomer|no)\s?(?:hp|wa)|hp|wa|nomor|nomer|jeneng|nama|umur|alamat)(?:ne|e|nya)?"
_MINE = rf"\b{_DATA}{_ITS.replace('?P<mine>', '?:')}"
_UNWILLING = (
    rf"(?:{_NOT}|(?:ora|gak|ndak|tidak|mboten|boten)\s+(?:gelem|mau|purun|oleh|boleh|setuju|kersa|ngolehi|pareng)"
    r"|(?:don't|do not) want)"
)
_HANDED = (
    r"(?:di|dipun)\s?(?:gawa|gowo|bawa|beta|weneh|wenehke|wenehne|paring|kasih|beri|berikan|sebar|sebarke|share|kirim|kirimke"
    r"|kirimkan|cetak|tulis|titipke|kek|kekke|bagi|bagikan|dum|umum|umumke|tampilke|tunjukkan|pamerke|delok|deleng|lihat"
    r"|hapus|apus|guwak|buang|ilang|busak|kosong|cabut)(?:i|no|na|ke|ken|kan|aken)?"
)
_WISHES = (
    expression(rf"{_UNWILLING}[^\n]{{0,40}}?{_MINE}[^\n]{{0,20}}?\b{_HANDED}\b", re.IGNORECASE),
    expression(rf"{_MINE}[^\n]{{0,20}}?\b{_UNWILLING}\s+{_HANDED}\b", re.IGNORECASE),
    expression(rf"\b(?:nik|ktp){_ITS.replace('?P<mine>', '?:')}[^\n]{{0,20}}?\b{_HANDED}\b", re.IGNORECASE),
)
_ASKING = expression(
    r"\?|\b(?:apa|apakah|opo|piye|gimana|bagaimana|kapan|sapa|siapa|sopo)\s(?!wae|saja|ae)", re.IGNORECASE
)


@only_with(*_WISHES)
def wishes(text: str) -> bool:
    """Whether a whole text says that the speaker's own data is not to be handed out, or the own NIK not kept: "aku ora
    gelem dataku digawa neng notaris"."""
    short = len(text) <= LONGEST and "\n" not in text.strip() and not _ASKING.search(text)
    return short and any(wish.search(text) for wish in _WISHES)


_NUMBER = expression(r"\b(?:nik|ktp)\w{0,3}\b", re.IGNORECASE)
_LEFT_OUT = expression(
    rf"\b(?:tanpa|without|aja|ojo|jangan|ampun|(?:ora|gak|ndak|tidak|mboten|boten)\s+(?:usah|nganggo|pakai))\b"
    rf"|\b(?:di|dipun)?{_OUT}\b",
    re.IGNORECASE,
)
_PIECE = expression(
    r"\b(?:nik|ktp|hp|wa|nomor|nomer|umur|alamat|pekerjaan|gawean)(?:e|ne|nya|ipun|ku)?\b", re.IGNORECASE
)


def is_of_a_piece(text: str) -> bool:
    """Whether words ask for a piece of what is kept to go, so that nobody is meant to leave the book: "hapus nik pak
    karno karo nik bu tini"."""
    return _PIECE.search(text) is not None and _TAKES.search(text) is not None


def leaves_out(text: str) -> bool:
    """Whether words say that something is to be left out: "tanpa nik", "nik e diilangi"."""
    return _LEFT_OUT.search(text) is not None


def spares_numbers(text: str) -> bool:
    """Whether words said where NIK are about to be handed out may ask that they are not: rather too often than once too
    seldom."""
    return _NUMBER.search(text) is not None or leaves_out(text)
