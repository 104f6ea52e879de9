"""Which of the groups that somebody accompanies have not met this month or this year, have no minutes, or are late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any

from bot.forms import Form, ask, on
from bot.kinds import Choice
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import groups_for, remember
from handlers.accompanied import as_of, days, looks, unmet_on
from handlers.areas import Area, keep_asked, within
from handlers.ports import Store
from handlers.words import distinct, listing
from jamaah.accompanying import Look, worst_first
from jamaah.calendar import instant
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.standing import OVERDUE, Standing, State, standing
from jamaah.timetable import Fate

MOST, MOST_DAYS = 10, 3
OTHERS = {
    State.HELD: _("{names}: they have met, the minutes are not there yet."),
    State.NOT_DUE: _("Not due yet: {names}."),
    State.PAUSED: _("Pausing: {names}."),
}
NOT_HELD = {
    Fate.CANCELLED: _("{group} (cancelled on {day})"),
    Fate.POSTPONED: _("{group} (postponed on {day})"),
}


OF_MINUTES = expression(r"\b(?:catat|tercatat|dicatat|mencatat|catatan|notulen|tulis|ditulis|menulis)\w{0,3}\b")
WHO_HAS_NO_MINUTES = expression(
    r"^(?:(?:kelompok|jp|grup|yang|siapa|mana|ada) ){1,4}(?:saja |masih )?(?:belum|telat|terlambat) "
    r"(?:ada |punya |di|men|ke)?(?:catat|mencatat|dicatat|tercatat|catatan|notulen|tulis|menulis|ditulis)\w{0,3}\b"
)
OF_LATE = expression(r"\b(?:telat|terlambat|late|molor|nunggak|ketinggalan)\w{0,3}\b")


def overdue(name: str, stands: Standing) -> Text:
    """A group that has not met, with what the records say of it."""
    if stands.day is None:
        return _("{group} (no schedule yet)")(group=name)
    day = PlainDate(stands.day)
    if stands.fate is not None:
        return NOT_HELD[stands.fate](group=name, day=day)
    return _("{group} (by the schedule on {day}, no word yet)")(group=name, day=day)


class Span(StrEnum):
    MONTH = "month"
    YEAR = "year"


SPAN = Choice(Span, {Span.MONTH: _("this month"), Span.YEAR: _("this year")}, {})


class About(StrEnum):
    """What may be lacking beside a meeting in the span: minutes, or by now any news."""

    MINUTES = "minutes"
    NEWS = "news"


LACKING = {About.MINUTES: _("minutes"), About.NEWS: _("news")}


class Lacking(Choice[About]):
    """What is lacking, by the words of the question."""

    def find(self, text: str, form: Form[Any]) -> About | None:
        plain = read(text).plain
        if OF_MINUTES.search(plain):
            return About.MINUTES
        return About.NEWS if OF_LATE.search(plain) else None


@on("groups_overdue", deed=Deed.ACCOMPANY)
class GroupsOverdue(Form[Store]):
    """Ask which of the groups you accompany have not met this month or this year."""

    title = _("Which have not met")
    writes = False
    span: Span = ask(SPAN, optional=True, takes=("period",), default=lambda f: Span.MONTH)
    about: About | None = ask(Lacking(About, LACKING, {}), optional=True)
    area: str | None = ask(Area(), optional=True)

    @classmethod
    @only_with(WHO_HAS_NO_MINUTES)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Who has no minutes, which sounds like a question for members where no groups are accompanied."""
        asked = not talk.busy and WHO_HAS_NO_MINUTES.search(read(text).plain)
        return {"about": About.MINUTES.value} if asked and groups_for(talk, Deed.ACCOMPANY) else None

    def done(self) -> Reply:
        groups = groups_for(self.talk, Deed.ACCOMPANY)
        wanted = within(self.area, groups)
        keep_asked(self.talk, self.intent, span=self.span.value, about=self.about and self.about.value)
        if len(wanted) == 1:
            remember(self.talk, wanted[0])
        if self.about is not None:
            return Reply(self._of(wanted, self._without_minutes if self.about is About.MINUTES else self._late))
        villages = {group.village for group in groups}
        scope = _("Of all the groups you accompany:") if self.area is None and len(villages) > 1 else None
        found = self._standings(wanted)
        told = sentence(self._overdue(wanted, found), *self._others(wanted, found))
        return Reply(lines(scope, told, as_of(self.talk.local.date())))

    def _of(self, groups: Sequence[Group], told: Callable[[Look], Text | None]) -> Text:
        """Of which groups there is something to tell, who needs a hand first, and as of which day."""
        seen = worst_first(looks(self.talk.store, groups, self.talk.now))
        named = [
            _("{group} ({what})")(group=distinct(one.group, groups), what=what) for one in seen if (what := told(one))
        ]
        if not named:
            return sentence(_("0 of {total}.")(total=len(groups)), as_of(self.talk.local.date()))
        more = [_("and {count} more")(count=len(named) - MOST)] if len(named) > MOST else []
        words = _("{count} of {total}: {names}.")
        names = listing([*named[:MOST], *more])
        return lines(words(count=len(named), total=len(groups), names=names), as_of(self.talk.local.date()))

    def _without_minutes(self, seen: Look) -> Text | None:
        held = _("minutes of {days} still to come")(days=days(seen.unrecorded)) if seen.unrecorded else None
        parts = [part for part in (held, self._late(seen)) if part is not None]
        return listing(parts) if parts else None

    def _late(self, seen: Look) -> Text | None:
        return unmet_on(seen.missed[-MOST_DAYS:], seen.off) if seen.missed else None

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
