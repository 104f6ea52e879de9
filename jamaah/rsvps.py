"""What members say beforehand: whether they come to one meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import takewhile

from jamaah.groups import Zone
from jamaah.members import Member
from jamaah.people import Gender, fold
from jamaah.timetable import Occurrence, Timetable, upcoming
from lean import dataclass


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rsvp:
    """What was said of one member for the meeting held on `day`; a later answer takes its place. `by` is the person
    who said it, `said` when (seconds, UTC). An answer for a day to which the meeting is no longer fixed counts for
    nothing."""

    id: int = 0
    group: int
    day: date
    member: int
    answer: Answer
    reason: str | None = None
    by: int
    said: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What a roll has said of one meeting, in its order; `silent` are those of whom nothing is said."""

    yes: tuple[Member, ...] = ()
    no: tuple[Member, ...] = ()
    maybe: tuple[Member, ...] = ()
    silent: tuple[Member, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether anybody has answered."""
        return bool(self.yes or self.no or self.maybe)


def expected(answers: Iterable[Rsvp], roll: Sequence[Member]) -> Expected:
    """Who of a roll comes, by the answers for one day; those of others count for nothing."""
    said = {rsvp.member: rsvp.answer for rsvp in answers}
    return Expected(*(_saying(said, roll, answer) for answer in (Answer.YES, Answer.NO, Answer.MAYBE, None)))


def _saying(said: Mapping[int, Answer], roll: Sequence[Member], answer: Answer | None) -> tuple[Member, ...]:
    return tuple(member for member in roll if said.get(member.id) is answer)


def undecided(answers: Iterable[Rsvp], roll: Iterable[Member]) -> set[int]:
    """The persons whose own answer is still to come: of a member who is theirs nothing is known, or only a perhaps."""
    decided = {rsvp.member for rsvp in answers if rsvp.answer is not Answer.MAYBE}
    return {member.person for member in roll if member.person is not None and member.id not in decided}


def to_come(timetable: Timetable, zone: Zone, day: date, now: int) -> Occurrence | None:
    """The meeting held on a day that has not begun `now` (seconds UTC); None if there is none."""
    ahead = takewhile(lambda one: one.day <= day, upcoming(timetable, zone, now))
    return next((one for one in ahead if one.day == day), None)


def of_one_house(one: Member, other: Member) -> bool:
    """Whether two members are of one household: of one family head, or one is the other's."""
    if one.household and other.household and fold(one.household) == fold(other.household):
        return True
    return _heads(one, other) or _heads(other, one)


def _heads(one: Member, other: Member) -> bool:
    """Whether somebody is named as the head of the other's household, and of no other."""
    head = fold(other.household or "").split()
    if not head or (one.household and fold(one.household) != fold(other.household or "")):
        return False
    names = (fold(one.name).split(), fold(one.called).split())
    return one.gender is not Gender.FEMALE and any(set(head) <= set(name) for name in names)
