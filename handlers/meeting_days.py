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
from bot.understanding.dates import find_date
from bot.understanding.joined_days import joined_days
from bot.understanding.moving import moved_by
from bot.understanding.normalise import read as words
from bot.understanding.putting_off import day_after, names_weekday_only, puts_off
from bot.understanding.telling import of_last_night
from handlers.minutes import begun_lately
from jamaah.timetable import meant, upcoming

CHOICES, DAY, SHORT = 3, timedelta(days=1), 5
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


class WhichCalledOff(WhichMeeting):
    """The day of a meeting that is not held, or was not: "23 desember ra sido", said afterwards, is of the day gone by.

    A long text without a word for a meeting is about something else.
    """

    def read(self, text: str, form: Any) -> Reading[date] | None:
        return super().read(text, form) if self.corrects(text) else None

    def corrects(self, text: str) -> bool:
        said = words(text)
        return len(said.words) <= SHORT or "kumpulan" in said.words

    def take(self, said: Mapping[str, Json], form: Any) -> date | None:
        joined = called_off_together(form)
        return joined[0] if joined else super().take(said, form)

    @staticmethod
    def _held(day: date, text: str, form: Any) -> date:
        today = form.talk.local.date()
        gone = find_date(text, form.talk.local, past=True)
        if form.group is None or gone is None or not gone < today < day or "depan" in words(text).words:
            return WhichMeeting._held(day, text, form)
        if names_weekday_only(text, day, form.talk.local):
            return WhichMeeting._held(day, text, form)
        is_open, is_fixed = form.is_unsettled(gone), form.fixed_of(day) is not None
        nearer = today - gone < day - today
        return gone if (is_open and (nearer or not is_fixed)) or (nearer and not is_fixed) else day


def called_off_together(form: Any) -> list[date]:
    """The days of several meetings that one text says are not held, in the order said; [] where it names one."""
    if form.group is None:
        return []
    named = ((day, find_date(day, form.talk.local, past=False)) for day in joined_days(form.talk.text))
    return [WhichCalledOff._held(day, words, form) for words, day in named if day is not None]


class OthersCalledOff(Kind[list[str]]):
    """The further days of meetings that the same text says are not held, for afterwards; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[list[str]] | None:
        return None

    def find(self, text: str, form: Any) -> list[str] | None:
        return [day.isoformat() for day in called_off_together(form)[1:]] or None


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


class MovedBy(Kind[int]):
    """By how many minutes a meeting is moved, earlier is negative: "diundur sejam"; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> int | None:
        by = moved_by(words(text))
        return None if by is None else int(by / timedelta(minutes=1))


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
