"""Accounts and hands: the books given from one person to another, persons whose phone is lost, persons who write by
several accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from jamaah.people import fold, split_honorific
from lean import dataclass

LASTS = 7 * 86_400
"""Seconds after which an offer is over that was not answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The books of a group, offered to a person who has to agree; who gives them keeps them no longer then.

    Without a `giver` nobody keeps them any more. Moments are seconds since 1970, UTC; `id` is 0 until stored.
    """

    id: int = 0
    group: int
    giver: int | None
    receiver: int
    by: int
    asked: int
    decided: int | None = None
    taken: bool | None = None

    def is_open(self, now: int) -> bool:
        """Whether it still waits for its answer."""
        return self.decided is None and now < self.asked + LASTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A person whose phone was said to be lost: whoever writes from there is the `stray` person from then on.

    `ended` is when the person had an account again, by another phone or because the old one was found. With `channel`
    only their account there was cut off.
    """

    id: int = 0
    group: int
    person: int
    stray: int
    by: int
    at: int
    ended: int | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A person of a group writes on another `channel` too, since `at`. `id` is 0 until stored."""

    id: int = 0
    group: int
    person: int
    channel: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelConsent:
    """What a person said of messages on a channel that they do not ask for: whether they are `wanted`, in which words,
    and when (seconds, UTC)."""

    person: int
    channel: str
    wanted: bool
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is by one account: how they are spoken to, and which members they are, by group. `known`: they have
    a role, a place in a book, or have asked for one."""

    address: str = ""
    members: Mapping[int, Collection[int]] = field(default_factory=dict)
    known: bool = False


def is_other_name(one: Standing, other: Standing) -> bool:
    """Whether both are known, by names that are not the same: "Bu Tini" and "Mbak Tini" are, "Bu" and "Pak" are not."""
    if not (one.known and other.known and one.address and other.address):
        return False
    (_said, mine, woman), (_word, theirs, man) = split_honorific(one.address), split_honorific(other.address)
    return fold(mine) != fold(theirs) or (None not in (woman, man) and woman is not man)


def two_members_in(one: Standing, other: Standing) -> int | None:
    """The first group in whose book the two are different members; None where nothing of that kind stands between
    them."""
    return next((group for group in sorted(one.members) if other.members.get(group)), None)
