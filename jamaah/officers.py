"""Officers of a group: who holds which post, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Post(StrEnum):
    """CHAIR, SECRETARY and TREASURER manage (pengurus); a SUPERVISOR (pengawas) looks on."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member in a post from `since` (None: not told) until the day before `until`."""

    id: int = 0
    group: int
    member: int
    post: Post
    since: date | None = None
    until: date | None = None


def serves(officer: Officer, on: date) -> bool:
    """Whether somebody holds the post on a day, as far as is known."""
    return (officer.since is None or officer.since <= on) and (officer.until is None or on < officer.until)


def years_begun(since: date, on: date) -> int:
    """How many years of a term have begun: 5 until the fifth anniversary, 6 the day after it."""
    return on.year - since.year + ((on.month, on.day) > (since.month, since.day))
