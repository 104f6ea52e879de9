"""Timetables: schedules one after the other, pauses, houses that take turns; every meeting once, on its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice, pairwise, takewhile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Recurrence, Weekly, instant, local, occurrences
from jamaah.groups import Zone
from jamaah.retiming import carried, left_out, with_deviation, with_pause, with_schedule
from jamaah.timetable import (
    Deviation,
    Fate,
    Occurrence,
    Pause,
    Schedule,
    Timetable,
    held,
    hosts_from,
    is_fixed,
    next_occurrence,
    until,
    upcoming,
)
from tests.jamaah.strategies import changed_timetables, moments, timetables, zones
from tests.jamaah.test_calendar import MON, THU, falls_on

WIB = Zone.WIB
SINCE = date(2026, 11, 1)


FIXED = Schedule(group=1, recurrence=Weekly(MON), at=time(19, 30), place=None, since=SINCE)


def of(recurrence: Recurrence = FIXED.recurrence, **rest: Any) -> Timetable:
    return Timetable((replace(FIXED, recurrence=recurrence, **rest),))


def following(timetable: Timetable, zone: Zone, after: int) -> Occurrence:
    found = next_occurrence(timetable, zone, after)
    assert found is not None
    return found


def days(timetable: Timetable, count: int, start: date = SINCE) -> list[date]:
    return [meeting.day for meeting in islice(upcoming(timetable, WIB, instant(start, time(0), WIB)), count)]


def pause(first: date, last: date | None, id: int = 1) -> Pause:
    return Pause(id=id, group=1, first=first, last=last)


@given(timetables, zones, moments)
def test_the_next_occurrence_is_the_first_strictly_later(timetable: Timetable, zone: Zone, after: int) -> None:
    found = following(timetable, zone, after)
    assert found.instant > after
    schedule = timetable.latest
    assert found.day >= schedule.since
    assert falls_on(schedule.recurrence, found.day)
    before = [day for day in islice(occurrences(schedule.recurrence, schedule.since), 5000) if day < found.day]
    assert all(instant(day, schedule.at, zone) <= after for day in before[-2:])


@given(timetables, zones, moments)
def test_from_one_occurrence_to_the_next_none_is_skipped(timetable: Timetable, zone: Zone, after: int) -> None:
    found = list(islice(upcoming(timetable, zone, after), 4))
    for one, after_it in pairwise(found):
        assert following(timetable, zone, one.instant) == after_it
        assert following(timetable, zone, one.instant - 1) == one


def test_a_meeting_tonight_is_next_until_its_hour() -> None:
    timetable = of(at=time(19, 30), place="rumah Bu Tini")
    tonight = instant(date(2026, 11, 23), time(19, 30), Zone.WIB)
    found = following(timetable, Zone.WIB, tonight - 1)
    assert (found.day, found.at, found.place, found.instant) == (
        date(2026, 11, 23),
        time(19, 30),
        "rumah Bu Tini",
        tonight,
    )
    assert following(timetable, Zone.WIB, tonight).day == date(2026, 11, 30)


@pytest.mark.parametrize("zone", list(Zone))
def test_the_day_of_a_meeting_is_that_of_its_zone(zone: Zone) -> None:
    timetable = of(at=time(23, 30))
    late = instant(date(2026, 11, 23), time(23, 0), zone)
    assert following(timetable, zone, late).day == date(2026, 11, 23)
    early = of(at=time(0, 30))
    midnight = instant(date(2026, 11, 23), time(0, 0), zone)
    assert following(early, zone, midnight).day == date(2026, 11, 23)


# -- one schedule after the other


def test_a_schedule_that_begins_later_leaves_the_meetings_before_it_as_they_were() -> None:
    [old] = of(Weekly(THU)).schedules
    new = replace(old, id=2, recurrence=Weekly(MON), since=date(2026, 12, 1))
    assert days(Timetable((old, new)), 6, date(2026, 11, 19)) == [
        date(2026, 11, 19),
        date(2026, 11, 26),
        date(2026, 12, 7),
        date(2026, 12, 14),
        date(2026, 12, 21),
        date(2026, 12, 28),
    ]


def test_what_was_set_last_holds_from_its_first_day_on_and_what_it_covers_never_does() -> None:
    [old] = of(Weekly(THU)).schedules
    later = replace(old, id=2, recurrence=Weekly(0), since=date(2027, 1, 1))
    sooner = replace(old, id=3, recurrence=Weekly(5), since=date(2026, 12, 1))
    timetable = Timetable((old, later, sooner))
    assert [span.schedule.id for span in timetable.spans()] == [0, 3]
    assert timetable.on(date(2027, 5, 1)) == sooner and timetable.on(date(2026, 11, 30)) == old
    assert timetable.on(date(2026, 10, 31)) is None


@given(changed_timetables, zones, moments)
def test_every_meeting_is_on_a_day_of_the_schedule_that_holds_then_none_twice_and_none_in_a_pause(
    timetable: Timetable, zone: Zone, after: int
) -> None:
    found = list(islice(upcoming(timetable, zone, after), 12))
    assert [one.instant for one in found] == sorted({one.instant for one in found})
    for one in found:
        schedule = timetable.on(one.day)
        assert schedule is not None and falls_on(schedule.recurrence, one.day)
        assert (one.fixed, one.at) == (one.day, schedule.at)
        assert not any(pause.holds(one.day) for pause in timetable.pauses)


@given(changed_timetables, zones, moments)
def test_every_day_of_the_schedule_that_holds_has_its_meeting_but_in_a_pause(
    timetable: Timetable, zone: Zone, after: int
) -> None:
    found = list(islice(upcoming(timetable, zone, after), 6))
    last = found[-1].day
    day = local(after, zone).date() + timedelta(days=1)
    expected = set()
    while day <= last:
        schedule = timetable.on(day)
        if schedule and falls_on(schedule.recurrence, day) and not any(pause.holds(day) for pause in timetable.pauses):
            expected.add(day)
        day += timedelta(days=1)
    assert {one.day for one in found} - {local(after, zone).date()} == expected


# -- pauses


def test_in_a_pause_no_meeting_is_expected_and_after_it_they_go_on() -> None:
    timetable = replace(of(Weekly(THU)), pauses=(pause(date(2026, 11, 13), date(2026, 12, 3)),))
    assert days(timetable, 3) == [date(2026, 11, 5), date(2026, 11, 12), date(2026, 12, 10)]


def test_until_further_notice_there_is_no_next_meeting() -> None:
    timetable = replace(of(Weekly(THU)), pauses=(pause(date(2026, 11, 13), None),))
    assert days(timetable, 9) == [date(2026, 11, 5), date(2026, 11, 12)]
    assert next_occurrence(timetable, WIB, instant(date(2026, 11, 14), time(9), WIB)) is None


def test_what_was_said_of_one_meeting_goes_before_a_pause() -> None:
    paused = replace(of(Weekly(THU)), pauses=(pause(date(2026, 11, 10), None),))
    after_all = with_deviation(paused, Deviation(fixed=date(2026, 11, 19), fate=Fate.MOVED, at=time(16)))
    assert days(after_all, 9) == [date(2026, 11, 5), date(2026, 11, 19)]
    assert held(after_all, WIB, date(2026, 11, 12)) is None


# -- houses that take turns

HOSTS = ("rumah Bu Tini", "rumah Pak Darmo", "rumah Bu Siti")


def places(timetable: Timetable, count: int) -> list[str | None]:
    return [meeting.place for meeting in islice(upcoming(timetable, WIB, instant(SINCE, time(0), WIB)), count)]


def test_houses_take_turns_down_the_list_and_begin_again() -> None:
    assert places(of(Weekly(THU), hosts=HOSTS), 5) == [*HOSTS, *HOSTS[:2]]


@pytest.mark.parametrize("fate", [Fate.CANCELLED, Fate.POSTPONED])
def test_a_meeting_that_is_not_held_takes_nobodys_turn(fate: Fate) -> None:
    timetable = with_deviation(of(Weekly(THU), hosts=HOSTS), Deviation(fixed=date(2026, 11, 12), fate=fate))
    assert places(timetable, 3) == list(HOSTS)


def test_a_pause_takes_nobodys_turn_and_another_place_for_once_does() -> None:
    timetable = replace(of(Weekly(THU), hosts=HOSTS), pauses=(pause(date(2026, 11, 6), date(2026, 11, 20)),))
    assert places(timetable, 3) == list(HOSTS)
    once = Deviation(fixed=date(2026, 11, 5), fate=Fate.MOVED, place="balai")
    assert places(with_deviation(of(Weekly(THU), hosts=HOSTS), once), 3) == ["balai", *HOSTS[1:]]


def test_where_the_next_place_is_decided_each_time_it_is_open_until_it_is_said() -> None:
    timetable = of(Weekly(THU), hosts=(), place="balai")
    assert places(timetable, 2) == [None, None]
    said = Deviation(fixed=date(2026, 11, 12), fate=Fate.MOVED, place="rumah Bu Siti")
    assert places(with_deviation(timetable, said), 3) == [None, "rumah Bu Siti", None]


# -- what a pause leaves out, and what goes over to the next schedule


@given(timetables, zones, moments, st.integers(0, 200), st.integers(0, 120))
def test_with_a_pause_and_what_it_leaves_out_nothing_is_lost_and_nothing_is_new(
    timetable: Timetable, zone: Zone, after: int, start: int, length: int
) -> None:
    first = local(after, zone).date() + timedelta(days=start)
    paused = Pause(group=1, first=first, last=first + timedelta(days=length))
    gone = left_out(timetable, zone, paused, after)
    horizon = first + timedelta(days=length + 40)
    kept, plain = (
        list(takewhile(lambda one: one.day <= horizon, upcoming(each, zone, after)))
        for each in (with_pause(timetable, paused), timetable)
    )
    assert sorted([*gone, *kept], key=lambda one: one.instant) == plain
    assert all(paused.holds(one.day) for one in gone)


@given(timetables, zones, moments, st.integers(1, 4))
def test_what_was_said_of_a_meeting_is_so_after_the_hour_has_changed(
    timetable: Timetable, zone: Zone, after: int, which: int
) -> None:
    meeting = list(islice(upcoming(timetable, zone, after), which))[-1]
    off = with_deviation(timetable, Deviation(fixed=meeting.fixed, fate=Fate.CANCELLED))
    begins = local(after, zone).date()
    later = replace(timetable.latest, since=max(begins, timetable.latest.since), at=time(16), deviations=())
    changed = with_schedule(off, later)
    for one in carried(off, later):
        changed = with_deviation(changed, one)
    assert held(changed, zone, meeting.fixed) is None


@given(st.lists(st.sampled_from(HOSTS), min_size=1, max_size=6), st.integers(0, 20))
def test_from_any_meeting_on_the_list_begins_with_the_house_of_that_meeting(names: list[str], count: int) -> None:
    timetable = of(Weekly(THU), hosts=tuple(names))
    meetings = list(islice(upcoming(timetable, WIB, instant(SINCE, time(0), WIB)), count + 1))
    turns = hosts_from(timetable, meetings[-1].fixed)
    assert turns is not None and turns[0] == meetings[-1].place == names[count % len(names)]
    assert sorted(turns) == sorted(names)


@given(timetables, zones, moments, st.integers(0, 40))
def test_the_meetings_until_a_moment_are_the_first_of_those_to_come(timetable, zone, now, weeks):  # type: ignore[no-untyped-def]
    found = until(timetable, zone, now, now + weeks * 604_800)
    assert found == list(islice(upcoming(timetable, zone, now), len(found)))
    rest = next(islice(upcoming(timetable, zone, now), len(found), None), None)
    assert rest is None or rest.instant > now + weeks * 604_800


def test_a_meeting_is_fixed_for_the_days_of_the_schedule_that_holds() -> None:
    later = replace(FIXED, recurrence=Weekly(THU), since=date(2026, 12, 1))
    timetable = with_schedule(of(), later)
    assert is_fixed(timetable, date(2026, 11, 30)) and not is_fixed(timetable, date(2026, 12, 7))
    assert is_fixed(timetable, date(2026, 12, 3)) and not is_fixed(timetable, date(2026, 10, 26))
