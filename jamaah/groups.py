"""Groups: a name, a village, a neighbourhood (RT) and a time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Zone(StrEnum):
    """Indonesia's three time zones, by their names in the zone database."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: int
    name: str
    village: str
    rt: str | None
    zone: Zone
    founded: date
