"""A meeting told by its date alone: whether it was or is to be is known by the books, else asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.extra import Dated, find_ahead, find_dated
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, groups_for
from handlers.ports import Store
from handlers.told_ahead import answers_of
from jamaah.groups import Group
from jamaah.meetings import books_begin
from jamaah.roles import Deed
from jamaah.standing import is_recorded

_A_DAY = r"20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
_TWO_DAYS = expression(rf"{_A_DAY}(?: {_A_DAY})?")
_WAS = expression(r"\b(?:lewat|kemarin|lalu|tadi|sudah|belum lama)\b")
_IS_TO_BE = expression(r"\b(?:besok|depan|nanti|akan|datang|belum)\b")


class WhichDay(Kind[date]):
    """The day that was, or the one that is to come; never another."""

    hint = _("Please tap the day that you mean.")

    def read(self, text: str, form: Any) -> Reading[date] | None:
        plain, days = read(text).plain, form.days()
        said = [day for pattern, day in zip((_WAS, _IS_TO_BE), days, strict=False) if pattern.search(plain)]
        if len(said) == 1:
            return Reading(said[0], certain=True)
        told = {find_date(text, form.talk.local, past=past) for past in (True, False)}
        named = [day for day in days if day in told]
        return Reading(named[0], certain=True) if len(named) == 1 else None

    def tap(self, token: str, form: Any) -> date | None:
        return next((day for day in form.days() if day.isoformat() == token), None)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(_("{day}")(day=day), day.isoformat()) for day in form.days()]

    def dump(self, value: date) -> Json:
        return value.isoformat()

    def load(self, raw: Json, form: Form[Any]) -> date:
        return date.fromisoformat(raw)


class Told(Kind[dict[str, Json]]):
    """What was told of the meeting, and the days that may be meant; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[dict[str, Json]] | None:
        return None

    def tap(self, token: str, form: Form[Any]) -> dict[str, Json] | None:
        """The two days alone."""
        days = dict(zip(("behind", "ahead"), token.split(), strict=False)) if _TWO_DAYS.fullmatch(token) else None
        return None if days is None else {**days, "said": {}}


@on("meeting_of_date", deed=Deed.RECORD_MEETING)
class MeetingOfDate(GroupForm):
    """Say of which day a meeting is that was told by its date alone."""

    lapses = True
    told: dict[str, Json] = ask(Told(), optional=True)
    day: date = ask(
        WhichDay(), _("Do you mean the meeting that was, or the one that is to come?"), default=lambda f: f.clear()
    )

    @classmethod
    @only_with(find_ahead, find_dated)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A meeting that is told by its date alone, to who keeps the books of one group; without its month only where
        the group has a schedule, for else it may be every month's."""
        if talk.busy:
            return None
        ahead, dated = find_ahead(text, talk.local), find_dated(text, talk.local)
        groups = groups_for(talk, Deed.RECORD_MEETING) if ahead or dated else []
        if len(groups) != 1:
            return None
        if talk.store.schedules.current(groups[0].id) is None:
            dated = Dated(None, ahead.day, ahead) if ahead else dated if dated and not dated.ahead else None
        return {"group": groups[0].id, "told": _as_answers(dated, talk, text)} if dated else None

    def days(self) -> list[date]:
        """The day that was and the one that is to come."""
        told = self.told or {}
        return [date.fromisoformat(told[which]) for which in ("behind", "ahead") if told.get(which)]

    def clear(self) -> date | None:
        """The day that must be meant: of one that is recorded nobody tells, nor of one before the books begin."""
        days = self.days()
        able = [day for day in days if self._may_be_told(day)] if self.group and len(days) > 1 else days
        return able[0] if len(able) == 1 else None

    def _may_be_told(self, day: date) -> bool:
        is_open = day >= books_begin(self.group.founded) and not self._is_recorded(day)
        return is_open or day >= self.talk.local.date()

    def _is_recorded(self, day: date) -> bool:
        return any(map(is_recorded, self.talk.store.meetings.on(self.group.id, day)))

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Once the day is clear, it is a meeting to be recorded, or one to come."""
        day = self.day if self.told else None
        if day is None or self.group is None:
            return None
        said = {"group": self.group.id, **self.told["said"], "day": day.isoformat()}
        if day >= self.talk.local.date():
            return "extra_meeting", said
        hour = {"at": said.pop("hour")} if isinstance(said.get("hour"), str) else {}
        kept = {name: value for name, value in said.items() if name in ("group", "day", "place", "agenda")}
        return "record_meeting", {**kept, **hour}

    def check(self) -> None:
        super().check()
        if not self.days():
            raise Denied(_("Please write when the meeting was or is to be, and where."))

    def act(self, group: Group) -> Reply:
        raise Denied(_("Please write when the meeting was or is to be, and where."))


def _as_answers(found: Dated, talk: Talk[Store], text: str) -> dict[str, Json]:
    days = {"behind": found.behind, "ahead": found.ahead}
    told = {which: day.isoformat() for which, day in days.items() if day}
    return {**told, "said": dict(answers_of(talk, found.told, text))}
