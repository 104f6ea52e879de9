"""Reminders of meetings: how long before, and which are still to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from jamaah.groups import LEADS, Zone
from jamaah.quiet import before_quiet
from jamaah.timetable import Occurrence, Timetable, upcoming


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one occurrence, to be sent at `at` (seconds UTC), `lead` before it begins; where that lies in the
    quiet hours, just before them."""

    occurrence: Occurrence
    lead: timedelta
    at: int


def planned(timetable: Timetable, zone: Zone, now: int, leads: Sequence[timedelta] = LEADS) -> list[Reminder]:
    """The reminders later than `now` (seconds UTC) of the next occurrence that has any, by their time."""
    if not leads:
        return []
    coming = upcoming(timetable, zone, now)
    return next((found for occurrence in coming if (found := _ahead(occurrence, zone, now, leads))), [])


def _ahead(occurrence: Occurrence, zone: Zone, now: int, leads: Sequence[timedelta]) -> list[Reminder]:
    reminders = [
        Reminder(occurrence, lead, before_quiet(occurrence.instant - int(lead.total_seconds()), zone))
        for lead in set(leads)
    ]
    return sorted((reminder for reminder in reminders if reminder.at > now), key=lambda reminder: reminder.at)


def still_useful(occurrence_instant: int, now: int) -> bool:
    """Whether a late reminder is still worth sending: as long as the meeting has not begun."""
    return now < occurrence_instant
