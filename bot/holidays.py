"""The public holidays of Indonesia. Those of the Islamic year are estimates: the moon and the ministry decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from lean import dataclass

_ISLAMIC = ("Idul Fitri", "Idul Adha", "Tahun Baru Islam", "Maulid", "Isra Mikraj")
_ESTIMATED = " (perkiraan)"
_EID = "Idul Fitri"
_CALLED = MappingProxyType({"lebaran": "idul fitri", "riyaya": "idul fitri", "bakda": "idul fitri"})
_SHORTEST = 5
FIRST_YEAR, LAST_YEAR = 1950, 2090


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday by its Indonesian name; an `estimated` one may turn out to be a day earlier or later."""

    name: str
    estimated: bool


def holiday(day: date) -> Holiday | None:
    """The public holiday on a day; None if there is none, or of years too far away to know."""
    return _of_year(day.year).get(day)


def eid(after: date) -> tuple[date, date] | None:
    """The two days of the Idul Fitri that is not over before a day, as estimated; None where none is known."""
    for year in (after.year, after.year + 1):
        days = [day for day, found in _of_year(year).items() if _EID in found.name]
        for first, last in zip(days[::2], days[1::2], strict=False):
            if last >= after:
                return first, last
    return None


def feast(word: str, since: date) -> date | None:
    """The first day, from a day on, of the holiday that a word names ("natal", "lebaran"); None if it names none."""
    name = _CALLED.get(word.casefold(), word.casefold())
    coming = (
        day
        for year in (since.year, since.year + 1)
        for day, one in _of_year(year).items()
        if name in one.name.casefold()
    )
    return next((day for day in coming if day >= since), None) if len(name) >= _SHORTEST else None


@lru_cache(maxsize=16)
def _of_year(year: int) -> Mapping[date, Holiday]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MappingProxyType({})
    import holidays  # noqa: PLC0415  a third of a second that most starts need not wait for

    found = holidays.country_holidays("ID", years=year, language="id")
    return MappingProxyType({day: _holiday(found[day]) for day in sorted(found)})


def _holiday(name: str) -> Holiday:
    islamic = any(word in name for word in _ISLAMIC)
    return Holiday(name.replace(_ESTIMATED, ""), estimated=_ESTIMATED in name or islamic)
