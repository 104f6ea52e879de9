"""Disputes: a member says that the attendance written down of them is wrong."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from jamaah.meetings import Meeting, Presence
from lean import dataclass

THERE = (Presence.PRESENT, Presence.LATE)


class Stage(StrEnum):
    """How far a dispute has come. CHECKING: a secretary wants to look first; it stays open meanwhile."""

    OPEN = "open"
    CHECKING = "checking"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A member says that they were at a meeting, or how it was instead (`claim`), in their own `words`. `said` is when,
    in seconds since 1970, UTC; `id` is 0 until stored."""

    id: int = 0
    group: int
    meeting: int
    member: int
    said: int
    stage: Stage = Stage.OPEN
    words: str | None = None
    claim: Presence | None = None


def is_there(meeting: Meeting, member: int) -> bool:
    """Whether a member is written down as having come, late or not."""
    return meeting.attendance.get(member) in THERE


def is_as_claimed(meeting: Meeting, member: int, claim: Presence | None) -> bool:
    """Whether a member is written down as they say it was; to have come (None too) is to have come, late or not."""
    if claim in (None, Presence.PRESENT):
        return is_there(meeting, member)
    return meeting.attendance.get(member) is claim


def as_claimed(meeting: Meeting, member: int, claim: Presence | None) -> Meeting:
    """The meeting with this member as they say it was.

    A number that was said without names is left as it is, for they may have been counted; it is raised only where more
    are named by now than were counted.
    """
    attendance = {**meeting.attendance, member: claim or Presence.PRESENT}
    named = sum(presence in THERE for presence in attendance.values())
    count = None if meeting.present_count is None else max(meeting.present_count, named)
    return replace(meeting, attendance=attendance, present_count=count)
