"""A wrong absence: a member says that they were there, and a secretary mends it with one tap."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from bot.forms import Denied, ask, on, on_yes, opens
from bot.kinds import Choice, Words, one_line
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.claims import claimed
from bot.understanding.faults import finds_right, own_attendance, own_protest
from bot.understanding.telling import asks_how_recorded, came_indeed
from handlers.access import GroupForm, can, groups_for
from handlers.kinds import FullName, Id
from handlers.meeting_days import DayGone
from handlers.minutes import NOT_RECORDED, PRESENCES, roll_of
from handlers.minutes_in_mind import in_mind
from handlers.ports import Store
from handlers.welcome import secretaries_of
from handlers.words import spoken_to
from jamaah.disputes import Dispute, Stage, as_claimed, is_as_claimed
from jamaah.groups import Group
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member, addressed, resolve
from jamaah.roles import Deed


class Answer(StrEnum):
    CORRECT = "correct"
    CHECK = "check"
    AS_IT_IS = "as_it_is"


LATEST, LONGEST, FRESH = 4, 300, 3 * 86_400
A_FORTNIGHT = timedelta(days=14)
ANSWER = Choice(
    Answer,
    {
        Answer.CORRECT: _("Put it right"),
        Answer.CHECK: _("Check first"),
        Answer.AS_IT_IS: _("The book is right"),
    },
    {},
)


def called(store: Store, member: Member, today: date) -> str:
    """How a member is spoken of in their group."""
    return addressed(member, today, store.members.of(member.group))


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
        return _("Shall I pass it on to {secretaries}?")(secretaries=secretaries_of(self.talk, self.group.id))

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
            return Reply(_("✓ Put right: {who}.")(who=_so(self.talk.store, meeting, member, self.claim(), today)))
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
        told = _says(store, dispute, meeting, member, self.talk.local.date())
        for secretary in store.people.keeping(member.group):
            right, first = _answers(dispute, Answer.CORRECT, Answer.CHECK)
            self.talk.tell(secretary, Reply(told, (on_yes(right), first), kind="alert"))
        return Reply(_("✓ Passed on to {secretaries}.")(secretaries=secretaries_of(self.talk, member.group)))


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


def _answers(dispute: Dispute, *answers: Answer) -> tuple[Button, ...]:
    return tuple(
        opens("settle_dispute", ANSWER.labels[answer], group=dispute.group, dispute=dispute.id, answer=answer.value)
        for answer in answers
    )


def _so(store: Store, meeting: Meeting, member: Member, claim: Presence | None, today: date) -> Text:
    """That it was with a member as they say."""
    name = called(store, member, today)
    if claim in (None, Presence.PRESENT):
        return _("{name} was there on {day}")(name=name, day=meeting.day)
    return _("{name} {how} on {day}")(name=name, how=PRESENCES[claim], day=meeting.day)


def _says(store: Store, dispute: Dispute, meeting: Meeting, member: Member, today: date) -> Text:
    """What a member says of their attendance, and in which words."""
    name, day = called(store, member, today), PlainDate(meeting.day)
    if dispute.claim in (None, Presence.PRESENT):
        said = _("{name} says they were there on {day}.")(name=name, day=day)
    else:
        said = _("{name} says of {day}: {how}.")(name=name, day=day, how=PRESENCES[dispute.claim])
    return lines(said, _("“{message}”")(message=dispute.words) if dispute.words else None)


def _waiting(talk: Talk[Store]) -> list[Dispute]:
    """What members say of the latest meetings and is not settled, in the books that the speaker keeps."""
    store = talk.store
    found = (
        store.disputes.of(meeting.id, member.id)
        for group in groups_for(talk, Deed.RECORD_MEETING)
        for meeting in store.meetings.latest(group.id, LATEST)
        for member in roll_of(store, group, meeting.day)
        if not is_as_claimed(meeting, member.id, None)
    )
    return [one for one in found if one and one.stage is not Stage.SETTLED and one.claim in (None, Presence.PRESENT)]


def _looked_into(talk: Talk[Store]) -> Dispute | None:
    """The dispute that was put off by the speaker's last word, and is still to be settled."""
    account = talk.account
    told = talk.store.outbox.latest(account.channel, account.chat, 1, talk.now - FRESH)
    offered = [payload for one in told for _label, payload in one.buttons if payload.endswith(Answer.AS_IT_IS.value)]
    found = re.search(r"&dispute=(\d+)", offered[0]) if offered else None
    dispute = talk.store.disputes.get(int(found[1])) if found else None
    return dispute if dispute and dispute.stage is not Stage.SETTLED else None


def _is(talk: Talk[Store], member: int, name: str) -> bool:
    found = talk.store.members.get(member)
    roll = talk.store.members.of(found.group) if found else []
    return [one.id for one in resolve(name, roll, talk.local.date())] == [member]


@on("settle_dispute", deed=Deed.RECORD_MEETING)
class SettleDispute(GroupForm):
    """Put right what a member says is wrong, or look into it first."""

    dispute: int | None = ask(Id(), optional=True)
    answer: Answer = ask(ANSWER, lambda f: f.question())

    @classmethod
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That somebody was there who says so and waits: "iya betul pak giyono teko, aku lali"; that the book is right
        which was to be looked into."""
        checked = _looked_into(talk) if not talk.busy and finds_right(text) else None
        if checked is not None:
            return {"group": checked.group, "dispute": checked.id, "answer": Answer.AS_IT_IS.value}
        name = None if talk.busy else came_indeed(text)
        found = [one for one in _waiting(talk) if _is(talk, one.member, name)] if name else []
        if len(found) != 1:
            return None
        return {"group": found[0].group, "dispute": found[0].id, "answer": Answer.CORRECT.value}

    def question(self) -> Text:
        """What the member says."""
        found = self._found()
        if found is None:
            return verbatim("")
        _dispute, meeting, member = found
        name = called(self.talk.store, member, self.talk.local.date())
        return _("{name} says they were there on {day}.")(name=name, day=PlainDate(meeting.day))

    def _found(self) -> tuple[Dispute, Meeting, Member] | None:
        store = self.talk.store
        dispute = store.disputes.get(self.dispute) if self.dispute else None
        if dispute is None or self.group is None or dispute.group != self.group.id:
            return None
        meeting, member = store.meetings.get(dispute.meeting), store.members.get(dispute.member)
        return (dispute, meeting, member) if meeting and member else None

    def check(self) -> None:
        super().check()
        if self.group is not None and self._found() is None:
            raise Denied(_("That is not in the book any more."))

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        found = self._found()
        if found is None:
            raise Denied(_("That is not in the book any more."))
        ways = {Answer.CORRECT: self._put_right, Answer.CHECK: self._look_into, Answer.AS_IT_IS: self._stands}
        return ways[self.answer](*found)

    def _put_right(self, dispute: Dispute, meeting: Meeting, member: Member) -> Reply:
        store, today = self.talk.store, self.talk.local.date()
        there = _so(store, meeting, member, dispute.claim, today)
        done = is_as_claimed(meeting, member.id, dispute.claim)
        if not done:
            store.meetings.replace(as_claimed(meeting, member.id, dispute.claim))
        if dispute.stage is not Stage.SETTLED:
            store.disputes.replace(replace(dispute, stage=Stage.SETTLED))
        if not done or dispute.stage is not Stage.SETTLED:
            self._tell(member, _put_right(called(store, member, today), dispute.claim))
        return Reply(_("That is right already: {who}.")(who=there) if done else _("✓ Put right: {who}.")(who=there))

    def _look_into(self, dispute: Dispute, meeting: Meeting, member: Member) -> Reply:
        store, today = self.talk.store, self.talk.local.date()
        if is_as_claimed(meeting, member.id, dispute.claim):
            so = _so(store, meeting, member, dispute.claim, today)
            return Reply(_("That is right already: {who}.")(who=so))
        if dispute.stage is not Stage.CHECKING:
            store.disputes.replace(replace(dispute, stage=Stage.CHECKING))
            mine = store.people.get(self.talk.person).address
            self._tell(member, _("{secretary} looks into it first; I will tell you.")(secretary=mine))
        kept = _("All right, it is kept until you have looked into it.")
        return Reply(kept, _answers(dispute, Answer.CORRECT, Answer.AS_IT_IS))

    def _stands(self, dispute: Dispute, meeting: Meeting, member: Member) -> Reply:
        """Leave the book as it is; the member hears who has looked."""
        store, presence = self.talk.store, meeting.attendance.get(member.id)
        how = PRESENCES[presence] if presence else NOT_RECORDED
        facts = {"name": called(store, member, self.talk.local.date()), "day": meeting.day, "how": how}
        if dispute.stage is not Stage.SETTLED:
            store.disputes.replace(replace(dispute, stage=Stage.SETTLED))
            mine = store.people.get(self.talk.person).address
            looked = _("{secretary} has looked: {day}, {name}: {how}.")(secretary=mine, **facts)
            self._tell(member, sentence(looked, _("If that is not right, please tell {who}.")(who=mine)))
        return Reply(_("✓ It stays as it is. {day}, {name}: {how}.")(**facts))

    def _tell(self, member: Member, text: Text) -> None:
        if member.person is not None:
            self.talk.tell(member.person, Reply(text, kind="alert"))


def _put_right(name: str, claim: Presence | None) -> Text:
    """What the member hears."""
    if claim in (None, Presence.PRESENT):
        return _("Put right: {name} was there. Thank you.")(name=name)
    return _("Put right: {name} {how}. Thank you.")(name=name, how=PRESENCES[claim])
