"""How somebody says it was with them at a meeting: "aku wingi izin lho kok ditulis alpa" says excused."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.normalise import read

_HOW = r"(?:hadir|datang|ikut|tidak_hadir|absen|izin|pamit|alpa|sakit|telat|terlambat|wakil\w*)"
_AS_RECORDED = expression(
    rf"\b(?:kok\W+)?(?:(?:saya|aku|malah|ku)\W+)?(?:di|ter|ke|ka)?(?:tulis|catat|catet|data)\w*\W+(?:(?:tidak|belum)\W+)?"
    rf"{_HOW}\b|\b(?:bukan|tidak|belum)\W+{_HOW}\b"
)
_CLAIMS = (
    ("sick", expression(r"\bsakit\b")),
    ("excused", expression(r"\b(?:izin|pamit)\b")),
    ("late", expression(r"\b(?:telat|terlambat)\b")),
)


def claimed(text: str) -> str:
    """How it was, as somebody says who objects: "present" where nothing else is said."""
    rest = _AS_RECORDED.sub(" ", read(text).plain)
    return next((how for how, words in _CLAIMS if words.search(rest)), "present")
