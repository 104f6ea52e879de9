"""Reminders of meetings: how long before, and which are still to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from jamaah.calendar import Occurrence, Schedule, upcoming
from jamaah.groups import Zone

LEADS = (timedelta(days=1), timedelta(hours=2))


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one occurrence, to be sent at `at` (seconds UTC), `lead` before it begins."""

    occurrence: Occurrence
    lead: timedelta
    at: int


def planned(schedule: Schedule, zone: Zone, now: int, leads: Sequence[timedelta] = LEADS) -> list[Reminder]:
    """The reminders later than `now` (seconds UTC) of the next occurrence that has any, by their time."""
    if not leads:
        return []
    return next(found for occurrence in upcoming(schedule, zone, now) if (found := _ahead(occurrence, now, leads)))


def _ahead(occurrence: Occurrence, now: int, leads: Sequence[timedelta]) -> list[Reminder]:
    reminders = [Reminder(occurrence, lead, occurrence.instant - int(lead.total_seconds())) for lead in set(leads)]
    return sorted((reminder for reminder in reminders if reminder.at > now), key=lambda reminder: reminder.at)


def still_useful(occurrence_instant: int, now: int) -> bool:
    """Whether a late reminder is still worth sending: as long as the meeting has not begun."""
    return now < occurrence_instant
