"""What a facilitator is shown of a group: what was missed, what fell, who needs a hand first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.accompanying import (
    Concern,
    Look,
    Targets,
    attendance,
    fell_below,
    has_enough_members,
    has_enough_women,
    look,
    not_known,
    worst_first,
)
from jamaah.calendar import Weekly, instant
from jamaah.groups import Group, Zone
from jamaah.meetings import Meeting, Presence
from jamaah.members import Departure, Member
from jamaah.people import Gender
from jamaah.timetable import Deviation, Fate, Pause, Schedule, Timetable

TODAY = date(2026, 12, 18)
"""A Friday; the group meets on Thursdays."""
NOW = instant(TODAY, time(10), Zone.WIB)
GROUP = Group(id=1, name="Mandiri", village="Getasan", rt="3", zone=Zone.WIB, founded=date(2026, 1, 1))
TARGETS = Targets(members=20, women=50)
THURSDAYS = Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place=None, since=date(2026, 11, 1))
TIMETABLE = Timetable((THURSDAYS,))
REACHED = {7: True}


def people(women: int, men: int, **rest: object) -> list[Member]:
    genders = [Gender.FEMALE] * women + [Gender.MALE] * men
    one = Member(group=1, name="x", joined=GROUP.founded)
    return [replace(one, id=at, gender=gender, **rest) for at, gender in enumerate(genders, 1)]  # type: ignore[arg-type]


def held(day: date, **rest: object) -> Meeting:
    return replace(Meeting(id=1, group=1, day=day, present_count=9), **rest)  # type: ignore[arg-type]


def looked(
    members: Sequence[Member] = (),
    meetings: Sequence[Meeting] = (),
    timetable: Timetable | None = TIMETABLE,
    keepers: dict[int, bool] = REACHED,
) -> Look:
    return look(GROUP, members or people(10, 10), meetings, timetable, keepers, TARGETS, NOW)


def test_a_group_that_met_as_it_should_needs_nothing() -> None:
    assert looked(meetings=[held(date(2026, 12, 17))]).concerns == ()


def test_what_was_due_since_it_last_met_was_missed_but_for_the_last_two_days() -> None:
    met = held(date(2026, 11, 26))
    assert not_known(GROUP, met, TIMETABLE, NOW) == [date(2026, 12, 3), date(2026, 12, 10)]
    assert not_known(GROUP, met, TIMETABLE, NOW + 3 * 86_400)[-1] == date(2026, 12, 17)
    assert looked(meetings=[met]).concerns == (Concern.MISSED,)


def test_a_meeting_that_was_called_off_was_missed_and_one_in_a_pause_was_not() -> None:
    off = replace(THURSDAYS, deviations=(Deviation(fixed=date(2026, 12, 10), fate=Fate.CANCELLED),))
    assert date(2026, 12, 10) in not_known(GROUP, None, Timetable((off,)), NOW)
    resting = Timetable((THURSDAYS,), (Pause(group=1, first=date(2026, 11, 1), last=date(2026, 12, 16)),))
    assert not_known(GROUP, None, resting, NOW) == []


@given(st.integers(0, 60))
def test_whatever_day_it_last_met_nothing_before_that_day_is_missed(ago: int) -> None:
    last = held(TODAY - timedelta(days=ago))
    missed = not_known(GROUP, last, TIMETABLE, NOW)
    assert all(last.day < day <= TODAY - timedelta(days=2) and day.weekday() == 3 for day in missed)
    assert missed == sorted(set(missed))


@pytest.mark.parametrize(
    ("told", "concern"),
    [
        ({"keepers": {}}, Concern.NO_KEEPER),
        ({"keepers": {7: False, 8: False}}, Concern.UNREACHABLE),
        ({"timetable": None}, Concern.NO_SCHEDULE),
        ({"members": people(10, 9)}, Concern.SMALL),
        ({"members": people(10, 11)}, Concern.FEW_WOMEN),
        ({"meetings": [held(date(2026, 12, 17), present_count=None)]}, Concern.UNRECORDED),
        ({"meetings": [held(date(2026, 12, 4))]}, Concern.LATE),
    ],
)
def test_each_concern_is_seen_alone(told: dict[str, object], concern: Concern) -> None:
    whole = {"meetings": [held(date(2026, 12, 17))], **told}
    assert looked(**whole).concerns == (concern,)  # type: ignore[arg-type]


def test_one_of_two_secretaries_who_can_be_reached_is_enough() -> None:
    assert looked(meetings=[held(date(2026, 12, 17))], keepers={7: False, 8: True}).concerns == ()


def test_of_whom_no_gender_is_told_may_be_a_woman() -> None:
    unknown = [replace(one, gender=None) for one in people(0, 20)]
    assert Concern.FEW_WOMEN not in looked(unknown).concerns


def test_after_a_death_the_number_of_members_is_nobodys_concern_for_a_week() -> None:
    dead = replace(people(1, 0)[0], id=99, left=TODAY - timedelta(days=3), departure=Departure.DIED)
    assert Concern.SMALL not in looked([*people(10, 9), dead]).concerns
    long_ago = replace(dead, left=TODAY - timedelta(days=8))
    assert Concern.SMALL in looked([*people(10, 9), long_ago]).concerns


def left(day: date, why: Departure = Departure.MOVED) -> Member:
    return replace(people(1, 0)[0], id=99, left=day, departure=why)


def test_a_group_falls_below_on_the_day_somebody_leaves_and_not_through_a_death() -> None:
    enough, day = has_enough_members(TARGETS), date(2026, 12, 10)
    assert fell_below([*people(10, 9), left(day)], TODAY, enough) == day
    assert fell_below([*people(10, 9), left(day, Departure.DIED)], TODAY, enough) is None
    assert fell_below([*people(10, 10), left(day)], TODAY, enough) is None
    assert fell_below(people(10, 9), TODAY, enough) is None, "it never had so many"


def test_a_group_that_loses_one_more_fell_on_the_same_day() -> None:
    first, second = left(date(2026, 12, 10)), replace(left(date(2026, 12, 15)), id=98)
    assert fell_below([*people(9, 9), first, second], TODAY, has_enough_members(TARGETS)) == first.left


def test_too_few_women_by_the_men_who_join() -> None:
    new = replace(people(0, 1)[0], id=99, joined=date(2026, 12, 12))
    assert fell_below([*people(10, 10), new], TODAY, has_enough_women(TARGETS)) == new.joined


@given(st.permutations([[], [Concern.LATE], [Concern.SMALL], [Concern.MISSED], [Concern.NO_KEEPER, Concern.LATE]]))
def test_who_needs_a_hand_most_comes_first_in_whatever_order(concerns: list[list[Concern]]) -> None:
    plain = looked(meetings=[held(date(2026, 12, 17))])
    sorted_ = worst_first([replace(plain, concerns=tuple(some)) for some in concerns])
    weights = [seen.weight for seen in sorted_]
    assert weights == sorted(weights, reverse=True)
    assert [seen.concerns for seen in sorted_][:2] == [(Concern.NO_KEEPER, Concern.LATE), (Concern.MISSED,)]
    assert sorted_[-1].concerns == ()


def test_attendance_is_of_the_meetings_of_which_it_is_known() -> None:
    roll = people(2, 2)
    one = held(TODAY, present_count=None, attendance={1: Presence.PRESENT, 2: Presence.LATE, 3: Presence.REPRESENTED})
    unknown = held(TODAY, present_count=None)
    assert attendance([one, unknown], [roll, roll]) == 50
    assert attendance([unknown], [roll]) is None
