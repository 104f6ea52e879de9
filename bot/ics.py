"""A calendar file (RFC 5545) that phones and other calendars read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lean import dataclass

TYPE = "text/calendar"
LONGEST_LINE = 75
"""Bytes of a line; what is longer goes on in the next, behind a space."""
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: `uid` names it for ever, `start` is by the clock of the calendar's zone ("2026-11-26T19:30")."""

    uid: str
    start: str
    summary: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Entries of one time zone that has no summer time; `made` is when it was made (seconds, UTC)."""

    name: str
    zone: str
    made: int
    events: tuple[Event, ...]
    hours: int = 2

    def dump(self) -> str:
        """The recipe from which `calendar_file` makes the file."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def calendar_file(of: str) -> bytes:
    """The file of a calendar as `Calendar.dump` wrote it."""
    body = json.loads(of)
    calendar = Calendar(**{**body, "events": tuple(Event(**event) for event in body["events"])})
    return "".join(f"{_folded(line)}\r\n" for line in _lines(calendar)).encode()


def _lines(calendar: Calendar) -> Iterable[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Carik//Carik//ID", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{_escaped(calendar.name)}"
    yield from _zone(calendar)
    for event in calendar.events:
        yield from _event(event, calendar)
    yield "END:VCALENDAR"


def _zone(calendar: Calendar) -> Sequence[str]:
    at = datetime.fromtimestamp(calendar.made, ZoneInfo(calendar.zone))
    offset, name = at.strftime("%z"), at.tzname() or calendar.zone
    standard = ("DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", f"TZNAME:{name}")
    return ("BEGIN:VTIMEZONE", f"TZID:{calendar.zone}", "BEGIN:STANDARD", *standard, "END:STANDARD", "END:VTIMEZONE")


def _event(event: Event, calendar: Calendar) -> Sequence[str]:
    start = datetime.fromisoformat(event.start)
    made = datetime.fromtimestamp(calendar.made, ZoneInfo("UTC"))
    place = (f"LOCATION:{_escaped(event.location)}",) if event.location else ()
    return (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={calendar.zone}:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={calendar.zone}:{start + timedelta(hours=calendar.hours):%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escaped(event.summary)}",
        *place,
        "END:VEVENT",
    )


def _escaped(words: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in words)


def _folded(line: str) -> str:
    """A line broken so that none is longer than allowed, and no letter is torn apart."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    return "\r\n".join([*pieces, piece])
