"""What was written and looked at, and how somebody is taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from jamaah.members import Member
from lean import dataclass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that one turn wrote in a group's books, and by whom. `id` orders the entries, the newest is the highest; `at`
    is seconds since 1970, UTC. One that was taken back since has the turn that did
    so in `undone_by`; one that `undoes` took something back."""

    id: int
    turn: int
    person: int
    at: int
    changes: Sequence[Change]
    undone_by: int | None = None
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked, on a day, at what is kept of one member; `what` of it is a word of `seen_by.LOOKED`."""

    group: int
    member: int
    person: int
    what: str
    day: date


class Changes(Protocol):
    def now(self) -> Sequence[Change]:
        """What this transaction has written so far."""
        ...

    def of(
        self,
        group: int,
        *,
        count: int,
        before: int | None = None,
        since: int = 0,
        until: int | None = None,
        by: int | None = None,
        meeting: int | None = None,
        member: int | None = None,
        without: Collection[str] = (),
        put_right: bool = False,
    ) -> list[Entry]:
        """What was written in a group's books, the newest first, turn by turn; from one moment on, until another.

        `before` goes on behind the entry of that id. Of one `meeting`: what is written of it and who was there. Of one
        `member`: their own rows alone, of whatever kind; `put_right`: no attendance that was merely written down. `by`
        one person alone; `without` records of these kinds.
        """
        ...

    def message(self, turn: int) -> tuple[str, str] | None:
        """From which message an entry is: its channel, and the platform's id of it; None for what nobody wrote."""
        ...

    def newer(self, saved: Saved, by: int) -> Entry | None:
        """What somebody else than `by` wrote last in the same group since something was saved."""
        ...

    def last_of(self, person: int) -> Saved | None:
        """What this person saved last and has not taken back."""
        ...

    def revert(self, saved: Saved) -> bool:
        """Take a turn's changes back, logged as changes; False if something newer has been built on them."""
        ...


class Looks(Protocol):
    def note(self, look: Look) -> None:
        """Enter that somebody looked; the second look of a day is the first."""
        ...

    def of(self, member: int) -> Sequence[Look]:
        """Who looked at what is kept of a member, the oldest day first."""
        ...


class Erasures(Protocol):
    def erase(
        self,
        gone: Sequence[tuple[Member, Member]],
        person: int | None,
        *,
        elsewhere: Sequence[int] = (),
        whole: bool = False,
        called: str | None = None,
    ) -> int | None:
        """Take members, each as it was and as it is, out of all that is kept but the counts; `person` is who they are,
        with something to do in groups `elsewhere` too. `whole`: the person is forgotten altogether. Else they are
        spoken to as `called`, where another member stays on the phone. Who writes from that person's phones now."""
        ...

    def out_of_talk(self, state: dict[str, Any]) -> dict[str, Any]:
        """The state of a talk without whoever was erased in this turn."""
        ...
