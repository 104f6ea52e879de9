"""Reminders: a day and two hours before, never of what has begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice, takewhile

from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Weekly, instant
from jamaah.groups import Zone
from jamaah.quiet import before_quiet, is_quiet
from jamaah.reminders import ahead, still_useful
from jamaah.timetable import Pause, Schedule, Timetable, upcoming
from tests.jamaah.strategies import changed_timetables, moments, zones

MEETING = instant(date(2026, 11, 26), time(19, 30), Zone.WIB)
HOUR, DAY = 3600, 86400
THURSDAYS = Timetable((Schedule(group=1, recurrence=Weekly(3), at=time(19, 30), place=None, since=date(2026, 11, 1)),))


def times(now: int, count: int = 2) -> list[int]:
    return [reminder.at for reminder in islice(ahead(THURSDAYS, Zone.WIB, now), count)]


def test_a_meeting_is_reminded_of_a_day_and_two_hours_before() -> None:
    assert times(MEETING - 3 * DAY) == [MEETING - DAY, MEETING - 2 * HOUR]


def test_a_reminder_whose_time_is_past_is_not_ahead() -> None:
    assert times(MEETING - DAY, 1) == [MEETING - 2 * HOUR]


def test_after_the_last_reminder_those_of_the_following_meeting_are_ahead() -> None:
    assert times(MEETING - 2 * HOUR) == [MEETING + 6 * DAY, MEETING + 7 * DAY - 2 * HOUR]


def test_without_leads_or_while_a_pause_has_no_end_nothing_is_ahead() -> None:
    assert list(ahead(THURSDAYS, Zone.WIB, MEETING, leads=())) == []
    paused = replace(THURSDAYS, pauses=(Pause(group=1, first=date(2026, 11, 27), last=None),))
    assert [one.occurrence.instant for one in ahead(paused, Zone.WIB, MEETING - 3 * DAY)] == [MEETING, MEETING]


def test_the_first_reminder_of_a_meeting_may_come_before_the_last_of_the_one_before() -> None:
    leads = (timedelta(days=10), timedelta(hours=1))
    found = list(islice(ahead(THURSDAYS, Zone.WIB, MEETING - 4 * DAY, leads), 3))
    assert [(one.occurrence.instant - MEETING) // DAY for one in found] == [7, 0, 14]


def test_a_late_reminder_is_useful_until_the_meeting_begins() -> None:
    assert still_useful(MEETING, MEETING - 1)
    assert not still_useful(MEETING, MEETING)


@given(
    changed_timetables,
    zones,
    moments,
    st.lists(st.sampled_from([1, 2, 24, 48, 24 * 7, 24 * 14]), min_size=1, unique=True),
)
def test_reminders_come_in_order_every_lead_of_every_meeting_and_none_in_the_quiet_hours(
    timetable: Timetable, zone: Zone, now: int, hours: list[int]
) -> None:
    leads = [timedelta(hours=number) for number in hours]
    found = list(islice(ahead(timetable, zone, now, leads), 8))
    times = [one.at for one in found]
    assert times == sorted(times) and all(at > now and not is_quiet(at, zone) for at in times)
    meetings = takewhile(lambda one: one.instant <= times[-1] + 15 * DAY, upcoming(timetable, zone, now))
    expected = [
        (at, one.instant, lead)
        for one in meetings
        for lead in leads
        if now < (at := before_quiet(one.instant - int(lead.total_seconds()), zone)) < times[-1]
    ]
    got = [(one.at, one.occurrence.instant, one.lead) for one in found if one.at < times[-1]]
    assert sorted(got) == sorted(expected)
