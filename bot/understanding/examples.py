"""The examples and cue phrases of every intent, read from the data files (`check` says what is wrong in them)."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from bot.understanding.spelling import DATA
from lean import dataclass

_INTENTS = """
create_group register_member register_members update_member remove_member list_members show_member
record_meeting show_meeting list_meetings set_schedule move_meeting cancel_meeting next_meeting
set_reminder rsvp dispute_attendance announce propose_idea list_ideas record_business readiness
rule_question compare_forms attendance_stats group_status groups_overview groups_overdue groups_ready export
invite hand_over undo cancel help set_language greeting delete_my_data out_of_scope
"""
INTENTS = frozenset(_INTENTS.split())
"""Every intent there is; the data files may name no other."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is known of one intent: phrases that decide it, and examples of how people say it."""

    intent: str
    certain: tuple[str, ...]
    examples: tuple[str, ...]


def parse(text: str) -> list[Lesson]:
    """The lessons of one data file: a table for each intent, with `certain` and `examples`, one a line."""
    return [
        Lesson(intent, _lines(entry.get("certain", "")), _lines(entry.get("examples", "")))
        for intent, entry in tomllib.loads(text).items()
    ]


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """The lessons of all data files named intents_*.toml."""
    return tuple(lesson for path in sorted(DATA.glob("intents_*.toml")) for lesson in parse(path.read_text("utf-8")))


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#"))
