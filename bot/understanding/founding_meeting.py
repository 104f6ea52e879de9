"""That a meeting was the one at which a cooperative was founded, and what is asked of that meeting."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_outright

WORDS = ("pendirian", "pembentukan", "mendirikan", "membentuk")
LONGEST = 120
_MEETING = r"(?:rapat|kumpulan|kempalan|musyawarah|pertemuan)(?:nya|ne|e)?"
_FOUNDS = rf"{_MEETING} (?:untuk |kanggo )?(?:pendirian|pembentukan|mendirikan|membentuk)(?: koperasi(?:nya|ne|e)?)?"
_WHICH = (
    r"(?:tadi|mau|wau|malam|bengi|dalu|semalam|kemarin|wingi|lusa|hari|tanggal|tgl|ini|iki|itu|iku|kuwi|niku|terakhir"
    r"|barusan|yang|sing|ingkang|pada|senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad|januari|februari|maret|april|mei"
    r"|juni|juli|agustus|september|oktober|november|desember|jan|feb|mar|apr|jun|jul|agu|agt|sep|okt|nov|des"
    r"|pon|wage|kliwon|legi|pahing|lalu|kepungkur|\d{1,4})"
)
_BESIDE = (
    r"(?:catat|tulis|tandai|simpan|tetapkan|jadikan|dadekke|jadi|dadi|sebagai|adalah|merupakan|tolong|mohon|mangga|sudah"
    r"|wis|sampun|resmi|sekaligus|juga|ya|yo|nggih|njih|bu|pak|mbak|mas|kita|kami|awake dewe|kelompok|jp|koperasi|kok)"
)
_TOLD = expression(
    rf"(?:(?:{_MEETING}|{_WHICH}|{_BESIDE})[\s,./-]+)*{_FOUNDS}(?:[\s,./-]+(?:{_WHICH}|{_BESIDE}))*[\s.!]*",
    re.IGNORECASE,
)
_ASK = (
    r"(?:kapan|kapanne|apa|opo|lihat|cek|tampilkan|data|isi|catatan|mana|belum|durung|dereng|tercatat|dicatat"
    r"|kurang|tinggal|masih|isih|lengkap|piye|pripun|bagaimana|info|status|tanggal|berapa|pira|hari|untuk|siapa)"
)
_ASKED = expression(
    rf"\W*(?:(?:{_ASK}|{_BESIDE})[\s,]+)*{_FOUNDS}(?:[\s,]+(?:{_ASK}|{_BESIDE}))*[\s.!?]*", re.IGNORECASE
)
_NOT = r"(?:dudu|duduk|bukan(?:lah)?|sanes|batal(?:kan|no|ke)?|copot|hapus(?:en)?|ora sida|tidak jadi)"
_UNTOLD = expression(
    rf"(?:(?:{_MEETING}|{_WHICH}|{_BESIDE})[\s,./-]+)*{_NOT}[\s,]+(?:(?:itu|kuwi|iku|tanda)[\s,]+)?{_FOUNDS}"
    rf"(?:[\s,./-]+(?:{_WHICH}|{_BESIDE}))*[\s.!]*",
    re.IGNORECASE,
)
_WITHIN = expression(rf"(?<!\S){_FOUNDS}", re.IGNORECASE)
_DENIED = expression(rf"\b{_NOT}[\s,]+(?:\w+[\s,]+)?{_FOUNDS}", re.IGNORECASE)
_BARE = expression(rf"{_FOUNDS}[\s.]*", re.IGNORECASE)


@only_with(*WORDS)
def tells_of_founding(text: str) -> bool:
    """Whether a whole text tells that a meeting was the founding one: "rapat tadi malam itu rapat pendirian"."""
    words = " ".join(text.split())
    told = len(words) <= LONGEST and _TOLD.fullmatch(words) is not None and _BARE.fullmatch(words) is None
    return told and not asks_outright(words)


@only_with(*WORDS)
def untells_founding(text: str) -> bool:
    """Whether a whole text says that a meeting was not the founding one: "29 november dudu rapat pendirian"."""
    words = " ".join(text.split())
    return len(words) <= LONGEST and _UNTOLD.fullmatch(words) is not None and not asks_outright(words)


def speaks_of_founding(text: str) -> bool:
    """Whether a report of a meeting calls it the founding one, among all else."""
    if not mentions(text, WORDS):
        return False
    return _WITHIN.search(text) is not None and _DENIED.search(text) is None and not asks_outright(text)


@only_with(*WORDS)
def asks_of_founding(text: str) -> bool:
    """Whether a whole text asks of the founding meeting: which it was, what is still to be told."""
    words = " ".join(text.split())
    return len(words) <= LONGEST and _ASKED.fullmatch(words) is not None and not tells_of_founding(words)
