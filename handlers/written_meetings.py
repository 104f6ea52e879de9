"""What entries of the log say of meetings: each as it was and as it became, and which were put right later on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.texts import Text, _
from handlers.ports import Change, Store
from jamaah.calendar import local
from jamaah.erasure import ERASED
from jamaah.groups import Group
from jamaah.meetings import Meeting, Presence, contradicts
from jamaah.members import addressed

Row = Mapping[str, Any]
_KEYS = {"meetings": "id", "attendance": "meeting"}
LONG = 50
"""Entries about one meeting that are looked through."""


def written_meetings(store: Store, changes: Sequence[Change]) -> list[tuple[Meeting | None, Meeting | None]]:
    """The meetings that were written: as they were (None: entered then) and as they became (None: taken out)."""
    rows = dict[int, tuple[list[Row], list[Row]]]()
    for one in changes:
        if one.table in _KEYS:
            for number, some in enumerate((one.before, one.after)):
                for row in some:
                    rows.setdefault(row[_KEYS[one.table]], ([], []))[number].append(row)
    return [_as_written(store.meetings.get(meeting), before, after) for meeting, (before, after) in rows.items()]


def _as_written(
    now: Meeting | None, before: Sequence[Row], after: Sequence[Row]
) -> tuple[Meeting | None, Meeting | None]:
    had, has = (any("day" in row for row in rows) for rows in (before, after))
    old, new = _meeting(before, now), _meeting(after, now)
    return (old if had or not has else None), (new if has or not had else None)


def _meeting(rows: Sequence[Row], now: Meeting | None) -> Meeting | None:
    """A meeting as rows of it and of its attendance tell; what they leave out is as it is `now`, if it still is."""
    there = {row["member"]: Presence(row["presence"]) for row in rows if "presence" in row}
    told = next((row for row in rows if "day" in row), None)
    if told is None:
        return None if now is None else Meeting(group=now.group, day=now.day, id=now.id, attendance=there)
    return Meeting(
        id=told["id"],
        group=told["group_id"],
        day=date.fromisoformat(told["day"]),
        at=time.fromisoformat(told["at"]) if told["at"] else None,
        place=told["place"],
        agenda=told["agenda"],
        decisions=tuple(told["decisions"]),
        attendance=there,
        present_count=told["present_count"],
        late_count=told["late_count"],
    )


def last_correction(store: Store, group: Group, meeting: Meeting) -> tuple[int, int] | None:
    """When a meeting was last put right on a later day than that on which it was written down, and by whom; None if it
    never was. What only follows, a decision say, puts nothing right."""
    entries = store.changes.of(group.id, count=LONG, meeting=meeting.id)
    first = local(entries[-1].at, group.zone).date() if entries else date.max
    for entry in entries:
        later = local(entry.at, group.zone).date() > first and entry.undone_by is None and not entry.undoes
        if later and any(old and new and contradicts(old, new) for old, new in written_meetings(store, entry.changes)):
            return entry.at, entry.person
    return None


def corrected_words(store: Store, group: Group, meeting: Meeting, today: date) -> Text | None:
    """That the minutes of a meeting were put right since, when and by whom."""
    found = last_correction(store, group, meeting)
    if found is None:
        return None
    at, who = local(found[0], group.zone).date(), author(store, group, found[1], today)
    return (_("Corrected on {day} by {who}.") if who else _("Corrected on {day}."))(day=at, who=who)


def author(store: Store, group: Group, person: int, today: date) -> str:
    """By which name somebody who writes goes in a group; empty for who has none, or was erased."""
    member = store.members.as_person(group.id, person)
    if member is not None:
        return addressed(member, today, store.members.of(group.id))
    address = store.people.get(person).address
    return "" if address == ERASED else address
