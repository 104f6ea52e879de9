"""Businesses told in a few words, one or several in a message; what one person earns alone; what is over."""

from __future__ import annotations

import pytest

from bot.understanding.ventures import is_of_one, over, ventures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "usaha kelompok kripik pisang bareng, karo ternak wedhus dhewe2",
            [("kripik pisang", "collective"), ("ternak wedhus", "individual")],
        ),
        (
            "usaha kelompok: jual pupuk kandang bersama, ternak kambing milik sendiri2",
            [("jual pupuk kandang", "collective"), ("ternak kambing", "individual")],
        ),
        ("ternak wedhus niku piyambak2, mboten sareng", [("ternak wedhus", "individual")]),
        ("ternak wedhus saiki digarap bareng", [("ternak wedhus", "collective")]),
        ("usaha kami ternak kambing bersama, pakan dari kebun sendiri", []),
        ("tuku pakan bareng", []),
        ("usul ternak kambing bersama", []),
        ("ternak kambing bareng piye?", []),
        ("ternak kambing bareng, pak karno izin", []),
        ("bu tukinah buka warung pribadi", []),
    ],
)
def test_each_business_is_read_with_how_it_is_worked(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.what, one.kind) for one in ventures(text)] == told


def test_what_a_business_lives_on_is_read_behind_it() -> None:
    [kripik, lele] = ventures("kripik pisang bareng, bahan dari kebun sendiri, kolam lele dhewe2")
    assert (kripik.local, lele.local) == (True, None)


@pytest.mark.parametrize("text", ["bu tukinah buka warung pribadi", "pak giyono duwe usaha dhewe, dodol bensin"])
def test_what_one_person_earns_is_not_the_groups(text: str) -> None:
    assert is_of_one(text)


def test_what_is_told_to_be_over() -> None:
    assert over("warung bensin pak giyono wis tutup") == "warung bensin"
    assert over("warung bensin wis tutup?") is None
