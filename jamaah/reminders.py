"""Reminders of meetings: how long before, and which are still to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def ahead(timetable: Timetable, zone: Zone, now: int, leads: Sequence[timedelta] = LEADS) -> Iterator[list[Reminder]]:
    """The reminders later than `now` (seconds UTC), those of one occurrence after those of the other, by their time."""
    coming = upcoming(timetable, zone, now) if leads else iter(())
    return (found for occurrence in coming if (found := _of(occurrence, zone, now, leads)))


def planned(timetable: Timetable, zone: Zone, now: int, leads: Sequence[timedelta] = LEADS) -> list[Reminder]:
    """The first of these: of the next occurrence that has any; none where nothing is ahead."""
    return next(ahead(timetable, zone, now, leads), [])


def _of(occurrence: Occurrence, zone: Zone, now: int, leads: Sequence[timedelta]) -> list[Reminder]:
    reminders = [
        Reminder(occurrence, lead, before_quiet(occurrence.instant - int(lead.total_seconds()), zone))
        for lead in set(leads)
    ]
    return sorted((reminder for reminder in reminders if reminder.at > now), key=lambda reminder: reminder.at)


def still_useful(occurrence_instant: int, now: int) -> bool:
    """Whether a late reminder is still worth sending: as long as the meeting has not begun."""
    return now < occurrence_instant
