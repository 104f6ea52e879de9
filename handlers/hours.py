"""The hour of a meeting as people say it, be it without a part of the day: "jam 7"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Hour
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.unsure import is_evening, other_half
from lean import dataclass

NOON, NIGHT = time(12), time(22)


@dataclass(frozen=True, slots=True)
class Halves:
    """An hour said without a part of the day: it may be in the morning or in the evening."""

    morning: time
    evening: time


class MeetingHour(Kind[time | Halves]):
    """The hour of a meeting; one without a part of the day, "jam 7", is left open."""

    hint = Hour.hint

    def read(self, text: str, form: Form[Any]) -> Reading[time | Halves] | None:
        halves, evening = form.answers.get("hour"), is_evening(text)
        reading = Hour().read(text, form)
        if reading is None and evening is not None and isinstance(halves, list):
            return Reading(time.fromisoformat(halves[evening]), certain=True)
        return None if reading is None else Reading(_as_before(hour_in(reading.value, text), form), reading.certain)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> time | Halves | None:
        at = Hour().take(said, form)
        return None if at is None else _as_before(hour_in(at, form.talk.text), form)

    def told(self, value: time | Halves) -> Text | None:
        return None if isinstance(value, Halves) else _("{hour}")(hour=value)

    def tap(self, token: str, form: Form[Any]) -> time | Halves | None:
        halves = form.answers.get("hour")
        return time.fromisoformat(token) if isinstance(halves, list) and token in halves else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        halves = form.answers.get("hour")
        if not isinstance(halves, list):
            return []
        words = (_("{hour} in the morning"), _("{hour} in the evening"))
        return [(told(hour=time.fromisoformat(half)), half) for told, half in zip(words, halves, strict=True)]

    def dump(self, value: time | Halves) -> Json:
        if isinstance(value, Halves):
            return [value.morning.isoformat("minutes"), value.evening.isoformat("minutes")]
        return value.isoformat("minutes")

    def load(self, raw: Json, form: Form[Any]) -> time | Halves:
        return time.fromisoformat(raw) if isinstance(raw, str) else Halves(*map(time.fromisoformat, raw))


def _as_before(said: time | Halves, form: Form[Any]) -> time | Halves:
    """An hour said anew without a part of the day stays in that of before."""
    before = form.slots["hour"].value(form) if isinstance(said, Halves) and "hour" in form.slots else None
    if not isinstance(said, Halves) or not isinstance(before, time):
        return said
    return said.evening if before >= NOON else said.morning


def hour_in(at: time, text: str) -> time | Halves:
    """An hour as a text says it; nobody begins at ten in the evening."""
    evening = other_half(text)
    return at if evening is None or evening >= NIGHT else Halves(at, evening)


def which_hour(form: Any) -> Text:
    """Asks for the hour, or for the part of the day."""
    if isinstance(form.answers.get("hour"), list):
        return _("In the morning, or in the evening?")
    return _("At what hour?")


class NearestHour(Hour):
    """An hour to which a meeting is moved; without a part of the day the one nearer to the hour of the schedule."""

    def read(self, text: str, form: Any) -> Reading[time] | None:
        reading = super().read(text, form)
        return None if reading is None else Reading(_nearest(reading.value, text, form), certain=reading.certain)

    def take(self, said: Mapping[str, Json], form: Any) -> time | None:
        at = super().take(said, form)
        return None if at is None else _nearest(at, form.talk.text, form)


def _nearest(at: time, text: str, form: Any) -> time:
    evening = other_half(text)
    timetable = form.talk.store.schedules.current(form.group.id) if form.group and evening else None
    if evening is None or timetable is None:
        return at
    usual = timetable.latest.at.hour
    return at if abs(usual - at.hour) < abs(usual - evening.hour) else evening
