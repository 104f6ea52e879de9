"""Groups: a name, a village, a neighbourhood (RT) and a time zone."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from jamaah.capital import Capital
from lean import dataclass


class Zone(StrEnum):
    """Indonesia's three time zones, by their names in the zone database."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"


LEADS = (timedelta(days=1), timedelta(hours=2))
"""How long before a meeting people are reminded where a group has not said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group; `region` is the district and the regency in which its village lies, as an address has them. `leads` is
    how long before each meeting people are reminded, the longest first, none if empty. `cooperative` is the name chosen
    for the cooperative it wants to become, `capital` what was told of its capital. A group that `shares` lets its
    facilitators see phone numbers too."""

    id: int
    name: str
    village: str
    rt: str | None
    zone: Zone
    founded: date
    leads: tuple[timedelta, ...] = LEADS
    cooperative: str | None = None
    capital: Capital | None = None
    shares: bool = False
    rw: str | None = None
    region: str | None = None
