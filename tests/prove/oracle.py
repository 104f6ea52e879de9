"""What must be sent to the members of a village, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from jamaah.timetable import Fate
from tests.prove.days import falls_on, moment, not_quiet
from tests.prove.villages import FIRST, Village

Reminder = tuple[int, int, int]
"""The number of a village, the instant of a meeting, the seconds of a lead."""
BEYOND = 60


def meetings(village: Village, days: int) -> Iterator[int]:
    """The instants of the meetings of a village, of so many days from the first and some beyond."""
    for number in range(days + BEYOND):
        instant = _held(village, FIRST + timedelta(days=number))
        if instant is not None:
            yield instant


def _held(village: Village, fixed: date) -> int | None:
    recurrence, at = village.recurrence, village.at
    for change in village.changes:
        if change.schedule and fixed >= change.schedule[0]:
            _since, recurrence, at = change.schedule
    paused = any(change.pause and change.pause[0] <= fixed <= change.pause[1] for change in village.changes)
    own = next((one.deviation for one in village.changes if one.deviation and one.deviation.fixed == fixed), None)
    if not falls_on(recurrence, fixed) or paused:
        return None
    if own is None:
        return moment(fixed, at, village.zone)
    return moment(own.day, own.at, village.zone) if own.fate is Fate.MOVED and own.day and own.at else None


def reminders(village: Village, days: int, begin: int, end: int) -> dict[Reminder, int]:
    """When each reminder is to be sent, of those later than `begin` and not later than `end` (seconds, UTC)."""
    found: dict[Reminder, int] = {}
    for instant in meetings(village, days):
        for lead in village.leads:
            seconds = int(lead.total_seconds())
            at = not_quiet(instant - seconds, village.zone)
            if begin < at <= end:
                found[village.number, instant, seconds] = at
    return found
