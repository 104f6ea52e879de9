"""Aid that a group received, as it is told: "kita dapat bantuan traktor dari dinas kemarin"."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.understanding.dates import MONTH, find_date
from bot.understanding.expressions import expression
from bot.understanding.naming import TITLE, mentions
from bot.understanding.needed import only_with
from bot.understanding.telling import asks, asks_outright
from bot.understanding.terms import read_term
from lean import dataclass

_GOT = (
    r"(?:(?:sudah|baru|wis|sampun|telah|barusan|lagi|habis|bar|wingi|kemarin|tadi)\s+)*"
    r"(?:dapat|dapet|dpt|mendapat|menerima|nerima|terima|entuk|oleh|angsal|pikantuk|diparingi|dikasih|diberi|disumbang|ada|ana)"
)
_US = r"(?:(?:kita|kami|kelompok\w*|jp|awake d(?:h)?ewe|jamaah\w*)\s+)"
_WHEN = (
    r"(?:kemarin\w*|wingi\w*|(?:tadi|td)(?: \w+)?|hari ini|dina iki|barusan"
    r"|(?:minggu|bulan|tahun|wulan|sasi|taun) (?:yang lalu|lalu|kemarin|kepungkur|wingi|ini|iki|niki)"
    r"|(?:pada |tanggal |tgl |bulan |wulan |sasi |tahun |taun |hari )+.+?|\d{1,2} [a-z]+(?: \d{4})?)"
)
_FROM = r"(?:dari|dr|saka|soko|seko|sking|saking|teko|teka)"
_BEING = r"(?:(?:[,:]?\s+|,)(?:lagi|maneh|malih|berupa|wujud\w*|yaitu|yaiku)\b)*[,:]?"
_DETAILS = rf"(?:(?:,?\s+|^)(?!(?:{_FROM}|{_WHEN})\b)(?P<what>[^\s,:].*?))??(?:(?:,?\s+|^){_FROM}\s+(?P<giver>.+?))?"
"""What it is and from whom, as they follow one another."""
_TOLD = expression(
    rf"^\W*(?:catat\s+)?(?:(?P<early>{_WHEN}),?\s+)?{_US}?{_GOT}\s+(?:bantuan|sumbangan negara|hibah)"
    rf"{_BEING}{_DETAILS}(?:,?\s+(?P<when>{_WHEN}))?[\s.!]*$",
    re.IGNORECASE,
)
_DENIED = (
    r"(?P<lead>(?:(?:eh|lho|maaf|ralat|salah|keliru|kliru|luput)[\s,.:]+)*"
    r"(?:(?:bukan|dudu|sanes)\s+[^,.;]+?(?:[,.;]\s*|\s+(?:tapi|ning|nanging)\s+))?"
    r"(?:(?:(?:yang|sing|ingkang)\s+(?:benar|bener|betul|leres)|maksud\w*|harus\w*)[\s,:]+)?)"
)
_MENDED = expression(rf"^\W*{_DENIED}(?P<right>\S.*?)[\s.!]*$", re.IGNORECASE)
_RIGHT = expression(rf"^{_DETAILS}(?:(?:^|,?\s+)(?P<when>{_WHEN}|(?:{MONTH})(?: \d{{4}})?))?$", re.IGNORECASE)
_CAME = expression(
    rf"^\W*(?:catat\s+)?(?:bantuan|hibah)\s+(?!{_FROM}\b)(?P<what>.+?)(?:\s+{_FROM}\s+(?P<giver>.+?))?\s+(?:sudah|wis|sampun|baru|telah)"
    rf"\s+(?:(?:kami|kita)\s+terima|datang|teka|tekan|turun|mudun|diterima|cair|sampai)(?:,?\s+(?P<when>{_WHEN}))?[\s.!]*$",
    re.IGNORECASE,
)
_LISTED = expression(
    rf"^\W*(?:catat\s+)?(?:bantuan|hibah)\s+(?!{_FROM}\b)(?P<what>[^\s:?].*?)\s+{_FROM}\s+(?P<giver>.+?),?\s+(?P<when>{_WHEN})[\s.!]*$",
    re.IGNORECASE,
)
"""Without a verb only where it is told what it is, from whom and when."""
_OF_ONE = expression(
    rf"^\W*{TITLE}\s+[^\W\d_]+(?: [^\W\d_]+)?\s+{_GOT}\s+(?:bantuan|bansos|blt|pkh|sembako|hibah)\b", re.IGNORECASE
)
_NOT_SO = expression(
    r"\b(?:kalau|kalo|nek|yen|seandainya|misal\w*|boleh|oleh ora|mau|pengen|pingin|kepingin|usul\w*|minta|mohon|belum"
    r"|durung|dereng|tidak|gak|ora|mboten|akan|bakal|bisa|iso|harus|kudu|jangan|aja|supaya|ben|agar|cara\w*|syarat\w*"
    r"|pernah)\b",
    re.IGNORECASE,
)
_YESTERDAY = expression(r"\b(?:kemarin|wingi)\b", re.IGNORECASE)
_OF_IT = (
    r"(?:apa|opo|saja|wae|yang|sing|ingkang|pernah|sudah|wis|sampun|kita|kami|kelompok|awake dh?ewe|negara|pemerintah"
    r"|diterima|ditampa|terima|tampa|masuk|tercatat|dapat|entuk|didapat)"
)
_ASKED = expression(
    rf"\W*(?:(?:daftar|lihat|catatan|apa saja|bantuan apa)\s+)*bantuan\w*(?:\s+{_OF_IT})+[?.!\s]*"
    r"|\W*(?:kita|kami|kelompok)?\s*pernah (?:dapat|entuk|menerima|terima) bantuan\b[^.\n]{0,30}[?.!\s]*"
    r"|\W*daftar bantuan[?.!\s]*",
    re.IGNORECASE,
    only_with="bantuan",
)
WORDS = ("bantuan", "bansos", "blt", "pkh", "sembako", "hibah", "sumbangan")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Received:
    """What came, from whom and on which day, as far as it is told; `of_one`: somebody alone received it."""

    what: str | None = None
    giver: str | None = None
    day: date | None = None
    of_one: bool = False


@only_with(*WORDS)
def find_aid(text: str, now: datetime) -> Received | None:
    """The aid that a whole text tells of; None where it tells of none."""
    words = " ".join(text.split())
    if len(words) > LONGEST or not mentions(words, WORDS) or _NOT_SO.search(words):
        return None
    if words.endswith("?") or asks(words):
        return None
    if _OF_ONE.search(words):
        return Received(of_one=True)
    found = _TOLD.match(words) or _CAME.match(words) or _LISTED.match(words)
    if found is None:
        return None
    return _received(found, found.groupdict().get("early") or next(iter(_YESTERDAY.findall(words)), ""), now)


def _received(found: re.Match[str], otherwise: str, now: datetime) -> Received:
    """What the words found tell; `otherwise` says when, where they do not."""
    when = found["when"] or otherwise
    return Received(found["what"], found["giver"], day_received(when, now) if when else None)


def day_received(words: str, now: datetime) -> date | None:
    """The day, or the first of the month or year, in which aid came by what is said."""
    return read_term(words, now) or find_date(words, now, past=True)


def find_mended(text: str, now: datetime) -> Received | None:
    """What is put right of an aid: "bukan Desember, bulan November", "yang benar traktor, dari desa"; None if nothing.

    A day or who gave it needs no word that anything was wrong.
    """
    words = " ".join(text.split())
    mended = _MENDED.match(words) if len(words) <= LONGEST and not asks_outright(words) else None
    found = _RIGHT.match(mended["right"]) if mended else None
    if mended is None or found is None or not (mended["lead"] or not found["what"]):
        return None
    told = _received(found, "", now)
    return None if told == Received() or (found["when"] and told.day is None) else told


@only_with("bantuan")
def asks_for_aid(text: str) -> bool:
    """Whether a text asks which aid was received."""
    words = " ".join(text.split())
    return len(words) <= LONGEST and mentions(words, WORDS) and _ASKED.fullmatch(words) is not None
