"""Who was at a meeting of which only the number was written down: "Namanya boleh menyusul", and here the names are."""

from __future__ import annotations

import re

from bot.talk import Talk
from bot.understanding.expressions import expression
from handlers.minutes import just_recorded, roll_of
from handlers.ports import Store
from jamaah.attendance import CAME
from jamaah.meant import resolve
from jamaah.meetings import Meeting

_CAME = r"(?:hadir|teka|datang|rawuh|ikut)"
_LEAD = expression(
    rf"\W*(?:(?:ini|iki|niki|daftar|absen|sing|yang|ingkang|wau|mau|tadi|wingi|kemarin|semalam|{_CAME}"
    rf"|(?:nama|jeneng|asma)[\w-]*)[ :]+)*",
    re.IGNORECASE,
)
_TAIL = expression(rf"\s+{_CAME}(?:\s+(?:kabeh|semua|tadi|mau|wingi|kemarin|semalam|kok|juga))*[\s.!]*$", re.IGNORECASE)
_PARTS = expression(r"\s*(?:[,;\n]|\b(?:dan|karo|lan|kalih|sama|kaliyan)\b)\s*(?:\d{1,2}[.)]\s*)?", re.IGNORECASE)
_MYSELF = frozenset({"saya", "aku", "kulo", "kula"})
LEAST, LONGEST = 3, 1000


def names_that_follow(talk: Talk[Store], text: str) -> tuple[Meeting, str] | None:
    """The meeting written down a moment ago by a number, and in so many words who was there; None where a text is no
    list of members."""
    meeting = just_recorded(talk)
    if len(text) > LONGEST or meeting is None or not _is_a_number(meeting):
        return None
    said = text.strip(" .!")
    lead, tail = _LEAD.match(said), _TAIL.search(said)
    told = said[lead.end() if lead else 0 : tail.start() if tail else len(said)]
    names = [part.strip() for part in _PARTS.split(told) if part.strip()]
    is_said = bool((lead and lead.end()) or tail)
    if not names or (len(names) < LEAST and not is_said):
        return None
    return (meeting, f"yang hadir: {', '.join(names)}") if _are_members(talk, meeting, names) else None


def _is_a_number(meeting: Meeting) -> bool:
    """Whether only how many came is written down of a meeting."""
    return meeting.present_count is not None and not any(one in CAME for one in meeting.attendance.values())


def _are_members(talk: Talk[Store], meeting: Meeting, names: list[str]) -> bool:
    """Whether whoever is named is in the book, but for one or two who may be spelt otherwise."""
    group = talk.store.groups.get(meeting.group)
    roll, today = roll_of(talk.store, group, meeting.day), talk.local.date()
    known = sum(name.casefold() in _MYSELF or bool(resolve(name, roll, today)) for name in names)
    return known > 0 and 3 * known >= 2 * len(names)
