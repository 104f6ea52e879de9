"""Decisions told before the word for it: "pupuk setuju semua, biogas ditolak karena mahal"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.words import is_honorific

_FATE = expression(r"\b(?:setuju|sepakat|sarujuk|mufakat|tolak|tunda|tidak (?:jadi|sida)|nanti dulu)\b")
_WHOLE = expression(r" ?(?:$|[.,;\n]|(?:semua|bersama|bareng|karena|dulu|oleh|secara|dan|tapi)\b)")
_CLAUSE = expression(r"(?:[.,;:\n]|\bdan) ?")
_PARTS = expression(r"[,;] (?:(?:dan|lan|karo|sedangkan|tapi|ning) )?")
_STANDING_BESIDE = """
semua anggota warga kita kami kelompok sudah yang peserta ibu-ibu bapak-bapak akhirnya dan hasil keputusan putus tidak
belum ya saya mereka para orang lalu terus juga tadi malam kemarin semalam itu alhamdulillah sih musyawarah rembug
disepakati bersama
"""
_BESIDE = frozenset(_STANDING_BESIDE.split())
_MEETING_WORDS = "kumpulan hadir datang izin sakit telat alpa wakil tidak_hadir usul jam tanggal"
_OF_THE_MEETING = frozenset(_MEETING_WORDS.split())
LONGEST_NAME = 6


def agreed_from(said: Said) -> int | None:
    """Where a decision begins of which what it is about stands before what became of it; None where none does."""
    for fate in _FATE.finditer(said.plain[:2500]):
        edges = [0, *(edge.end() for edge in _CLAUSE.finditer(said.plain, 0, fate.start()))]
        if _is_told(said, edges[-1], fate.start(), fate.end()):
            return edges[-1]
    return None


def _is_told(said: Said, start: int, fate: int, behind: int) -> bool:
    before = said.plain[start:fate].split()
    about = [word for word in before if word not in _BESIDE and not word.isdigit()]
    other = _OF_THE_MEETING.intersection(before) or any(is_honorific(word) for word in before)
    return 0 < len(about) <= LONGEST_NAME and not other and _WHOLE.match(said.plain, behind) is not None


def agreed_apart(text: str) -> list[str]:
    """Such decisions, each by itself; [] where it is one, or not all of them are told so. What tells of none says why
    the one before it came about."""
    found: list[str] = []
    for part in _PARTS.split(text):
        if agreed_from(read(part)) == 0:
            found.append(part)
        elif found and _FATE.search(read(part).plain) is None:
            found[-1] = f"{found[-1]}, {part}"
        else:
            return []
    return found if len(found) > 1 else []
