"""Whether a text tells something or asks for it: "hasil rapat tgl 5: beli bibit" tells, "hasil rapat tgl 5" asks."""

from __future__ import annotations

import re
from datetime import datetime

from bot.understanding.meeting import meeting_slots
from bot.understanding.normalise import Said, read
from bot.understanding.words import words_of

LIKELY, TOLD = 0.5, 0.8
_SUBSTANCE = frozenset({"place", "agenda", "decision"})
_ATTENDANCE = frozenset(
    {"present", "absent", "excused", "represented", "late", "late_count", "all_present", "present_count"}
)
_CLAUSE = re.compile(r"[^,.;!?\n]+[,.;!?\n]?")


def asks(text: str | Said) -> bool:
    """Whether a word that asks (siapa, berapa, mana) stands in the text."""
    return _has("asking", read(text))


def without_asked(said: Said) -> Said:
    """The text without the clauses that ask: "bu Siti umur 45, rt berapa ya" tells an age and no RT."""
    for clause in reversed(list(_CLAUSE.finditer(said.plain))):
        if not words_of("asking").isdisjoint(re.findall(r"[^\W\d]+", clause[0])):
            said = said.without(clause.start(), clause.end())
    return said


def of_meeting(intent: str, confidence: float, said: Said, now: datetime) -> tuple[str, float]:
    """The intent of a text taken for record_meeting or show_meeting, and the belief in it; others as they are.

    Recording takes something to be told: "hasil rapat tanggal 15" asks for the minutes, "catat hasil rapat" and "hasil
    rapat tanggal 15: beli bibit" record, "kumpulan kemarin siapa yang izin" asks who was there.
    """
    if intent not in {"record_meeting", "show_meeting"}:
        return intent, confidence
    minutes, recording = _has("minutes", said), _has("recording", said)
    slots = meeting_slots(said, now)
    if asks(said) and not recording and slots.keys().isdisjoint(_ATTENDANCE):
        return _asked(said), confidence
    if not minutes or _has("showing", said):
        return ("show_meeting", confidence) if minutes else (intent, confidence)
    if recording or not slots.keys().isdisjoint(_ATTENDANCE | _SUBSTANCE):
        return "record_meeting", max(confidence, TOLD) if confidence >= LIKELY else confidence
    return "show_meeting", confidence


def _asked(said: Said) -> str:
    return "attendance_stats" if "siapa" in said.words and _has("attending", said) else "show_meeting"


def _has(kind: str, said: Said) -> bool:
    return not words_of(kind).isdisjoint(said.words)
