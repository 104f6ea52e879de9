"""Meetings beside the schedule: held once, among the others, and as changeable as these."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Weekly, instant, local
from jamaah.groups import Zone
from jamaah.moving import check_extra, check_move
from jamaah.refusals import Refusal
from jamaah.reminders import ahead
from jamaah.retiming import carried, only_new, with_deviation
from jamaah.timetable import Deviation, Fate, Pause, Schedule, Timetable, as_fixed, held, meant, unsettled, upcoming
from tests.jamaah.strategies import changed_timetables, moments, zones

THURSDAY, SUNDAY, MONDAY = date(2026, 12, 17), date(2026, 12, 20), date(2026, 12, 21)
FIXED = Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place="balai", since=date(2026, 11, 1))
WIB = Zone.WIB
NOW = instant(date(2026, 12, 14), time(9), WIB)


def extra(fixed: date = SUNDAY, hour: time = time(10), fate: Fate = Fate.MOVED, **rest: object) -> Deviation:
    return Deviation(fixed=fixed, fate=fate, extra=hour, **rest)  # type: ignore[arg-type]


BOTH = with_deviation(Timetable((FIXED,)), extra(place="rumah Bu Tini"))


@given(changed_timetables, zones, moments, st.integers(1, 60), st.times(), st.booleans())
def test_it_is_held_once_and_all_others_are_as_they_were(
    timetable: Timetable, zone: Zone, now: int, ahead_by: int, at: time, moved: bool
) -> None:
    day, at = local(now, zone).date() + timedelta(days=ahead_by), at.replace(second=0, microsecond=0)
    before = list(islice(upcoming(timetable, zone, now), 90))
    if timetable.on(day) is None or day in {one.fixed for one in before}:
        return
    to = day + timedelta(days=1) if moved and day + timedelta(days=1) not in {one.day for one in before} else None
    after = list(islice(upcoming(with_deviation(timetable, extra(day, at, day=to)), zone, now), len(before) + 1))
    assert [one for one in after if not one.extra] == before
    assert [(one.day, one.at, one.instant) for one in after if one.extra] == [
        (to or day, at, instant(to or day, at, zone)) for _once in range(1) if len(after) > len(before)
    ]
    assert after == sorted(after, key=lambda one: one.instant)


def test_it_is_moved_and_still_known_by_its_first_day_and_hour() -> None:
    then = with_deviation(BOTH, only_new(BOTH, WIB, extra(day=MONDAY, at=time(13))))
    meeting = held(then, WIB, SUNDAY)
    assert meeting is not None
    assert (meeting.day, meeting.at, meeting.extra) == (MONDAY, time(13), True)
    assert (as_fixed(then, WIB, SUNDAY).at, as_fixed(then, WIB, SUNDAY).day) == (time(10), SUNDAY)
    assert (meant(then, WIB, MONDAY, NOW), meant(then, WIB, SUNDAY, NOW)) == (SUNDAY, SUNDAY)


def test_only_its_own_first_hour_is_nothing_new() -> None:
    assert only_new(BOTH, WIB, extra(at=time(19, 30))).at == time(19, 30)
    assert only_new(BOTH, WIB, extra(at=time(10))).at is None


def test_it_is_called_off_and_then_that_is_news() -> None:
    then = with_deviation(BOTH, extra(fate=Fate.CANCELLED))
    assert held(then, WIB, SUNDAY) is None
    assert [one.fixed for one in unsettled(then, WIB, NOW)] == [SUNDAY]
    assert all(not one.extra for one in islice(upcoming(then, WIB, NOW), 9))


def test_a_pause_does_not_take_it_and_nobodys_turn_is_lost() -> None:
    hosts = ("rumah Bu Tini", "rumah Pak Darmo")
    paused = Timetable((replace(FIXED, hosts=hosts),), (Pause(group=1, first=date(2026, 12, 18), last=MONDAY),))
    found = list(islice(upcoming(with_deviation(paused, extra()), WIB, NOW), 3))
    assert [one.day for one in found] == [THURSDAY, SUNDAY, date(2026, 12, 24)]
    places = [one.place for one in islice(upcoming(paused, WIB, NOW), 2)]
    assert [found[0].place, found[2].place] == places


def test_it_goes_over_to_a_new_schedule() -> None:
    new = replace(FIXED, recurrence=Weekly(0), since=date(2026, 12, 15))
    assert [one.fixed for one in carried(BOTH, new)] == [SUNDAY]


def test_there_are_reminders_of_it() -> None:
    own = [one.at for one in islice(ahead(BOTH, WIB, NOW), 6) if one.occurrence.extra]
    begins = instant(SUNDAY, time(10), WIB)
    assert own == [begins - 86400, begins - 7200]


@pytest.mark.parametrize(
    ("day", "at", "reason"),
    [(date(2026, 12, 14), time(8), "in_past"), (THURSDAY, time(10), "taken"), (SUNDAY, time(16), "taken")],
)
def test_it_is_neither_in_the_past_nor_on_a_day_that_has_a_meeting(day: date, at: time, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_extra(BOTH, WIB, extra(day, at), NOW)
    assert refused.value.reason == reason


def test_a_meeting_of_the_schedule_may_be_moved_past_it() -> None:
    check_move(BOTH, WIB, Deviation(fixed=THURSDAY, fate=Fate.MOVED, day=MONDAY), NOW)
    with pytest.raises(Refusal):
        check_move(BOTH, WIB, Deviation(fixed=THURSDAY, fate=Fate.MOVED, day=SUNDAY), NOW)
