"""One meeting that is not held as fixed: moved, postponed until its new day is said, or cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot.forms import Denied, ask, on
from bot.kinds import Day, Reason, Words, no_such_day
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.dates import find_date
from bot.understanding.needed import only_with
from bot.understanding.spans import place_to_come
from bot.understanding.staying import stays
from handlers.access import groups_for
from handlers.hours import NearestHour
from handlers.meeting_days import Mention, MovedBy, NewDay, OthersCalledOff, Substitute, WhichCalledOff
from handlers.names import address_of
from handlers.one_meeting import OneMeeting
from handlers.places import Place, tidy_place
from handlers.ports import Store
from jamaah import refusals
from jamaah.groups import Group
from jamaah.moving import check_move
from jamaah.retiming import only_new
from jamaah.roles import Deed
from jamaah.timetable import Deviation, Fate, as_moved, deviation_of, meant, unsettled

LOOKING_BACK = timedelta(days=183)
FAR_AHEAD = timedelta(days=183)
"""Nobody calls a meeting off so early without saying the year."""


@on("move_meeting", deed=Deed.SET_SCHEDULE)
class MoveMeeting(OneMeeting):
    """Move one meeting to another day, hour or place, or postpone it until the new day is known."""

    title = _("Move a meeting")
    day: date | None = ask(
        NewDay(past=False),
        lambda f: sentence(
            f.wrong() or no_such_day(f.talk.text), _("To which day? If it is not known yet, skip this.")
        ),
        label=_("new day"),
        takes=("date",),
        skip=True,
        when=lambda f: f.wrong() or not (f.postponed or f.at or f.place or f.by),
        until=lambda f: f.wrong() is None,
    )
    at: time | None = ask(NearestHour(), optional=True, label=_("hour"), takes=("time",))
    place: str | None = ask(Place(), optional=True, label=_("place"))
    postponed: bool | None = ask(Mention(), optional=True)
    by: int | None = ask(MovedBy(), optional=True)
    to_week: date | None = ask(Day(past=False), optional=True, takes=("to_week",))
    replaced: bool | None = ask(Substitute(), optional=True)
    agenda: str | None = ask(Words(300), optional=True)

    @classmethod
    @only_with(stays, place_to_come)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That a meeting stays as it was, where another is written down of it ("ora sida, tetep kamis"), or where it
        will be ("mengko bengi neng omahe bu tini yo")."""
        if talk.busy:
            return None
        return cls._stays(talk, text) if stays(text) else cls._placed(talk, text)

    @classmethod
    def _placed(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        place = place_to_come(text)
        day = find_date(text, talk.local, past=False) if place else None
        groups = groups_for(talk, Deed.SET_SCHEDULE) if place and day else []
        timetable = talk.store.schedules.current(groups[0].id) if len(groups) == 1 else None
        if not (place and day and timetable) or meant(timetable, groups[0].zone, day, talk.now) is None:
            return None
        return {"group": groups[0].id, "meeting": day.isoformat(), "place": tidy_place(place, address_of(talk))}

    @classmethod
    def _stays(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        day = find_date(text, talk.local, past=False)
        today = talk.local.date()
        found = [
            {"group": group.id, "meeting": one.fixed.isoformat(), "day": one.fixed.isoformat()}
            for group in groups_for(talk, Deed.SET_SCHEDULE)
            for timetable in [talk.store.schedules.current(group.id)]
            for one in (timetable.deviations() if timetable else ())
            if one.fixed >= today and not one.is_back and day in (None, one.fixed)
        ]
        return found[0] if len(found) == 1 else None

    def usual(self) -> date | None:
        """Whoever says a new day without the old one means the meeting that waits for one; as a substitute ("diganti
        minggu") the one that was called off lately."""
        waiting = self.waiting() if self.group and self.answers.get("day") else []
        if self.replaced and self.answers.get("day") and self.group and not waiting:
            unheld = unsettled(self.timetable(), self.group.zone, self.talk.now)
            waiting = [deviation for deviation in unheld if deviation.fate is Fate.CANCELLED]
        return waiting[0].fixed if len(waiting) == 1 else super().usual()

    def fixed(self) -> date | None:
        """As ever; "the one that was postponed yesterday" is the one that waits for its day."""
        past = self.group is not None and self.meeting is not None and self.meeting < self.talk.local.date()
        waiting = self.waiting() if past else []
        return waiting[0].fixed if waiting else super().fixed()

    def old_day(self) -> date | None:
        """The day by which the meeting is called, from which it is moved; None where there is none."""
        fixed = self.fixed()
        return None if fixed is None else self.meeting or fixed

    def wrong(self) -> Text | None:
        """Why the meeting cannot be moved so; None if it can."""
        if self.fixed() is None:
            return None
        try:
            check_move(self.timetable(), self.group.zone, self.deviation(), self.talk.now)
        except refusals.Refusal as refusal:
            return MOVES[refusal.reason](**refusal.facts)
        return None

    def _news(self, wanted: Deviation) -> Text:
        agenda = _("Agenda: {agenda}.")(agenda=self.agenda) if self.agenda else None
        return sentence(super()._news(wanted), agenda)

    def deviation(self) -> Deviation:
        fixed = self.fixed() or self.meeting
        new_day, new_at = self._when(fixed)
        if not (new_day or new_at or self.place):
            return self.called_off(fixed, Fate.POSTPONED)
        timetable, nothing = self.timetable(), Deviation(fixed=fixed, fate=Fate.MOVED)
        known = deviation_of(timetable, fixed) or nothing
        # Back on its own day all of the schedule holds again, but for what is said now.
        old = nothing if new_day == fixed and known.extra is None else known
        moved = Deviation(
            fixed=fixed,
            fate=Fate.MOVED,
            day=new_day or old.day,
            at=new_at or old.at,
            place=self.place or old.place,
            reason=self.why() or (old.reason if old.fate is Fate.MOVED else None),
            agenda=self.agenda or known.agenda,
            extra=known.extra,
        )
        return only_new(timetable, self.group.zone, moved)

    def _when(self, fixed: date) -> tuple[date | None, time | None]:
        """The new day and hour, as told or reckoned from the meeting as it was to be held last."""
        if self.day or self.at or self.by is None:
            return self.day, self.at
        old = as_moved(self.timetable(), self.group.zone, fixed)
        new = datetime.combine(old.day, old.at) + timedelta(minutes=self.by)
        return new.date(), new.time()


MOVES = {
    "in_past": _("{to} is over already."),
    "taken": _("On {other} there is a meeting already."),
    "passes": _("Before that, on {other}, there is the following meeting already."),
}


@on("cancel_meeting", deed=Deed.SET_SCHEDULE)
class CancelMeeting(OneMeeting):
    """Say that one meeting is not held; also of one that was to be held lately."""

    title = _("Call a meeting off")
    back = LOOKING_BACK
    meeting: date = ask(
        WhichCalledOff(past=False),
        lambda f: f.which(),
        label=_("which meeting"),
        takes=("date",),
        default=lambda f: f.usual(),
        until=lambda f: f.fixed() is not None and not f.is_far(),
    )
    reason: str | None = ask(
        Reason(120),
        _("Why was it not held? You may leave it open."),
        label=_("reason"),
        skip=True,
        when=lambda f: f.asked,
    )
    asked: bool | None = ask(Mention(), optional=True)
    sure: bool | None = ask(Mention(), optional=True)
    then: list[str] | None = ask(OthersCalledOff(), optional=True)

    def is_unsettled(self, day: date) -> bool:
        """Whether a meeting was due on a day of which nothing is known."""
        fixed = self.fixed_of(day)
        known = self.talk.store.meetings.on(self.group.id, day) if fixed is not None else None
        return fixed is not None and not known and deviation_of(self.timetable(), fixed) is None

    def is_far(self) -> bool:
        """Whether the meeting lies far ahead in a year that nobody said."""
        fixed = self.fixed()
        return fixed is not None and fixed - self.talk.local.date() > FAR_AHEAD and not self.sure

    def which(self) -> Text:
        far = _("{day} is still far off.")(day=self.meeting) if self.meeting and self.is_far() else None
        return sentence(far, _("Which meeting do you mean?")) if far else super().which()

    def has_passed(self, since: int) -> bool:
        """As ever; also a meeting that has begun since: whether it was held is another question."""
        if super().has_passed(since):
            return True
        fixed = self.fixed() if self.answers.get("meeting") else None
        if fixed is None or self.talk.store.schedules.current(self.group.id) is None:
            return False
        return since < as_moved(self.timetable(), self.group.zone, fixed).instant <= self.talk.now

    def check(self) -> None:
        fixed = self.fixed()
        if fixed is not None and self.talk.store.meetings.on(self.group.id, fixed):
            raise Denied(_("A meeting of {day} is recorded.")(day=fixed))
        if fixed is not None and str(fixed.year) in self.talk.text:
            self.answers["sure"] = True
        super().check()

    def deviation(self) -> Deviation:
        return self.called_off(self.fixed() or self.meeting, Fate.CANCELLED)

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        """As ever; then comes the next of several that were told together."""
        said = super().act(group)
        if self.then:
            following, *rest = self.then
            reason = {"reason": self.reason} if self.reason else {}
            self.talk.open(self.intent, group=group.id, meeting=following, then=rest, **reason)
        return said
