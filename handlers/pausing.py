"""Days without meetings: a pause is read back with its days, and what falls out; later meetings go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bot.forms import Denied, Reading, Refusal, ask, on
from bot.holidays import eid
from bot.holidays import feast as feast_day
from bot.kinds import Choice, Day, Reason
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import DayOfYear, Text, _, lines, ngettext, sentence
from bot.understanding.feasts import with_feasts
from bot.understanding.needed import only_with
from bot.understanding.pausing import find_going_on, find_pause
from handlers.access import groups_for
from handlers.announcing import A_DAY, announce_pause
from handlers.meeting_days import Mention
from handlers.pauses import after_it, following, pause_words
from handlers.ports import Store
from handlers.reminders import replan
from handlers.telling import Telling, said_quietly
from handlers.timetables import OfTimetable
from handlers.words import together
from jamaah.calendar import local
from jamaah.groups import Group
from jamaah.retiming import left_out, with_pause, without_pause
from jamaah.roles import Deed
from jamaah.timetable import Pause, Timetable, next_occurrence

RAMADAN, ONE_DAY, LONGEST = timedelta(days=30), timedelta(days=1), timedelta(days=366)
FEW = 5
"""So many meetings that fall out are named by their days."""


class Extent(StrEnum):
    """How much is left out where it was said without an end."""

    ONE = "one"
    OPEN = "open"


EXTENT = Choice(
    Extent,
    {Extent.ONE: _("This meeting only"), Extent.OPEN: _("Until there is word")},
    {"sekali ini saja": Extent.ONE, "sekali": Extent.ONE, "sampai ada kabar": Extent.OPEN, "seterusnya": Extent.OPEN},
)


def _from_feast(reason: str | None, last: date | None, today: date) -> date | None:
    """The day of the feast that is the reason, where it is to come before the last day: the pause begins there."""
    day = feast_day(reason, today) if reason else None
    return day if day is not None and last is not None and day <= last else None


class LastDay(Day):
    """The last day of a pause."""

    def __init__(self) -> None:
        super().__init__(past=False)

    def read(self, text: str, form: Any) -> Reading[date] | None:
        told = find_pause(f"libur sampai {text.removeprefix('sampai ')}", form.talk.local)
        if told and told.eid and (feast := eid(form.talk.local.date())):
            return Reading(feast[1], certain=True)
        return super().read(text, form)


class Pausing(OfTimetable, Telling):
    """What becomes of the meetings for some time: read back with the number of people who will be told."""

    save = _("Yes")
    ends_at_no = True
    answered_by = "next_meeting"

    def today(self) -> date:
        """The day it is where the group is."""
        return local(self.talk.now, self.group.zone).date()

    def told(self, pause: int, before: Timetable) -> Sequence[Reply]:
        """Write the reminders anew and tell everybody; what the speaker is told."""
        replan(self.talk.store, self.group.id, self.talk.now)
        if self.quietly:
            return [self.kept_quiet()]
        after = self.talk.store.schedules.current(self.group.id) or before
        coming = [next_occurrence(one, self.group.zone, self.talk.now) for one in (before, after)]
        soon = coming[0] != coming[1] and any(one and one.instant <= self.talk.now + A_DAY for one in coming)
        return announce_pause(self.talk, self.group, pause, soon=soon)


@on("pause", deed=Deed.SET_SCHEDULE)
class PauseMeetings(Pausing):
    """Say that there are no meetings for some time: until a day, or until there is word."""

    title = _("A pause")
    extent: Extent | None = ask(
        EXTENT,
        _("Only the next meeting, or all until there is word?"),
        when=lambda f: f.unsure and not (f.last or f.open),
    )
    unsure: bool | None = ask(Mention(), optional=True)
    first: date | None = ask(Day(past=False), optional=True, label=_("first day"))
    last: date | None = ask(
        LastDay(),
        _("Until which day? If it is not known yet, skip this."),
        label=_("last day"),
        skip=True,
        when=lambda f: not (f.open or f.extent),
    )
    open: bool | None = ask(Mention(), optional=True)
    reason: str | None = ask(Reason(120), optional=True, label=_("reason"))
    feast: bool | None = ask(Mention(), optional=True)

    @classmethod
    @only_with(find_pause)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A pause that the words tell of, to who may enter it."""
        told = find_pause(text, talk.local)
        if told is None or not groups_for(talk, Deed.SET_SCHEDULE):
            return None
        first, last = told.first, told.last
        feast = eid(first or talk.local.date()) if told.eid else None
        if feast:
            last = feast[1]
            first = first or (max(talk.local.date(), feast[0] - RAMADAN) if told.fasting else None)
        first = first or _from_feast(told.reason, last, talk.local.date())
        return {
            **({"first": first.isoformat()} if first else {}),
            **({"last": last.isoformat()} if last else {}),
            **({"reason": with_feasts(told.reason)} if told.reason else {}),
            **({"open": True} if told.open else {}),
            **({"feast": True} if feast else {}),
            **({"unsure": True} if told.unsure else {}),
            **said_quietly(text),
        }

    def states(self, text: str) -> Mapping[str, Json]:
        """Until when, to the question whether it is one meeting only."""
        slot = self.next_slot()
        told = find_pause(f"libur {text}", self.talk.local) if slot is not None and slot.name == "extent" else None
        if told is None or not (told.last or told.open):
            return {}
        return {"last": told.last.isoformat()} if told.last else {"open": True}

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        if self.extent is not Extent.ONE:
            return None
        group = {"group": self.answers["group"]} if "group" in self.answers else {}
        return "cancel_meeting", {**group, **({"reason": self.reason} if self.reason else {})}

    def pause(self) -> Pause:
        """The pause as it will be written: in place of one that it overlaps."""
        first = self.first or self.today()
        pause = Pause(group=self.group.id, first=first, last=self.last, reason=self.reason)
        before = self.overlapped(pause)
        if before is None:
            return pause
        begun = before.first if self.first is None else first
        return replace(pause, id=before.id, first=min(begun, first), reason=self.reason or before.reason)

    def overlapped(self, pause: Pause) -> Pause | None:
        """The pause entered before, of which these words say another end."""
        known = [one for one in self.timetable().pauses if one.last is None or one.last >= self.today()]
        return next((one for one in reversed(known) if one.meets(pause)), None)

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        self.timetable()
        if self.next_slot() is not None:
            return
        pause = self.pause()
        if pause.last is not None and pause.last < max(pause.first, self.today()):
            raise Refusal("last", _("That is before the pause begins."))
        if pause.last is not None and pause.last > pause.first + LONGEST:
            raise Refusal("last", _("That is more than a year."))
        if pause in self.timetable().pauses:
            raise Denied(sentence(_("That is written down already."), pause_words(pause)))

    def summary(self) -> Text:
        pause, timetable = self.pause(), self.timetable()
        guess = _("The feast's day is an estimate.") if self.feast else None
        return lines(
            sentence(pause_words(pause), guess),
            sentence(
                self._falls_out(pause), after_it(with_pause(timetable, pause), self.group.zone, pause, self.talk.now)
            ),
            self.question(),
        )

    def _falls_out(self, pause: Pause) -> Text | None:
        if pause.last is None:
            return None
        days = [one.day for one in left_out(self.timetable(), self.group.zone, pause, self.talk.now)]
        if not 0 < len(days) <= FEW:
            return ngettext("{count} meeting falls out.", "{count} meetings fall out.", len(days))
        told = ngettext("{count} meeting falls out: {days}.", "{count} meetings fall out: {days}.", len(days))
        return told(days=together(_("{day}")(day=DayOfYear(day)) for day in days))

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        before, pause = self.timetable(), self.pause()
        known = next((one for one in before.pauses if one.id == pause.id), None) if pause.id else None
        if known is None:
            pause = self.talk.store.schedules.pause(pause)
        else:
            self.talk.store.schedules.change_pause(known, pause)
        return self.told(pause.id, before)


@on("go_on", deed=Deed.SET_SCHEDULE)
class GoOn(Pausing):
    """Say that meetings go on after a pause, now or from a day on."""

    title = _("Meetings go on")
    day: date | None = ask(Day(past=False), optional=True, label=_("day"))

    @classmethod
    @only_with(find_going_on)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That meetings go on, where one of the speaker's groups pauses."""
        told = find_going_on(text, talk.local)
        if told is None:
            return None
        paused = [group for group in groups_for(talk, Deed.SET_SCHEDULE) if _pauses(talk, group)]
        if not paused:
            return None
        group = {"group": paused[0].id} if len(paused) == 1 else {}
        return {**group, **({"day": told.day.isoformat()} if told.day else {}), **said_quietly(text)}

    def ending(self) -> Pause:
        """The pause that ends. Raises Denied where there is none."""
        found = _pauses(self.talk, self.group)
        if not found:
            raise Denied(sentence(_("There is no pause."), following(self.timetable(), self.group.zone, self.talk.now)))
        return found[0]

    def after(self, pause: Pause) -> Pause | None:
        """The pause as it will be; None where it does not take place at all."""
        last = (self.day or self.today()) - ONE_DAY
        return replace(pause, last=last) if last >= pause.first else None

    def check(self) -> None:
        super().check()
        if self.group is not None and self.timetable() and self.after(self.ending()) == self.ending():
            raise Denied(sentence(_("That is written down already."), pause_words(self.ending())))

    def summary(self) -> Text:
        pause = self.ending()
        after, timetable = self.after(pause), self.timetable()
        then = with_pause(timetable, after) if after else without_pause(timetable, pause)
        told = _("Meetings go on.") if self.day is None else _("Meetings go on from {day}.")(day=self.day)
        return lines(sentence(told, following(then, self.group.zone, self.talk.now)), self.question())

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        before, pause = self.timetable(), self.ending()
        self.talk.store.schedules.change_pause(pause, self.after(pause))
        return self.told(pause.id, before)


def _pauses(talk: Talk[Store], group: Group) -> list[Pause]:
    """The pauses of a group that are not over, that of today first."""
    timetable = talk.store.schedules.current(group.id)
    today = local(talk.now, group.zone).date()
    found = [one for one in timetable.pauses if one.last is None or one.last >= today] if timetable else []
    return sorted(found, key=lambda one: (not one.holds(today), one.first))
