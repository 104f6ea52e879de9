"""A wrong absence: a member says that they were there, and a secretary mends it with one tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.forms import Denied, ask, on, on_yes, opens
from bot.kinds import Words, one_line
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.claims import claimed
from bot.understanding.faults import own_attendance, own_protest
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_how_recorded
from handlers.access import GroupForm, can, groups_for
from handlers.meeting_days import DayGone
from handlers.minutes import PRESENCES, roll_of
from handlers.minutes_in_mind import in_mind
from handlers.names import FullName
from handlers.objections import Answer, answers, called, how_it_was, says_so
from handlers.ports import Store
from handlers.welcome import hearers_of, passed_on, secretaries_of
from handlers.words import spoken_to
from jamaah.disputes import Dispute, Stage, as_claimed, is_as_claimed
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.roles import Deed

LONGEST, A_FORTNIGHT = 300, timedelta(days=14)


@on("dispute_attendance", deed=Deed.DISPUTE)
class DisputeAttendance(GroupForm):
    """Say that you were at a meeting although it is written down otherwise."""

    title = _("My attendance is wrong")
    save = _("Yes")
    cancelled = _("All right. Nothing has changed.")
    day: date | None = ask(DayGone(), optional=True, takes=("date",))
    name: str | None = ask(FullName(), optional=True, takes=("name", "spoken"))
    words: str | None = ask(Words(LONGEST), optional=True, takes=("words",))

    @classmethod
    @only_with(own_attendance, own_protest)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A member's own word of a meeting that is over, be the secretary named in it; without a day it is of the
        minutes that are in mind."""
        dated = own_attendance(text)
        if talk.busy or not (dated or own_protest(text)) or groups_for(talk, Deed.RECORD_MEETING):
            return None
        shown, allowed = in_mind(talk), [group.id for group in groups_for(talk, Deed.DISPUTE)]
        if not allowed:
            return None
        group = shown.group if shown and shown.group in allowed else allowed[0] if len(allowed) == 1 else None
        said = talk.reader.slots(cls.intent, text, talk.local).get("date") if dated else None
        day = _day_gone(talk, group, said, text)
        if day is None and shown is not None and not (said and _is_numbered(text)):
            day = shown.day.isoformat()
        return {**({"group": group} if group else {}), "day": day} if day else None

    def settled_at_once(self) -> Mapping[str, Json]:
        """In which words it is said: they are passed on as they are."""
        said = one_line(self.talk.text)[:LONGEST]
        return {} if "words" in self.answers or not said or self.talk.message.tap else {"words": said}

    def claim(self) -> Presence:
        """How the member says it was."""
        return Presence(claimed(self.words or ""))

    def member(self) -> Member:
        """Whose attendance it is about: one's own; a secretary may name somebody. Raises Denied."""
        mine = self.talk.store.members.as_person(self.group.id, self.talk.person)
        named = self._named()
        if named is not None and (mine is None or named.id != mine.id) and self._keeps_book():
            return named
        if mine is None:
            you = spoken_to(self.talk.store.people.get(self.talk.person).address)
            raise Denied(_("{you} are not connected with a name in the members' book yet.")(you=you))
        if self.name and (named is None or named.id != mine.id):
            raise Denied(_("That is for the person themselves to say, or for the secretary."))
        return mine

    def _named(self) -> Member | None:
        roll = self.talk.store.members.of(self.group.id)
        found = resolve(self.name, roll, self.talk.local.date()) if self.name else []
        return found[0] if len(found) == 1 else None

    def _keeps_book(self) -> bool:
        return can(self.talk, self.group.id, Deed.RECORD_MEETING)

    def meeting(self) -> Meeting:
        """The recorded meeting that is meant: of the day said, else the last. Raises Denied where there is none."""
        store, group = self.talk.store, self.group
        found = store.meetings.on(group.id, self.day) if self.day else store.meetings.latest(group.id, 1)
        if found:
            member, claim = self.member().id, self.claim()
            return next((meeting for meeting in found if not is_as_claimed(meeting, member, claim)), found[-1])
        latest = store.meetings.latest(group.id, 1)
        if not latest or self.day is None:
            raise Denied(_("No meeting is recorded yet."))
        text = _("No meeting is recorded on {day}. The latest is {latest}.")(day=self.day, latest=latest[0].day)
        raise Denied(text, (self._about(latest[0]),))

    def _about(self, meeting: Meeting) -> Button:
        day = meeting.day
        return opens("dispute_attendance", _("{day}")(day=day), group=self.group.id, day=day.isoformat())

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        member, meeting = self.member(), self.meeting()
        if member.id not in {one.id for one in roll_of(self.talk.store, self.group, meeting.day)}:
            name = called(self.talk.store, member, self.talk.local.date())
            raise Denied(_("{name} was not a member yet on {day}.")(name=name, day=meeting.day))

    def summary(self) -> Text | None:
        member, meeting = self.member(), self.meeting()
        if self._is_right(meeting, member) or self._waits(meeting, member) or asks_how_recorded(self.talk.text):
            return None
        return sentence(self._sorry(member), self._recorded(meeting, member), self._offer())

    def _is_right(self, meeting: Meeting, member: Member) -> bool:
        return is_as_claimed(meeting, member.id, self.claim())

    def _sorry(self, member: Member) -> Text | None:
        name = called(self.talk.store, member, self.talk.local.date())
        return _("I am sorry, {name}.")(name=name) if member.person == self.talk.person else None

    def _recorded(self, meeting: Meeting, member: Member) -> Text:
        name = called(self.talk.store, member, self.talk.local.date())
        you = spoken_to(name) if member.person == self.talk.person else name
        presence = meeting.attendance.get(member.id)
        if presence is None:
            return _("{day}: it is not written down yet whether {you} came.")(day=meeting.day, you=you)
        how = PRESENCES[presence]
        return _("{day}: {you} are written down as {how}.")(day=meeting.day, you=you, how=how)

    def _offer(self) -> Text:
        if self._keeps_book() and self.claim() is not Presence.PRESENT:
            return _("Shall I write: {how}?")(how=PRESENCES[self.claim()])
        if self._keeps_book():
            return _("Shall I put it right?")
        return _("Shall I pass it on to {secretaries}?")(secretaries=hearers_of(self.talk, self.group.id))

    def _waits(self, meeting: Meeting, member: Member) -> Dispute | None:
        """What was passed on already and not settled."""
        dispute = self.talk.store.disputes.of(meeting.id, member.id)
        return dispute if dispute and dispute.stage is not Stage.SETTLED and not self._keeps_book() else None

    def act(self, group: Group) -> Reply:
        self.check()
        member, meeting = self.member(), self.meeting()
        if self._is_right(meeting, member) or asks_how_recorded(self.talk.text):
            return Reply(self._recorded(meeting, member))
        waiting = self._waits(meeting, member)
        if waiting is not None:
            return Reply(self._patience(waiting))
        if self._keeps_book():
            self.talk.store.meetings.replace(as_claimed(meeting, member.id, self.claim()))
            today = self.talk.local.date()
            return Reply(
                _("✓ Put right: {who}.")(who=how_it_was(self.talk.store, meeting, member, self.claim(), today))
            )
        return self._pass_on(meeting, member)

    def _patience(self, dispute: Dispute) -> Text:
        secretaries = secretaries_of(self.talk, self.group.id)
        if dispute.stage is Stage.CHECKING:
            return _("{secretaries} looks into it; I will tell you.")(secretaries=secretaries)
        return _("That was passed on to {secretaries} already; I will tell you.")(secretaries=secretaries)

    def _pass_on(self, meeting: Meeting, member: Member) -> Reply:
        store, now = self.talk.store, self.talk.now
        before = store.disputes.of(meeting.id, member.id)
        fresh = Dispute(
            group=member.group,
            meeting=meeting.id,
            member=member.id,
            said=now,
            words=self.words,
            claim=self.claim(),
        )
        if before is None:
            dispute = store.disputes.add(fresh)
        else:
            dispute = replace(fresh, id=before.id)
            store.disputes.replace(dispute)
        told = says_so(store, dispute, meeting, member, self.talk.local.date())
        for secretary in store.people.keeping(member.group):
            right, first = answers(dispute, Answer.CORRECT, Answer.CHECK)
            self.talk.tell(secretary, Reply(told, (on_yes(right), first), kind="alert"))
        return Reply(passed_on(self.talk, member.group))


def _day_gone(talk: Talk[Store], group: int | None, said: Json, text: str) -> Json:
    """The day that is said, where a meeting is recorded of it; "yesterday" is over be there one or not, of a number the
    next month's may be meant."""
    day = date.fromisoformat(str(said)) if said else None
    if day is None or day > talk.local.date():
        return None
    recorded = group is not None and bool(talk.store.meetings.on(group, day))
    if not _is_numbered(text):
        return said if recorded or group is None or not in_mind(talk) else None
    return said if recorded and talk.local.date() - day <= A_FORTNIGHT else None


def _is_numbered(text: str) -> bool:
    return any(map(str.isdigit, text))
