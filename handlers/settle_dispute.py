"""A wrong absence is put right with one tap, or looked into first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.forms import Denied, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, sentence, verbatim
from bot.understanding.faults import finds_right
from bot.understanding.needed import only_with
from bot.understanding.telling import came_indeed
from handlers.access import GroupForm, groups_for
from handlers.kinds import Id
from handlers.minutes import NOT_RECORDED, PRESENCES, roll_of
from handlers.objections import ANSWER, Answer, answers, called, how_it_was, now_right
from handlers.ports import Store
from jamaah.disputes import Dispute, Stage, as_claimed, is_as_claimed
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.roles import Deed

LATEST, FRESH = 4, 3 * 86_400
"""So many meetings, and so many seconds of the talk, are looked back."""


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
    @only_with(finds_right, came_indeed)
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
        there = how_it_was(store, meeting, member, dispute.claim, today)
        done = is_as_claimed(meeting, member.id, dispute.claim)
        if not done:
            store.meetings.replace(as_claimed(meeting, member.id, dispute.claim))
        if dispute.stage is not Stage.SETTLED:
            store.disputes.replace(replace(dispute, stage=Stage.SETTLED))
        if not done or dispute.stage is not Stage.SETTLED:
            self._tell(member, now_right(called(store, member, today), dispute.claim))
        return Reply(_("That is right already: {who}.")(who=there) if done else _("✓ Put right: {who}.")(who=there))

    def _look_into(self, dispute: Dispute, meeting: Meeting, member: Member) -> Reply:
        store, today = self.talk.store, self.talk.local.date()
        if is_as_claimed(meeting, member.id, dispute.claim):
            so = how_it_was(store, meeting, member, dispute.claim, today)
            return Reply(_("That is right already: {who}.")(who=so))
        if dispute.stage is not Stage.CHECKING:
            store.disputes.replace(replace(dispute, stage=Stage.CHECKING))
            mine = store.people.get(self.talk.person).address
            self._tell(member, _("{secretary} looks into it first; I will tell you.")(secretary=mine))
        kept = _("All right, it is kept until you have looked into it.")
        return Reply(kept, answers(dispute, Answer.CORRECT, Answer.AS_IT_IS))

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
