"""When and where the group meets regularly, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

from bot.forms import Denied, Refusal, ask, on, opens
from bot.kinds import no_such_day
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence
from bot.understanding.beginning import find_first
from bot.understanding.turns import Turns
from handlers.announcing import announce_schedule, listeners
from handlers.hours import Halves, MeetingHour, which_hour
from handlers.houses import HouseTurns, houses, where
from handlers.kinds import Id
from handlers.places import Place
from handlers.red_days import red_day
from handlers.rhythms import (
    PARTS,
    Beginning,
    Begins,
    FewWeeks,
    OnlyHowOften,
    Open,
    Rhythm,
    Said,
    is_whole,
    which_rhythm,
)
from handlers.telling import Telling
from handlers.timetables import Changes, changes, once_set, set_schedule
from handlers.words import come, scheduled, together, when
from jamaah.calendar import EveryFewWeeks
from jamaah.groups import LEADS, Group
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, Schedule, Timetable, hosts_from, upcoming

DATED = frozenset({"move_meeting", "record_meeting", "show_meeting", "next_meeting"})
ONE_DAY, FURTHER = timedelta(days=1), 2


@on("set_schedule", deed=Deed.SET_SCHEDULE, command="jadwal")
class SetSchedule(Telling):
    """Fix when and where the group meets regularly."""

    title = _("Fix the schedule")
    rhythm: Said = ask(Rhythm(), which_rhythm, label=_("day"), takes=PARTS, until=lambda f: is_whole(f.rhythm))
    hour: time | Halves = ask(
        MeetingHour(),
        which_hour,
        label=_("hour"),
        takes=("time",),
        default=lambda f: f.kept().at if f.kept() else None,
        until=lambda f: not isinstance(f.hour, Halves),
    )
    hosts: Turns | None = ask(HouseTurns(), optional=True, label=_("turns"))
    place: str | None = ask(
        Place(),
        _("Where? You may leave it open."),
        label=_("place"),
        skip=True,
        default=lambda f: f.kept().place if f.kept() else None,
        when=lambda f: f.group is not None and f.in_turn() is None and not f.kept(),
    )
    often: bool | None = ask(OnlyHowOften(), optional=True)
    begins: bool | None = ask(Begins(), optional=True)
    since: date = ask(
        Beginning(),
        lambda f: sentence(no_such_day(f.talk.text), _("From which day on?")),
        label=_("beginning"),
        skip=False,
        when=lambda f: f.begins or f.since,
    )
    seen: int | None = ask(Id(), optional=True)

    def timetable(self) -> Timetable | None:
        """When the group has met so far."""
        return self.talk.store.schedules.current(self.group.id)

    def kept(self) -> Schedule | None:
        """The schedule of which only how often is to be otherwise; its hour and place stay."""
        timetable = self.timetable() if self.often and self.group else None
        return timetable.latest if timetable else None

    def first_day(self) -> date:
        """The day from which on it is to hold."""
        since, rhythm = self.since or self.talk.local.date(), self.rhythm
        return min(since, rhythm.first) if self.since and isinstance(rhythm, EveryFewWeeks) else since

    def in_turn(self) -> tuple[str, ...] | None:
        """The houses that take turns: as they are said, else as so far where no place is said."""
        if self.hosts is not None:
            return houses(self.hosts, self.talk.store.members.of(self.group.id), self.talk.local.date())
        timetable = None if self.answers.get("place") else self.timetable()
        return hosts_from(timetable, self.first_day()) if timetable else None

    def schedule(self) -> Schedule:
        """The schedule as it will be written."""
        hosts, rhythm, hour = self.in_turn(), self.rhythm, self.hour
        if isinstance(rhythm, Open | FewWeeks) or isinstance(hour, Halves):
            raise TypeError("something is still open")
        return Schedule(
            group=self.group.id,
            recurrence=rhythm,
            at=hour,
            place=self.place if hosts is None else None,
            since=self.first_day(),
            hosts=hosts,
        )

    def concerns(self, intent: str, said: Mapping[str, Json]) -> bool:
        """A date said while it is counted in weeks is that of the first meeting, not another meeting's."""
        counted = isinstance(self.rhythm, EveryFewWeeks | FewWeeks)
        return counted and intent in DATED and find_first(self.talk.text, self.talk.local) is not None

    def check(self) -> None:
        super().check()
        if self.since is not None and self.since < self.talk.local.date():
            raise Refusal("since", _("That day is over already."))
        if self.group is None or self.next_slot() is not None:
            return
        timetable = self.timetable()
        if timetable is None:
            return
        self.answers.setdefault("seen", timetable.latest.id)
        if _same(timetable, self.schedule()):
            raise Denied(sentence(_("That is written down already."), _meeting(timetable.latest)))

    def summary(self) -> Text:
        schedule = self.schedule()
        changed = self._changes(schedule)
        return lines(
            *self._changing(schedule),
            self._replaced(schedule),
            sentence(*self._first(schedule), *self._gone(changed)),
            self.question() if changed.any else _("Is that right?"),
        )

    def _changes(self, schedule: Schedule) -> Changes:
        """What changes of the meetings that people may have been reminded of."""
        before = self.timetable()
        if before is None:
            return Changes(False, ())
        return changes(before, once_set(before, schedule), self.group, self.talk.now)

    @staticmethod
    def _gone(changed: Changes) -> Sequence[Text]:
        return [_("The meeting of {day} is not held.")(day=day) for day in changed.gone]

    def _replaced(self, schedule: Schedule) -> Text | None:
        """What does not hold any more: the schedule so far, and one that was to begin later."""
        timetable = self.timetable()
        if timetable is None:
            return None
        today = self.talk.local.date()
        later = [span for span in timetable.spans() if span.since > max(today, schedule.since - ONE_DAY)]
        now = timetable.on(schedule.since) if schedule.since <= today and timetable.is_regular else None
        planned = _("What was to hold from {day} on ({scheduled}) falls away.")
        told = [_("In place of: {scheduled}.")(scheduled=scheduled(now))] if now else []
        told += [planned(day=one.since, scheduled=scheduled(one.schedule)) for one in later]
        return sentence(*told) if told else None

    def _changing(self, schedule: Schedule) -> Sequence[Text]:
        """What is to hold; where that begins later, also what holds until then."""
        timetable = self.timetable()
        before = timetable.on(schedule.since - ONE_DAY) if timetable and timetable.is_regular else None
        if schedule.since <= self.talk.local.date():
            return (_meeting(schedule),)
        begins = _("From {day} on: {scheduled}.")(day=schedule.since, scheduled=scheduled(schedule))
        if before is None:
            return (begins,)
        stays = _("Until {day} still {scheduled}.")
        return stays(day=schedule.since - ONE_DAY, scheduled=scheduled(before)), begins

    def _first(self, schedule: Schedule) -> Sequence[Text | None]:
        then = once_set(self.timetable(), schedule)
        zone, today = self.group.zone, self.talk.local.date()
        of_this = (one for one in upcoming(then, zone, self.talk.now) if one.fixed >= schedule.since and not one.extra)
        first: Occurrence | None = next(of_this, None)
        more = islice(of_this, FURTHER) if isinstance(schedule.recurrence, EveryFewWeeks) else ()
        if first is None:
            return (_("For now there is a pause; the day of the first meeting follows."),)
        told = _("The next: {when}.") if schedule.since <= today else _("The first: {when}.")
        days = [_("{day}")(day=one.day) for one in more]
        after = _("Then: {days}.")(days=together(days)) if days else None
        return told(when=when(first, zone, where(then, first))), red_day(first.day), after

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        timetable = self.timetable()
        if timetable is not None and timetable.latest.id != self.seen:
            self.answers["seen"] = timetable.latest.id
            raise Refusal("", sentence(_("Meanwhile the schedule has changed."), _meeting(timetable.latest)))
        schedule = self.schedule()
        changed, clean = self._changes(schedule), self._clean(schedule)
        set_schedule(self.talk.store, schedule, self.talk.now)
        if changed.any and not self.quietly and listeners(self.talk, group).all:
            return announce_schedule(self.talk, group, changed.gone, clean)
        saved = Reply(self._reminded(group), (opens("invite", _("Invite members")),))
        if timetable is None:
            return saved
        return [replace(saved, text=lines(saved.text, _("For the WA group, just copy:"))), Reply(clean)]

    def _clean(self, schedule: Schedule) -> Text:
        return lines(
            *self._changing(schedule)[-1:], sentence(*self._first(schedule), *self._gone(self._changes(schedule)))
        )

    def _reminded(self, group: Group) -> Text:
        store, me = self.talk.store, self.talk.person
        others = sum(member.person not in (None, me) for member in store.members.of(group.id))
        name = store.people.get(me).address
        if group.leads != LEADS:
            return sentence(_("✓ Saved."), come(group.leads))
        if not others:
            return _("✓ Saved. {name} is reminded a day and two hours before.")(name=name)
        return _("✓ Saved. {name} and {count} connected members are reminded a day and two hours before.")(
            name=name, count=others
        )


def _meeting(schedule: Schedule) -> Text:
    return _("Meeting {scheduled}.")(scheduled=scheduled(schedule))


def _same(timetable: Timetable, wanted: Schedule) -> bool:
    """Whether the schedule set last says all of it already."""
    last = timetable.latest
    hosts = hosts_from(timetable, wanted.since)
    as_wanted = replace(last, id=0, since=wanted.since, hosts=hosts, deviations=())
    return last.since <= wanted.since and as_wanted == wanted
