"""What one message says besides another thing: "rapat kemarin hadir semua, jadwal pindah ke malam Jumat"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.understanding.expressions import expression
from bot.understanding.people import people_in
from bot.understanding.reader import CERTAIN, POSSIBLE, Reader, Understood
from bot.understanding.sections import in_one_line
from bot.understanding.telling import asks, is_question
from lean import dataclass

LONGEST = 600
"""Characters of a message that is looked through; who writes more tells one thing at length."""
MOST, MOST_EDGES = 3, 8
_THEN = r"(?:terus|trus|trs|lalu|njur|banjur|habis itu|abis itu|sekalian|selain itu|oh iya|oh ya|oiya|o iya|oya)"
_EDGE = expression(
    rf"\s*(?P<mark>[.!?;\n]+(?=\s)|\n|,)\s*(?:(?:dan|karo|lan)\s+)?(?P<then>{_THEN}\b[ ,]*)?(?:juga\s+)?(?=\S)"
    rf"|\s+(?P<bare>{_THEN})[ ,]+(?=\S)",
    re.IGNORECASE,
)
_GOES_ON = expression(
    r"(?:karena|karna|krn|soalnya|soale|sebab|amarga|amargi|mergo|merga|jalaran|supaya|biar|kecuali|kejaba|tapi|ning"
    r"|bukan|dudu|sanes|harusnya|seharusnya|harus|mestinya|kudune|maksud\w*|eh|yaitu|yakni)\b",
    re.IGNORECASE,
)
"""Words with which what was said before goes on: a reason, an exception, a correction."""
_ROLL = ("present", "absent", "excused", "represented", "late")
_SPANS = ("decision", "agenda", "message", "idea", "business", "occupation", "reason", "why", "place")
_PEOPLE = (*_ROLL, "name", "members", "spoken")
_WHOLE = frozenset({"announce", "propose_idea", "record_business", "dispute_attendance", "create_group"})
"""What is told in free words, in which anything may stand."""
_BORN = frozenset({"age", "birth_year", "birth_date"})
_LISTING = frozenset({"register_member", "register_members"})
_SUBJECTS: Mapping[str, frozenset[str]] = {
    "members": frozenset({"register_member", "register_members", "update_member", "remove_member"}),
    "list": frozenset({"list_members", "show_member"}),
    "held": frozenset({"record_meeting", "show_meeting", "list_meetings", "attendance_stats"}),
    "coming": frozenset({"move_meeting", "cancel_meeting", "next_meeting", "set_schedule", "set_reminder"}),
    "standing": frozenset({"readiness", "group_status"}),
    "rule": frozenset({"rule_question", "compare_forms"}),
    "document": frozenset({"export"}),
    "invitation": frozenset({"invite"}),
}
"""What is talked about: two things of one subject are mostly one thing said at length."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a message that means something by itself: its words as typed, and what they mean."""

    text: str
    heard: Understood


def several(reader: Reader, text: str, now: datetime) -> list[Clause]:
    """The things that a message says, in order; [] where it says one, as nearly every message does.

    A message is cut only where both sides are certain by themselves, are about different subjects, or about two
    members, and where no decision, agenda, place or reason of the whole is torn.
    """
    return _cut(reader, in_one_line(text), now, MOST) if len(text) <= LONGEST else []


def asked_together(text: str) -> list[str]:
    """The questions that a message puts one after another, as typed; [] where it asks one, or tells something."""
    if len(text) > LONGEST or not (_TOGETHER.search(text) and asks(text)):
        return []
    parts = [part.strip() for part in _TOGETHER.split(in_one_line(text).strip())]
    parts = [part for part in parts if part]
    return parts if 1 < len(parts) <= MOST else []


_TOGETHER = expression(
    rf"\s*(?:[,;?\n]+(?:\s*(?:dan|lan|karo|terus|trus|sama|kalih)\b)?|\b(?:dan|lan)\b|\b{_THEN}\b)\s*", re.IGNORECASE
)


def _cut(reader: Reader, text: str, now: datetime, most: int) -> list[Clause]:
    edges = list(_EDGE.finditer(text, 1))[:MOST_EDGES]
    if not edges or most < 2:
        return []
    whole = reader.understand(text, now)
    for edge in edges:
        before, after = _sides(text, edge)
        first = reader.understand(before, now)
        if not _stands(first) or _GOES_ON.match(after):
            continue
        rest = _cut(reader, after, now, most - 1) or [_last(reader, first, after, now)]
        if _are_two(Clause(before, first), rest[0]) and _keeps(whole, text, edge, [first, *(r.heard for r in rest)]):
            return [Clause(before, first), *rest]
    return []


def _last(reader: Reader, first: Understood, after: str, now: datetime) -> Clause:
    """What stands behind what was said first; a further value of a member with his name: "pak Min RT 5, umur 61"."""
    name = first.slots.get("name")
    if first.intent == "update_member" and name and not people_in(after):
        text = f"{first.slots.get('spoken', {}).get(name, name)} {after}"
        further = Clause(text, reader.understand(text, now))
        if _of_two_fields(first, further.heard):
            return further
    return Clause(after, reader.understand(after, now))


def _of_two_fields(first: Understood, second: Understood) -> bool:
    """Whether two things are corrected of one member; how old somebody is and when he was born are one thing."""
    fields = [heard.slots.get("field") for heard in (first, second) if heard.intent == "update_member"]
    told = len(fields) == 2 and None not in fields and "value" in first.slots and "value" in second.slots
    same = first.slots.get("name") == second.slots.get("name")
    return told and same and len({"age" if field in _BORN else field for field in fields}) == 2


def _sides(text: str, edge: re.Match[str]) -> tuple[str, str]:
    """Both sides; a question mark stays with what it ends."""
    mark = (edge["mark"] or "").strip()
    return text[: edge.start()].strip() + ("?" if "?" in mark else ""), text[edge.end() :].strip()


def _stands(heard: Understood) -> bool:
    return heard.confidence >= CERTAIN and _subject(heard) is not None and heard.intent not in _WHOLE


def _subject(heard: Understood) -> str | None:
    return next((subject for subject, intents in _SUBJECTS.items() if heard.intent in intents), None)


def _are_two(first: Clause, second: Clause) -> bool:
    heading = first.heard.intent == "list_members" and second.heard.intent == "register_members"
    if not _stands(second.heard) or (heading and "\n" in second.text):
        return False
    if _subject(first.heard) != _subject(second.heard):
        return True
    if _subject(first.heard) == "members":
        return _of_two_members(first, second) or _of_two_fields(first.heard, second.heard)
    return _asks_and_writes(first, second)


def _of_two_members(first: Clause, second: Clause) -> bool:
    """Whether two things are said of two members. Several to be registered, with what is said of each, are one list."""
    here, there = ({name for _how, name in _names_in([clause.heard])} for clause in (first, second))
    titled = any(person.titled and person.name in there for person in people_in(second.text))
    listed = first.heard.intent in _LISTING and second.heard.intent in {*_LISTING, "update_member"}
    return titled and here.isdisjoint(there) and not listed


def _asks_and_writes(first: Clause, second: Clause) -> bool:
    """Whether one is told and the other asked, of the same subject: "jadwal tiap Kamis. kapan kumpulan lagi?"."""
    return first.heard.intent != second.heard.intent and is_question(second.text) and not is_question(first.text)


def _keeps(whole: Understood, text: str, edge: re.Match[str], parts: list[Understood]) -> bool:
    """Whether a part states all that the whole does, and nobody is lost; a question that begins anew ends whatever
    stands before it.
    """
    if (edge["then"] or edge["bare"] or "\n" in (edge["mark"] or "")) and is_question(text[edge.end() :]):
        return True
    if whole.intent in _WHOLE or not _names_in([whole]) <= _names_in(parts):
        return False
    if whole.intent not in _LISTING and whole.confidence >= CERTAIN:
        same = [part for part in parts if part.intent == whole.intent]
        spans = [slot for slot in _SPANS if slot in whole.slots]
        if not same or not all(_stated(slot, whole.slots[slot], same) for slot in spans):
            return False
        if "date" in whole.slots and not any("date" in part.slots for part in same):
            return False
    if whole.confidence < POSSIBLE:  # What is not understood as a whole states nothing.
        return True
    return all(_stated(slot, value, parts) for slot, value in whole.slots.items() if slot not in _PEOPLE)


def _stated(slot: str, value: Any, parts: list[Understood]) -> bool:
    """Whether a part states this of the whole; what was said in free words, in full."""
    said = [part.slots[slot] for part in parts if slot in part.slots]
    return value in said if slot in _SPANS else bool(said)


def _names_in(parts: list[Understood]) -> set[tuple[str, str]]:
    """Who is named: at a meeting with how they were there."""
    named = {("", str(part.slots["name"])) for part in parts if "name" in part.slots}
    listed = {("", str(member.get("name"))) for part in parts for member in part.slots.get("members", ())}
    at_meeting = {(slot, str(name)) for part in parts for slot in _ROLL for name in part.slots.get(slot, ())}
    return named | listed | at_meeting
