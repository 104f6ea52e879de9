"""What is said beforehand of who comes: by roll, by person, by household, and for one day only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Weekly, instant
from jamaah.groups import Zone
from jamaah.members import Member
from jamaah.people import Gender
from jamaah.retiming import with_deviation
from jamaah.rsvps import Answer, Rsvp, expected, of_one_house, to_come, undecided
from jamaah.timetable import Deviation, Fate, Schedule, Timetable
from tests.jamaah.strategies import moments, timetables, zones

THURSDAY, SATURDAY = date(2026, 12, 3), date(2026, 12, 5)
ROLL = [Member(id=one, group=1, name=f"Nama {one}", joined=date(2026, 1, 1), person=10 + one) for one in range(1, 7)]
answers = st.dictionaries(st.integers(1, 9), st.sampled_from(Answer))


def said(told: dict[int, Answer]) -> list[Rsvp]:
    return [Rsvp(group=1, day=THURSDAY, member=one, answer=answer, by=1, said=0) for one, answer in told.items()]


@given(answers)
def test_everybody_of_the_roll_is_counted_once_and_nobody_else(told: dict[int, Answer]) -> None:
    found = expected(said(told), ROLL)
    counted = [*found.yes, *found.no, *found.maybe, *found.silent]
    assert sorted(member.id for member in counted) == [member.id for member in ROLL]
    assert {member.id for member in found.no} == {
        one for one, answer in told.items() if answer is Answer.NO and one < 7
    }
    assert found.is_told == any(one < 7 for one in told)


@given(answers)
def test_asked_again_is_who_said_neither_yes_nor_no(told: dict[int, Answer]) -> None:
    decided = {one for one, answer in told.items() if answer is not Answer.MAYBE}
    assert undecided(said(told), ROLL) == {10 + member.id for member in ROLL if member.id not in decided}


def test_who_shares_a_phone_is_asked_again_as_long_as_one_of_the_two_is_open() -> None:
    two = [ROLL[0], replace(ROLL[1], person=ROLL[0].person)]
    assert undecided(said({1: Answer.YES}), two) == {11}
    assert undecided(said({1: Answer.YES, 2: Answer.NO}), two) == set()
    assert undecided([], [replace(ROLL[0], person=None)]) == set()


@given(timetables, zones, moments)
def test_the_meeting_of_a_day_is_on_it_and_ahead(timetable: Timetable, zone: Zone, now: int) -> None:
    found = to_come(timetable, zone, THURSDAY, now)
    assert found is None or (found.day == THURSDAY and found.instant > now)


def test_on_the_day_from_which_it_was_moved_there_is_none() -> None:
    timetable = Timetable((Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place=None, since=THURSDAY),))
    begins, zone = instant(THURSDAY, time(19, 30), Zone.WIB), Zone.WIB
    assert to_come(timetable, zone, THURSDAY, begins - 1) is not None
    assert to_come(timetable, zone, THURSDAY, begins) is None
    moved = with_deviation(timetable, Deviation(fixed=THURSDAY, fate=Fate.MOVED, day=SATURDAY))
    assert to_come(moved, zone, THURSDAY, begins - 1) is None
    assert to_come(moved, zone, SATURDAY, begins - 1) is not None


def test_a_house_is_those_of_one_head_and_the_head() -> None:
    darmo = Member(id=1, group=1, name="Darmo", gender=Gender.MALE, joined=THURSDAY)
    tini = Member(id=2, group=1, name="Tini", gender=Gender.FEMALE, household="Darmo", joined=THURSDAY)
    son = Member(id=3, group=1, name="Budi", household="darmo", joined=THURSDAY)
    other = Member(id=4, group=1, name="Karno", gender=Gender.MALE, joined=THURSDAY)
    wife = Member(id=5, group=1, name="Darmo Lestari", gender=Gender.FEMALE, joined=THURSDAY)
    elsewhere = replace(darmo, id=6, household="Slamet")
    assert of_one_house(tini, darmo) and of_one_house(darmo, tini)
    assert of_one_house(tini, son)
    assert not of_one_house(tini, other) and not of_one_house(darmo, other)
    assert not of_one_house(tini, wife), "a woman of that name is not the head"
    assert not of_one_house(tini, elsewhere), "who belongs to another house is not the head of this one"
