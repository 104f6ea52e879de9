"""A disputed attendance: who is put among those who came, and what becomes of a number said without names."""

from __future__ import annotations

from datetime import date

import pytest

from jamaah.disputes import as_claimed, is_as_claimed
from jamaah.meetings import Meeting, Presence

HELD = Meeting(group=1, day=date(2026, 12, 10), attendance={1: Presence.PRESENT, 2: Presence.ABSENT, 3: Presence.LATE})


@pytest.mark.parametrize(("member", "there"), [(1, True), (3, True), (2, False), (4, False)])
def test_whoever_came_late_was_there_and_who_is_not_recorded_was_not_written_down(member: int, there: bool) -> None:
    assert is_as_claimed(HELD, member, None) is there


def test_one_is_put_right_and_nobody_else() -> None:
    assert as_claimed(HELD, 2, None).attendance == {1: Presence.PRESENT, 2: Presence.PRESENT, 3: Presence.LATE}
    assert as_claimed(HELD, 4, None).attendance == {**HELD.attendance, 4: Presence.PRESENT}
    assert HELD.attendance[2] is Presence.ABSENT


@pytest.mark.parametrize(("count", "then"), [(None, None), (17, 17), (2, 3)])
def test_a_number_said_is_raised_only_where_more_are_named_by_now(count: int | None, then: int | None) -> None:
    counted = Meeting(group=1, day=HELD.day, attendance=HELD.attendance, present_count=count)
    assert as_claimed(counted, 2, Presence.PRESENT).present_count == then


def test_one_is_written_down_as_they_say_it_was() -> None:
    assert not is_as_claimed(HELD, 2, Presence.EXCUSED)
    excused = as_claimed(HELD, 2, Presence.EXCUSED)
    assert excused.attendance == {**HELD.attendance, 2: Presence.EXCUSED}
    assert is_as_claimed(excused, 2, Presence.EXCUSED)
