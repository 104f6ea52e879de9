"""None of a long name is lost, and no more than the name is taken for it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding.lists import members_in
from bot.understanding.people import people_in

NOW = datetime(2026, 11, 30, 9)
LONG = (
    "Raden Ajeng Kusumaningrum Prawirodirdjo Hadiningrat Sastrowardoyo Mangkunegara Putri",
    "Ni Luh Ayu Kadek Ketut Sri Rahayu Wulandari Ningsih Permata Dewi Kusuma Wardhani",
)


@pytest.mark.parametrize("name", LONG)
def test_a_long_name_of_a_list_is_whole(name: str) -> None:
    [_first, second] = members_in(f"1. Siti Aminah P 40\n2. {name} P 44", NOW)
    assert (second["name"], second["age"]) == (name, 44)


def test_several_people_and_the_words_behind_them_are_no_long_name() -> None:
    assert [one.name for one in people_in("Bu Tini, Bu Siti Aminah Izin Karo Pak Darmo")][-1] == "Darmo"
    assert max(len(one.name.split()) for one in people_in("BU TINI PAK DARMO BU SITI PAK KARNO HADIR SEMUA")) <= 4
