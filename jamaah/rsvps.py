"""What members say beforehand: whether they come to one meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
