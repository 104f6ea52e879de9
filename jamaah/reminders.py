"""Reminders of meetings: how long before, and which are still to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from heapq import heappop, heappush

from jamaah.groups import LEADS, Zone
from jamaah.quiet import before_quiet
from jamaah.refusals import Refusal
from jamaah.timetable import Occurrence, Timetable, upcoming
from lean import dataclass

MOST_LEADS = 2
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=14)
NIGHT = 9 * 3600
"""More than a reminder is brought forward because of the quiet hours."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one occurrence, to be sent at `at` (seconds UTC), `lead` before it begins; where that lies in the
    quiet hours, just before them."""

    occurrence: Occurrence
    lead: timedelta
    at: int


def ahead(timetable: Timetable, zone: Zone, after: int, leads: Sequence[timedelta] = LEADS) -> Iterator[Reminder]:
    """The reminders later than `after` (seconds UTC), by their time; those of several occurrences may lie between one
    another where meetings are close."""
    waiting: list[tuple[int, int, Reminder]] = []
    for occurrence in upcoming(timetable, zone, after) if leads else ():
        # No reminder of this occurrence or a later one can come before.
        while waiting and waiting[0][0] < occurrence.instant - _seconds(max(leads)) - NIGHT:
            yield heappop(waiting)[-1]
        for reminder in _of(occurrence, zone, leads):
            if reminder.at > after:
                heappush(waiting, (reminder.at, -_seconds(reminder.lead), reminder))
    while waiting:
        yield heappop(waiting)[-1]


def check_leads(leads: Iterable[timedelta]) -> tuple[timedelta, ...]:
    """The leads as a group keeps them, the longest first, each once. Raise Refusal unless they can be meant.

    Slot "leads": "too_many" (more than MOST_LEADS), "too_short" (under SHORTEST), "too_long" (over LONGEST).
    """
    found = tuple(sorted(set(leads), reverse=True))
    if len(found) > MOST_LEADS:
        raise Refusal("leads", "too_many")
    if found and found[-1] < SHORTEST:
        raise Refusal("leads", "too_short")
    if found and found[0] > LONGEST:
        raise Refusal("leads", "too_long")
    return found


def _of(occurrence: Occurrence, zone: Zone, leads: Sequence[timedelta]) -> list[Reminder]:
    return [Reminder(occurrence, lead, before_quiet(occurrence.instant - _seconds(lead), zone)) for lead in set(leads)]


def _seconds(lead: timedelta) -> int:
    return int(lead.total_seconds())


def still_useful(occurrence_instant: int, now: int) -> bool:
    """Whether a late reminder is still worth sending: as long as the meeting has not begun."""
    return now < occurrence_instant
