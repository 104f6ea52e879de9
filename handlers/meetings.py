"""Recording a meeting by its exceptions, and what was decided there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.forms import Form, Kind, Reading, Refusal, ask, on
from bot.kinds import Day, Hour, Words
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence, verbatim
from handlers.access import GroupForm
from handlers.kinds import Id
from handlers.minutes import attendance_words, heading, roll_of, share_button
from jamaah import meetings, refusals
from jamaah.groups import Group
from jamaah.meetings import Meeting, Presence, by_exception
from jamaah.members import Member, addressed, resolve
from jamaah.roles import Deed

Said = dict[str, Json]
PARTS = ("present", "absent", "excused", "represented", "late", "late_count", "all_present", "present_count")
NAMED = ("present", "absent", "excused", "represented", "late")
NOT_A_MEMBER = 0
BOOKS_BEGIN = timedelta(days=366)


class Attendance(Kind[Said]):
    """Who was there, told by exception: "hadir semua kecuali Bu Tini, Pak Darmo izin"."""

    hint = _("For example: all present except Bu Tini, Pak Darmo excused. Or only the number: 18 present.")

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        said = self.take(form.talk.reader.slots("record_meeting", text, form.talk.local), form)
        return None if said is None else Reading(said, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Said | None:
        spoken = said.get("spoken", {})
        return {
            part: [spoken.get(name, name) for name in said[part]] if part in NAMED else said[part]
            for part in PARTS
            if said.get(part)
        } or None

    def merge(self, old: Said, new: Said) -> Said:
        """What is said on top: whoever is named now is no longer what was said before; the others stay."""
        if new.get("all_present"):
            return new
        named = {str(name).casefold() for part in NAMED for name in new.get(part) or ()}
        kept = {part: [n for n in old.get(part) or () if str(n).casefold() not in named] for part in NAMED}
        by_exception = not old.get("present") and not old.get("present_count")
        added = {part: new.get(part) or [] for part in NAMED if part != "present" or not by_exception}
        names = {part: [*kept[part], *added.get(part, [])] for part in NAMED}
        rest = {part: value for part, value in {**old, **new}.items() if part not in NAMED}
        if any(names[part] for part in NAMED if part not in ("present", "late")):
            rest.pop("all_present", None)
        return {**rest, **{part: value for part, value in names.items() if value}} or {"all_present": True}


class Which(Kind[dict[str, int]]):
    """Which member a spoken name means; asked for one name after another."""

    hint = _("Please tap the right one, or write the full name.")

    def read(self, text: str, form: Any) -> Reading[dict[str, int]] | None:
        found = resolve(text, form.roll(), form.day)
        return Reading({form.unclear()[0]: found[0].id}, certain=True) if len(found) == 1 else None

    def tap(self, token: str, form: Any) -> dict[str, int] | None:
        unclear = form.unclear()
        ids = {str(member.id) for member in form.roll()} | {str(NOT_A_MEMBER)}
        return {unclear[0]: int(token)} if unclear and token in ids else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        today = form.talk.local.date()
        found = resolve(form.unclear()[0], form.roll(), form.day)
        named = [(verbatim(addressed(member, today)), str(member.id)) for member in found]
        return [*named, (_("Not a member"), str(NOT_A_MEMBER))]

    def merge(self, old: dict[str, int], new: dict[str, int]) -> dict[str, int]:
        return {**old, **new}


def _which_one(form: RecordMeeting) -> Text:
    name = form.unclear()[0]
    if resolve(name, form.roll(), form.day):
        return _("Which {name} do you mean?")(name=name)
    return _("I do not find {name} among the members. Who is it?")(name=name)


@on("record_meeting", deed=Deed.RECORD_MEETING, command="catat")
class RecordMeeting(GroupForm):
    """Record a meeting that took place, in one sentence."""

    day: date = ask(Day(past=True), _("When was the meeting?"), label=_("day"), takes=("date",), key=True)
    at: time | None = ask(Hour(), optional=True, label=_("hour"), takes=("time",))
    who: Said = ask(
        Attendance(),
        _("Who was not there? For example: all present except Bu Tini, Pak Darmo excused."),
        label=_("attendance"),
        takes=(*PARTS, "spoken"),
    )
    which: dict[str, int] | None = ask(
        Which(),
        _which_one,
        when=lambda f: f.who and f.group and f.names(),
        until=lambda f: not f.unclear(),
        default=lambda f: {} if not f.unclear() else None,
    )
    place: str | None = ask(Words(120), _("Where was it?"), label=_("place"), skip=True)
    agenda: str | None = ask(Words(), optional=True, label=_("agenda"))
    decision: str | None = ask(Words(1000), optional=True, label=_("decision"))

    def roll(self) -> list[Member]:
        """The members of that day."""
        return roll_of(self.talk.store, self.group, self.day or self.talk.local.date())

    def names(self) -> list[str]:
        """All names said, each once."""
        said = self.answers.get("who") or {}
        return list(dict.fromkeys(str(name) for part in NAMED for name in said.get(part) or ()))

    def unclear(self) -> list[str]:
        """Names that mean nobody, or more than one, and have not been asked."""
        if not self.group or not self.day:
            return []
        roll, day, told = self.roll(), self.day, self.answers.get("which") or {}
        return [name for name in self.names() if name not in told and len(resolve(name, roll, day)) != 1]

    def _ids(self, part: str) -> list[int]:
        roll, day, told = self.roll(), self.day, self.answers.get("which") or {}
        said = [str(name) for name in (self.answers.get("who") or {}).get(part) or ()]
        found = [told[name] if name in told else resolve(name, roll, day)[0].id for name in said]
        return [member for member in found if member != NOT_A_MEMBER]

    def _attendance(self) -> dict[int, Presence]:
        said = self.answers.get("who") or {}
        ids = {part: self._ids(part) for part in NAMED}
        counted = "present_count" in said and not said.get("all_present")
        others = bool(said.get("all_present")) or not (counted or said.get("present"))
        entries = by_exception(
            self.roll(),
            excused=ids["excused"],
            absent=ids["absent"],
            represented=ids["represented"],
            late=ids["late"],
            others_present=others,
        )
        return {**dict.fromkeys(ids["present"], Presence.PRESENT), **entries}

    def meeting(self) -> Meeting:
        """The meeting as it will be written. Raises jamaah's Refusal."""
        said = self.answers.get("who") or {}
        return Meeting(
            group=self.group.id,
            day=self.day,
            at=self.at,
            place=self.place,
            agenda=self.agenda,
            decisions=(self.decision,) if self.decision else (),
            attendance=self._attendance(),
            present_count=said.get("present_count"),
            late_count=said.get("late_count"),
        )

    def check(self) -> None:
        if self.group is None or self.day is None:
            return
        store, today = self.talk.store, self.talk.local.date()
        try:
            complete = self.who is not None and not self.unclear()
            meeting = self.meeting() if complete else Meeting(group=self.group.id, day=self.day, at=self.at)
            meetings.check(
                meeting,
                today=today,
                founded=self.group.founded - BOOKS_BEGIN,
                same_day=store.meetings.on(self.group.id, self.day),
                members=len(self.roll()) if complete else None,
            )
        except refusals.Refusal as refusal:
            raise self._refused(refusal) from refusal

    def _refused(self, refusal: refusals.Refusal) -> Refusal:
        facts = dict(refusal.facts)
        if "member" in facts:
            named = next(m for m in self.talk.store.members.of(self.group.id) if m.id == facts["member"])
            facts["member"] = addressed(named, self.talk.local.date())
        if "meeting" in facts:
            facts["meeting"] = facts["meeting"].day
        slot = "day" if refusal.slot == "day" else "who"
        reason = "more_than_all" if facts.get("missing") == 0 else refusal.reason
        return Refusal(slot, REFUSALS[reason](**facts))

    def summary(self) -> Text:
        meeting, roll = self.meeting(), self.roll()
        return lines(
            sentence(heading(meeting), *attendance_words(meeting, roll, self.talk.local.date())),
            _("Agenda: {agenda}.")(agenda=meeting.agenda) if meeting.agenda else None,
            *(_("Decision: {decision}.")(decision=decision) for decision in meeting.decisions),
            _("Is that right?"),
        )

    def act(self, group: Group) -> Reply:
        self.check()
        meeting = self.talk.store.meetings.add(self.meeting())
        if meeting.decisions:
            return Reply(_("✓ Saved."), (share_button(meeting),))
        self.talk.open("record_decision", group=group.id, meeting=meeting.id)
        return Reply(_("✓ Saved."))


REFUSALS = {
    "in_future": _("That day is still to come."),
    "before_group": _("That is long before the group's book begins."),
    "already_recorded": _("A meeting of {meeting} is recorded already. If there were two, tell me the hour."),
    "said_twice": _("{member} was said in two ways."),
    "not_a_member": _("{member} was not a member on that day."),
    "more_than_members": _("{present} present and {missing} missing are more than the {members} members."),
    "more_than_all": _("{present} present are more than the {members} members."),
    "fewer_than_named": _("{present} present, but {named} are named."),
    "more_than_present": _("{late} late, but only {present} present."),
}


@on("record_decision", deed=Deed.RECORD_MEETING)
class RecordDecision(GroupForm):
    """Add what was decided at a meeting; it may follow later."""

    lapses = True
    meeting: int | None = ask(Id(), optional=True)
    decision: str = ask(Words(1000), _("Was anything decided? It may follow later."), label=_("decision"), skip=True)

    def summary(self) -> Text | None:
        return _("Decision: {decision}.")(decision=self.decision) if self.decision else None

    def act(self, group: Group) -> Reply:
        meeting = self.talk.store.meetings.get(self.meeting) if self.meeting else None
        if meeting is None or meeting.group != group.id:
            return Reply(_("That meeting is not in the book any more."))
        share = share_button(meeting)
        if self.decision is None:
            return Reply(_("All right. It may follow later."), (share,))
        self.talk.store.meetings.replace(replace(meeting, decisions=(*meeting.decisions, self.decision)))
        return Reply(_("✓ Saved."), (share,))
