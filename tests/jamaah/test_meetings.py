"""Meetings as they are recorded: by exception, in person, and with figures that agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.meetings import Meeting, Presence, Tally, books_begin, check, contradicts, tally
from jamaah.members import Member
from jamaah.refusals import Refusal
from tests.jamaah.strategies import TODAY, held_meetings, member, numbered, rolls

ROLL = numbered([member(name) for name in ("Siti", "Wagiman", "Darmo", "Slamet", "Karno", "Tini")])
FOUNDED = date(2025, 1, 1)


def held(**rest: object) -> Meeting:
    return Meeting(**{"group": 1, "day": TODAY, **rest})  # type: ignore[arg-type]


@given(rolls, st.data())
def test_a_tally_by_names_parts_the_roll(roll: list[Member], data: st.DataObject) -> None:
    meeting = held(attendance=data.draw(held_meetings(roll)).attendance)
    have = tally(meeting, roll)
    assert have.present + have.excused + have.absent + have.represented + have.unrecorded == len(roll)
    assert have.late <= have.present
    assert have.unrecorded == len(roll) - len(meeting.attendance)


@given(rolls, st.data())
def test_nobody_represented_counts_as_present(roll: list[Member], data: st.DataObject) -> None:
    attendance = data.draw(held_meetings(roll)).attendance
    instead = dict.fromkeys(attendance, Presence.REPRESENTED)
    assert tally(held(attendance=instead), roll) == Tally(0, 0, 0, 0, len(attendance), len(roll) - len(attendance))


def test_a_number_alone_tells_how_many_came_and_not_who() -> None:
    assert tally(held(present_count=5, late_count=2), ROLL) == Tally(5, 2, 0, 0, 0, len(ROLL))


def test_entries_of_who_left_since_are_passed_over() -> None:
    assert tally(held(attendance={77: Presence.PRESENT}), ROLL).present == 0


@pytest.mark.parametrize(
    ("meeting", "slot", "reason"),
    [
        (held(day=date(2026, 11, 24)), "day", "in_future"),
        (held(day=date(2024, 12, 31)), "day", "before_group"),
    ],
)
def test_a_meeting_whose_day_cannot_be_is_refused(meeting: Meeting, slot: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(meeting, today=TODAY, founded=FOUNDED, same_day=[])
    assert (refused.value.slot, refused.value.reason) == (slot, reason)


@pytest.mark.parametrize("meeting", [held(), held(day=FOUNDED)])
def test_a_meeting_that_can_have_been_is_let_through(meeting: Meeting) -> None:
    check(meeting, today=TODAY, founded=FOUNDED, same_day=[])


def test_a_meeting_may_be_a_year_older_than_the_book() -> None:
    assert books_begin(date(2026, 11, 23)) == date(2025, 11, 22)


def recorded_twice(meeting: Meeting, other: Meeting) -> bool:
    try:
        check(meeting, today=TODAY, founded=FOUNDED, same_day=[other])
    except Refusal as refusal:
        assert (refusal.slot, refusal.reason, refusal.facts) == ("day", "already_recorded", {"meeting": other})
        return True
    return False


def test_a_second_meeting_of_a_day_is_refused_unless_both_tell_different_hours() -> None:
    morning, evening = held(id=1, at=time(7)), held(at=time(19, 30))
    assert recorded_twice(held(), morning)
    assert recorded_twice(evening, held(id=1))
    assert recorded_twice(held(at=time(7)), morning)
    assert not recorded_twice(evening, morning)
    assert not recorded_twice(held(day=date(2026, 11, 22)), morning)


def test_a_recorded_meeting_may_be_written_again() -> None:
    assert not recorded_twice(held(id=1, place="balai"), held(id=1))


def test_what_only_follows_contradicts_nothing_and_what_is_otherwise_does() -> None:
    short = Meeting(group=1, day=date(2026, 11, 26), attendance={1: Presence.PRESENT})
    there = {1: Presence.PRESENT, 2: Presence.ABSENT}
    whole = replace(short, place="balai RT", decisions=("beli pakan",), attendance=there)
    assert not contradicts(short, whole)
    assert contradicts(whole, short)
    assert contradicts(whole, replace(whole, day=date(2026, 11, 27)))
    assert contradicts(whole, replace(whole, attendance={**there, 2: Presence.PRESENT}))
    assert contradicts(whole, replace(whole, decisions=("beli pupuk", "iuran naik")))
    assert not contradicts(whole, replace(whole, decisions=("beli pakan", "iuran naik")))
    assert not contradicts(replace(short, present_count=9), replace(short, present_count=None))
    assert contradicts(replace(short, present_count=9), replace(short, present_count=8))
