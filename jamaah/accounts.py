"""Accounts and hands: the books given from one person to another, and persons whose phone is lost."""

from __future__ import annotations

from dataclasses import dataclass

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

    `ended` is when the person had an account again, by another phone or because the old one was found.
    """

    id: int = 0
    group: int
    person: int
    stray: int
    by: int
    at: int
    ended: int | None = None
