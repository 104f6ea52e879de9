"""Taking back what was saved last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, sentence
from handlers.access import can
from handlers.announcing import announce, announce_pause, announce_schedule, listeners
from handlers.entry_words import EntryWords
from handlers.own_changes import plan_to_tell_members
from handlers.pauses import following
from handlers.ports import Saved, Store
from handlers.reminders import replan
from handlers.saved_words import (
    after,
    is_agenda,
    is_changed_group,
    is_founded_group,
    meetings_of,
    pauses_of,
    said_of_meetings,
    told,
)
from handlers.taken_back import tell_it_is_back
from handlers.timetables import changes
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.timetable import Deviation, Fate, Timetable, deviation_of, is_fixed

RECENT = 7 * 86_400
"""Seconds after which nobody has in mind any more what they saved last."""
_SAID = ("fate", "day", "at", "place", "reason")


def _as_it_was(saved: Saved, day: date, *, after: bool = False) -> list[Any] | None:
    """What was written of a meeting before something was saved, or `after` it; None where it was nothing."""
    rows = [row for c in saved.changes if c.table == "deviations" for row in (c.after if after else c.before)]
    return next(([row[key] for key in _SAID] for row in rows if row["fixed"] == day.isoformat()), None)


def _says(deviation: Deviation) -> list[Any]:
    day, at = deviation.day, deviation.at
    told = (day.isoformat() if day else None, at.isoformat("minutes") if at else None)
    return [deviation.fate.value, *told, deviation.place, deviation.reason]


def _read(fixed: date, said: list[Any] | None, now: Deviation) -> Deviation:
    """What `_says` told; of nothing, that the meeting is held as it was fixed, or not at all if it is an extra one."""
    none = Fate.CANCELLED if now.extra else Fate.MOVED
    fate, day, at, place, reason = said or [none, None, None, None, None]
    return Deviation(
        extra=now.extra,
        fixed=fixed,
        fate=Fate(fate),
        day=date.fromisoformat(day) if day else None,
        at=time.fromisoformat(at) if at else None,
        place=place,
        reason=reason,
    )


class Turn(Kind[int]):
    """The turn that is to be taken back, settled when that is asked for and never by words."""

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        return None


@on("undo", deed=Deed.UNDO_OWN, command="urungkan")
class Undo(Form[Store]):
    """Take back what you saved last."""

    lapses = True
    title = _("Take it back")
    save = _("Take it back")
    cancelled = _("All right. Nothing has changed.")

    turn: int | None = ask(Turn(), optional=True)

    def settled_at_once(self) -> Mapping[str, Json]:
        return {"turn": self._saved().turn}

    def has_passed(self, since: int) -> bool:
        """Whether something else has been saved since: a yes is never for what was not asked about."""
        saved = self.talk.store.changes.last_of(self.talk.person)
        return saved is None or saved.turn != self.turn

    def summary(self) -> Text:
        saved = self._saved()
        if saved.group is None or not (self._coming(saved) or pauses_of(saved) or self._touches(saved)):
            return self._plainly(saved)
        heard = listeners(self.talk, self.talk.store.groups.get(saved.group)).all
        if not heard:
            return self._plainly(saved)
        asked = _("Saved last: {what}. Take it back, and tell {count} people so?")
        return asked(what=self._what(saved), count=len(heard))

    def _plainly(self, saved: Saved) -> Text:
        """What is taken back; of another day, also of which."""
        day = self._day(saved.at)
        if day == self.talk.local.date():
            return _("Saved last: {what}. Take it back?")(what=self._what(saved))
        return _("Saved last, on {day}: {what}. Take it back?")(day=day, what=self._what(saved))

    def _day(self, moment: int) -> date:
        return self.talk.at(moment).local.date()

    def _coming(self, saved: Saved) -> list[date]:
        """The meetings still to come of which everybody was told something that is taken back."""
        now = self._timetable(saved)
        extra = {row["fixed"] for row in said_of_meetings(saved) if row["extra"]}
        return [day for day in self._ahead(saved) if day.isoformat() in extra or (now and is_fixed(now, day))]

    def _timetable(self, saved: Saved) -> Timetable | None:
        return None if saved.group is None else self.talk.store.schedules.current(saved.group)

    def _ahead(self, saved: Saved) -> list[date]:
        today = self.talk.local.date().isoformat()
        return [
            date.fromisoformat(row["fixed"])
            for row in said_of_meetings(saved)
            if row["fixed"] >= today and not is_agenda(row)
        ]

    def _touches(self, saved: Saved) -> bool:
        """Whether meetings that people may have been reminded of are otherwise, once a schedule is taken back."""
        now = self._timetable(saved)
        taken = {row["id"] for row in after(saved, "schedules")}
        rest = tuple(one for one in now.schedules if one.id not in taken) if now else ()
        if now is None or not rest or len(rest) == len(now.schedules):
            return False
        group = self.talk.store.groups.get(now.latest.group)
        return changes(now, replace(now, schedules=rest), group, self.talk.now).any

    def _what(self, saved: Saved) -> Text:
        """What was saved; of whoever is in several groups also in which."""
        store = self.talk.store
        found = [meeting for one in meetings_of(saved) if (meeting := store.meetings.get(one)) is not None]
        what = told(saved, {meeting.id: meeting.day for meeting in found})
        several = len({grant.group for grant in store.people.grants(self.talk.person) if grant.group is not None}) > 1
        if saved.group is None or not several:
            return what
        return _("{what} of {group}")(what=what, group=group_name(store.groups.get(saved.group)))

    def _saved(self) -> Saved:
        saved = self.talk.store.changes.last_of(self.talk.person)
        if saved is None or not self._is_of(saved.group):
            raise Denied(_("There is nothing to take back."))
        if saved.at < self.talk.now - RECENT:
            told = _("What you saved last is of {day}: too long ago to be taken back. Just write how it is right.")
            raise Denied(told(day=self._day(saved.at)))
        return saved

    def _is_of(self, group: int | None) -> bool:
        """Whether the speaker still has a role in the group in whose books something was saved."""
        return group is None or any(grant.group == group for grant in self.talk.store.people.grants(self.talk.person))

    def done(self) -> Reply | list[Reply]:
        saved = self._saved()
        if saved.group is not None:
            self.talk.store.groups.lock(saved.group)
        what = self._what(saved)
        before = self._timetable(saved)
        if not self.talk.store.changes.revert(saved):
            raise Denied(self._written_over(saved))
        self.talk.speaks(self.talk.store.people.get(self.talk.person).language)
        back = Reply(_("✓ Taken back: {what}.")(what=what))
        if saved.group is None or any(is_founded_group(change) for change in saved.changes):
            return back
        said = [back, *self._follow_up(saved, saved.group, before)]
        plan_to_tell_members(self.talk, saved.group)
        return said

    def _written_over(self, saved: Saved) -> Text:
        """Why something cannot be taken back: who has written what since."""
        newer = self.talk.store.changes.newer(saved, self.talk.person)
        if newer is None or saved.group is None:
            return _("Something newer builds on it already, so it cannot simply be taken back.")
        group, today = self.talk.store.groups.get(saved.group), self.talk.local.date()
        words = EntryWords(self.talk.store, group, today, phones=can(self.talk, group.id, Deed.SEE_PHONES))
        told = _("Not taken back, for something was written since. {newer}")
        return sentence(told(newer=words.line(newer)), _("If it is wrong, just write how it is right."))

    def _follow_up(self, saved: Saved, group: int, before: Timetable | None) -> list[Reply]:
        """Reminders follow the schedule that holds again, and whoever was told of something hears that it is not so."""
        coming = self._coming(saved)
        for day in coming:
            self._as_before(saved, group, day)
        planning = ("schedules", "deviations", "pauses")
        if any(change.table in planning or is_changed_group(change) for change in saved.changes):
            replan(self.talk.store, group, self.talk.now)
        tell_it_is_back(self.talk, group, saved)
        for row in after(saved, "disputes"):
            self._not_so(row)
        for change in saved.changes:
            if change.table == "joins" and change.before:
                self._waits_again(change.before[0]["person"])
        told_to = self.talk.store.groups.get(group)
        paused = [said for pause in pauses_of(saved) for said in announce_pause(self.talk, told_to, pause, soon=False)]
        anew = self._schedule_anew(saved, told_to, before)
        return [
            *self._next(saved, told_to),
            *anew,
            *paused,
            *(said for day in coming for said in announce(self.talk, told_to, day)),
        ]

    def _as_before(self, saved: Saved, group: int, day: date) -> None:
        """Let what went over to a schedule set since then be as it was before too."""
        now = self.talk.store.schedules.current(group)
        still, was = deviation_of(now, day) if now else None, _as_it_was(saved, day)
        if now and still and _says(still) == _as_it_was(saved, day, after=True) and _says(still) != was:
            self.talk.store.schedules.deviate(now, _read(day, was, still))

    def _next(self, saved: Saved, group: Group) -> list[Reply]:
        """What holds now, where the schedule has changed so that it has no such meeting."""
        now = self._timetable(saved)
        if now is None or len(self._ahead(saved)) == len(self._coming(saved)):
            return []
        return [Reply(following(now, group.zone, self.talk.now))]

    def _schedule_anew(self, saved: Saved, group: Group, before: Timetable | None) -> list[Reply]:
        """Whoever may have been reminded hears of the schedule that holds again."""
        now = self.talk.store.schedules.current(group.id)
        if before is None or now is None or not after(saved, "schedules"):
            return []
        changed = changes(before, now, group, self.talk.now)
        told = changed.any and listeners(self.talk, group).all
        return announce_schedule(self.talk, group, changed.gone) if told else []

    def _waits_again(self, person: int) -> None:
        words = _("{secretary} looks once more who you are; please wait a little.")
        secretary = self.talk.store.people.get(self.talk.person).address
        self.talk.tell(person, Reply(words(secretary=secretary), kind="alert"))

    def _not_so(self, row: Mapping[str, Any]) -> None:
        member = self.talk.store.members.get(row["member"])
        if row["stage"] == "settled" and member is not None and member.person is not None:
            mine = self.talk.store.people.get(self.talk.person).address
            taken = _("{secretary} has taken that back for now and looks into it again.")(secretary=mine)
            self.talk.tell(member.person, Reply(taken, kind="alert"))
