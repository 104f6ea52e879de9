"""What whoever runs the service may know of it: counts, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping

from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much is kept and waits. `meetings` are those held in the last 30 days; `given_up` were the messages that
    could not be sent in the last seven; `refused` is what was refused in the last day, by its kind; `charged` is for
    how many messages a platform charged this month, by its category, `paying` for how many groups."""

    groups: int
    members: int
    connected: int
    secretaries: int
    facilitators: int
    meetings: int
    waiting: int
    given_up: int
    refused: Mapping[str, int]
    charged: Mapping[str, int]
    paying: int


@dataclass(frozen=True, slots=True)
class Charge:
    """For how many messages of a category a platform charged in a month, of a group; of none where it has no name."""

    group: int
    name: str | None
    village: str | None
    category: str
    count: int
