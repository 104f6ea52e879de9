"""How many newcomers a text speaks of."""

from __future__ import annotations

import pytest

from bot.understanding.newcomers import Newcomers, find_newcomers


@pytest.mark.parametrize(
    ("text", "women", "men", "others"),
    [
        ("kalau tambah 5 laki-laki?", 0, 5, 0),
        ("nek nambah limang wong lanang piye", 0, 5, 0),
        ("kalau tambah 5 orang laki laki", 0, 5, 0),
        ("kalau tambah tiga perempuan dan dua laki-laki", 3, 2, 0),
        ("nek nambah 3 putri, 2 lanang", 3, 2, 0),
        ("tambah wong wedok papat", 4, 0, 0),
        ("kalau tambah 3 anggota cukup?", 0, 0, 3),
        ("kalau ada 3 ibu-ibu ikut", 3, 0, 0),
        ("what if 5 men joined", 0, 5, 0),
    ],
)
def test_newcomers_are_counted(text: str, women: int, men: int, others: int) -> None:
    assert find_newcomers(text) == Newcomers(women, men, others)


@pytest.mark.parametrize("text", ["kalau Bu Tini keluar?", "kalau tambah 0 orang", "kalau tambah 900 laki-laki", ""])
def test_where_nobody_is_counted_nothing_is_found(text: str) -> None:
    assert find_newcomers(text) is None
