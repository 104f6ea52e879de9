"""The weekly digest of a facilitator: when it comes."""

from __future__ import annotations

from datetime import time, timedelta

from jamaah.calendar import instant, local
from jamaah.groups import Zone
from jamaah.quiet import is_quiet
from jamaah.refusals import Refusal

MORNING = time(7)
When = tuple[int, time]
"""The weekday (0: Monday) and the hour there."""


def check_hour(at: time, zone: Zone, now: int) -> None:
    """Raise Refusal ("quiet") for an hour at which nobody is written to unasked."""
    if is_quiet(instant(local(now, zone).date(), at, zone), zone):
        raise Refusal("at", "quiet")


def next_digest(when: When, zone: Zone, after: int) -> int:
    """The first moment later than `after` (seconds UTC) that lies on the weekday at the hour."""
    weekday, at = when
    day = local(after, zone).date()
    day += timedelta(days=(weekday - day.weekday()) % 7)
    moment = instant(day, at, zone)
    return moment if moment > after else instant(day + timedelta(days=7), at, zone)
