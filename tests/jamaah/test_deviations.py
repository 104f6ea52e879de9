"""Single meetings that are not held as fixed: moved, postponed, cancelled; the others stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Weekly, instant
from jamaah.groups import Zone
from jamaah.moving import check_move
from jamaah.refusals import Refusal
from jamaah.reminders import ahead
from jamaah.retiming import with_deviation
from jamaah.timetable import Deviation, Fate, Schedule, Timetable, held, meant, next_occurrence, unsettled, upcoming
from tests.jamaah.strategies import moments, timetables, zones

FIRST, SECOND, THIRD = date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17)
FIXED = Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place="balai", since=date(2026, 11, 1))
THURSDAYS = Timetable((FIXED,))
WIB = Zone.WIB
NOW = instant(date(2026, 12, 1), time(9), WIB)
HOUR, DAY = 3600, 86400


def but(*deviations: Deviation) -> Timetable:
    return Timetable((replace(FIXED, deviations=deviations),))


def days(timetable: Timetable, count: int = 3, after: int = NOW) -> list[date]:
    return [meeting.day for meeting in islice(upcoming(timetable, WIB, after), count)]


def postponed(fixed: date) -> Deviation:
    return Deviation(fixed=fixed, fate=Fate.POSTPONED)


def moved(fixed: date, **to: object) -> Deviation:
    return Deviation(fixed=fixed, fate=Fate.MOVED, **to)  # type: ignore[arg-type]


@pytest.mark.parametrize("fate", [Fate.POSTPONED, Fate.CANCELLED])
def test_a_meeting_that_is_put_off_is_left_out_and_the_others_stay(fate: Fate) -> None:
    assert days(but(Deviation(fixed=FIRST, fate=fate))) == [SECOND, THIRD, date(2026, 12, 24)]


def test_a_moved_meeting_is_held_once_on_its_new_day_at_its_new_hour_and_place() -> None:
    timetable = but(moved(FIRST, day=date(2026, 12, 5), at=time(20), place="rumah Bu Tini"))
    first, second = islice(upcoming(timetable, WIB, NOW), 2)
    assert (first.day, first.at, first.place, first.fixed) == (date(2026, 12, 5), time(20), "rumah Bu Tini", FIRST)
    assert first.instant == instant(date(2026, 12, 5), time(20), WIB)
    assert (second.day, second.place) == (SECOND, "balai")


def test_a_meeting_moved_in_one_thing_keeps_the_others() -> None:
    [meeting] = islice(upcoming(but(moved(FIRST, at=time(16))), WIB, NOW), 1)
    assert (meeting.day, meeting.at, meeting.place) == (FIRST, time(16), "balai")


def test_a_moved_meeting_comes_in_the_order_of_its_new_moment() -> None:
    assert days(but(moved(SECOND, day=date(2026, 12, 2)))) == [date(2026, 12, 2), FIRST, THIRD]


def test_a_moved_meeting_is_still_to_come_when_its_fixed_day_is_over() -> None:
    timetable = but(moved(FIRST, day=date(2026, 12, 5)))
    assert days(timetable, 2, after=instant(FIRST, time(22), WIB)) == [date(2026, 12, 5), SECOND]


def test_of_a_moved_meeting_is_reminded_by_its_new_moment_and_of_one_put_off_never() -> None:
    saturday = instant(date(2026, 12, 5), time(20), WIB)
    timetable = but(moved(FIRST, day=date(2026, 12, 5), at=time(20)))
    assert [one.at for one in islice(ahead(timetable, WIB, NOW), 2)] == [
        saturday - DAY,
        saturday - 2 * HOUR,
    ]
    assert {one.occurrence.day for one in islice(ahead(but(postponed(FIRST)), WIB, NOW), 2)} == {SECOND}


def test_people_mean_a_meeting_by_its_new_day_and_by_its_old_one() -> None:
    timetable = but(moved(FIRST, day=date(2026, 12, 5)), postponed(SECOND))
    assert meant(timetable, WIB, date(2026, 12, 5), NOW) == FIRST
    assert meant(timetable, WIB, FIRST, NOW) == FIRST
    assert meant(timetable, WIB, SECOND, NOW) == SECOND
    assert meant(timetable, WIB, THIRD, NOW) == THIRD
    assert meant(timetable, WIB, date(2026, 12, 4), NOW) is None
    assert meant(THURSDAYS, WIB, date(2026, 11, 26), NOW) is None, "it is over"


def test_what_was_put_off_is_news_until_the_next_meeting_has_begun() -> None:
    timetable = but(postponed(FIRST), moved(SECOND, day=date(2026, 12, 11)))
    before, after = instant(date(2026, 12, 11), time(19), WIB), instant(date(2026, 12, 11), time(20), WIB)
    assert unsettled(timetable, WIB, before) == [postponed(FIRST)]
    assert unsettled(timetable, WIB, after) == []


@pytest.mark.parametrize(
    ("deviation", "reason", "other"),
    [
        (moved(FIRST, day=date(2026, 11, 30)), "in_past", None),
        (moved(FIRST, at=time(8), day=date(2026, 12, 1)), "in_past", None),
        (moved(FIRST, day=SECOND), "taken", SECOND),
        (moved(FIRST, day=date(2026, 12, 12)), "passes", SECOND),
        (moved(SECOND, day=date(2026, 12, 2)), "passes", FIRST),
    ],
)
def test_a_meeting_is_not_moved_into_the_past_onto_another_or_past_it(
    deviation: Deviation, reason: str, other: date | None
) -> None:
    with pytest.raises(Refusal) as refused:
        check_move(THURSDAYS, WIB, deviation, NOW)
    assert (refused.value.slot, refused.value.reason) == ("day", reason)
    assert refused.value.facts.get("other") == other


@pytest.mark.parametrize(
    "deviation", [moved(FIRST, day=date(2026, 12, 9)), moved(FIRST, at=time(16)), postponed(FIRST)]
)
def test_a_meeting_may_be_moved_between_its_neighbours(deviation: Deviation) -> None:
    check_move(THURSDAYS, WIB, deviation, NOW)


def test_where_the_neighbour_was_put_off_there_is_room_and_one_postponed_may_pass_another() -> None:
    check_move(but(postponed(SECOND)), WIB, moved(FIRST, day=SECOND), NOW)
    later = instant(date(2026, 12, 8), time(9), WIB)
    check_move(but(postponed(FIRST)), WIB, moved(FIRST, day=date(2026, 12, 12)), later)
    with pytest.raises(Refusal):
        check_move(but(postponed(FIRST)), WIB, moved(FIRST, day=SECOND), later)


@given(timetables, zones, moments, st.integers(0, 5), st.sampled_from(Fate), st.integers(1, 6))
def test_a_deviation_touches_its_own_meeting_and_no_other(
    timetable: Timetable, zone: Zone, now: int, which: int, fate: Fate, days_later: int
) -> None:
    plain = list(islice(upcoming(timetable, zone, now), 8))
    deviation = Deviation(fixed=plain[which].day, fate=fate)
    if fate is Fate.MOVED:
        deviation = replace(deviation, day=plain[which].day + timedelta(days=days_later))
    then = list(islice(upcoming(with_deviation(timetable, deviation), zone, now), 8))
    last = plain[-1].instant
    untouched = [meeting for meeting in plain if meeting.fixed != deviation.fixed]
    assert [meeting for meeting in then if meeting.fixed != deviation.fixed and meeting.instant <= last] == untouched
    own = held(with_deviation(timetable, deviation), zone, deviation.fixed)
    assert [meeting for meeting in then if meeting.fixed == deviation.fixed] == (
        [own] if own is not None and own.instant <= then[-1].instant else []
    )
    assert [meeting.instant for meeting in then] == sorted(meeting.instant for meeting in then)


def test_without_deviations_the_next_meeting_is_the_fixed_one() -> None:
    following = next_occurrence(THURSDAYS, WIB, NOW)
    assert following is not None and following.fixed == FIRST
