"""When people meet as they say it, be it that words leave something open: "tiap minggu", "jam 7"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Day, Hour
from bot.ports import Json
from bot.texts import WEEKDAYS, Text, _
from bot.understanding.beginning import begins, find_beginning, without_beginning
from bot.understanding.recurrence import find_recurrence
from bot.understanding.unsure import every_second_week, is_evening, once_a_week, other_half, week_or_sunday
from handlers.meeting_days import Mention
from jamaah.calendar import PASARAN, MonthlyDay, MonthlyWeekday, Recurrence, Selapanan, Weekly, from_json, to_json

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = ("frequency", "weekday", "week_of_month", "day_of_month", "pasaran")
SUNDAY = 6


class Open(StrEnum):
    """What words leave open: whether it is every week or every Sunday, on which day of every week, or how often
    instead of every second week, which no schedule can have yet."""

    EITHER = "either"
    WEEK = "week"
    SECOND = "second"


class Rhythm(Kind[Recurrence | Open]):
    """A recurrence, as people say it: "tiap Kamis", "tiap tanggal 5", "Sabtu terakhir", "Jumat Kliwon"."""

    hint = _("For example: every Thursday, every month on the 5th, the last Saturday of the month.")

    def read(self, text: str, form: Form[Any]) -> Reading[Recurrence | Open] | None:
        if (left := _left_open(text)) is not None:
            return Reading(left, certain=True)
        # To the question for a day, a bare "minggu" is Sunday, not a week.
        plain = without_beginning(text)
        said = find_recurrence(plain) or find_recurrence(text.casefold().replace("minggu", "hari minggu"))
        recurrence = _recurrence(said) if said else None
        return None if recurrence is None else Reading(recurrence, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Recurrence | Open | None:
        text = form.talk.text
        if (left := _left_open(text)) is not None:
            return left
        return _recurrence(find_recurrence(without_beginning(text)) if begins(text) else said)

    def tap(self, token: str, form: Form[Any]) -> Recurrence | Open | None:
        if token == Open.WEEK:
            return Open.WEEK
        return Weekly(int(token)) if token in map(str, range(7)) else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        match form.answers.get("rhythm"):
            case Open.SECOND:
                return [(_("Every week"), Open.WEEK.value)]
            case Open.EITHER:
                return [(_("Every Sunday"), str(SUNDAY)), (_("Once a week"), Open.WEEK.value)]
            case Open.WEEK:
                return [(day, str(number)) for number, day in enumerate(WEEKDAYS)]
        return []

    def told(self, value: Recurrence | Open) -> Text | None:
        return None

    def dump(self, value: Recurrence | Open) -> Json:
        return value.value if isinstance(value, Open) else to_json(value)

    def load(self, raw: Json, form: Form[Any]) -> Recurrence | Open:
        return Open(raw) if isinstance(raw, str) else from_json(raw)


def _left_open(text: str) -> Open | None:
    if every_second_week(text):
        return Open.SECOND
    if week_or_sunday(text):
        return Open.EITHER
    return Open.WEEK if once_a_week(text) else None


def _recurrence(said: Mapping[str, Json]) -> Recurrence | None:
    weekday = DAYS.index(said["weekday"]) if said.get("weekday") in DAYS else None
    if weekday is None:
        if (nth := said.get("week_of_month")) is not None:
            # "minggu terakhir tiap bulan": a Sunday, which is read back.
            return MonthlyWeekday(SUNDAY, nth)
        day = said.get("day_of_month")
        return MonthlyDay(int(day)) if day is not None and 1 <= int(day) <= 31 else None
    if said.get("pasaran") in PASARAN:
        return Selapanan(weekday, PASARAN.index(said["pasaran"]))
    if said.get("week_of_month") is not None:
        return MonthlyWeekday(weekday, int(said["week_of_month"]))
    return None if said.get("frequency") == "monthly" else Weekly(weekday)


def which_rhythm(form: Any) -> Text:
    """Asks when they meet, or what of it was left open."""
    match form.answers.get("rhythm"):
        case Open.SECOND:
            return _("Every second week is not possible yet. Every week, or once a month: on which day?")
        case Open.EITHER:
            return _('"Minggu" is a week and a Sunday. Every Sunday, or once a week on another day?')
        case Open.WEEK:
            return _("Once a week: on which day?")
    return _("When do you meet? For example: every Thursday, every month on the 5th, the last Saturday of the month.")


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
        return None if reading is None else Reading(_halves(reading.value, text), certain=reading.certain)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> time | Halves | None:
        at = Hour().take(said, form)
        return None if at is None else _halves(at, form.talk.text)

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


def _halves(at: time, text: str) -> time | Halves:
    evening = other_half(text)
    return at if evening is None else Halves(at, evening)


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


class Beginning(Day):
    """The day from which on something holds; taken where it is said, asked where it cannot be read."""

    def __init__(self) -> None:
        super().__init__(past=False)

    def read(self, text: str, form: Form[Any]) -> Reading[date] | None:
        named = find_beginning(text if begins(text) else f"mulai {text}", form.talk.local)
        return super().read(text, form) if named is None else Reading(named, certain=True)

    def find(self, text: str, form: Form[Any]) -> date | None:
        return find_beginning(text, form.talk.local)


class Begins(Mention):
    """Whether a day was said from which on something holds; never asked."""

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return begins(text) or None
