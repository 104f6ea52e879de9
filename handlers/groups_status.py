"""How the groups of a facilitator stand: one of them in figures, and which have not met in a month or a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum

from bot.forms import Form, ask, on
from bot.kinds import Choice
from bot.messages import Reply
from bot.ports import Json
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from handlers.access import GroupForm, groups_for, remember
from handlers.areas import Area, within
from handlers.minutes import roll_of
from handlers.ports import Store
from handlers.words import distinct, group_name, listing
from jamaah.calendar import instant, local
from jamaah.groups import Group
from jamaah.meetings import tally
from jamaah.members import figures
from jamaah.roles import Deed
from jamaah.standing import OVERDUE, Standing, State, is_recorded, standing
from jamaah.timetable import Fate

MOST = 10
OTHERS = {
    State.HELD: _("{names}: they have met, the minutes are not there yet."),
    State.NOT_DUE: _("Not due yet: {names}."),
    State.PAUSED: _("Pausing: {names}."),
}
NOT_HELD = {
    Fate.CANCELLED: _("{group} (cancelled on {day})"),
    Fate.POSTPONED: _("{group} (postponed on {day})"),
}


def overdue(name: str, stands: Standing) -> Text:
    """A group that has not met, with what the records say of it."""
    if stands.day is None:
        return _("{group} (no schedule yet)")(group=name)
    day = PlainDate(stands.day)
    if stands.fate is not None:
        return NOT_HELD[stands.fate](group=name, day=day)
    return _("{group} (by the schedule on {day}, no word yet)")(group=name, day=day)


READY = expression(
    r"\bsiap\b(?: (?:jadi|menjadi|koperasi|ke|daftar|notaris))* (?:belum|apa belum|tidak)\b|\bsiap\b[^.!]*\?"
)


@on("group_status", deed=Deed.SEE_FIGURES)
class GroupStatus(GroupForm):
    """Ask how a group is doing: its members, the women among them, its last meeting."""

    title = _("How a group is doing")
    writes = False

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Whether it is ready is asked of the very group: "sumber rejeki wis siap durung?"."""
        if self.group is None or not READY.search(read(self.talk.text).plain):
            return None
        return "readiness", {"group": self.group.id}

    def act(self, group: Group) -> Reply:
        return Reply(
            sentence(
                _("{group}, {village}.")(group=group_name(group), village=group.village),
                *self._members(group),
                self._last_meeting(group),
                self._pauses(group),
            )
        )

    def _members(self, group: Group) -> list[Text | None]:
        seen = figures(self.talk.store.members.of(group.id), self.talk.local.date())
        if not seen.total:
            return [_("No members in the book yet.")]
        share = _("{women} women ({percent} %).")(women=seen.women, percent=round(100 * seen.women / seen.total))
        unsure = _("Of {count} it is not known yet.")(count=seen.unknown) if seen.unknown else None
        return [_("{total} members.")(total=seen.total), share, unsure]

    def _pauses(self, group: Group) -> Text | None:
        timetable = self.talk.store.schedules.current(group.id)
        pause = timetable.pause_on(local(self.talk.now, group.zone).date()) if timetable else None
        if pause is None:
            return None
        return _("Pausing until {last}.")(last=pause.last) if pause.last else _("Pausing until further notice.")

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


@on("groups_overdue", deed=Deed.ACCOMPANY)
class GroupsOverdue(Form[Store]):
    """Ask which of the groups you accompany have not met this month or this year."""

    title = _("Which have not met")
    writes = False
    span: Span = ask(SPAN, optional=True, takes=("period",), default=lambda f: Span.MONTH)
    area: str | None = ask(Area(), optional=True)

    def done(self) -> Reply:
        groups = groups_for(self.talk, Deed.ACCOMPANY)
        wanted = within(self.area, groups)
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
        timetables, meetings = store.schedules.of(ids), store.meetings.between(ids, first, today)
        return {
            group.id: standing(
                [meeting for meeting in meetings if meeting.group == group.id],
                timetables.get(group.id),
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
