"""The calendar of village meetings: recurrences and the dates on which they fall."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from heapq import merge
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from jamaah.groups import Zone
from jamaah.refusals import Refusal

PASARAN = ("legi", "pahing", "pon", "wage", "kliwon")
SELAPAN = 35


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week on `weekday` (0 is Monday)."""

    weekday: int


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """Every month on `day` (1 to 31); in a shorter month on its last day."""

    day: int


@dataclass(frozen=True, slots=True)
class MonthlyWeekday:
    """Every month on the nth `weekday`: `nth` 1 to 5, or -1 for the last. A month without a fifth has its last."""

    weekday: int
    nth: int


@dataclass(frozen=True, slots=True)
class Selapanan:
    """Every 35 days, on `weekday` (0 is Monday) with its pasaran (index into PASARAN)."""

    weekday: int
    pasaran: int


Recurrence = Weekly | MonthlyDay | MonthlyWeekday | Selapanan


class Fate(StrEnum):
    """What becomes of a meeting that is not held as fixed. POSTPONED: its new day is still to be said."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One occurrence of a schedule that is not held as fixed. `fixed` is its day by the schedule, which names it.

    `day`, `at` and `place` are the new ones of a moved meeting; None where they stay as they are. `reason` is as said.
    """

    fixed: date
    fate: Fate
    day: date | None = None
    at: time | None = None
    place: str | None = None
    reason: str | None = None

    @property
    def is_back(self) -> bool:
        """Whether the meeting is held as fixed after all: moved to nowhere."""
        return self.fate is Fate.MOVED and self.day is None and self.at is None and self.place is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When and where a group meets regularly, from the day `since` on, but for its deviations: one of a fixed day."""

    id: int = 0
    group: int
    recurrence: Recurrence
    at: time
    place: str | None
    since: date
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nobody expects a meeting (Ramadan, harvest), both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a recurrence: the civil day, the hour and place there, and the same moment in seconds UTC.

    `fixed` is its day by the schedule: another than `day` where the meeting was moved.
    """

    day: date
    at: time
    place: str | None
    instant: int
    fixed: date


def pasaran(day: date) -> int:
    """The day of the Javanese five-day week, an index into PASARAN (1945-08-17 was Jumat Legi)."""
    return day.toordinal() % 5


def eve(of: Selapanan) -> Selapanan:
    """The civil day whose evening is called "malam" of a day: the Javanese day begins at sunset, so "malam Jumat
    Kliwon" is the evening of a Thursday Wage."""
    return Selapanan((of.weekday - 1) % 7, (of.pasaran - 1) % 5)


def instant(day: date, at: time, zone: Zone) -> int:
    """A civil day and hour in a zone, as seconds since 1970 UTC."""
    return int(datetime.combine(day, at, ZoneInfo(zone)).timestamp())


def local(moment: int, zone: Zone) -> datetime:
    """A moment (seconds UTC) as the clock on the wall shows it in a zone."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone))


def occurrences(recurrence: Recurrence, start: date) -> Iterator[date]:
    """The days of a recurrence, ascending, from `start` inclusive; they end only with the calendar (year 9999)."""
    match recurrence:
        case Weekly(weekday):
            first = start.toordinal() + (weekday - start.weekday()) % 7
            return _every(7, first)
        case Selapanan():
            return _every(SELAPAN, _first_selapan(recurrence, start))
        case MonthlyDay() | MonthlyWeekday():
            days = (_day_in_month(recurrence, year, month) for year, month in _months(start))
            return (day for day in days if day >= start)


def _every(step: int, first: int) -> Iterator[date]:
    return map(date.fromordinal, range(first, date.max.toordinal() + 1, step))


def _first_selapan(wanted: Selapanan, start: date) -> int:
    days = range(start.toordinal(), start.toordinal() + SELAPAN)
    # Day 1 of the proleptic calendar was a Monday: ordinal - 1 counts weekdays also where a date no longer exists.
    return next(day for day in days if (day - 1) % 7 == wanted.weekday and day % 5 == wanted.pasaran)


def _months(start: date) -> Iterator[tuple[int, int]]:
    counts = range(start.year * 12 + start.month - 1, date.max.year * 12 + 12)
    return ((count // 12, count % 12 + 1) for count in counts)


def _day_in_month(recurrence: MonthlyDay | MonthlyWeekday, year: int, month: int) -> date:
    first_weekday, length = monthrange(year, month)
    if isinstance(recurrence, MonthlyDay):
        return date(year, month, min(recurrence.day, length))
    first = 1 + (recurrence.weekday - first_weekday) % 7
    last = first + (length - first) // 7 * 7
    return date(year, month, last if recurrence.nth == -1 else min(first + 7 * (recurrence.nth - 1), last))


def upcoming(schedule: Schedule, zone: Zone, after: int) -> Iterator[Occurrence]:
    """The meetings by a schedule and its deviations whose instant is later than `after` (seconds UTC), ascending."""
    moved = (held(schedule, zone, deviation.fixed) for deviation in schedule.deviations)
    later = [meeting for meeting in moved if meeting is not None and meeting.instant > after]
    return merge(_as_fixed(schedule, zone, after), sorted(later, key=_moment), key=_moment)


def _as_fixed(schedule: Schedule, zone: Zone, after: int) -> Iterator[Occurrence]:
    deviating = {deviation.fixed for deviation in schedule.deviations}
    for day in occurrences(schedule.recurrence, max(schedule.since, local(after, zone).date())):
        moment = instant(day, schedule.at, zone)
        if moment > after and day not in deviating:
            yield Occurrence(day, schedule.at, schedule.place, moment, day)


def _moment(meeting: Occurrence) -> int:
    return meeting.instant


def next_occurrence(schedule: Schedule, zone: Zone, after: int) -> Occurrence:
    """The first meeting whose instant is later than `after` (seconds UTC), as `upcoming` has it."""
    return next(upcoming(schedule, zone, after))


def as_fixed(schedule: Schedule, zone: Zone, fixed: date) -> Occurrence:
    """The meeting of a fixed day as it would be without its deviation."""
    return Occurrence(fixed, schedule.at, schedule.place, instant(fixed, schedule.at, zone), fixed)


def deviation_of(schedule: Schedule, fixed: date) -> Deviation | None:
    """How the meeting of a fixed day departs from the schedule; None if it does not."""
    return next((deviation for deviation in schedule.deviations if deviation.fixed == fixed), None)


def held(schedule: Schedule, zone: Zone, fixed: date) -> Occurrence | None:
    """The meeting of a fixed day as it is to be held; None if it was cancelled or has no day for now."""
    deviation = deviation_of(schedule, fixed)
    if deviation is None:
        return as_fixed(schedule, zone, fixed)
    if deviation.fate is not Fate.MOVED:
        return None
    day, at = deviation.day or fixed, deviation.at or schedule.at
    return Occurrence(day, at, deviation.place or schedule.place, instant(day, at, zone), fixed)


def only_new(schedule: Schedule, deviation: Deviation) -> Deviation:
    """A deviation with None for what is as the schedule has it; without a reason where nothing else is left."""
    found = replace(
        deviation,
        day=None if deviation.day == deviation.fixed else deviation.day,
        at=None if deviation.at == schedule.at else deviation.at,
        place=None if deviation.place == schedule.place else deviation.place,
    )
    return replace(found, reason=None) if found.is_back else found


def meant(schedule: Schedule, zone: Zone, day: date, after: int) -> date | None:
    """The fixed day of the meeting that people mean by `day`: held on it later than `after` (seconds UTC), or fixed
    for it and moved, postponed or cancelled. None if there is none."""
    if deviation_of(schedule, day) is not None:
        return day
    around = takewhile(lambda meeting: meeting.day <= day, upcoming(schedule, zone, after))
    return next((meeting.fixed for meeting in around if meeting.day == day), None)


def unsettled(schedule: Schedule, zone: Zone, now: int) -> list[Deviation]:
    """The cancelled and postponed meetings since which none has begun, by their days."""
    last = sorted(schedule.deviations, key=lambda deviation: deviation.fixed)
    return [
        deviation
        for deviation in last
        if deviation.fate is not Fate.MOVED
        and next_occurrence(schedule, zone, instant(deviation.fixed, schedule.at, zone)).instant > now
    ]


def check_move(schedule: Schedule, zone: Zone, deviation: Deviation, now: int) -> None:
    """Raise Refusal of slot "day" unless a meeting may be moved so; `now` in seconds UTC.

    Reasons: "in_past"; "taken" by another meeting of that day and "passes" another that comes before (fact `other`, its
    day). One whose day is over already may pass others: it was postponed.
    """
    to = held(_with(schedule, deviation), zone, deviation.fixed)
    if to is None:
        return
    if to.instant <= now:
        raise Refusal("day", "in_past")
    others = upcoming(_with(schedule, Deviation(fixed=deviation.fixed, fate=Fate.CANCELLED)), zone, now)
    first, last = sorted((deviation.fixed, to.day))
    for other in takewhile(lambda meeting: meeting.day <= last, others):
        if other.day == to.day:
            raise Refusal("day", "taken", other=other.day)
        if first <= other.day and deviation.fixed >= local(now, zone).date():
            raise Refusal("day", "passes", other=other.day)


def _with(schedule: Schedule, deviation: Deviation) -> Schedule:
    kept = (other for other in schedule.deviations if other.fixed != deviation.fixed)
    return replace(schedule, deviations=(*kept, deviation))


_KINDS: Mapping[str, type[Recurrence]] = {
    "weekly": Weekly,
    "monthly_day": MonthlyDay,
    "monthly_weekday": MonthlyWeekday,
    "selapanan": Selapanan,
}
_RANGES: Mapping[str, Mapping[str, frozenset[int]]] = {
    "weekly": {"weekday": frozenset(range(7))},
    "monthly_day": {"day": frozenset(range(1, 32))},
    "monthly_weekday": {"weekday": frozenset(range(7)), "nth": frozenset({1, 2, 3, 4, 5, -1})},
    "selapanan": {"weekday": frozenset(range(7)), "pasaran": frozenset(range(5))},
}


def to_json(recurrence: Recurrence) -> dict[str, Any]:
    """A JSON object that `from_json` turns back: `{"kind": "weekly", "weekday": 3}`."""
    kind = next(kind for kind, type_ in _KINDS.items() if type_ is type(recurrence))
    return {"kind": kind, **asdict(recurrence)}


def from_json(body: Mapping[str, Any]) -> Recurrence:
    """The recurrence that `to_json` wrote. Raises ValueError where it is none."""
    kind = body.get("kind")
    ranges = _RANGES.get(str(kind))
    if ranges is None:
        raise ValueError(f"no such recurrence: {kind!r}")
    for key, allowed in ranges.items():
        if type(body.get(key)) is not int or body[key] not in allowed:
            raise ValueError(f"{kind}: {key} cannot be {body.get(key)!r}")
    return _KINDS[str(kind)](**{key: body[key] for key in ranges})
