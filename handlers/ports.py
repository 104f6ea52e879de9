"""What conversations need of the records, as protocols; the storage satisfies them by its shape."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Protocol, TypeVar

from bot.ports import Rows
from jamaah.accounts import Cut, Handover
from jamaah.aid import Aid
from jamaah.businesses import Business
from jamaah.chats import GroupChat
from jamaah.countersigns import Countersign
from jamaah.disputes import Dispute
from jamaah.exports import Export
from jamaah.founders import Founder
from jamaah.foundings import Founding
from jamaah.groups import Group
from jamaah.ideas import Idea
from jamaah.meetings import Meeting
from jamaah.members import Member
from jamaah.officers import Officer
from jamaah.papers import Paper
from jamaah.people import Person
from jamaah.roles import Grant, Role
from jamaah.rsvps import Rsvp
from jamaah.service import Figures
from jamaah.timetable import Deviation, Pause, Schedule, Timetable

E = TypeVar("E")


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


class Groups(Protocol):
    def add(self, group: Group) -> Group: ...
    def get(self, group: int) -> Group: ...
    def replace(self, group: Group) -> None:
        """Put a group right, by its id."""
        ...

    def some(self, groups: Sequence[int]) -> list[Group]:
        """These groups, by name."""
        ...

    def all(self) -> list[Group]:
        """All groups there are, by name: for who runs the service, never for a turn."""
        ...

    def lock(self, group: int) -> None:
        """Make other turns that write this group's records wait for this one."""
        ...


class Members(Protocol):
    def of(self, group: int, on: date | None = None) -> list[Member]:
        """The members now, or those of a day, in the order in which they were registered."""
        ...

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the books of these groups together: what is asked of each afterwards is known."""
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

    def elsewhere(self, group: int, groups: Sequence[int]) -> dict[int, list[int]]:
        """The members who are in others of these groups too, each with those."""
        ...

    def as_person(self, group: int, person: int) -> Member | None:
        """The member a person is in a group."""
        ...

    def of_person(self, person: int) -> list[Member]:
        """All that a person is or was, in whichever book."""
        ...


class Meetings(Protocol):
    def add(self, meeting: Meeting) -> Meeting: ...
    def replace(self, meeting: Meeting) -> None: ...
    def get(self, meeting: int) -> Meeting | None: ...
    def on(self, group: int, day: date) -> list[Meeting]: ...
    def latest(self, group: int, count: int) -> list[Meeting]:
        """The last meetings, the newest first."""
        ...

    def look_ahead(self, groups: Sequence[int], count: int) -> None:
        """Read the last meetings of these groups together: of each so many are known afterwards."""
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


class Countersigns(Protocol):
    def of(self, meeting: int) -> list[Countersign]:
        """What members say of a meeting's minutes, each what they said last."""
        ...

    def say(self, said: Countersign) -> None:
        """Enter what a member says, in place of what they said of that meeting before."""
        ...


class Schedules(Protocol):
    def current(self, group: int) -> Timetable | None:
        """The timetable of a group; None if none was ever set."""
        ...

    def of(self, groups: Sequence[int]) -> dict[int, Timetable]:
        """The timetables by group; groups without one are left out."""
        ...

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the timetables of these groups together: what is asked of each afterwards is known."""
        ...

    def set(self, schedule: Schedule) -> Schedule:
        """Let this be the group's schedule from its first day on, in place of all set before; it with its id."""
        ...

    def deviate(self, timetable: Timetable, deviation: Deviation) -> None:
        """Let one meeting depart from the schedule of its fixed day, in place of what was said of it before."""
        ...

    def pause(self, pause: Pause) -> Pause:
        """Enter a pause; the pause with its id."""
        ...

    def change_pause(self, before: Pause, after: Pause | None) -> None:
        """Put a pause right; None: it does not take place at all."""
        ...


class Rsvps(Protocol):
    def of(self, group: int, day: date) -> list[Rsvp]:
        """All answers for the meeting held on a day, the oldest first."""
        ...

    def say(self, rsvp: Rsvp) -> None:
        """Enter an answer, in place of an earlier one of the same member for the same day."""
        ...


class Chats(Protocol):
    def of(self, group: int) -> list[GroupChat]:
        """The chats of a group in which it can be written, the oldest first."""
        ...

    def at(self, channel: str, chat: str) -> GroupChat | None:
        """The group chat at an address, also one in which nothing can be written any more."""
        ...

    def put(self, chat: GroupChat) -> None:
        """Enter the chat of an address, or put it right."""
        ...

    def move(self, chat: GroupChat, to: str) -> None:
        """Let a chat have another address on its platform from now on."""
        ...

    def lost(self, channel: str, chat: str, now: int) -> int | None:
        """Nothing can be written there any more, which nobody did: the group of whom that is news, None if of none."""
        ...


class Relays(Protocol):
    def told(self, group: int, about: str) -> set[int]:
        """The members to whom something was passed on; `about` names it within its group."""
        ...

    def tell(self, group: int, about: str, members: Iterable[int], now: int) -> None:
        """Enter that these members have been told; who was told before is left out."""
        ...


class Book(Protocol[E]):
    """What a group keeps of one kind."""

    def of(self, group: int) -> list[E]:
        """All entries of a group, in the order in which they were made."""
        ...

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the entries of these groups together: what is asked of each afterwards is known."""
        ...

    def add(self, new: Sequence[E]) -> list[E]:
        """Make entries; the entries with their ids."""
        ...

    def replace(self, entry: E) -> None:
        """Put an entry right, by its id."""
        ...

    def remove(self, entry: E) -> None:
        """Strike an entry out, by its id."""
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


class Accounts(Protocol):
    def lost(self, person: int) -> Cut | None:
        """The cut of somebody who has no account since; None for everybody else."""
        ...

    def strays(self, person: int) -> bool:
        """Whether this is who writes from a phone that was said to be lost."""
        ...

    def cut(self, person: int, group: int, now: int) -> Cut:
        """Let whoever writes from a person's accounts be nobody from now on."""
        ...

    def find(self, cut: Cut, now: int) -> None:
        """The phone was found: whoever writes from there is the person again."""
        ...

    def move(self, account: int, cut: Cut, now: int) -> None:
        """Let whoever writes by this account be the person of a cut from now on, with all that they were besides."""
        ...


class Service(Protocol):
    def figures(self, now: int) -> Figures:
        """How much is kept and waits, as counts."""
        ...


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


class Whole(Protocol):
    def of(self, group: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All rows of a group's books by kind, without any NIK, and how those are called who have a role there."""
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
    def countersigns(self) -> Countersigns: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def rsvps(self) -> Rsvps: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def relays(self) -> Relays: ...
    @property
    def ideas(self) -> Book[Idea]: ...
    @property
    def businesses(self) -> Book[Business]: ...
    @property
    def officers(self) -> Book[Officer]: ...
    @property
    def founders(self) -> Book[Founder]: ...
    @property
    def papers(self) -> Book[Paper]: ...
    @property
    def foundings(self) -> Book[Founding]: ...
    @property
    def aids(self) -> Book[Aid]: ...
    @property
    def exports(self) -> Book[Export]: ...
    @property
    def handovers(self) -> Book[Handover]: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def service(self) -> Service: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def whole(self) -> Whole: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def erasures(self) -> Erasures: ...
