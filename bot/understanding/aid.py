"""Aid that a group received, as it is told: "kita dapat bantuan traktor dari dinas kemarin"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.naming import TITLE, mentions
from bot.understanding.telling import asks

_GOT = (
    r"(?:(?:sudah|baru|wis|sampun|telah|barusan|lagi|habis|bar|wingi|kemarin|tadi)\s+)*"
    r"(?:dapat|dapet|dpt|mendapat|menerima|nerima|terima|entuk|oleh|angsal|pikantuk|diparingi|dikasih|diberi|disumbang|ada|ana)"
)
_US = r"(?:(?:kita|kami|kelompok\w*|jp|awake dewe|jamaah\w*)\s+)"
_WHEN = (
    r"(?:kemarin\w*|wingi\w*|(?:tadi|td)(?: \w+)?|hari ini|dina iki|barusan"
    r"|(?:minggu|bulan|tahun|sasi|taun) (?:lalu|kemarin|kepungkur|wingi|ini)"
    r"|(?:pada |tanggal |tgl |bulan |tahun |hari )+.+|\d{1,2} [a-z]+(?: \d{4})?)"
)
_FROM = r"(?:dari|saka|soko|seko|sking|saking|teko)"
_TOLD = expression(
    rf"^\W*(?:catat\s+)?{_US}?{_GOT}\s+(?:bantuan|sumbangan negara|hibah)"
    rf"(?:\s+(?!{_FROM}\b)(?P<what>.+?))?(?:\s+{_FROM}\s+(?P<giver>.+?))?(?:,?\s+(?P<when>{_WHEN}))?[\s.!]*$",
    re.IGNORECASE,
)
_CAME = expression(
    rf"^\W*(?:catat\s+)?(?:bantuan|hibah)\s+(?!{_FROM}\b)(?P<what>.+?)(?:\s+{_FROM}\s+(?P<giver>.+?))?\s+(?:sudah|wis|sampun|baru|telah)"
    rf"\s+(?:(?:kami|kita)\s+terima|datang|teka|tekan|turun|mudun|diterima|cair|sampai)(?:,?\s+(?P<when>{_WHEN}))?[\s.!]*$",
    re.IGNORECASE,
)
_OF_ONE = expression(
    rf"^\W*{TITLE}\s+[^\W\d_]+(?: [^\W\d_]+)?\s+{_GOT}\s+(?:bantuan|bansos|blt|pkh|sembako|hibah)\b", re.IGNORECASE
)
_NOT_SO = expression(
    r"\b(?:kalau|kalo|nek|yen|seandainya|misal\w*|boleh|oleh ora|mau|pengen|pingin|kepingin|usul\w*|minta|mohon|belum"
    r"|durung|dereng|tidak|gak|ora|mboten|akan|bakal|bisa|iso|harus|kudu|jangan|aja|supaya|ben|agar|cara\w*|syarat\w*"
    r"|pernah)\b",
    re.IGNORECASE,
)
_OF_IT = (
    r"(?:apa|opo|saja|wae|yang|sing|pernah|sudah|wis|kita|kami|kelompok|negara|pemerintah|diterima|ditampa|masuk|tercatat"
    r"|dapat|entuk|didapat)"
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


def find_aid(text: str, now: datetime) -> Received | None:
    """The aid that a whole text tells of; None where it tells of none."""
    words = " ".join(text.split())
    if len(words) > LONGEST or not mentions(words, WORDS) or _NOT_SO.search(words):
        return None
    if words.endswith("?") or asks(words):
        return None
    if _OF_ONE.search(words):
        return Received(of_one=True)
    found = _TOLD.match(words) or _CAME.match(words)
    if found is None:
        return None
    when = found["when"] or next(iter(re.findall(r"\b(?:kemarin|wingi)\b", words, re.IGNORECASE)), "")
    return Received(found["what"], found["giver"], find_date(when, now, past=True) if when else None)


def asks_for_aid(text: str) -> bool:
    """Whether a text asks which aid was received."""
    words = " ".join(text.split())
    return len(words) <= LONGEST and mentions(words, WORDS) and _ASKED.fullmatch(words) is not None
