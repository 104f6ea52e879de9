"""Founders: what is known of a member as one who founds the cooperative."""

from __future__ import annotations

from datetime import date

from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """What was last said on a day of a member: whether there is a KTP, whether Indonesian; None: not told.
    `nik` is the number on the KTP, sealed."""

    id: int = 0
    group: int
    member: int
    ktp: bool | None = None
    citizen: bool | None = None
    day: date
    nik: str | None = None


def is_barred(founder: Founder | None) -> bool:
    """Whether somebody is known not to be one who can sign as a founder now."""
    return founder is not None and (founder.ktp is False or founder.citizen is False)
