"""Households: by which name a family goes, and who is of it."""

from __future__ import annotations

from jamaah.households import household_of, households, named_household
from tests.jamaah.strategies import member


def test_a_family_goes_by_the_name_it_has_in_the_book() -> None:
    karno = member("Karno Wibowo", id=1)
    siti = member("Siti Aminah", id=2, household="Karno")
    assert household_of(karno, [karno]) == "Karno Wibowo"
    assert household_of(karno, [karno, siti]) == "Karno"
    assert household_of(member("Karno Wibowo", id=1, household="karno"), [siti]) == "karno"
    moved = member("Budi", id=3, household="Darmo")
    assert household_of(moved, [moved]) == "Budi"
    assert named_household("pak karno") == "Karno"


def test_who_is_of_one_family_stands_together_the_largest_first() -> None:
    told = [member("A", id=1, household="Darmo"), member("B", id=2, household="Karno"), member("C", id=3)]
    told.append(member("D", id=4, household="pak karno"))
    assert [(name, [one.id for one in of]) for name, of in households(told)] == [("Karno", [2, 4]), ("Darmo", [1])]
    assert households([]) == []
