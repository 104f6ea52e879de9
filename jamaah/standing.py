"""How a group stands with its meetings in a span of time: recorded, held without minutes, not held, not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import takewhile

from jamaah.calendar import local
from jamaah.groups import Zone
from jamaah.meetings import Meeting
from jamaah.timetable import Fate, Occurrence, Timetable, as_moved, upcoming
from lean import dataclass


class State(StrEnum):
    """What the records say. HELD: somebody said so, the minutes are missing. NOT_KNOWN: by the schedule there was a
    meeting, and nobody has said anything of it. PAUSED: none was due, for the group has agreed on a pause."""

    RECORDED = "recorded"
    HELD = "held"
    NOT_HELD = "not_held"
    NOT_KNOWN = "not_known"
    NOT_DUE = "not_due"
    PAUSED = "paused"
    NO_SCHEDULE = "no_schedule"


OVERDUE = frozenset({State.NOT_HELD, State.NOT_KNOWN, State.NO_SCHEDULE})
"""Those of whom nobody can say that they have met although it was time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group stands; `day` is the last meeting that was due, `fate` why it was not held (None: not known)."""

    state: State
    day: date | None = None
    fate: Fate | None = None


def is_recorded(meeting: Meeting) -> bool:
    """Whether anything is written down of a meeting but that it was held."""
    return bool(meeting.attendance or meeting.decisions) or meeting.present_count is not None


def standing(meetings: Sequence[Meeting], timetable: Timetable | None, zone: Zone, since: int, now: int) -> Standing:
    """How a group stands from `since` until `now` (seconds UTC), given its meetings of that time."""
    if meetings:
        last = max(meeting.day for meeting in meetings)
        return Standing(State.RECORDED if any(map(is_recorded, meetings)) else State.HELD, last)
    if timetable is None:
        return Standing(State.NO_SCHEDULE)
    due = [Standing(State.NOT_KNOWN, day) for day in _due(timetable, zone, since, now)]
    off = [Standing(State.NOT_HELD, one.day, fate) for one, fate in _off(timetable, zone, since, now)]
    paused = timetable.pause_on(local(now, zone).date()) is not None
    nothing = Standing(State.PAUSED if paused else State.NOT_DUE)
    return max([*due, *off], key=lambda stands: stands.day or date.min, default=nothing)


def due_days(timetable: Timetable, zone: Zone, since: int, now: int) -> list[date]:
    """The days on which a meeting was due from `since` until `now` (seconds UTC), those that were called off too, by
    day; of a pause none."""
    off = (one.day for one, _fate in _off(timetable, zone, since, now))
    return sorted({*_due(timetable, zone, since, now), *off})


def off_days(timetable: Timetable | None, zone: Zone) -> frozenset[date]:
    """The days of meetings that were called off or put off, as was said."""
    off = [one for one in timetable.deviations() if one.fate is not Fate.MOVED] if timetable else []
    return frozenset(as_moved(timetable, zone, one.fixed).day for one in off) if timetable else frozenset()


def unknown_in_a_row(timetable: Timetable, zone: Zone, since: int, now: int) -> int:
    """Of how many meetings, the last that were due from `since` until `now` (seconds UTC), nothing is known where none
    is recorded: the row ends at one that was called off."""
    called_off = max((one.day for one, _fate in _off(timetable, zone, since, now)), default=date.min)
    return sum(day > called_off for day in _due(timetable, zone, since, now))


def _due(timetable: Timetable, zone: Zone, since: int, now: int) -> list[date]:
    begun = takewhile(lambda meeting: meeting.instant <= now, upcoming(timetable, zone, since - 1))
    return [meeting.day for meeting in begun]


def _off(timetable: Timetable, zone: Zone, since: int, now: int) -> list[tuple[Occurrence, Fate]]:
    called_off = [one for one in timetable.deviations() if one.fate is not Fate.MOVED]
    days = [(as_moved(timetable, zone, one.fixed), one.fate) for one in called_off]
    return [(meeting, fate) for meeting, fate in days if since <= meeting.instant <= now]
