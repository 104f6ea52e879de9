"""The timetable of a group: its schedules one after another, but for single meetings and pauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from heapq import merge
from itertools import takewhile

from jamaah.calendar import OneByOne, Recurrence, instant, local, occurrences
from jamaah.groups import Zone
from lean import dataclass


class Fate(StrEnum):
    """What becomes of a meeting that is not held as fixed. POSTPONED: its new day is still to be said."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One occurrence of a schedule that is not held as fixed. `fixed` is its day by the schedule, which names it.

    `day`, `at` and `place` are those to which the meeting was moved, also where it was called off after that; None
    where they are as fixed. `reason` is as said, `agenda` is what the meeting is to be about. `extra`: it is one beside
    the schedule, first fixed for this hour.
    """

    fixed: date
    fate: Fate
    day: date | None = None
    at: time | None = None
    place: str | None = None
    reason: str | None = None
    agenda: str | None = None
    extra: time | None = None

    @property
    def is_back(self) -> bool:
        """Whether the meeting is held as fixed after all: moved to nowhere, be it with an agenda."""
        return self.fate is Fate.MOVED and self.day is None and self.at is None and self.place is None

    @property
    def adds_agenda(self) -> bool:
        """Whether no more is said of a meeting of the schedule than what it is to be about."""
        return self.is_back and self.agenda is not None and self.extra is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When and where a group meets regularly from the day `since` on, until one that was set later begins.

    `hosts` says where it is when houses take turns: down the list, one after the other, from `since` on; an empty list
    where the next place is decided each time. None: always at `place`. Deviations are of one fixed day each.
    """

    id: int = 0
    group: int
    recurrence: Recurrence
    at: time
    place: str | None
    since: date
    hosts: tuple[str, ...] | None = None
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days on which nobody expects a meeting (Ramadan, harvest), both ends included; until further notice without
    `last`. `reason` is as said."""

    id: int = 0
    group: int
    first: date
    last: date | None
    reason: str | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: Pause) -> bool:
        """Whether they have a day in common."""
        return self.holds(other.first) or other.holds(self.first)


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which one schedule holds: from `since` until the day before `until`, for ever without it."""

    schedule: Schedule
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether the schedule holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When and where a group meets: its schedules in the order in which they were set, one at least, and its pauses.

    On a day that schedule holds which was set last of those begun by then.
    """

    schedules: tuple[Schedule, ...]
    pauses: tuple[Pause, ...] = ()

    @property
    def latest(self) -> Schedule:
        """The schedule that was set last; it may begin in the future."""
        return self.schedules[-1]

    @property
    def is_regular(self) -> bool:
        """Whether a schedule was ever set by which the group meets without each meeting being fixed."""
        return any(not isinstance(schedule.recurrence, OneByOne) for schedule in self.schedules)

    def spans(self) -> list[Span]:
        """On which days which schedule holds, ascending; those that never hold are left out."""
        found: list[Span] = []
        until: date | None = None
        for schedule in reversed(self.schedules):
            if until is None or schedule.since < until:
                found.insert(0, Span(schedule, schedule.since, until))
                until = schedule.since
        return found

    def on(self, day: date) -> Schedule | None:
        """The schedule that holds on a day; None before the first begins."""
        return next((span.schedule for span in self.spans() if span.holds(day)), None)

    def deviations(self) -> list[Deviation]:
        """All that departs from the schedules while these hold, by its fixed day."""
        return [one for span in self.spans() for one in span.schedule.deviations if span.holds(one.fixed)]

    def pause_on(self, day: date) -> Pause | None:
        """The pause that was said last of those in which a day lies; None if it lies in none."""
        return next((pause for pause in reversed(self.pauses) if pause.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a timetable: the civil day, the hour and place there, and the same moment in seconds UTC.

    `fixed` is its day by the schedule: another than `day` where the meeting was moved. `in_turn`: it is at the house
    whose turn it is. `extra`: it is one beside the schedule.
    """

    day: date
    at: time
    place: str | None
    instant: int
    fixed: date
    in_turn: bool = False
    agenda: str | None = None
    extra: bool = False


def upcoming(timetable: Timetable, zone: Zone, after: int) -> Iterator[Occurrence]:
    """The meetings of a timetable whose instant is later than `after` (seconds UTC), ascending; they end where a pause
    until further notice begins, else only with the calendar."""
    moved = (held(timetable, zone, deviation.fixed) for deviation in timetable.deviations())
    later = [meeting for meeting in moved if meeting is not None and meeting.instant > after]
    return merge(_as_fixed(timetable, zone, after), sorted(later, key=_moment), key=_moment)


def _as_fixed(timetable: Timetable, zone: Zone, after: int) -> Iterator[Occurrence]:
    deviating = {deviation.fixed for deviation in timetable.deviations()}
    for day in _days(timetable, local(after, zone).date()):
        if day not in deviating and timetable.pause_on(day) is None:
            meeting = _by_schedule(timetable, zone, day)
            if meeting.instant > after:
                yield meeting


def _days(timetable: Timetable, start: date) -> Iterator[date]:
    """The fixed days from `start` on, until the pause that has no end."""
    ends = min((pause.first for pause in timetable.pauses if pause.last is None), default=date.max)
    for span in timetable.spans():
        days = occurrences(span.schedule.recurrence, max(span.since, start))
        yield from takewhile(lambda day, span=span: span.holds(day) and day < ends, days)  # type: ignore[misc]


def _moment(meeting: Occurrence) -> int:
    return meeting.instant


def next_occurrence(timetable: Timetable, zone: Zone, after: int) -> Occurrence | None:
    """The first meeting whose instant is later than `after` (seconds UTC); None where a pause has no end yet."""
    return next(upcoming(timetable, zone, after), None)


def as_fixed(timetable: Timetable, zone: Zone, fixed: date) -> Occurrence:
    """The meeting of a fixed day as it would be without its deviation, one beside the schedule as it was first fixed.
    ValueError before the first schedule begins."""
    deviation = deviation_of(timetable, fixed)
    if deviation is None or deviation.extra is None:
        return _by_schedule(timetable, zone, fixed)
    at = deviation.extra
    return Occurrence(fixed, at, None, instant(fixed, at, zone), fixed, extra=True)


def _by_schedule(timetable: Timetable, zone: Zone, fixed: date) -> Occurrence:
    schedule = timetable.on(fixed)
    if schedule is None:
        raise ValueError(f"no schedule holds on {fixed}")
    place = _place(timetable, schedule, fixed)
    return Occurrence(fixed, schedule.at, place, instant(fixed, schedule.at, zone), fixed, bool(schedule.hosts))


def _place(timetable: Timetable, schedule: Schedule, fixed: date) -> str | None:
    """Where it is by the schedule: of hosts who take turns, the one whose turn it is."""
    if schedule.hosts is None:
        return schedule.place
    return next(iter(_in_turn(timetable, schedule, fixed)), None)


def hosts_from(timetable: Timetable, day: date) -> tuple[str, ...] | None:
    """The houses that take turns, in the order of their turns from a day on; None where it is always at one place."""
    schedule = timetable.on(day)
    return None if schedule is None or schedule.hosts is None else _in_turn(timetable, schedule, day)


def _in_turn(timetable: Timetable, schedule: Schedule, day: date) -> tuple[str, ...]:
    """The hosts from a day on. What is not held is no turn."""
    hosts = schedule.hosts or ()
    before = takewhile(lambda earlier: earlier < day, occurrences(schedule.recurrence, schedule.since))
    turn = sum(_takes_place(timetable, earlier) for earlier in before) % len(hosts) if hosts else 0
    return (*hosts[turn:], *hosts[:turn])


def _takes_place(timetable: Timetable, fixed: date) -> bool:
    deviation = deviation_of(timetable, fixed)
    if deviation is None or deviation.adds_agenda:
        return timetable.pause_on(fixed) is None
    return deviation.fate is Fate.MOVED


def deviation_of(timetable: Timetable, fixed: date) -> Deviation | None:
    """How the meeting of a fixed day departs from the schedule; None if it does not."""
    return next((deviation for deviation in timetable.deviations() if deviation.fixed == fixed), None)


def held(timetable: Timetable, zone: Zone, fixed: date) -> Occurrence | None:
    """The meeting of a fixed day as it is to be held; None if it was cancelled, lies in a pause, or has no day for now.

    What was said of a single meeting goes before a pause.
    """
    deviation = deviation_of(timetable, fixed)
    if deviation is None or deviation.adds_agenda:
        return as_moved(timetable, zone, fixed) if timetable.pause_on(fixed) is None else None
    return as_moved(timetable, zone, fixed) if deviation.fate is Fate.MOVED else None


def as_moved(timetable: Timetable, zone: Zone, fixed: date) -> Occurrence:
    """The meeting of a fixed day where it was to be held last, be it called off since. ValueError as of `as_fixed`."""
    deviation, plain = deviation_of(timetable, fixed), as_fixed(timetable, zone, fixed)
    if deviation is None:
        return plain
    day, at = deviation.day or fixed, deviation.at or plain.at
    in_turn = plain.in_turn and deviation.place is None
    place, moment, agenda = deviation.place or plain.place, instant(day, at, zone), deviation.agenda
    return Occurrence(day, at, place, moment, fixed, in_turn, agenda, plain.extra)


def meant(timetable: Timetable, zone: Zone, day: date, after: int) -> date | None:
    """The fixed day of the meeting that people mean by `day`: held on it later than `after` (seconds UTC), or fixed
    for it and moved, postponed or cancelled. None if there is none."""
    if deviation_of(timetable, day) is not None:
        return day
    off = (one.fixed for one in timetable.deviations() if one.fate is not Fate.MOVED and one.day == day)
    if (called_off := next(off, None)) is not None:
        return called_off
    around = takewhile(lambda meeting: meeting.day <= day, upcoming(timetable, zone, after))
    return next((meeting.fixed for meeting in around if meeting.day == day), None)


def unsettled(timetable: Timetable, zone: Zone, now: int) -> list[Deviation]:
    """The cancelled and postponed meetings since which none has begun, by their days."""
    return [
        deviation
        for deviation in timetable.deviations()
        if deviation.fate is not Fate.MOVED and not _begun_since(timetable, zone, deviation.fixed, now)
    ]


def _begun_since(timetable: Timetable, zone: Zone, fixed: date, now: int) -> bool:
    following = next_occurrence(timetable, zone, as_moved(timetable, zone, fixed).instant)
    return following is not None and following.instant <= now


def is_fixed(timetable: Timetable, day: date) -> bool:
    """Whether a meeting is fixed for a day by the schedule that holds on it, or beside it."""
    deviation = deviation_of(timetable, day)
    if deviation is not None and deviation.extra is not None:
        return True
    schedule = timetable.on(day)
    return schedule is not None and next(occurrences(schedule.recurrence, day), None) == day


def until(timetable: Timetable, zone: Zone, after: int, last: int) -> list[Occurrence]:
    """The meetings that begin later than `after` and not later than `last` (seconds UTC)."""
    return list(takewhile(lambda meeting: meeting.instant <= last, upcoming(timetable, zone, after)))
