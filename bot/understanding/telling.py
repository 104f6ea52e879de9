"""Whether a text tells something or asks for it: "hasil rapat tgl 5: beli bibit" tells, "hasil rapat tgl 5" asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from bot.understanding.meeting import meeting_slots
from bot.understanding.normalise import Said
from bot.understanding.words import words_of

_SUBSTANCE = "place agenda decision present absent excused represented late late_count all_present present_count"
_CLAUSE = re.compile(r"[^,.;!?\n]+[,.;!?\n]?")


def asks(said: Said) -> bool:
    """Whether a word that asks (siapa, berapa, mana) stands in the text."""
    return not words_of("asking").isdisjoint(said.words)


def without_asked(said: Said) -> Said:
    """The text without the clauses that ask: "bu Siti umur 45, rt berapa ya" tells an age and no RT."""
    for clause in reversed(list(_CLAUSE.finditer(said.plain))):
        if not words_of("asking").isdisjoint(re.findall(r"[^\W\d]+", clause[0])):
            said = said.without(clause.start(), clause.end())
    return said


def tells_of_meeting(slots: Mapping[str, object]) -> bool:
    """Whether something is told of a meeting that took place, beyond when it was."""
    return not slots.keys().isdisjoint(_SUBSTANCE.split())


def record_or_show(intent: str, said: Said, now: datetime) -> str:
    """record_meeting or show_meeting, whichever a text of one of the two is: recording takes something to be told.

    "hasil rapat tanggal 15" asks for the minutes, "catat hasil rapat" and "hasil rapat tanggal 15: beli bibit" record.
    """
    if intent not in {"record_meeting", "show_meeting"} or words_of("minutes").isdisjoint(said.words):
        return intent
    if asks(said) or not words_of("showing").isdisjoint(said.words):
        return "show_meeting"
    recording = not words_of("recording").isdisjoint(said.words) or tells_of_meeting(meeting_slots(said, now))
    return "record_meeting" if recording else "show_meeting"
