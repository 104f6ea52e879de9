"""Countersigning: members say of the minutes of a meeting that they are right, or what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterable

from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersign:
    """What a member says of a meeting's minutes: that they are right, or in which `words` that they are not. `said` is
    when, in seconds since 1970, UTC; `id` is 0 until stored."""

    id: int = 0
    group: int
    meeting: int
    member: int
    said: int
    agrees: bool
    words: str | None = None


def confirmed(said: Iterable[Countersign], since: int) -> int:
    """How many members say that the minutes are right as they are since a moment: that of the last correction."""
    return sum(one.agrees and one.said >= since for one in said)
