"""How a group stands in a month: not held, held without minutes and recorded are three, and not known is a fourth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from jamaah.calendar import Weekly, instant
from jamaah.groups import Zone
from jamaah.meetings import Meeting, Presence
from jamaah.standing import OVERDUE, Standing, State, is_recorded, standing
from jamaah.timetable import Deviation, Fate, Schedule, Timetable

THURSDAYS = Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place=None, since=date(2026, 11, 1))
SINCE = instant(date(2026, 12, 1), time(0), Zone.WIB)
TENTH = date(2026, 12, 10)
HELD = Meeting(group=1, day=TENTH)
RECORDED = replace(HELD, attendance={1: Presence.PRESENT})


def stands(*meetings: Meeting, schedule: Schedule | None = THURSDAYS, now: date = date(2026, 12, 12)) -> Standing:
    return standing(
        meetings, Timetable((schedule,)) if schedule else None, Zone.WIB, SINCE, instant(now, time(9), Zone.WIB)
    )


def test_minutes_of_one_meeting_are_enough() -> None:
    assert stands(RECORDED) == Standing(State.RECORDED, TENTH)
    assert stands(replace(RECORDED, day=date(2026, 12, 3)), HELD) == Standing(State.RECORDED, TENTH)


def test_a_meeting_of_which_only_is_known_that_it_was_held_is_not_recorded() -> None:
    assert stands(HELD) == Standing(State.HELD, TENTH)
    assert not is_recorded(HELD)
    assert is_recorded(replace(HELD, present_count=17)) and is_recorded(replace(HELD, decisions=("iuran",)))


def test_what_was_due_and_is_not_spoken_of_is_not_known() -> None:
    assert stands() == Standing(State.NOT_KNOWN, TENTH)


@pytest.mark.parametrize("fate", [Fate.CANCELLED, Fate.POSTPONED])
def test_what_was_put_off_was_not_held_and_why_is_told(fate: Fate) -> None:
    put_off = replace(THURSDAYS, deviations=(Deviation(fixed=TENTH, fate=fate),))
    assert stands(schedule=put_off) == Standing(State.NOT_HELD, TENTH, fate)
    assert stands(schedule=put_off, now=date(2026, 12, 18)) == Standing(State.NOT_KNOWN, date(2026, 12, 17))


def test_a_moved_meeting_is_due_on_its_new_day() -> None:
    moved = Deviation(fixed=TENTH, fate=Fate.MOVED, day=date(2026, 12, 13))
    schedule = replace(THURSDAYS, since=TENTH, deviations=(moved,))
    assert stands(schedule=schedule) == Standing(State.NOT_DUE)
    assert stands(schedule=schedule, now=date(2026, 12, 14)) == Standing(State.NOT_KNOWN, date(2026, 12, 13))


def test_before_the_first_meeting_of_the_month_nobody_is_late_and_without_a_schedule_it_is_said() -> None:
    assert stands(now=date(2026, 12, 2)).state is State.NOT_DUE
    assert stands(schedule=None) == Standing(State.NO_SCHEDULE)
    assert {State.RECORDED, State.HELD, State.NOT_DUE}.isdisjoint(OVERDUE)
