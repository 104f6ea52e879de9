"""The founding meeting: which of the meetings it is, and what its minutes have to carry, as far as it was told."""

from __future__ import annotations

from datetime import time

from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """The meeting that founds a group's cooperative. None: not told.

    Who `briefed` (penyuluhan), was in the `chair` and wrote the `minutes`; when it was `begun` (None: as the meeting
    says) and `closed`. Of what was decided the `address`, the `form` (primer), the `area` of membership, the
    `duration`, the `kind`, the `business`, the `dues` (simpanan wajib, rupiah), the `term` of the officers in years,
    the `statutes`. `holders` are the members who got the mandate.
    """

    id: int = 0
    group: int
    meeting: int
    briefed: str | None = None
    chair: str | None = None
    minutes: str | None = None
    begun: time | None = None
    closed: time | None = None
    address: str | None = None
    form: str | None = None
    area: str | None = None
    duration: str | None = None
    kind: str | None = None
    business: str | None = None
    statutes: str | None = None
    dues: int | None = None
    term: int | None = None
    holders: tuple[int, ...] = ()


def closing(begun: time | None, closed: time) -> time:
    """The hour of closing on a dial of twelve: one before the beginning is twelve hours later."""
    later = closed.replace(hour=(closed.hour + 12) % 24)
    return later if begun is not None and closed < begun < later else closed
