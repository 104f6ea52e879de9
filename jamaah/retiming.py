"""A timetable as it is once something of it is changed: schedules, single meetings, pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import takewhile

from jamaah.calendar import OneByOne, occurrences
from jamaah.groups import Zone
from jamaah.timetable import Deviation, Occurrence, Pause, Schedule, Timetable, as_fixed, held, upcoming

EVENING = time(19)


def only_new(timetable: Timetable, zone: Zone, deviation: Deviation) -> Deviation:
    """A deviation with None for what is as the schedule has it; without a reason where nothing else is left."""
    plain = as_fixed(with_deviation(timetable, deviation), zone, deviation.fixed)
    found = replace(
        deviation,
        day=None if deviation.day == deviation.fixed else deviation.day,
        at=None if deviation.at == plain.at else deviation.at,
        place=None if deviation.place == plain.place else deviation.place,
    )
    return replace(found, reason=None) if found.is_back else found


def unscheduled(group: int, since: date, at: time = EVENING) -> Schedule:
    """What holds from a day on where no regular day was ever set: each meeting is fixed by itself."""
    return Schedule(group=group, recurrence=OneByOne(), at=at, place=None, since=since)


def with_schedule(timetable: Timetable | None, schedule: Schedule) -> Timetable:
    """The timetable as it is once a schedule is set on top of those set before."""
    if timetable is None:
        return Timetable((schedule,))
    return replace(timetable, schedules=(*timetable.schedules, schedule))


def carried(timetable: Timetable, schedule: Schedule) -> list[Deviation]:
    """What was said of single meetings that a schedule has on the same days, and of those beside it, which is so still
    once it is set."""
    found = [one for one in timetable.deviations() if one.fixed >= schedule.since]
    return [one for one in found if one.extra or next(occurrences(schedule.recurrence, one.fixed)) == one.fixed]


def with_pause(timetable: Timetable, pause: Pause) -> Timetable:
    """The timetable as it is once a pause is entered, in place of one of the same id."""
    others = (other for other in timetable.pauses if not pause.id or other.id != pause.id)
    return replace(timetable, pauses=(*others, pause))


def without_pause(timetable: Timetable, pause: Pause) -> Timetable:
    """The timetable as it is where a pause does not take place."""
    return replace(timetable, pauses=tuple(other for other in timetable.pauses if other.id != pause.id))


def left_out(timetable: Timetable, zone: Zone, pause: Pause, after: int) -> list[Occurrence]:
    """The meetings later than `after` (seconds UTC) that a pause with an end leaves out."""
    if pause.last is None:
        return []
    without, with_it = without_pause(timetable, pause), with_pause(timetable, pause)
    coming = takewhile(lambda meeting: meeting.day <= pause.last, upcoming(without, zone, after))  # type: ignore[operator]
    return [meeting for meeting in coming if held(with_it, zone, meeting.fixed) is None]


def with_deviation(timetable: Timetable, deviation: Deviation) -> Timetable:
    """The timetable as it is once a meeting departs so, in place of what was said of it before."""
    schedule = timetable.on(deviation.fixed)
    if schedule is None:
        return timetable
    kept = (other for other in schedule.deviations if other.fixed != deviation.fixed)
    changed = replace(schedule, deviations=tuple(sorted((*kept, deviation), key=lambda one: one.fixed)))
    return replace(timetable, schedules=tuple(changed if one is schedule else one for one in timetable.schedules))
