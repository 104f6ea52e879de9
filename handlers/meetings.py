"""Recording a meeting that took place, in one sentence or answer by answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from bot.forms import Refusal, ask, on
from bot.kinds import Hour, Words, no_such_day
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence
from bot.understanding.amending import decisions_in
from bot.understanding.dates import find_date
from bot.understanding.extra import find_ahead
from bot.understanding.founding_meeting import speaks_of_founding
from bot.understanding.roll import corrects
from handlers.access import can, on_behalf
from handlers.attendance import NAMED, SPOKEN, Attendance, Said, how_to_tell, is_told
from handlers.attending import Attended
from handlers.founding_words import asks_founding, found_at, instead_of
from handlers.houses import asks_next_place
from handlers.kinds import Mentioned
from handlers.meeting_days import DayHeld
from handlers.minutes import (
    belonged,
    correct_button,
    heading,
    just_recorded,
    keep_recorded,
    lately,
    read_back,
    recorded_by,
    share_button,
)
from handlers.places import Place
from handlers.same_meeting import Again, OneOrTwo, Same
from handlers.told_ahead import answers_of
from handlers.told_minutes import plan_to_tell
from jamaah import meetings, refusals
from jamaah.groups import Group
from jamaah.meetings import Meeting, may_be_same
from jamaah.roles import Deed
from jamaah.standing import is_recorded
from jamaah.timetable import Deviation, upcoming

DAYS_AHEAD = timedelta(days=3)
"""So long before a meeting it is told who comes."""


def _when(form: RecordMeeting) -> Text:
    likely = form.lately()
    asked = _("When was the meeting? On {day}?")(day=likely[0]) if len(likely) == 1 else _("When was the meeting?")
    return sentence(no_such_day(form.talk.text), asked)


def _recorded_already(form: RecordMeeting) -> Text:
    return recorded_by(form.talk.store, form.clashing()[-1], form.roll(), form.talk.local.date())


ABOUT = ("record_business", "propose_idea")


@on("record_meeting", deed=Deed.RECORD_MEETING, command="catat")
class RecordMeeting(Attended):
    """Record a meeting that took place, in one sentence."""

    title = _("Record a meeting")
    day: date = ask(
        DayHeld(),
        _when,
        label=_("day"),
        takes=("date",),
        key=True,
        default=lambda f: f.latest_day(),
        when=lambda f: not f.leaves(),
    )
    same: Again | None = ask(
        OneOrTwo(),
        _recorded_already,
        when=lambda f: bool(f.clashing()),
        until=lambda f: not f.clashing(),
        default=lambda f: f.meant(),
    )
    at: time | None = ask(
        Hour(),
        _("At what hour was the other one?"),
        label=_("hour"),
        takes=("time",),
        skip=True,
        when=lambda f: (f.answers.get("same") or {}).get("chosen") == Same.OTHER,
    )
    who: list[Said] = ask(
        Attendance(),
        how_to_tell,
        label=_("attendance"),
        takes=(*SPOKEN, "spoken"),
        when=lambda f: not f.leaves(),
        until=lambda f: is_told(f.told()),
    )
    place: str | None = ask(
        Place(),
        _("Where was it?"),
        label=_("place"),
        skip=True,
        when=lambda f: not f.leaves(),
        default=lambda f: f.moved_to(),
    )
    agenda: str | None = ask(Words(), optional=True, label=_("agenda"), default=lambda f: f.planned())
    decision: str | None = ask(Words(1000), optional=True, label=_("decision"))
    founding: bool | None = ask(Mentioned(speaks_of_founding), optional=True)

    def is_another(self, again: Mapping[str, Json]) -> bool:
        """Also a report with its day at another hour, or that comes while who is meant in this one is asked."""
        if super().is_another(again) or "day" not in again:
            return super().is_another(again)
        hour = self.answers.get("at")
        if hour and again.get("at", hour) != hour:
            return True
        slot = self.next_slot()
        return "who" in again and slot is not None and slot.name in ("which", "agreed")

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """What is told of a day that is to come is of a meeting to come. Who was there, told without a day just after
        a meeting was recorded, is of that one and puts it right."""
        ahead = find_ahead(self.talk.text, self.talk.local) if not self.told() else None
        if ahead is not None:
            group = {"group": self.group.id} if self.group else {}
            return "extra_meeting", {**group, **answers_of(self.talk, ahead, self.talk.text)}
        coming = self._of_one_to_come()
        if coming is not None:
            return "rsvp", {"group": self.group.id, "day": coming.isoformat(), "replies": self.told()[-1]}
        day_or_place = self.answers.keys() & {"day", "place"}
        meeting = just_recorded(self.talk) if self.group and is_told(self.told()) and not day_or_place else None
        if meeting is None or meeting.group != self.group.id or self.lately():
            return None
        return "correct_meeting", {"group": meeting.group, "meeting": meeting.id, "heard": self.talk.text}

    def _of_one_to_come(self) -> date | None:
        """The day of a meeting still to come, where it was told by name who comes: of a day that is named, or without
        one shortly before it, when by the schedule no other waits to be written down."""
        named = self.answers.keys() <= {"group", "day", "who"} and len(self.told()) == 1
        if not self.group or not named or not NAMED.keys() >= self.told()[0].keys() - {"order"}:
            return None
        today = self.talk.local.date()
        if self.day is not None:
            return self.day if self.day > today and self._next(self.day) == self.day else None
        soon = self._next(today) if not (self.lately() or just_recorded(self.talk)) else None
        return soon if soon is not None and soon - today <= DAYS_AHEAD else None

    def _next(self, since: date) -> date | None:
        """The day of the first meeting from a day on that has not begun."""
        timetable = self.talk.store.schedules.current(self.group.id)
        ahead = upcoming(timetable, self.group.zone, self.talk.now) if timetable else iter(())
        return next((one.day for one in ahead if one.day >= since), None)

    # -- who was there

    def told(self) -> list[Said]:
        return self.answers.get("who") or []

    def on_day(self) -> date | None:
        return self.day

    def may_ask(self) -> bool:
        return not self.clashing() and not self.leaves() and super().may_ask()

    # -- the meeting of that day that is recorded already

    def clashing(self) -> list[Meeting]:
        """Meetings of that day that may be this one, of which nobody has said yet that they are not."""
        if not self.group or not self.day or self._choice() in (Same.CORRECT, Same.ADD):
            return []
        others = (self.answers.get("same") or {}).get("of", [])
        return [other for other in self._of_the_day() if is_recorded(other) and other.id not in others]

    def _of_the_day(self) -> list[Meeting]:
        """The meetings in the book that may be this one."""
        this = Meeting(group=self.group.id, day=self.day, at=self.at)
        found = self.talk.store.meetings.on(self.group.id, self.day)
        return [other for other in found if may_be_same(this, other)]

    def _choice(self) -> str | None:
        return (self.answers.get("same") or {}).get("chosen")

    def chosen(self, same: Same) -> Again:
        """What is kept of an answer: which, and of which meetings it was said."""
        before = (self.answers.get("same") or {}).get("of", [])
        return {"chosen": same.value, "of": [*before, *(meeting.id for meeting in self.clashing())]}

    def meant(self) -> Again | None:
        """What the words say by themselves of a meeting that is recorded: to correct it, to add what was decided."""
        if not self.clashing():
            return {}
        if corrects(self.talk.text):
            return self.chosen(Same.CORRECT)
        return self.chosen(Same.ADD) if self._only_decided() else None

    def leaves(self) -> bool:
        """Whether this is about a meeting that is recorded: to be corrected, or to be added to."""
        chosen = (self.same or {}) if self.group else {}
        return chosen.get("chosen") in (Same.CORRECT, Same.ADD)

    def _only_decided(self) -> bool:
        return "decision" in self.answers and not self.answers.keys() & {"who", "place", "at", "agenda"}

    def lately(self) -> list[date]:
        """The days of the last week on which by the schedule there was a meeting, and none is recorded."""
        return lately(self.talk, self.group) if self.group else []

    def planned(self) -> str | None:
        """What it was to be about, as said before it was held."""
        return next((one.agenda for one in self._said_before() if one.agenda), None)

    def moved_to(self) -> str | None:
        """The place that was said of this one meeting before it was held."""
        return next((one.place for one in self._said_before() if one.place), None)

    def _said_before(self) -> list[Deviation]:
        timetable = self.talk.store.schedules.current(self.group.id) if self.group and self.day else None
        return [one for one in timetable.deviations() if (one.day or one.fixed) == self.day] if timetable else []

    def latest_day(self) -> date | None:
        """The day of the latest meeting, where the words can be of no other and tell no day."""
        if not self.group or not (self._only_decided() or corrects(self.talk.text)):
            return None
        latest = self.talk.store.meetings.latest(self.group.id, 1)
        return latest[0].day if latest else None

    # -- the end

    def meeting(self) -> Meeting:
        """The meeting as it will be written."""
        told = self.reckoned()
        return Meeting(
            group=self.group.id,
            day=self.day,
            at=self.at,
            place=self.place,
            agenda=self.agenda,
            decisions=decisions_in(self.decision) if self.decision else (),
            attendance=told.entries,
            present_count=told.present_count,
            late_count=told.late_count,
        )

    def concerns(self, intent: str, said: Mapping[str, Json]) -> bool:
        """What was agreed on is a decision of the meeting, also on a business or an idea."""
        slots = self.talk.reader.slots(self.intent, self.talk.text, self.talk.local) if intent in ABOUT else {}
        return "decision" in slots

    def check(self) -> None:
        if self.group is None or self.day is None or self.leaves():
            return
        self._check_recorded()
        this, founded = Meeting(group=self.group.id, day=self.day), meetings.books_begin(self.group.founded)
        try:
            meetings.check(this, today=self.talk.local.date(), founded=founded, same_day=())
        except refusals.Refusal as refusal:
            raise Refusal("day", REFUSALS[refusal.reason](**refusal.facts)) from refusal

    def _check_recorded(self) -> None:
        """Nothing can be put right of a day of which nothing is recorded, nor added where there was no meeting."""
        latest = self.talk.store.meetings.latest(self.group.id, 1)
        elsewhere = latest and "day" in self.answers and not self._of_the_day() and self.day not in self.lately()
        if elsewhere and (corrects(self.talk.text) or (self._only_decided() and self._has_schedule())):
            none = _("No meeting is recorded on {day}. The latest is {latest}.")
            raise Refusal("day", none(day=self.day, latest=latest[0].day))

    def _has_schedule(self) -> bool:
        return self.talk.store.schedules.current(self.group.id) is not None

    def summary(self) -> Text | None:
        if self.leaves():
            return None
        meeting = self.meeting()
        told = read_back(meeting, self.roll(), self.talk.local.date(), self.known_before())
        return lines(
            sentence(heading(meeting), *told, *self.came_after_all()),
            *self._founds(),
            _("Agenda: {agenda}.")(agenda=meeting.agenda) if meeting.agenda else None,
            *(_("Decision: {decision}.")(decision=decision) for decision in meeting.decisions),
            _("Is that right?"),
        )

    def is_founding(self) -> bool:
        """Whether it is told as the founding meeting, by who may write that down."""
        return bool(self.founding) and can(self.talk, self.group.id, Deed.KEEP_FOUNDING)

    def _founds(self) -> Iterator[Text | None]:
        if self.is_founding():
            yield sentence(_("The founding meeting of the cooperative."), instead_of(self.talk, self.group))

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        if self.leaves():
            return self._left(group)
        self.check()
        if self.clashing():
            raise Refusal("same", _("Meanwhile somebody else has written it down."))
        meeting = self._write(self.meeting())
        belonged(self.talk.store, group, meeting)
        if self.is_founding():
            found_at(self.talk, group, meeting)
        keep_recorded(self.talk, meeting)
        plan_to_tell(self.talk, group, meeting)
        if meeting.decisions:
            offers = (share_button(meeting), correct_button(meeting), *asks_next_place(self.talk, group))
            return Reply(_("✓ Saved."), (*asks_founding(self.talk, meeting), *offers))
        self.talk.open("record_decision", group=group.id, meeting=meeting.id, saved=self.talk.turn)
        return []

    def _write(self, meeting: Meeting) -> Meeting:
        """Enter a meeting; one of which only was known that it was held is filled in."""
        meeting = replace(meeting, behalf=on_behalf(self.talk, meeting.group))
        held = next((other for other in self._of_the_day() if not is_recorded(other)), None)
        if held is None:
            return self.talk.store.meetings.add(meeting)
        filled = replace(meeting, id=held.id, by=held.by)
        self.talk.store.meetings.replace(filled)
        return filled

    def _tells_no_other_day(self, meeting: Meeting) -> bool:
        return find_date(self.talk.text, self.talk.local, past=True) in (None, meeting.day)

    def _left(self, group: Group) -> Sequence[Reply]:
        meeting = self.talk.store.meetings.get((self.same or {})["of"][-1])
        if meeting is None:
            return []
        if self.same and self.same["chosen"] == Same.ADD:
            self.talk.open("record_decision", group=group.id, meeting=meeting.id, decision=self.decision)
        elif "same" not in self.answers and self._tells_no_other_day(meeting):
            # Read anew, knowing what is recorded: beside that, a number is of the roll.
            self.talk.open("correct_meeting", group=group.id, meeting=meeting.id, heard=self.talk.text)
        else:
            told = {name: self.answers[name] for name in ("who", "place", "at", "agenda") if self.answers.get(name)}
            added = {"added": [*decisions_in(self.decision)]} if self.decision else {}
            which = {"which": self.answers["which"]} if "which" in self.answers else {}
            self.talk.open("correct_meeting", group=group.id, meeting=meeting.id, change={**told, **added}, **which)
        return []


REFUSALS = {
    "in_future": _("That day is still to come."),
    "before_group": _("That is long before the group's book begins."),
}
