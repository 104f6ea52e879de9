"""When the group meets regularly, and when it meets next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.forms import Form, Kind, Reading, ask, on, opens
from bot.kinds import Hour, Words
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence
from bot.understanding.normalise import read
from bot.understanding.recurrence import find_recurrence
from handlers.access import GroupForm, can
from handlers.announcing import news
from handlers.kinds import Place
from handlers.reminders import replan
from handlers.who_comes import so_far
from handlers.words import group_name, scheduled, when
from jamaah.calendar import PASARAN, MonthlyDay, MonthlyWeekday, Recurrence, Selapanan, Weekly, from_json, to_json
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, Schedule, Timetable, next_occurrence, unsettled, upcoming

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHANGING = {"move_meeting": _("Move a meeting"), "cancel_meeting": _("Call a meeting off")}
PARTS = ("frequency", "weekday", "week_of_month", "day_of_month", "pasaran")


class Rhythm(Kind[Recurrence]):
    """A recurrence, as people say it: "tiap Kamis", "tiap tanggal 5", "Sabtu terakhir", "Jumat Kliwon"."""

    hint = _("For example: every Thursday, every month on the 5th, the last Saturday of the month.")

    def read(self, text: str, form: Form[Any]) -> Reading[Recurrence] | None:
        # To the question for a day, a bare "minggu" is Sunday, not a week.
        said = find_recurrence(text) or find_recurrence(text.casefold().replace("minggu", "hari minggu"))
        recurrence = self.take(said, form) if said else None
        return None if recurrence is None else Reading(recurrence, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Recurrence | None:
        weekday = DAYS.index(said["weekday"]) if said.get("weekday") in DAYS else None
        if weekday is None:
            day = said.get("day_of_month")
            return MonthlyDay(int(day)) if day is not None and 1 <= int(day) <= 31 else None
        if said.get("pasaran") in PASARAN:
            return Selapanan(weekday, PASARAN.index(said["pasaran"]))
        if said.get("week_of_month") is not None:
            return MonthlyWeekday(weekday, int(said["week_of_month"]))
        return None if said.get("frequency") == "monthly" else Weekly(weekday)

    def dump(self, value: Recurrence) -> Json:
        return to_json(value)

    def load(self, raw: Json, form: Form[Any]) -> Recurrence:
        return from_json(raw)


class Later(Kind[bool]):
    """Whether it was said to begin later ("mulai bulan depan"); never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return _LATER.search(read(text).plain) is not None or None


_LATER = re.compile(r"\bmulai\b[^,.;\n]*\b(?:depan|ngarep|ngajeng|besok|januari|februari|maret|april|mei|juni|juli)\b")


@on("set_schedule", deed=Deed.SET_SCHEDULE, command="jadwal")
class SetSchedule(GroupForm):
    """Fix when and where the group meets regularly."""

    title = _("Fix the schedule")
    rhythm: Recurrence = ask(
        Rhythm(),
        _("When do you meet? For example: every Thursday, every month on the 5th, the last Saturday of the month."),
        label=_("day"),
        takes=PARTS,
    )
    hour: time = ask(Hour(), _("At what hour?"), label=_("hour"), takes=("time",))
    place: str | None = ask(Place(), _("Where? You may leave it open."), label=_("place"), skip=True)

    later: bool | None = ask(Later(), optional=True)

    def _schedule(self, group: Group) -> Schedule:
        today: date = self.talk.local.date()
        return Schedule(group=group.id, recurrence=self.rhythm, at=self.hour, place=self.place, since=today)

    def summary(self) -> Text:
        schedule = self._schedule(self.group)
        first = next(upcoming(Timetable((schedule,)), self.group.zone, self.talk.now))
        soon = self.later and first.day.month == self.talk.local.month
        return lines(
            _("Meeting {scheduled}.")(scheduled=scheduled(schedule)),
            _("The next: {when}.")(when=when(first, self.group.zone)),
            _("If that is too early, save it and then call that one off or move it.") if soon else None,
            _("Is that right?"),
        )

    def act(self, group: Group) -> Reply:
        store = self.talk.store
        store.schedules.set(self._schedule(group))
        replan(store, group.id, self.talk.now)
        return Reply(self._reminded(group), (opens("invite", _("Invite members")),))

    def _reminded(self, group: Group) -> Text:
        store, me = self.talk.store, self.talk.person
        others = sum(member.person not in (None, me) for member in store.members.of(group.id))
        name = store.people.get(me).address
        if not others:
            return _("✓ Saved. {name} is reminded a day and two hours before.")(name=name)
        return _("✓ Saved. {name} and {count} connected members are reminded a day and two hours before.")(
            name=name, count=others
        )


@on("next_meeting", deed=Deed.SEE_SCHEDULE, command="kumpulan")
class NextMeeting(GroupForm):
    """Ask when and where the next meeting is."""

    title = _("Next meeting")
    writes = False
    about: str | None = ask(Words(20), optional=True)

    def act(self, group: Group) -> Reply:
        timetable = self.talk.store.schedules.current(group.id)
        if timetable is None:
            may_set = can(self.talk, group.id, Deed.SET_SCHEDULE)
            fix = (opens("set_schedule", _("Fix the schedule")),) if may_set else ()
            return Reply(_("{group} has no fixed schedule yet.")(group=group_name(group)), fix)
        coming = next_occurrence(timetable, group.zone, self.talk.now)
        if coming is None:
            return Reply(_("{group} pauses for now; the day of the next meeting follows.")(group=group_name(group)))
        told = _("Next meeting of {group}: {when}.")(group=group_name(group), when=when(coming, group.zone))
        moved = _("It was moved from {day}.")(day=coming.fixed) if coming.fixed != coming.day else None
        expected = so_far(self.talk, group, coming)
        left_out = self._left_out(group, timetable, coming)
        return Reply(lines(*left_out, sentence(told, moved), expected), self._changing(group))

    def _changing(self, group: Group) -> tuple[Button, ...]:
        """What the question sounded like, for who may do that."""
        title = CHANGING.get(self.about or "")
        if title is None or not can(self.talk, group.id, Deed.SET_SCHEDULE):
            return ()
        return (opens(str(self.about), title, group=group.id),)

    def _left_out(self, group: Group, timetable: Timetable, coming: Occurrence) -> list[Text]:
        """The meetings before the next one that are not held."""
        before = [deviation.fixed for deviation in unsettled(timetable, group.zone, self.talk.now)]
        return [news(timetable, group.zone, day, self.talk.now) for day in before if day <= coming.day]
