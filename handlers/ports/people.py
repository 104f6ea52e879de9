"""Who writes, what they may, and how they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Protocol

from jamaah.accounts import ChannelConsent, Cut, Link
from jamaah.people import Person
from jamaah.roles import Grant, Role
from lean import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a one-time code opens: a role in a group (None: a facilitator without groups yet), perhaps as a member.

    `account_of` is the person who gets another account by it, instead of a role; `in_place_of` who is a secretary no
    longer once it is used.
    """

    role: Role
    group: int | None
    member: int | None
    by: int | None
    account_of: int | None = None
    in_place_of: int | None = None

    @property
    def links(self) -> bool:
        """Whether somebody got it for another account of their own, and has not lost the one they have."""
        return self.account_of is not None and self.by == self.account_of


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


class People(Protocol):
    def get(self, person: int) -> Person: ...
    def address(self, person: int, address: str) -> None:
        """Remember how a person is spoken to."""
        ...

    def speak(self, person: int, language: str) -> None:
        """Remember a person's language."""
        ...

    def digest(self, person: int, when: tuple[int, time] | None) -> None:
        """Remember on which weekday (0: Monday) and at what hour a facilitator wants the digest; None: not at all."""
        ...

    def grants(self, person: int) -> list[Grant]: ...
    def grant(self, person: int, role: Role, group: int | None) -> None:
        """Give a role; giving it twice is giving it once."""
        ...

    def revoke(self, person: int, role: Role, group: int | None) -> None:
        """Take a role away; taking one that is not held changes nothing."""
        ...

    def prefer(self, person: int, channel: str | None) -> None:
        """Remember on which channel a person wants to hear what they do not ask for; None: where they wrote last."""
        ...

    def silence(self, person: int, since: int | None) -> None:
        """Send somebody nothing that was not asked for any more, since a moment; None: as before."""
        ...

    def keepers(self, groups: Sequence[int]) -> dict[int, dict[int, bool]]:
        """Who keeps the books of these groups, the longest-serving first, and whether each can be written to."""
        ...

    def keeping(self, group: int) -> list[int]:
        """Who keeps the books of a group, the longest-serving first."""
        ...

    def mute(self, person: int, group: int, *, muted: bool) -> None:
        """Remember whether a person does not want to be reminded of a group's meetings."""
        ...

    def muted(self, group: int) -> set[int]:
        """Who does not want to be reminded of a group's meetings."""
        ...

    def of_group(self, group: int) -> list[tuple[int, Role]]:
        """Everybody with a role in a group, the longest-serving first."""
        ...

    def holding(self, group: int, role: Role) -> list[int]:
        """The persons who hold a role in a group, the longest-serving first."""
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

    def void_given_by(self, person: int, now: int) -> None:
        """Let no code that a person gave out open anything any more."""
        ...

    def void_account_of(self, person: int, now: int) -> None:
        """Let no code open anything any more by which a person was to have another account."""
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


class Accounts(Protocol):
    def lost(self, person: int) -> Cut | None:
        """The cut of somebody who has no account since; None for everybody else."""
        ...

    def cut_off(self, person: int) -> Cut | None:
        """The last cut of somebody's accounts, of all or of one channel's, that is not over; None if there is none."""
        ...

    def strays(self, person: int) -> bool:
        """Whether this is who writes from a phone that was said to be lost."""
        ...

    def cut(self, person: int, group: int, now: int, channel: str | None = None) -> Cut:
        """Let whoever writes from a person's accounts, or from those of one channel, be nobody from now on."""
        ...

    def find(self, cut: Cut, now: int) -> None:
        """The phone was found: whoever writes from there is the person again."""
        ...

    def link(self, person: int, other: int, told: Sequence[Link]) -> None:
        """Let all that was one person's be another's, the accounts too, and keep in each group's log that it is so."""
        ...

    def move(self, account: int, cut: Cut, now: int) -> None:
        """Let whoever writes by this account be the person of a cut from now on, with all that they were besides."""
        ...


class Consents(Protocol):
    def say(self, said: ChannelConsent) -> None:
        """Enter what somebody said; from now on it holds for all their accounts on that channel."""
        ...

    def of(self, person: int) -> list[ChannelConsent]:
        """What a person said last, for each channel."""
        ...
