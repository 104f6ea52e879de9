"""A calendar file is read by a real library as it was meant, and keeps to the lines of RFC 5545."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from bot.files import RECIPES, made
from bot.ics import Calendar, Event, calendar_file
from tests.desk import Desk
from tests.world import MEMBER

pytest_plugins = ("tests.desk_fixtures",)
words = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=120)


@given(words, words)
def test_any_words_are_read_back_and_no_line_is_too_long(summary: str, location: str) -> None:
    event = Event("1-2026-11-26@carik", "2026-11-26T19:30", summary, location)
    body = calendar_file(Calendar("JP Mandiri", "Asia/Makassar", 1_795_399_200, (event,)).dump())
    assert body.endswith(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in body.split(b"\r\n"))
    [found] = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(found["SUMMARY"]) == summary
    assert str(found.get("LOCATION", "")) == location
    start: Any = found["DTSTART"]
    expected = datetime(2026, 11, 26, 19, 30, tzinfo=ZoneInfo("Asia/Makassar"))
    assert (start.dt, start.dt.utcoffset()) == (expected, expected.utcoffset())


async def test_a_member_gets_the_coming_meetings_and_a_moved_one_keeps_its_name(desk: Desk) -> None:
    told = desk.say(MEMBER, "minta file kalender")
    [file] = told.messages[-1].files
    assert file.recipe in RECIPES
    calendar = icalendar.Calendar.from_ical((await made(file)).content)
    events = calendar.walk("VEVENT")
    assert len(events) == 12
    assert str(events[0]["UID"]) == "1-2026-11-26@carik"
    assert len({str(event["UID"]) for event in events}) == 12
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Jakarta"]
