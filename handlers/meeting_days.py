"""The days of one meeting as they are said: which meeting is meant, and to which day it is moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Day
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.answers import yes_no
from bot.understanding.normalise import read as words
from bot.understanding.putting_off import day_after, names_weekday_only, puts_off
from bot.understanding.telling import of_last_night
from handlers.minutes import begun_lately
from jamaah.timetable import meant, upcoming

CHOICES, DAY = 3, timedelta(days=1)
FAR = timedelta(days=300)


def lately_gone(day: date, text: str, today: date) -> date | None:
    """The day that lies just behind, where the year that was not said put it far ahead: nobody plans a meeting so; None
    where it is as read."""
    if day - today < FAR or str(day.year) in text or (day.month, day.day) == (2, 29):
        return None
    gone = day.replace(year=day.year - 1)
    return gone if gone < today else None


class WhichMeeting(Day):
    """The day of a meeting that is to come, among those of the schedule."""

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        coming = upcoming(form.timetable(), form.group.zone, form.talk.now)
        days = [deviation.fixed for deviation in form.waiting()] + [one.day for one in islice(coming, CHOICES)]
        return [(_("{day}")(day=day), day.isoformat()) for day in days]

    def read(self, text: str, form: Any) -> Reading[date] | None:
        reading = super().read(text, form)
        return None if reading is None else replace(reading, value=self._held(reading.value, text, form))

    def take(self, said: Mapping[str, Json], form: Any) -> date | None:
        day = super().take(said, form)
        return None if day is None else self._held(day, form.talk.text, form)

    @staticmethod
    def _held(day: date, text: str, form: Any) -> date:
        """The day named; of a bare weekday on which none is held, the first such day with a meeting."""
        if form.group is None or not names_weekday_only(text, day, form.talk.local):
            return day
        timetable = form.timetable()
        if meant(timetable, form.group.zone, day, form.talk.now) is not None:
            return day
        coming = islice(upcoming(timetable, form.group.zone, form.talk.now), CHOICES)
        return next((one.day for one in coming if one.day.weekday() == day.weekday()), day)


class Mention(Kind[bool]):
    """Whether something was said in passing; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        return None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> bool | None:
        return True

    def tap(self, token: str, form: Form[Any]) -> bool | None:
        return True


class Substitute(Kind[bool]):
    """Whether a day is told as that of a substitute: "diganti minggu tanggal 20"; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return "ganti" in words(text).words or None


class DayGone(Day):
    """The day of a meeting that was held; "last night" said late in the evening of one is of that one."""

    def __init__(self) -> None:
        super().__init__(past=True)

    def read(self, text: str, form: Any) -> Reading[date] | None:
        reading = super().read(text, form)
        return None if reading is None else replace(reading, value=_evening(form, text, reading.value) or reading.value)

    def take(self, said: Mapping[str, Json], form: Any) -> date | None:
        return _evening(form, form.talk.text, super().take(said, form))

    def find(self, text: str, form: Any) -> date | None:
        return _evening(form, text, None)


class DayHeld(DayGone):
    """The day of a meeting that was held; by the schedule it may be one of the last days."""

    def read(self, text: str, form: Any) -> Reading[date] | None:
        likely = form.lately()
        if len(likely) == 1 and yes_no(text) is True:
            return Reading(likely[0], certain=True)
        return super().read(text, form)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(_("{day}")(day=day), day.isoformat()) for day in form.lately()]


def _evening(form: Any, text: str, day: date | None) -> date | None:
    """The day, or today where an evening is told as gone that is this one by the schedule or the book."""
    today = form.talk.local.date()
    if form.group is None or not of_last_night(text) or day not in (None, today - timedelta(days=1)):
        return day
    store, begun = form.talk.store, begun_lately(form.talk, form.group)
    tonight, before = (one in begun or bool(store.meetings.on(form.group.id, one)) for one in (today, today - DAY))
    return today if tonight and not before else day


class NewDay(Day):
    """The day to which a meeting is moved; "minggu depan" is next week or the Sunday before it."""

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        if form.to_week is None or form.fixed() is None:
            return []
        days = {form.to_week - timedelta(days=1), form.to_week + timedelta(days=form.fixed().weekday())}
        coming = upcoming(form.timetable(), form.group.zone, form.talk.now)
        last = max(days)
        taken = {one.day for one in takewhile(lambda one: one.day <= last, coming)}
        return [(_("{day}")(day=day), day.isoformat()) for day in sorted(days - taken)]

    def read(self, text: str, form: Any) -> Reading[date] | None:
        reading = super().read(text, form)
        return None if reading is None else replace(reading, value=self._meant(reading.value, text, form))

    def take(self, said: Mapping[str, Json], form: Any) -> date | None:
        day = super().take(said, form)
        return None if day is None else self._meant(day, form.talk.text, form)

    @classmethod
    def _meant(cls, day: date, text: str, form: Any) -> date:
        return lately_gone(day, text, form.talk.local.date()) or cls._later(day, text, form)

    @staticmethod
    def _later(day: date, text: str, form: Any) -> date:
        """What is put off to a weekday comes after the old day; also where only the weekday is put right."""
        old = form.old_day()
        off = puts_off(text) or form.postponed or (old and form.day and form.day > old)
        if old is None or not off or not names_weekday_only(text, day, form.talk.local):
            return day
        return day_after(old, day)
