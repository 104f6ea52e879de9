"""Aid of the state that a group received. Nobody's wealth is recorded."""

from __future__ import annotations

from datetime import date

from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """What came on a day, and `giver` by whom as said."""

    id: int = 0
    group: int
    day: date
    what: str
    giver: str | None = None
