"""Reminders: a day and two hours before, never of what has begun."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Weekly, instant
from jamaah.groups import LEADS, Zone
from jamaah.quiet import before_quiet, is_quiet
from jamaah.reminders import planned, still_useful
from jamaah.timetable import Occurrence, Schedule, Timetable, next_occurrence
from tests.jamaah.strategies import moments, timetables, zones

MEETING = instant(date(2026, 11, 26), time(19, 30), Zone.WIB)
HOUR, DAY = 3600, 86400
THURSDAYS = Timetable((Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place=None, since=date(2026, 11, 1)),))


def following(timetable: Timetable, zone: Zone, after: int) -> Occurrence:
    found = next_occurrence(timetable, zone, after)
    assert found is not None
    return found


def times(now: int) -> list[int]:
    return [reminder.at for reminder in planned(THURSDAYS, Zone.WIB, now)]


def test_a_meeting_is_reminded_of_a_day_and_two_hours_before() -> None:
    assert times(MEETING - 3 * DAY) == [MEETING - DAY, MEETING - 2 * HOUR]


def test_a_reminder_whose_time_is_past_is_not_planned() -> None:
    assert times(MEETING - DAY) == [MEETING - 2 * HOUR]


def test_after_the_last_reminder_those_of_the_following_meeting_are_planned() -> None:
    assert times(MEETING - 2 * HOUR) == [MEETING + 6 * DAY, MEETING + 7 * DAY - 2 * HOUR]


def test_without_leads_nothing_is_planned() -> None:
    assert planned(THURSDAYS, Zone.WIB, MEETING, leads=()) == []


def test_a_late_reminder_is_useful_until_the_meeting_begins() -> None:
    assert still_useful(MEETING, MEETING - 1)
    assert not still_useful(MEETING, MEETING)


@given(timetables, zones, moments)
def test_planned_reminders_are_ahead_in_order_and_of_one_meeting(timetable: Timetable, zone: Zone, now: int) -> None:
    reminders = planned(timetable, zone, now)
    assert 1 <= len(reminders) <= len(LEADS)
    assert [one.at for one in reminders] == sorted(one.at for one in reminders)
    assert len({one.occurrence for one in reminders}) == 1
    for one in reminders:
        assert now < one.at == before_quiet(one.occurrence.instant - int(one.lead.total_seconds()), zone)
        assert not is_quiet(one.at, zone)


@given(timetables, zones, moments, st.lists(st.sampled_from([1, 2, 24, 48]), min_size=1, unique=True))
def test_planning_again_after_each_one_sends_every_reminder_of_every_meeting(
    timetable: Timetable, zone: Zone, now: int, hours: list[int]
) -> None:
    leads = [timedelta(hours=number) for number in hours]
    sent = []
    moment = now
    for _ in range(3 * len(leads)):
        first = planned(timetable, zone, moment, leads)
        together = [one for one in first if one.at == first[0].at]
        sent += sorted((one.occurrence.instant, one.lead) for one in together)
        moment = first[0].at
    expected: list[tuple[int, timedelta]] = []
    meeting = following(timetable, zone, now)
    while len(expected) < len(sent):
        at = {lead: before_quiet(meeting.instant - int(lead.total_seconds()), zone) for lead in leads}
        ahead = sorted((lead for lead in leads if at[lead] > now), key=lambda lead: (at[lead], lead))
        expected += [(meeting.instant, lead) for lead in ahead]
        meeting = following(timetable, zone, meeting.instant)
    assert sent == expected[: len(sent)]
