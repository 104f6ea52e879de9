"""Exports: that all of a group's data was handed out as a file, to whom, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a file of all data is wanted for."""

    KEEP = "keep"
    """Kept by the group itself."""
    FACILITATOR = "facilitator"
    OFFICE = "office"
    """An office, a notary, or whoever looks into the founding."""
    MOVE = "move"
    """The group keeps its books elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All of a group's data, given to `person` at a moment (seconds, UTC)."""

    id: int = 0
    group: int
    person: int
    at: int
    purpose: Purpose
