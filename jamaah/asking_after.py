"""Asking after a meeting whether it was held: when, how often, and whether there is still anything to ask."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from jamaah.groups import Zone
from jamaah.meetings import Meeting
from jamaah.quiet import after_quiet, is_quiet
from jamaah.standing import State, is_recorded

HOUR, DAY = 3_600, 86_400
AFTER = 3 * HOUR


class Stage(IntEnum):
    """How often the secretaries were asked by then. LAST: they hear that the facilitators will; PASSED_ON: these do.
    AFTER_ALL: these hear that something is known after all."""

    FIRST = 1
    AGAIN = 2
    LAST = 3
    PASSED_ON = 4
    AFTER_ALL = 5


_PAUSES = {Stage.FIRST: 2 * DAY, Stage.AGAIN: 2 * DAY, Stage.LAST: DAY, Stage.PASSED_ON: DAY}


def first_asked(meeting: int, zone: Zone) -> int:
    """When to ask first after a meeting that begins at an instant (seconds UTC): three hours later, by day."""
    return by_day(meeting + AFTER, zone)


def by_day(moment: int, zone: Zone) -> int:
    """The moment itself, or, of one in the quiet hours, an hour after these end."""
    return after_quiet(moment, zone) + HOUR if is_quiet(moment, zone) else moment


def following(stage: Stage, now: int, zone: Zone) -> tuple[Stage, int] | None:
    """The stage that follows if nothing is heard, and when; None after the last."""
    pause = _PAUSES.get(stage)
    return None if pause is None else (Stage(stage + 1), by_day(now + pause, zone))


def known(since: Sequence[Meeting]) -> State:
    """What is known of a meeting, given those written down of its day or later."""
    if any(map(is_recorded, since)):
        return State.RECORDED
    return State.HELD if since else State.NOT_KNOWN
