"""A meeting beside the schedule: from then on it is one like the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.forms import Reading, Refusal, ask, on
from bot.kinds import Day, Words, no_such_day
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.extra import find_extra, names_extra
from bot.understanding.needed import only_with
from bot.understanding.times import find_time
from handlers.access import groups_for
from handlers.announcing import announce, news
from handlers.hours import Halves, MeetingHour, which_hour
from handlers.places import Place
from handlers.ports import Store
from handlers.red_days import red_day
from handlers.reminders import replan
from handlers.telling import Telling
from handlers.told_ahead import answers_of
from jamaah import refusals
from jamaah.groups import Group
from jamaah.moving import check_extra
from jamaah.retiming import unscheduled, with_deviation
from jamaah.roles import Deed
from jamaah.timetable import Deviation, Fate, Schedule, Timetable, deviation_of, held, is_fixed


class DayAlone(Day):
    """A day; words that say an hour too are more than the answer."""

    def read(self, text: str, form: Any) -> Reading[date] | None:
        reading = super().read(text, form)
        return reading if reading is None or find_time(text) is None else Reading(reading.value)


@on("extra_meeting", deed=Deed.SET_SCHEDULE)
class ExtraMeeting(Telling):
    """Fix one meeting beside the schedule."""

    title = _("An extra meeting")
    save = _("Yes")
    ends_at_no = True
    day: date = ask(
        DayAlone(past=False),
        lambda f: sentence(no_such_day(f.talk.text), _("On which day?")),
        label=_("day"),
        takes=("date",),
        key=True,
    )
    hour: time | Halves = ask(
        MeetingHour(), which_hour, label=_("hour"), takes=("time",), until=lambda f: not isinstance(f.hour, Halves)
    )
    place: str | None = ask(Place(), _("Where? You may leave it open."), label=_("place"), skip=True)
    agenda: str | None = ask(Words(300), optional=True, label=_("agenda"))

    @classmethod
    @only_with(find_extra)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That a meeting beside the schedule is to be held, from who may fix it."""
        told = None if talk.busy else find_extra(text, talk.local)
        return answers_of(talk, told, text) if told is not None and groups_for(talk, Deed.SET_SCHEDULE) else None

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """On a day whose meeting is off, that one is held after all; on the day of another, words that name no extra
        one are of that."""
        if self.group is None or self.day is None or isinstance(self.hour, Halves):
            return None
        timetable, day = self.talk.store.schedules.current(self.group.id), self.day
        if timetable is None or not is_fixed(timetable, day):
            return None
        if held(timetable, self.group.zone, day) is None:
            return ("move_meeting", {**self._of_that_day(), "day": day.isoformat()}) if self.hour else None
        changed = not names_extra(self.talk.text) and (self.hour or self.place)
        return ("move_meeting", self._of_that_day()) if changed else None

    def _of_that_day(self) -> Mapping[str, Json]:
        """What was said, as it is said of the meeting that the schedule has on that day."""
        at = {"at": self.hour.isoformat("minutes")} if isinstance(self.hour, time) else {}
        said = {"place": self.place} if self.place else {}
        about = {"agenda": self.agenda} if self.agenda else {}
        return {"group": self.group.id, "meeting": self.day.isoformat(), **at, **said, **about}

    def timetable(self) -> Timetable:
        """When the group meets; one that has no schedule yet meets on the days that are fixed one by one."""
        return self.talk.store.schedules.current(self.group.id) or Timetable((self._unscheduled(),))

    def _unscheduled(self) -> Schedule:
        told = {"at": self.hour} if isinstance(self.hour, time) else {}
        return unscheduled(self.group.id, self.talk.local.date(), **told)

    def deviation(self) -> Deviation:
        """What is to be written, once all is answered."""
        if isinstance(self.hour, Halves):
            raise TypeError("the hour is still open")
        return Deviation(fixed=self.day, fate=Fate.MOVED, extra=self.hour, place=self.place, agenda=self.agenda)

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        timetable = self.timetable()
        if self.day is not None and timetable.on(self.day) is None:
            raise Refusal("day", _("The schedule begins only later; it can be moved."))
        if self.day is None or isinstance(self.hour, Halves | None):
            return
        try:
            check_extra(timetable, self.group.zone, self.deviation(), self.talk.now)
        except refusals.Refusal as refusal:
            raise Refusal("day", self._why(timetable, refusal)) from None

    def _why(self, timetable: Timetable, refusal: refusals.Refusal) -> Text:
        if refusal.reason == "in_past":
            return _("{to} is over already.")(**refusal.facts)
        if deviation_of(timetable, self.day) is not None and held(timetable, self.group.zone, self.day) is None:
            return _("The meeting of {day} was called off; it can be moved to there again.")(day=self.day)
        return _("On {other} there is a meeting already.")(**refusal.facts)

    def summary(self) -> Text:
        deviation = self.deviation()
        then = with_deviation(self.timetable(), deviation)
        told = news(then, self.group.zone, deviation.fixed, self.talk.now)
        return lines(sentence(told, red_day(deviation.fixed)), self.question())

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        deviation = self.deviation()
        if self.talk.store.schedules.current(group.id) is None:
            self.talk.store.schedules.set(self._unscheduled())
        self.talk.store.schedules.deviate(self.timetable(), deviation)
        replan(self.talk.store, group.id, self.talk.now)
        return self.kept_quiet() if self.quietly else announce(self.talk, group, deviation.fixed)
