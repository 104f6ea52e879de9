"""Members, meetings and schedules of all kinds, for properties that must hold of every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from jamaah.calendar import EveryFewWeeks, MonthlyDay, MonthlyWeekday, Selapanan, Weekly
from jamaah.groups import Group, Zone
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.people import Born, Gender
from jamaah.timetable import Pause, Schedule, Timetable

TODAY = date(2026, 11, 23)
GROUP = Group(id=1, name="Mandiri", village="Getasan", rt="3", zone=Zone.WIB, founded=date(2025, 1, 1))

NAMES = ("Suminah", "Wati", "Slamet", "Darmo", "Siti", "Aminah", "Tini", "Budi", "Santoso", "Karno", "Parmi", "Sutini")

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
zones = st.sampled_from(list(Zone))
genders = st.sampled_from([Gender.FEMALE, Gender.MALE, None])
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(" ".join)
weekdays = st.integers(0, 6)
recurrences = st.one_of(
    st.builds(Weekly, weekdays),
    st.builds(EveryFewWeeks, st.integers(2, 5), days),
    st.builds(MonthlyDay, st.integers(1, 31)),
    st.builds(MonthlyWeekday, weekdays, st.sampled_from([1, 2, 3, 4, 5, -1])),
    st.builds(Selapanan, weekdays, st.integers(0, 4)),
)
schedules = st.builds(
    Schedule,
    group=st.just(1),
    recurrence=recurrences,
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    place=st.none(),
    since=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)


@st.composite
def _pauses(draw: st.DrawFn) -> Pause:
    first = draw(st.dates(date(2019, 1, 1), date(2031, 12, 31)))
    return Pause(group=1, first=first, last=first + timedelta(days=draw(st.integers(0, 60))))


timetables = st.builds(lambda schedule: Timetable((schedule,)), schedules)
"""Of one schedule from which nothing departs."""
changed_timetables = st.builds(
    Timetable, st.lists(schedules, min_size=1, max_size=3).map(tuple), st.lists(_pauses(), max_size=2).map(tuple)
)
"""Of several schedules, one set after the other, with pauses that end."""
moments = st.integers(1_500_000_000, 2_000_000_000)
exact_births = st.dates(date(1930, 1, 1), date(2010, 11, 1)).map(lambda day: Born(day.year, day.month, day.day))
births = st.one_of(
    exact_births,
    st.builds(Born, st.integers(1930, 2010), about=st.booleans()),
    st.builds(Born, st.integers(1930, 2009), st.integers(1, 12)),
)


def member(name: str = "Siti Aminah", gender: Gender | None = Gender.FEMALE, **rest: Any) -> Member:
    """A member of the group of these tests, registered on the first of January 2026."""
    return replace(Member(group=1, name=name, gender=gender, joined=date(2026, 1, 1)), **rest)


def numbered(members: Sequence[Member]) -> list[Member]:
    """The members with ids from 1."""
    return [replace(one, id=number) for number, one in enumerate(members, start=1)]


members = st.builds(
    member,
    names,
    genders,
    called=st.sampled_from(["", "Bu Tini", "Pak Darmo", "Budi Lor", "Mbah Modin"]),
    born=st.none() | births,
    household=st.none() | st.sampled_from(NAMES),
    joined=st.dates(date(2025, 1, 1), TODAY),
)
rolls = st.lists(members, max_size=12).map(numbered)


@st.composite
def held_meetings(draw: st.DrawFn, roll: Sequence[Member]) -> Meeting:
    """A meeting within the last year, whose attendance names some of the roll or only a number."""
    attendance = {one.id: presence for one in roll if (presence := draw(st.none() | st.sampled_from(list(Presence))))}
    return Meeting(
        group=1,
        day=TODAY - timedelta(days=draw(st.integers(0, 400))),
        at=draw(st.none() | st.just(time(19, 30))),
        attendance=attendance,
        present_count=draw(st.none() | st.integers(0, 40)),
    )
