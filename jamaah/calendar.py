"""The calendar of village meetings: recurrences and the dates on which they fall."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from jamaah.groups import Zone
from lean import dataclass

PASARAN = ("legi", "pahing", "pon", "wage", "kliwon")
SELAPAN = 35


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week on `weekday` (0 is Monday)."""

    weekday: int


@dataclass(frozen=True, slots=True)
class EveryFewWeeks:
    """Every `weeks` weeks (2 to 5), on `first` and as long before and after it as is asked."""

    weeks: int
    first: date


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


@dataclass(frozen=True, slots=True)
class OneByOne:
    """On no regular day: each meeting is fixed by itself."""


Recurrence = OneByOne | Weekly | EveryFewWeeks | MonthlyDay | MonthlyWeekday | Selapanan


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
    """The days of a recurrence, ascending, from `start` inclusive; they end only with the calendar (year 9999). Of
    meetings that are fixed one by one there are none."""
    match recurrence:
        case OneByOne():
            return iter(())
        case Weekly(weekday):
            first = start.toordinal() + (weekday - start.weekday()) % 7
            return _every(7, first)
        case EveryFewWeeks(weeks, day):
            step = 7 * weeks
            return _every(step, start.toordinal() + (day.toordinal() - start.toordinal()) % step)
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


_KINDS: Mapping[str, type[Recurrence]] = {
    "one_by_one": OneByOne,
    "weekly": Weekly,
    "weeks": EveryFewWeeks,
    "monthly_day": MonthlyDay,
    "monthly_weekday": MonthlyWeekday,
    "selapanan": Selapanan,
}
_RANGES: Mapping[str, Mapping[str, frozenset[int]]] = {
    "one_by_one": {},
    "weekly": {"weekday": frozenset(range(7))},
    "weeks": {"weeks": frozenset(range(2, 6))},
    "monthly_day": {"day": frozenset(range(1, 32))},
    "monthly_weekday": {"weekday": frozenset(range(7)), "nth": frozenset({1, 2, 3, 4, 5, -1})},
    "selapanan": {"weekday": frozenset(range(7)), "pasaran": frozenset(range(5))},
}


def to_json(recurrence: Recurrence) -> dict[str, Any]:
    """A JSON object that `from_json` turns back: `{"kind": "weekly", "weekday": 3}`."""
    kind = next(kind for kind, type_ in _KINDS.items() if type_ is type(recurrence))
    said = {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(recurrence).items()}
    return {"kind": kind, **said}


def from_json(body: Mapping[str, Any]) -> Recurrence:
    """The recurrence that `to_json` wrote. Raises ValueError where it is none."""
    kind = body.get("kind")
    ranges = _RANGES.get(str(kind))
    if ranges is None:
        raise ValueError(f"no such recurrence: {kind!r}")
    for key, allowed in ranges.items():
        if type(body.get(key)) is not int or body[key] not in allowed:
            raise ValueError(f"{kind}: {key} cannot be {body.get(key)!r}")
    said: dict[str, Any] = {key: body[key] for key in ranges}
    if kind == "weeks":
        said["first"] = date.fromisoformat(str(body.get("first")))
    return _KINDS[str(kind)](**said)
