"""Meetings: what took place, who was there in person, what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from jamaah.members import Member
from jamaah.refusals import Refusal


class Presence(StrEnum):
    """How a member took part. LATE is present; REPRESENTED is not (rule 10). No entry: not recorded, never absent."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"
    REPRESENTED = "represented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that took place. `attendance` is by member id; `present_count` is a number said without names;
    `late_count` how many of those present came late when their names were not said."""

    id: int = 0
    group: int
    day: date
    at: time | None = None
    place: str | None = None
    agenda: str | None = None
    decisions: tuple[str, ...] = ()
    attendance: Mapping[int, Presence] = field(default_factory=dict)
    present_count: int | None = None
    late_count: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a roll took part. `present` includes the late; by names present, excused, absent, represented and unrecorded
    make up the roll. Where only a number was said, `present` is that number and everybody stays unrecorded."""

    present: int
    late: int
    excused: int
    absent: int
    represented: int
    unrecorded: int


def by_exception(
    roll: Iterable[Member],
    *,
    excused: Collection[int] = (),
    absent: Collection[int] = (),
    represented: Collection[int] = (),
    late: Collection[int] = (),
    others_present: bool,
) -> dict[int, Presence]:
    """The attendance of a roll told by its exceptions (member ids), in the roll's order.

    Who is not named is present with `others_present`, else not recorded. Raises Refusal of slot "attendance": reason
    "said_twice" for a member named in two ways, "not_a_member" for an id not in the roll; fact `member`, the id.
    """
    said: dict[int, Presence] = {}
    for presence, members in (
        (Presence.EXCUSED, excused),
        (Presence.ABSENT, absent),
        (Presence.REPRESENTED, represented),
        (Presence.LATE, late),
    ):
        for member in members:
            if said.setdefault(member, presence) is not presence:
                raise Refusal("attendance", "said_twice", member=member)
    ids = [member.id for member in roll]
    for stranger in said.keys() - set(ids):
        raise Refusal("attendance", "not_a_member", member=stranger)
    return {member: said.get(member, Presence.PRESENT) for member in ids if others_present or member in said}


def tally(meeting: Meeting, roll: Iterable[Member]) -> Tally:
    """How the members of a roll took part; entries of others (who left since) are passed over."""
    entries = [meeting.attendance.get(member.id) for member in roll]
    number = Counter(entries)
    late = number[Presence.LATE]
    return Tally(
        present=max(number[Presence.PRESENT] + late, meeting.present_count or 0),
        late=max(late, meeting.late_count or 0),
        excused=number[Presence.EXCUSED],
        absent=number[Presence.ABSENT],
        represented=number[Presence.REPRESENTED],
        unrecorded=number[None],
    )


def check(
    meeting: Meeting, *, today: date, founded: date, same_day: Iterable[Meeting], members: int | None = None
) -> None:
    """Raise Refusal unless a meeting can be recorded.

    Slot "day": "in_future", "before_group", "already_recorded" (fact `meeting`; two meetings of one day are let through
    if both tell their hours and these differ). Slot "present_count": "more_than_members" (with those said not to have
    come; facts `present`, `missing`, `members`; needs the number of `members`), "fewer_than_named" (facts `present`,
    `named`). Slot "late_count": "more_than_present" (facts `late`, `present`).
    """
    _check_day(meeting, today, founded, same_day)
    _check_counts(meeting, members)


def _check_day(meeting: Meeting, today: date, founded: date, same_day: Iterable[Meeting]) -> None:
    if meeting.day > today:
        raise Refusal("day", "in_future", today=today)
    if meeting.day < founded:
        raise Refusal("day", "before_group", founded=founded)
    for other in same_day:
        if other.day == meeting.day and _may_be_same(meeting, other):
            raise Refusal("day", "already_recorded", meeting=other)


def _may_be_same(one: Meeting, other: Meeting) -> bool:
    if one.id and one.id == other.id:
        return False
    return one.at is None or other.at is None or one.at == other.at


def _check_counts(meeting: Meeting, members: int | None) -> None:
    entries = list(meeting.attendance.values())
    named = sum(entry in (Presence.PRESENT, Presence.LATE) for entry in entries)
    missing = len(entries) - named
    present = named if meeting.present_count is None else meeting.present_count
    if present < named:
        raise Refusal("present_count", "fewer_than_named", present=present, named=named)
    if members is not None and present + missing > members:
        raise Refusal("present_count", "more_than_members", present=present, missing=missing, members=members)
    told = meeting.present_count is not None or bool(entries)
    if told and (meeting.late_count or 0) > present:
        raise Refusal("late_count", "more_than_present", late=meeting.late_count, present=present)
