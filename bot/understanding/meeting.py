"""The report of a meeting: when, where, who, about what and what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.understanding.attendance import attendance, unused_names
from bot.understanding.dates import find_date
from bot.understanding.denials import without_denied
from bot.understanding.normalise import Said, read
from bot.understanding.sections import in_one_line
from bot.understanding.spans import find_agenda, find_decision, find_place
from bot.understanding.ticked import ticked
from bot.understanding.times import find_time


def meeting_slots(text: str | Said, now: datetime) -> dict[str, Any]:
    """date, time, place, agenda, decision and the slots of `attendance`: those the text states.

    What was decided is found first and taken out, then the agenda, then the place, so that their words mean nothing
    else.
    """
    said, slots = _without_spans(read(in_one_line(ticked(read(text)).text)))
    day = find_date(said, now, past=True)
    at = find_time(said)
    said, place = _without_place(said)
    slots |= {"place": place, "date": day.isoformat() if day else None, "time": at.strftime("%H:%M") if at else None}
    slots |= attendance(said)
    return {slot: value for slot, value in slots.items() if value is not None}


def unused_in_report(text: str) -> list[str]:
    """Who is named in the report of a meeting of whom `meeting_slots` tells nothing, as spoken."""
    said, _slots = _without_spans(read(in_one_line(ticked(read(text)).text)))
    return unused_names(_without_place(said)[0])


def _without_spans(said: Said) -> tuple[Said, dict[str, Any]]:
    """What is left of a text without its decision, its agenda and what it denies; and these two."""
    slots: dict[str, Any] = {}
    for slot, find in (("decision", find_decision), ("agenda", find_agenda)):
        if found := find(said):
            slots[slot], (start, end) = found
            said = said.without(start, end)
    return without_denied(said), slots


def _without_place(said: Said) -> tuple[Said, str | None]:
    place = find_place(said)
    return (read(said.text.replace(place, ".", 1)), place) if place else (said, None)
