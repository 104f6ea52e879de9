"""What is said against the record of somebody's attendance, and how it is answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bot.forms import opens
from bot.kinds import Choice
from bot.messages import Button
from bot.texts import PlainDate, Text, _, lines
from handlers.minutes import PRESENCES
from handlers.ports import Store
from jamaah.disputes import Dispute
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member, addressed


class Answer(StrEnum):
    CORRECT = "correct"
    CHECK = "check"
    AS_IT_IS = "as_it_is"


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


def answers(dispute: Dispute, *ways: Answer) -> tuple[Button, ...]:
    """A button for each of these ways to settle it."""
    return tuple(
        opens("settle_dispute", ANSWER.labels[way], group=dispute.group, dispute=dispute.id, answer=way.value)
        for way in ways
    )


def how_it_was(store: Store, meeting: Meeting, member: Member, claim: Presence | None, today: date) -> Text:
    """That it was with a member as they say."""
    name = called(store, member, today)
    if claim in (None, Presence.PRESENT):
        return _("{name} was there on {day}")(name=name, day=meeting.day)
    return _("{name} {how} on {day}")(name=name, how=PRESENCES[claim], day=meeting.day)


def says_so(store: Store, dispute: Dispute, meeting: Meeting, member: Member, today: date) -> Text:
    """What a member says of their attendance, and in which words."""
    name, day = called(store, member, today), PlainDate(meeting.day)
    if dispute.claim in (None, Presence.PRESENT):
        said = _("{name} says they were there on {day}.")(name=name, day=day)
    else:
        said = _("{name} says of {day}: {how}.")(name=name, day=day, how=PRESENCES[dispute.claim])
    return lines(said, _("“{message}”")(message=dispute.words) if dispute.words else None)


def now_right(name: str, claim: Presence | None) -> Text:
    """What the member hears."""
    if claim in (None, Presence.PRESENT):
        return _("Put right: {name} was there. Thank you.")(name=name)
    return _("Put right: {name} {how}. Thank you.")(name=name, how=PRESENCES[claim])
