"""Where people meet by turns: the list of houses, whose turn is next, and the place that is said each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.forms import Denied, Reading, Refusal, ask, on, opens
from bot.kinds import Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.dates import find_date
from bot.understanding.needed import only_with
from bot.understanding.turns import Turns, asks_whose_turn, find_turns, next_turn
from handlers.access import can, groups_for
from handlers.houses import HouseTurns, at_whose, house, houses, in_turn, where
from handlers.kinds import Id
from handlers.places import Place
from handlers.ports import Store
from handlers.timetables import OfTimetable, set_schedule
from handlers.words import group_name, listing, when
from jamaah.groups import Group
from jamaah.retiming import with_schedule
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, Schedule, Timetable, hosts_from, meant, next_occurrence, upcoming

SHOWN = 3


class OfSchedule(OfTimetable):
    """Something about the houses of a group that has a schedule."""

    answered_by = "next_meeting"

    def coming(self) -> Occurrence:
        """The next meeting. Raises Denied where its day is still to be said."""
        coming = next_occurrence(self.timetable(), self.group.zone, self.talk.now)
        if coming is None:
            raise Denied(
                _("{group} pauses for now; the day of the next meeting follows.")(group=group_name(self.group))
            )
        return coming


@on("take_turns", deed=Deed.SET_SCHEDULE)
class TakeTurns(OfSchedule):
    """Say whose houses take turns, or that the place is said each time."""

    title = _("Houses in turn")
    hosts: Turns = ask(
        HouseTurns(), _("Whose houses, in their order? For example: Bu Tini, Pak Darmo."), label=_("turns")
    )
    seen: int | None = ask(Id(), optional=True)

    @classmethod
    @only_with(find_turns)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A list of houses that take turns, where nothing of a schedule is said beside it."""
        turns = find_turns(text)
        if turns is None or talk.reader.slots("set_schedule", text, talk.local).keys() - {"place"}:
            return None
        if not groups_for(talk, Deed.SET_SCHEDULE):
            return None
        return {"hosts": HouseTurns().dump(turns)}

    def schedule(self) -> Schedule:
        """The schedule as it will be written: that of the next meeting, at these houses from then on."""
        since = self.coming().fixed
        now = self.timetable().on(since) or self.timetable().latest
        hosts = houses(self.hosts, self.talk.store.members.of(self.group.id), self.talk.local.date())
        return replace(now, id=0, since=since, hosts=hosts, place=None, deviations=())

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        timetable, coming = self.timetable(), self.coming()
        if self.next_slot() is not None:
            return
        self.answers.setdefault("seen", timetable.latest.id)
        schedule = self.schedule()
        if self.hosts.by_roll and not schedule.hosts:
            raise Refusal("hosts", _("The book has no members yet."))
        if hosts_from(timetable, coming.fixed) == schedule.hosts:
            raise Denied(sentence(_("That is written down already."), whose(timetable, self.group, self.talk.now)))

    def summary(self) -> Text:
        then = with_schedule(self.timetable(), self.schedule())
        return lines(whose(then, self.group, self.talk.now), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        timetable, schedule = self.timetable(), self.schedule()
        if timetable.latest.id != self.seen:
            self.answers["seen"] = timetable.latest.id
            raise Refusal("", _("Meanwhile the schedule has changed."))
        set_schedule(self.talk.store, schedule, self.talk.now)
        return Reply(_("✓ Saved."), (opens("whose_turn", _("Whose turn"), group=group.id),))


def whose(timetable: Timetable, group: Group, now: int) -> Text:
    """Whose turn is next, on which day, and who follows."""
    coming = next_occurrence(timetable, group.zone, now)
    hosts = hosts_from(timetable, coming.fixed) if coming else None
    if coming is None or not hosts:
        return _("The place is said anew for each meeting.")
    told = _("{count} houses take turns: {names}.")(count=len(hosts), names=in_turn(hosts))
    days = [
        _("{name} on {day}")(name=at_whose(one.place or ""), day=one.day)
        for one in islice(upcoming(timetable, group.zone, now), SHOWN)
    ]
    return sentence(told, _("Next: {days}.")(days=listing(days)))


@on("whose_turn", deed=Deed.SEE_SCHEDULE)
class WhoseTurn(OfSchedule):
    """Ask whose house is next."""

    title = _("Whose turn")
    writes = False

    @classmethod
    @only_with(asks_whose_turn)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That it is asked whose turn it is."""
        return {} if asks_whose_turn(text) and groups_for(talk, Deed.SEE_SCHEDULE) else None

    def act(self, group: Group) -> Reply:
        timetable, coming = self.timetable(), self.coming()
        schedule = timetable.on(coming.fixed)
        may = can(self.talk, group.id, Deed.SET_SCHEDULE)
        change = (opens("take_turns", _("Change the turns"), group=group.id),) if may else ()
        if schedule is None or schedule.hosts is None:
            told = _("Houses do not take turns. The next meeting: {when}.")
            return Reply(told(when=when(coming, group.zone)), change)
        told = _("The next meeting: {when}.")(when=when(coming, group.zone, where(timetable, coming)))
        return Reply(lines(told, whose(timetable, group, self.talk.now)), change)


class House(Place):
    """Somebody's house, by the name alone too; or another place."""

    def read(self, text: str, form: object) -> Reading[str] | None:
        reading = super().read(text, form)  # type: ignore[arg-type]
        return None if reading is None else Reading(house(reading.value), certain=reading.certain)


@on("next_place", deed=Deed.SET_SCHEDULE)
class NextPlace(OfSchedule):
    """Say at whose house the next meeting is."""

    title = _("Where the next one is")
    place: str = ask(House(), _("At whose house is the next meeting?"), label=_("place"))
    said: str | None = ask(Words(60), optional=True)

    @classmethod
    @only_with(next_turn)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Whose turn it is next: "besok giliran Bu Lasmi"."""
        turn = next_turn(text)
        if turn is None or talk.busy or not groups_for(talk, Deed.SET_SCHEDULE):
            return None
        return {"place": house(turn[1]), **({"said": turn[0]} if turn[0] else {})}

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """It is the moving of one meeting to a place: of the day that was said, else of the next."""
        if self.group is None or not self.place:
            return None
        coming, zone, now = self.coming(), self.group.zone, self.talk.now
        day = find_date(self.said, self.talk.local, past=False) if self.said else None
        fixed = meant(self.timetable(), zone, day, now) if day else None
        meeting = day if day and fixed else coming.day
        return "move_meeting", {"group": self.group.id, "meeting": meeting.isoformat(), "place": self.place}

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        return Reply(verbatim(self.place))
