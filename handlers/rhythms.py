"""When people meet as they say it, be it that words leave something open: "tiap minggu"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Day
from bot.ports import Json
from bot.texts import WEEKDAYS, Text, _
from bot.understanding.beginning import begins, find_beginning, find_first, without_beginning
from bot.understanding.dates import find_date
from bot.understanding.normalise import read as words
from bot.understanding.recurrence import find_recurrence
from bot.understanding.telling import told_in
from bot.understanding.unsure import few_weeks, once_a_week, week_or_sunday
from handlers.meeting_days import Mention
from handlers.words import rhythm
from jamaah.calendar import (
    PASARAN,
    EveryFewWeeks,
    MonthlyDay,
    MonthlyWeekday,
    Recurrence,
    Selapanan,
    Weekly,
    from_json,
    occurrences,
    to_json,
)
from jamaah.timetable import upcoming
from lean import dataclass

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = ("frequency", "weekday", "week_of_month", "day_of_month", "pasaran")
SUNDAY, WEEK = 6, 7
OPEN_WEEKS = "open_weeks"


class Open(StrEnum):
    """What words leave open: whether it is every week or every Sunday, or on which day of every week."""

    EITHER = "either"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class FewWeeks:
    """Every few weeks, of which it is still to be said on which `weekday`, or in which weeks."""

    weeks: int
    weekday: int | None = None

    def from_day(self, day: date | None) -> EveryFewWeeks | FewWeeks:
        """The recurrence that begins on or after a day; as open as before without a day or without a weekday."""
        if day is None or self.weekday is None:
            return self
        return EveryFewWeeks(self.weeks, day + timedelta(days=(self.weekday - day.weekday()) % WEEK))


Said = Recurrence | Open | FewWeeks


class Rhythm(Kind[Said]):
    """A recurrence, as people say it: "tiap Kamis", "tiap tanggal 5", "Sabtu terakhir", "Jumat Kliwon"."""

    hint = _("For example: every Thursday, every month on the 5th, the last Saturday of the month.")

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        if (left := _left_open(text, form) or _filled(text, form)) is not None:
            return Reading(left, certain=True)
        recurrence = _recurrence(_by_day(text))
        return None if recurrence is None else Reading(recurrence, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Said | None:
        text = form.talk.text
        if (left := _left_open(text, form) or _put_right(text, form)) is not None:
            return left
        return _recurrence(find_recurrence(without_beginning(text)) if begins(text) else said)

    def find(self, text: str, form: Form[Any]) -> Said | None:
        return _few(text, form) or _put_right(text, form)

    def tap(self, token: str, form: Form[Any]) -> Said | None:
        few = _open_weeks(form)
        if token == Open.WEEK:
            return Open.WEEK
        if token in map(str, range(WEEK)):
            return FewWeeks(few.weeks, int(token)).from_day(_said_beginning("", form)) if few else Weekly(int(token))
        return EveryFewWeeks(few.weeks, date.fromisoformat(token)) if few and token in _tokens(few, form) else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        few, weekdays = _open_weeks(form), [(day, str(number)) for number, day in enumerate(WEEKDAYS)]
        if few is not None:
            return weekdays if few.weekday is None else [(_("{day}")(day=day), str(day)) for day in _firsts(few, form)]
        match form.answers.get("rhythm"):
            case Open.EITHER:
                return [(_("Every Sunday"), str(SUNDAY)), (_("Once a week"), Open.WEEK.value)]
            case Open.WEEK:
                return weekdays
        return []

    def told(self, value: Said) -> Text | None:
        return None if isinstance(value, Open | FewWeeks) else rhythm(value)

    def dump(self, value: Said) -> Json:
        if isinstance(value, FewWeeks):
            return {OPEN_WEEKS: value.weeks, "weekday": value.weekday}
        return value.value if isinstance(value, Open) else to_json(value)

    def load(self, raw: Json, form: Form[Any]) -> Said:
        if OPEN_WEEKS in raw:
            return FewWeeks(raw[OPEN_WEEKS], raw["weekday"])
        return Open(raw) if isinstance(raw, str) else from_json(raw)


def is_whole(said: Said | None) -> bool:
    """Whether nothing of a recurrence is left open."""
    return not isinstance(said, Open | FewWeeks)


def _left_open(text: str, form: Form[Any]) -> Said | None:
    if (few := _few(text, form)) is not None:
        return few
    if week_or_sunday(text):
        return Open.EITHER
    if not once_a_week(text):
        return None
    before = counted_so_far(form)
    return Weekly(before.first.weekday()) if isinstance(before, EveryFewWeeks) else Open.WEEK


def _few(text: str, form: Form[Any]) -> EveryFewWeeks | FewWeeks | None:
    """Every few weeks, as it is said; the weekday may have been said before."""
    weeks = few_weeks(text)
    if weeks is None:
        return None
    said, before = _recurrence(find_recurrence(without_beginning(text))), form.answers.get("rhythm")
    old = before.get("weekday") if isinstance(before, dict) else None
    weekday, day = said.weekday if isinstance(said, Weekly) else old, _said_beginning(text, form)
    if weekday is None and only_how_often(text, form):
        weekday, day = _next_by_now(form, day)
    return FewWeeks(weeks, weekday).from_day(day)


def counted_so_far(form: Any) -> Weekly | EveryFewWeeks | None:
    """How often the group meets so far, where that is counted in weeks."""
    timetable = form.timetable() if form.group else None
    recurrence = timetable.latest.recurrence if timetable else None
    return recurrence if isinstance(recurrence, Weekly | EveryFewWeeks) else None


def only_how_often(text: str, form: Any) -> bool:
    """Whether words say after how many weeks the group is to meet, otherwise than so far, and nothing of the day."""
    weeks = few_weeks(text) or (1 if once_a_week(text) else None)
    before = counted_so_far(form) if weeks else None
    known = before is not None and weeks != (before.weeks if isinstance(before, EveryFewWeeks) else 1)
    return known and not _recurrence(find_recurrence(without_beginning(text))) and not _on_a_date(text, form)


def _on_a_date(text: str, form: Any) -> bool:
    return find_first(text, form.talk.local) is not None


def _next_by_now(form: Any, since: date | None) -> tuple[int | None, date | None]:
    """The weekday and the day of the next meeting by the schedule so far, not before a day."""
    coming = upcoming(form.timetable(), form.group.zone, form.talk.now)
    first = next((one.fixed for one in coming if not one.extra and one.fixed >= (since or one.fixed)), None)
    return (None, None) if first is None else (first.weekday(), first)


def _filled(text: str, form: Form[Any]) -> EveryFewWeeks | FewWeeks | None:
    """What was still to be said of every few weeks: the weekday, or the day of the first meeting."""
    few = _open_weeks(form)
    if few is None:
        return None
    if few.weekday is not None:
        day = find_date(text, form.talk.local, past=False)
        return few.from_day(day) if day is not None and day.weekday() == few.weekday else None
    said = _recurrence(_by_day(text))
    return FewWeeks(few.weeks, said.weekday).from_day(_said_beginning(text, form)) if isinstance(said, Weekly) else None


def _put_right(text: str, form: Form[Any]) -> Said | None:
    """What was said before with another day, where nothing but a day is said: how often stays as it was."""
    raw, told = form.answers.get("rhythm"), find_recurrence(without_beginning(told_in(text)))
    if not isinstance(raw, dict) or "tiap" in words(text).words:
        return None
    before, said = Rhythm().load(raw, form), _recurrence(told)
    if isinstance(before, EveryFewWeeks | FewWeeks):
        return _counted_from(before, find_first(told_in(text), form.talk.local), said, form)
    if not isinstance(before, MonthlyWeekday) or told.keys() != {"weekday"} or not isinstance(said, Weekly):
        return None
    return replace(before, weekday=said.weekday)


def _counted_from(
    before: EveryFewWeeks | FewWeeks, first: date | None, said: Recurrence | None, form: Form[Any]
) -> Said | None:
    """Every so many weeks as before, on the weekday that is said, from the day of the first meeting that is said."""
    if first is not None:
        return FewWeeks(before.weeks, first.weekday()).from_day(first)
    if not isinstance(said, Weekly):
        return None
    if isinstance(before, FewWeeks):
        return replace(before, weekday=said.weekday).from_day(_said_beginning("", form))
    apart = (said.weekday - before.first.weekday() + WEEK // 2) % WEEK - WEEK // 2
    return replace(before, first=before.first + timedelta(days=apart))


def _by_day(text: str) -> Mapping[str, Json]:
    """A recurrence in words; to the question for a day, a bare "minggu" is Sunday, not a week."""
    return find_recurrence(without_beginning(text)) or find_recurrence(text.casefold().replace("minggu", "hari minggu"))


def _said_beginning(text: str, form: Form[Any]) -> date | None:
    said = form.answers.get("since")
    return find_beginning(text, form.talk.local) or (date.fromisoformat(said) if said else None)


def _open_weeks(form: Form[Any]) -> FewWeeks | None:
    before = form.answers.get("rhythm")
    if not isinstance(before, dict) or OPEN_WEEKS not in before:
        return None
    return FewWeeks(before[OPEN_WEEKS], before["weekday"])


def _firsts(few: FewWeeks, form: Form[Any]) -> list[date]:
    """The days of which one is that of the first meeting."""
    found = few.from_day(form.talk.local.date())
    coming = occurrences(Weekly(found.first.weekday()), found.first) if isinstance(found, EveryFewWeeks) else iter(())
    return list(islice(coming, few.weeks))


def _tokens(few: FewWeeks, form: Form[Any]) -> list[str]:
    return [day.isoformat() for day in _firsts(few, form)]


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
    if (few := _open_weeks(form)) is not None:
        if few.weekday is None:
            return _("Every {weeks} weeks: on which day?")(weeks=few.weeks)
        return _("Every {weeks} weeks: which is the first?")(weeks=few.weeks)
    match form.answers.get("rhythm"):
        case Open.EITHER:
            return _('"Minggu" is a week and a Sunday. Every Sunday, or once a week on another day?')
        case Open.WEEK:
            return _("Once a week: on which day?")
    return _("When do you meet? For example: every Thursday, every month on the 5th, the last Saturday of the month.")


class Beginning(Day):
    """The day from which on something holds; taken where it is said, asked where it cannot be read."""

    def __init__(self) -> None:
        super().__init__(past=False)

    def read(self, text: str, form: Form[Any]) -> Reading[date] | None:
        named = find_beginning(text if begins(text) else f"mulai {text}", form.talk.local)
        return super().read(text, form) if named is None else Reading(named, certain=True)

    def find(self, text: str, form: Form[Any]) -> date | None:
        return find_beginning(text, form.talk.local)


class OnlyHowOften(Mention):
    """Whether only how often people meet is to be otherwise; never asked."""

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return only_how_often(text, form) or None


class Begins(Mention):
    """Whether a day was said from which on something holds; never asked."""

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return begins(text) or None
