"""Groups, who belongs to them, and who of them has been told something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from jamaah.chats import GroupChat
from jamaah.groups import Group
from jamaah.members import Member


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
