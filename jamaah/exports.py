"""Exports: that something of a group's books was handed out as a file, by whom, for whom, and what for."""

from __future__ import annotations

from enum import StrEnum

from lean import dataclass


class Purpose(StrEnum):
    """What a file is wanted for."""

    KEEP = "keep"
    """Kept by the group itself."""
    FACILITATOR = "facilitator"
    OFFICE = "office"
    """An office, a notary, or whoever looks into the founding."""
    MOVE = "move"
    """The group keeps its books elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What was given to `person` at a moment (seconds, UTC): all of a group's data, or the `document` of that name.
    `receiver` is for whom it is and `reason` what they need it for, where that was told; `columns` what stands there of
    each member beside name, woman or man, and RT; `niks` how many NIK can be read in it, and `nik_of` of
    which members."""

    id: int = 0
    group: int
    person: int
    at: int
    purpose: Purpose
    document: str | None = None
    receiver: str | None = None
    reason: str | None = None
    columns: tuple[str, ...] = ()
    niks: int | None = None
    nik_of: tuple[int, ...] = ()
