"""The calendar: days of the Javanese and of the civil week, recurrences and their occurrences."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import (
    PASARAN,
    EveryFewWeeks,
    MonthlyDay,
    MonthlyWeekday,
    OneByOne,
    Recurrence,
    Selapanan,
    Weekly,
    eve,
    from_json,
    instant,
    local,
    occurrences,
    pasaran,
    to_json,
)
from jamaah.groups import Zone
from tests.jamaah.strategies import days, recurrences, weekdays, zones

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
OFFSETS = {Zone.WIB: 7, Zone.WITA: 8, Zone.WIT: 9}


@pytest.mark.parametrize(
    ("day", "weekday", "name"),
    [
        (date(1945, 8, 17), FRI, "legi"),
        (date(1961, 6, 21), WED, "pon"),
        (date(2018, 8, 15), WED, "pahing"),
        (date(2019, 10, 23), WED, "legi"),
        (date(2021, 1, 13), WED, "wage"),
        (date(2025, 2, 7), FRI, "kliwon"),
        (date(1970, 1, 1), THU, "wage"),
        (date(2026, 11, 23), MON, "wage"),
    ],
)
def test_the_pasaran_is_that_of_published_dates(day: date, weekday: int, name: str) -> None:
    assert (day.weekday(), PASARAN[pasaran(day)]) == (weekday, name)


def test_malam_jumat_kliwon_is_the_evening_of_a_thursday_wage() -> None:
    evening = eve(Selapanan(FRI, PASARAN.index("kliwon")))
    assert evening == Selapanan(THU, PASARAN.index("wage"))
    assert next(occurrences(evening, date(2026, 11, 24))) == date(2026, 12, 3)


def test_june_2027_has_no_jumat_kliwon() -> None:
    held = islice(occurrences(Selapanan(FRI, 4), date(2027, 1, 1)), 12)
    assert (2027, 6) not in {(day.year, day.month) for day in held}


def falls_on(recurrence: Recurrence, day: date) -> bool:
    """Whether a day is one of a recurrence, said in another way than the code does."""
    tomorrow = day + timedelta(days=1)
    match recurrence:
        case OneByOne():
            return False
        case Weekly(weekday):
            return day.weekday() == weekday
        case EveryFewWeeks(weeks, first):
            return abs((day - first).days) in range(0, 200_000, 7 * weeks)
        case Selapanan(weekday, five):
            return day.weekday() == weekday and pasaran(day) == five
        case MonthlyDay(number):
            return day.day == number or (day.day < number and tomorrow.month != day.month)
        case MonthlyWeekday(weekday, nth):
            last = (day + timedelta(days=7)).month != day.month
            position = (day.day + 6) // 7
            wanted = last if nth == -1 else position == nth or (nth == 5 and last)
            return day.weekday() == weekday and wanted


@given(recurrences, days)
def test_the_occurrences_are_exactly_the_days_of_the_recurrence(recurrence: Recurrence, start: date) -> None:
    span = [start + timedelta(days=number) for number in range(100)]
    expected = [day for day in span if falls_on(recurrence, day)]
    found = list(islice(occurrences(recurrence, start), len(expected) + 1))
    assert found[: len(expected)] == expected
    assert found[-1] > span[-1]


@given(recurrences, days)
def test_occurrences_ascend_and_none_is_skipped(recurrence: Recurrence, start: date) -> None:
    for one, after in pairwise(islice(occurrences(recurrence, start), 8)):
        assert one < after
        assert next(occurrences(recurrence, one + timedelta(days=1))) == after


@given(weekdays, st.integers(0, 4), days)
def test_a_selapan_is_thirty_five_days(weekday: int, five: int, start: date) -> None:
    found = list(islice(occurrences(Selapanan(weekday, five), start), 4))
    assert {(after - one).days for one, after in pairwise(found)} == {35}
    assert (found[0] - start).days < 35


@given(recurrences, st.dates(date(9999, 10, 1)))
def test_the_occurrences_end_with_the_calendar(recurrence: Recurrence, start: date) -> None:
    found = list(occurrences(recurrence, start))
    assert all(start <= day <= date.max for day in found)
    assert len(found) >= (date.max - start).days // 35


def test_every_second_week_keeps_to_its_weeks_over_the_turn_of_the_year() -> None:
    found = list(islice(occurrences(EveryFewWeeks(2, date(2026, 12, 3)), date(2026, 12, 4)), 3))
    assert found == [date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 14)]


def test_a_month_without_a_thirty_first_has_its_last_day_and_without_a_fifth_friday_its_last() -> None:
    assert list(islice(occurrences(MonthlyDay(31), date(2027, 1, 1)), 4)) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]
    fifths = list(islice(occurrences(MonthlyWeekday(FRI, 5), date(2026, 12, 1)), 2))
    assert fifths == [date(2026, 12, 25), date(2027, 1, 29)]


@given(st.dates(date(1970, 1, 2), date(2100, 12, 31)), st.times(), zones)
def test_an_hour_in_a_zone_is_that_moment_in_utc(day: date, at: time, zone: Zone) -> None:
    at = at.replace(microsecond=0)
    seen = local(instant(day, at, zone), zone)
    assert (seen.date(), seen.time()) == (day, at)
    naive = datetime.combine(day, at) - datetime(1970, 1, 1)
    assert instant(day, at, zone) == naive.total_seconds() - OFFSETS[zone] * 3600


@given(recurrences)
def test_a_recurrence_survives_json(recurrence: Recurrence) -> None:
    assert from_json(to_json(recurrence)) == recurrence


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "yearly"},
        {"kind": "weekly"},
        {"kind": "weekly", "weekday": 7},
        {"kind": "weekly", "weekday": True},
        {"kind": "weeks", "weeks": 1, "first": "2026-12-03"},
        {"kind": "monthly_day", "day": 0},
        {"kind": "monthly_weekday", "weekday": 1, "nth": 6},
        {"kind": "selapanan", "weekday": 1, "pasaran": "legi"},
        {"kind": "weeks", "weeks": 2},
    ],
)
def test_what_is_no_recurrence_is_not_read_as_one(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no such|cannot be|isoformat"):
        from_json(body)


def test_meetings_that_are_fixed_one_by_one_fall_on_no_day_by_themselves() -> None:
    assert list(occurrences(OneByOne(), date(2026, 1, 1))) == []
    assert from_json(to_json(OneByOne())) == OneByOne()
