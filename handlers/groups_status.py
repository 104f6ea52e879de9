"""How the groups of a facilitator stand: one of them in figures, and which have not met in a month or a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.kinds import Choice, Words
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from handlers.access import GroupForm, YourGroup, groups_for, remember, usual
from handlers.minutes import roll_of
from handlers.ports import Store
from handlers.words import group_name, listing
from jamaah.calendar import Fate, instant
from jamaah.groups import Group
from jamaah.meetings import tally
from jamaah.members import figures
from jamaah.people import fold
from jamaah.roles import Deed
from jamaah.standing import OVERDUE, Standing, State, is_recorded, standing

MOST = 10
OTHERS = {
    State.HELD: _("{names}: they have met, the minutes are not there yet."),
    State.NOT_DUE: _("Not due yet: {names}."),
}
NOT_HELD = {
    Fate.CANCELLED: _("{group} (cancelled on {day})"),
    Fate.POSTPONED: _("{group} (postponed on {day})"),
}


def distinct(group: Group, among: Sequence[Group]) -> str:
    """A group's name; with its village where another of these has the same."""
    shared = sum(fold(other.name) == fold(group.name) for other in among) > 1
    return f"{group.name} ({group.village})" if shared else group.name


def overdue(name: str, stands: Standing) -> Text:
    """A group that has not met, with what the records say of it."""
    if stands.day is None:
        return _("{group} (no schedule yet)")(group=name)
    day = PlainDate(stands.day)
    if stands.fate is not None:
        return NOT_HELD[stands.fate](group=name, day=day)
    return _("{group} (by the schedule on {day}, no word yet)")(group=name, day=day)


class Accompanied(YourGroup):
    """The group a message names, whatever else it says."""

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Group | None:
        return super().take(said, form) or self.find(str(said["group"]), form)


class Named(Words):
    """A group's name as it was said, whether there is such a group or not."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None

    def take(self, said: Any, form: Form[Any]) -> str | None:
        return str(said["group"])


@on("group_status", deed=Deed.SEE_FIGURES)
class GroupStatus(GroupForm):
    """Ask how a group is doing: its members, the women among them, its last meeting."""

    title = _("How a group is doing")
    writes = False
    group: Group = ask(Accompanied(), _("Which group is it?"), default=usual)
    named: str | None = ask(Named(), optional=True, takes=("group",))

    def check(self) -> None:
        """Raise Denied if the group that was named is none of the speaker's."""
        super().check()
        if self.named is None:
            return
        among = groups_for(self.talk, Deed.SEE_FIGURES) if self.group is None else [self.group]
        named, names = fold(self.named), [fold(group.name) for group in among]
        if not any(name in named or named in name for name in names):
            raise Denied(_("I do not find {name} among your groups.")(name=self.named), self._yours())

    def _yours(self) -> tuple[Button, ...]:
        groups = groups_for(self.talk, Deed.SEE_FIGURES)[:MOST]
        return tuple(opens("group_status", verbatim(distinct(group, groups)), group=group.id) for group in groups)

    def act(self, group: Group) -> Reply:
        return Reply(
            sentence(
                _("{group}, {village}.")(group=group_name(group), village=group.village),
                *self._members(group),
                self._last_meeting(group),
            )
        )

    def _members(self, group: Group) -> list[Text | None]:
        seen = figures(self.talk.store.members.of(group.id), self.talk.local.date())
        if not seen.total:
            return [_("No members in the book yet.")]
        share = _("{women} women ({percent} %).")(women=seen.women, percent=round(100 * seen.women / seen.total))
        unsure = _("Of {count} it is not known yet.")(count=seen.unknown) if seen.unknown else None
        return [_("{total} members.")(total=seen.total), share, unsure]

    def _last_meeting(self, group: Group) -> Text:
        latest = self.talk.store.meetings.latest(group.id, 1)
        if not latest:
            return _("No meeting is recorded yet.")
        meeting = latest[0]
        if not is_recorded(meeting):
            return _("They met last on {day}; the minutes are not there yet.")(day=meeting.day)
        seen = tally(meeting, roll_of(self.talk.store, group, meeting.day))
        if not (meeting.attendance or meeting.present_count):
            return _("They met last on {day}; who came is not recorded.")(day=meeting.day)
        return _("They met last on {day}, {present} came.")(day=meeting.day, present=seen.present)


class Span(StrEnum):
    MONTH = "month"
    YEAR = "year"


SPAN = Choice(Span, {Span.MONTH: _("this month"), Span.YEAR: _("this year")}, {})


class Area(Kind[str]):
    """A village in which the speaker has groups, said anywhere in a message."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> str | None:
        words = " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "
        villages = {group.village for group in groups_for(form.talk, Deed.ACCOMPANY)}
        named = [village for village in villages if f" {village.casefold()} " in words]
        return max(named, key=len, default=None)


@on("groups_overdue", deed=Deed.ACCOMPANY)
class GroupsOverdue(Form[Store]):
    """Ask which of the groups you accompany have not met this month or this year."""

    title = _("Which have not met")
    writes = False
    span: Span = ask(SPAN, optional=True, takes=("period",), default=lambda f: Span.MONTH)
    area: str | None = ask(Area(), optional=True)

    def done(self) -> Reply:
        groups = groups_for(self.talk, Deed.ACCOMPANY)
        wanted = [group for group in groups if self.area in (None, group.village)]
        found = self._standings(wanted)
        if len(wanted) == 1:
            remember(self.talk, wanted[0])
        villages = {group.village for group in groups}
        scope = _("Of all the groups you accompany:") if self.area is None and len(villages) > 1 else None
        return Reply(lines(scope, sentence(self._overdue(wanted, found), *self._others(wanted, found))))

    def _standings(self, groups: Sequence[Group]) -> dict[int, Standing]:
        store, today = self.talk.store, self.talk.local.date()
        first = today.replace(day=1) if self.span is Span.MONTH else date(today.year, 1, 1)
        ids = [group.id for group in groups]
        schedules, meetings = store.schedules.of(ids), store.meetings.between(ids, first, today)
        return {
            group.id: standing(
                [meeting for meeting in meetings if meeting.group == group.id],
                schedules.get(group.id),
                group.zone,
                since=instant(first, time(0), group.zone),
                now=self.talk.now,
            )
            for group in groups
        }

    def _overdue(self, groups: Sequence[Group], found: Mapping[int, Standing]) -> Text:
        late = [group for group in groups if found[group.id].state in OVERDUE]
        if not late:
            return _("0 of {total}: nobody is late.")(total=len(groups))
        named = [overdue(distinct(group, groups), found[group.id]) for group in late[:MOST]]
        more = [_("and {count} more")(count=len(late) - MOST)] if len(late) > MOST else []
        return _("{count} of {total}: {names}.")(count=len(late), total=len(groups), names=listing([*named, *more]))

    def _others(self, groups: Sequence[Group], found: Mapping[int, Standing]) -> Iterable[Text]:
        for state, text in OTHERS.items():
            named = [distinct(group, groups) for group in groups if found[group.id].state is state]
            if named:
                yield text(names=listing(named))
