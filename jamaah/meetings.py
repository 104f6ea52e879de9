"""Meetings: what took place, who was there in person, what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, time, timedelta
from enum import StrEnum

from jamaah.members import Member
from jamaah.refusals import Refusal
from lean import dataclass

BEFORE_THE_BOOK = timedelta(days=366)


class Presence(StrEnum):
    """How a member took part. LATE is present; REPRESENTED is not (rule 10); SICK is excused, told apart in the books.
    No entry: not recorded, never absent."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    SICK = "sick"
    ABSENT = "absent"
    REPRESENTED = "represented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that took place. `attendance` is by member id; `present_count` is a number said without names;
    `late_count` how many of those present came late when their names were not said; `by` the person who recorded it,
    None where that was not kept; `behalf` the facilitator who did as long as the group had no secretary."""

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
    by: int | None = None
    behalf: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a roll took part. `present` includes the late, `excused` the sick; by names present, excused, absent,
    represented and unrecorded make up the roll. Where only a number was said, `present` is that number and everybody
    stays unrecorded."""

    present: int
    late: int
    excused: int
    absent: int
    represented: int
    unrecorded: int


def tally(meeting: Meeting, roll: Iterable[Member]) -> Tally:
    """How the members of a roll took part; entries of others (who left since) are passed over."""
    entries = [meeting.attendance.get(member.id) for member in roll]
    number = Counter(entries)
    late = number[Presence.LATE]
    return Tally(
        present=max(number[Presence.PRESENT] + late, meeting.present_count or 0),
        late=max(late, meeting.late_count or 0),
        excused=number[Presence.EXCUSED] + number[Presence.SICK],
        absent=number[Presence.ABSENT],
        represented=number[Presence.REPRESENTED],
        unrecorded=number[None],
    )


def books_begin(founded: date) -> date:
    """The first day of which a meeting may be recorded: groups met before they had a book, a year at most."""
    return founded - BEFORE_THE_BOOK


def check(meeting: Meeting, *, today: date, founded: date, same_day: Iterable[Meeting]) -> None:
    """Raise Refusal unless a meeting can have been on its day.

    Slot "day": "in_future" (fact `today`), "before_group" (`founded`), "already_recorded" (fact `meeting`: one of
    `same_day` that may be the same).
    """
    if meeting.day > today:
        raise Refusal("day", "in_future", today=today)
    if meeting.day < founded:
        raise Refusal("day", "before_group", founded=founded)
    for other in same_day:
        if may_be_same(meeting, other):
            raise Refusal("day", "already_recorded", meeting=other)


def may_be_same(one: Meeting, other: Meeting) -> bool:
    """Whether two records may be of one meeting: those of a day are, unless both tell their hours and these differ."""
    if one.day != other.day or (one.id and one.id == other.id):
        return False
    return one.at is None or other.at is None or one.at == other.at


def contradicts(old: Meeting, new: Meeting) -> bool:
    """Whether one record of a meeting says something else than the other did, and not only more."""
    facts = ((old.at, new.at), (old.place, new.place), (old.agenda, new.agenda), (old.late_count, new.late_count))
    named = old.present_count is not None and new.present_count is not None
    return (
        old.day != new.day
        or any(was is not None and was != now for was, now in facts)
        or (named and old.present_count != new.present_count)
        or any(one not in new.decisions for one in old.decisions)
        or any(new.attendance.get(member) is not presence for member, presence in old.attendance.items())
    )
