"""What conversations need of the records, as protocols; the storage satisfies them by its shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.ports import Rows
from jamaah.calendar import Deviation, Schedule
from jamaah.disputes import Dispute
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import Member
from jamaah.people import Person
from jamaah.roles import Grant, Role


@dataclass(frozen=True, slots=True)
class Code:
    """What a one-time code opens: a role in a group (None: a facilitator without groups yet), perhaps as a member."""

    role: Role
    group: int | None
    member: int | None
    by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Somebody who gave a member's code and wants to be connected: by which name they said they go, whether they
    shared their own `phone` (E.164), when they agreed to the record (seconds, UTC). `decided` is when a secretary said
    who it is; `member` is None if nobody of the book. `id` is 0 until stored."""

    id: int = 0
    group: int
    person: int
    name: str
    phone: str | None = None
    agreed: int
    decided: int | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Rows that one turn wrote in one table: as they were before (empty: new) and after (empty: taken away)."""

    table: str
    before: Sequence[Mapping[str, Any]]
    after: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Saved:
    """All that one turn wrote, the newest first among a person's turns. `at` is seconds since 1970, UTC."""

    turn: int
    at: int
    group: int | None
    changes: Sequence[Change]


class People(Protocol):
    def get(self, person: int) -> Person: ...
    def address(self, person: int, address: str) -> None:
        """Remember how a person is spoken to."""
        ...

    def speak(self, person: int, language: str) -> None:
        """Remember a person's language."""
        ...

    def grants(self, person: int) -> list[Grant]: ...
    def grant(self, person: int, role: Role, group: int | None) -> None:
        """Give a role; giving it twice is giving it once."""
        ...

    def revoke(self, person: int, role: Role, group: int | None) -> None:
        """Take a role away; taking one that is not held changes nothing."""
        ...

    def of_group(self, group: int) -> list[tuple[int, Role]]:
        """Everybody with a role in a group, the longest-serving first."""
        ...

    def holding(self, group: int, role: Role) -> list[int]:
        """The persons who hold a role in a group, the longest-serving first."""
        ...


class Groups(Protocol):
    def add(self, group: Group) -> Group: ...
    def get(self, group: int) -> Group: ...
    def some(self, groups: Sequence[int]) -> list[Group]:
        """These groups, by name."""
        ...

    def lock(self, group: int) -> None:
        """Make other turns that write this group's records wait for this one."""
        ...


class Members(Protocol):
    def of(self, group: int, on: date | None = None) -> list[Member]:
        """The members now, or those of a day, in the order in which they were registered."""
        ...

    def departed(self, group: int) -> list[Member]:
        """Those who have left, in the order in which they did."""
        ...

    def get(self, member: int) -> Member | None:
        """A member by their id, also one who has left."""
        ...

    def add(self, members: Sequence[Member]) -> list[Member]: ...
    def replace(self, member: Member) -> None: ...
    def link(self, member: int, person: int) -> None:
        """Connect a member with a person of the chat."""
        ...

    def as_person(self, group: int, person: int) -> Member | None:
        """The member a person is in a group."""
        ...


class Meetings(Protocol):
    def add(self, meeting: Meeting) -> Meeting: ...
    def replace(self, meeting: Meeting) -> None: ...
    def get(self, meeting: int) -> Meeting | None: ...
    def on(self, group: int, day: date) -> list[Meeting]: ...
    def latest(self, group: int, count: int) -> list[Meeting]:
        """The last meetings, the newest first."""
        ...

    def before(self, group: int, day: date, count: int) -> list[Meeting]:
        """The last meetings held before a day, the newest first."""
        ...

    def between(self, groups: Sequence[int], first: date, last: date) -> list[Meeting]:
        """The meetings of these groups from one day to another, both included, by day."""
        ...


class Joins(Protocol):
    def add(self, joining: Joining) -> Joining: ...
    def get(self, joining: int) -> Joining | None: ...
    def replace(self, joining: Joining) -> None: ...
    def waiting(self, group: int) -> list[Joining]:
        """Those on whom no secretary has decided, the oldest first."""
        ...

    def of_person(self, person: int) -> list[Joining]:
        """All that somebody asked for, the newest first."""
        ...


class Disputes(Protocol):
    def add(self, dispute: Dispute) -> Dispute: ...
    def get(self, dispute: int) -> Dispute | None: ...
    def of(self, meeting: int, member: int) -> Dispute | None: ...
    def replace(self, dispute: Dispute) -> None: ...


class Schedules(Protocol):
    def current(self, group: int) -> Schedule | None: ...
    def of(self, groups: Sequence[int]) -> dict[int, Schedule]:
        """The current schedules by group; groups without one are left out."""
        ...

    def set(self, schedule: Schedule) -> Schedule:
        """Make this the group's schedule, from which nothing departs yet; the schedule with its id."""
        ...

    def deviate(self, schedule: Schedule, deviation: Deviation) -> None:
        """Let one meeting depart from a schedule, in place of what was said of it before."""
        ...


class Codes(Protocol):
    def add(self, code: str, opens: Code, expires: int, now: int) -> None:
        """Keep a code (only its hash) until it expires."""
        ...

    def use(self, code: str, person: int, now: int) -> Code | None:
        """What a code opens, and use it up; None if it is unknown, used or expired."""
        ...

    def peek(self, code: str, now: int) -> Code | None:
        """What a code would open, without using it."""
        ...

    def past(self, code: str) -> Code | None:
        """What a code was given out for, also when it is used or expired; None if it never was one."""
        ...


class Changes(Protocol):
    def last_of(self, person: int) -> Saved | None:
        """What this person saved last and has not taken back."""
        ...

    def revert(self, saved: Saved) -> bool:
        """Take a turn's changes back, logged as changes; False if something newer has been built on them."""
        ...


class Store(Rows, Protocol):
    """The records a conversation may read and write, all within one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def members(self) -> Members: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def joins(self) -> Joins: ...
    @property
    def disputes(self) -> Disputes: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def changes(self) -> Changes: ...
