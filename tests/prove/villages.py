"""Five hundred groups of all kinds, by chance but repeatably: rhythms, zones, leads, exceptions, pauses, changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from jamaah.calendar import EveryFewWeeks, MonthlyDay, MonthlyWeekday, Recurrence, Selapanan, Weekly
from jamaah.groups import LEADS, Zone
from jamaah.timetable import Deviation, Fate
from tests.prove.days import falls_on

FIRST = date(2026, 12, 1)
LINKED = 3
AHEAD = timedelta(days=9)
"""Whatever is changed is changed so long before, more than the longest lead, so that nobody was reminded yet."""
OF_LEADS = (
    LEADS,
    LEADS,
    LEADS,
    (timedelta(hours=2),),
    (timedelta(days=3), timedelta(hours=12)),
    (timedelta(days=7),),
    (),
)
HOURS = [time(hour, quarter * 15) for hour in range(6, 22) for quarter in range(4)]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is said of a group on the morning of `on`: another schedule from a day on, a pause, a meeting."""

    on: date
    schedule: tuple[date, Recurrence, time] | None = None
    pause: tuple[date, date] | None = None
    deviation: Deviation | None = None


@dataclass(frozen=True, slots=True)
class Village:
    """A group as it begins, and what is changed of it in the year, by day."""

    number: int
    zone: Zone
    recurrence: Recurrence
    at: time
    leads: tuple[timedelta, ...]
    changes: tuple[Change, ...] = field(default=())


def villages(count: int, days: int, seed: int) -> Iterator[Village]:
    """So many groups, with changes within so many days."""
    random = Random(seed)
    for number in range(count):
        recurrence, at = _recurrence(random), random.choice(HOURS)
        plain = Village(number, list(Zone)[number % 3], recurrence, at, random.choice(OF_LEADS))
        yield Village(plain.number, plain.zone, recurrence, at, plain.leads, tuple(_changes(random, plain, days)))


def _recurrence(random: Random) -> Recurrence:
    match random.randrange(5):
        case 0:
            return Weekly(random.randrange(7))
        case 4:
            return EveryFewWeeks(2, date(2026, 11, 30) + timedelta(days=random.randrange(14)))
        case 1:
            return MonthlyDay(random.randint(1, 31))
        case 2:
            return MonthlyWeekday(random.randrange(7), random.choice([1, 2, 3, 4, 5, -1]))
        case _:
            return Selapanan(random.randrange(7), random.randrange(5))


def _changes(random: Random, village: Village, days: int) -> Iterator[Change]:
    """Some of everything, never two that touch the same days: that is what the tests of the calendar are for."""
    last = FIRST + timedelta(days=days)
    if random.random() < 0.3:
        begins = FIRST + timedelta(days=random.randrange(10, max(11, days)))
        ends = begins + timedelta(days=random.randrange(5, 40))
        yield Change(begins - AHEAD, pause=(begins, ends))
    elif random.random() < 0.3:
        since = FIRST + timedelta(days=random.randrange(10, max(11, days)))
        yield Change(since - AHEAD, schedule=(since, _recurrence(random), random.choice(HOURS)))
    else:
        yield from _single(random, village, last)


def _single(random: Random, village: Village, last: date) -> Iterator[Change]:
    for fixed in _fixed_days(village.recurrence, FIRST + AHEAD + timedelta(days=1), last):
        if random.random() < 0.15:
            fate = random.choice(list(Fate))
            day = fixed + timedelta(days=random.randrange(1, 4)) if fate is Fate.MOVED else None
            at = random.choice(HOURS) if fate is Fate.MOVED else None
            yield Change(fixed - AHEAD, deviation=Deviation(fixed=fixed, fate=fate, day=day, at=at))


def _fixed_days(recurrence: Recurrence, first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if falls_on(recurrence, day):
            yield day
        day += timedelta(days=1)
