"""The NIK of a KTP: sixteen digits, of which some hint at a birth and a gender, and prove neither (UU 24/2013)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jamaah.members import Member
from jamaah.people import Gender
from lean import dataclass

LENGTH, SHOWN = 16, 4
WOMENS_DAYS = 40
"""Added to the day of birth of a woman."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the digits say of a birth: a day, and a woman or a man."""

    born: date
    gender: Gender


def hint(nik: str, today: date) -> Hint | None:
    """What the middle of a NIK (PPKKCC-DDMMYY-NNNN) says; None where it is no date."""
    day, month, year = (int(nik[at : at + 2]) for at in (6, 8, 10))
    gender = Gender.FEMALE if day > WOMENS_DAYS else Gender.MALE
    century = today.year // 100 * 100
    whole = century + year if century + year < today.year else century - 100 + year
    try:
        return Hint(date(whole, month, day - WOMENS_DAYS if gender is Gender.FEMALE else day), gender)
    except ValueError:
        return None


def ends(nik: str) -> str:
    """A NIK as it is shown: by its end."""
    return f"…{nik[-SHOWN:]}"


def differs(told: Hint, member: Member) -> bool:
    """Whether the book says otherwise: then either may be right, and nobody is refused for it."""
    return any(_differences(told, member))


def _differences(told: Hint, member: Member) -> Iterator[bool]:
    if member.gender is not None:
        yield member.gender is not told.gender
    if member.born is not None:
        yield abs(member.born.year - told.born.year) > (1 if member.born.about else 0)
        yield member.born.month not in (None, told.born.month)
        yield member.born.day not in (None, told.born.day)
