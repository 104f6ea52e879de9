"""Who comes to the next meeting, as far as members have said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.forms import Denied, ask, on
from bot.kinds import Day
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.dates import find_date
from bot.understanding.needed import only_with
from bot.understanding.who_comes import asks_who_at_all, asks_who_comes
from handlers.access import GroupForm, groups_for
from handlers.ports import Store
from handlers.who_comes import so_far
from handlers.words import group_name, when
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.rsvps import to_come
from jamaah.timetable import Occurrence, next_occurrence

NEAR = 2 * 86_400


class DayAhead(Day):
    """A day that is named in passing."""

    def find(self, text: str, form: Any) -> date | None:
        return find_date(text, form.talk.local, past=False)


def _is_near(talk: Talk[Store], group: Group) -> bool:
    """Whether the next meeting is soon and somebody has answered."""
    timetable = talk.store.schedules.current(group.id)
    coming = next_occurrence(timetable, group.zone, talk.now) if timetable else None
    return coming is not None and coming.instant - talk.now <= NEAR and bool(talk.store.rsvps.of(group.id, coming.day))


@on("who_comes", deed=Deed.SEE_SCHEDULE)
class WhoComes(GroupForm):
    """Ask who comes to the next meeting."""

    title = _("Who comes")
    writes = False
    day: date | None = ask(DayAhead(past=False), optional=True)

    @classmethod
    @only_with(asks_who_comes, asks_who_at_all)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A question who comes to a meeting still to come; with the day it names. One that may be of any meeting is of
        one for which there are answers already, if it is near."""
        groups = groups_for(talk, Deed.SEE_SCHEDULE) if asks_who_comes(text) or asks_who_at_all(text) else []
        if not groups or not (asks_who_comes(text) or any(_is_near(talk, group) for group in groups)):
            return None
        day = find_date(text, talk.local, past=False)
        return {"day": day.isoformat()} if day else {}

    def act(self, group: Group) -> Reply:
        coming = self._meant(group)
        if coming is None:
            raise Denied(self._none(group))
        told = so_far(self.talk, group, coming) or _("Nobody has answered yet.")
        return Reply(sentence(_("{told}.")(told=coming.day), told))

    def _meant(self, group: Group) -> Occurrence | None:
        timetable = self.talk.store.schedules.current(group.id)
        if timetable is None:
            return None
        if self.day is None:
            return next_occurrence(timetable, group.zone, self.talk.now)
        return to_come(timetable, group.zone, self.day, self.talk.now)

    def _none(self, group: Group) -> Text:
        timetable = self.talk.store.schedules.current(group.id)
        if timetable is None:
            return _("{group} has no fixed schedule yet.")(group=group_name(group))
        coming = next_occurrence(timetable, group.zone, self.talk.now)
        none = _("There is no meeting on {day}.")(day=self.day) if self.day else None
        following = _("The next: {when}.")(when=when(coming, group.zone)) if coming else None
        return sentence(none, following or _("The day of the next meeting follows."))
