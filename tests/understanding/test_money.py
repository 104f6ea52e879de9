"""Amounts of money as people type them, and what is told of the capital with them."""

from __future__ import annotations

import pytest

from bot.understanding.capital import Paying, asks_for_capital, find_amended, find_capital
from bot.understanding.money import amounts_in, rupiah


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Rp100.000", [100_000]),
        ("rp 100.000,-", [100_000]),
        ("Rp. 50.000,00", [50_000]),
        ("100rb", [100_000]),
        ("seket ewu", [50_000]),
        ("satus ewu", [100_000]),
        ("seratus ribu rupiah", [100_000]),
        ("1,5 juta", [1_500_000]),
        ("1.5jt", [1_500_000]),
        ("2 juta 500 ribu", [2_500_000]),
        ("sejuta dua ratus ribu", [1_200_000]),
        ("setengah juta", [500_000]),
        ("sejuta setengah", [1_500_000]),
        ("rong yuta", [2_000_000]),
        ("900000", [900_000]),
        ("100.000 per orang, semua 2.200.000", [100_000, 2_200_000]),
        ("22 orang, jam 7, umur 45", []),
        ("1.2.3", []),
    ],
)
def test_an_amount_is_read(text: str, amounts: list[int]) -> None:
    assert [found.rupiah for found in amounts_in(text)] == amounts


def test_an_amount_is_written_as_people_write_it() -> None:
    assert rupiah(1_250_000) == "Rp1.250.000"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("simpanan pokok tiap pendiri Rp100.000", Paying(share=100_000)),
        ("iuran pokok seket ewu saben wong", Paying(share=50_000)),
        ("simpanan pokoknya jadi 150 ribu", Paying(share=150_000)),
        ("modal 100 ribu per orang", Paying(share=100_000)),
        ("masing-masing setor modal 100 ribu", Paying(share=100_000)),
        ("modal disetor sudah 2 juta", Paying(paid=2_000_000)),
        ("simpanan pokok sudah terkumpul 900 ribu", Paying(paid=900_000)),
        ("simpanan pokok tiap orang sudah disetor total 900 ribu", Paying(paid=900_000)),
        ("simpanan pokok 100 ribu per orang, sudah disetor 2 juta", Paying(share=100_000, paid=2_000_000)),
        ("simpanan pokok 100rb, yang sudah masuk 1,2 juta", Paying(share=100_000, paid=1_200_000)),
        ("pak Karno sudah setor simpanan pokok 100 ribu", Paying(of_one=True)),
        ("bu siti belum bayar simpanan pokok", Paying(of_one=True)),
        ("simpanan wajib 10 ribu per bulan", None),
        ("beli pakan modal 200 ribu", None),
        ("usul modal dari kas 100 ribu", None),
        ("kumpulan kemarin sepakat simpanan pokok 100 ribu", None),
        ("simpanan pokok 100 ribu?", None),
        ("simpanan pokok 100 ribu, 200 ribu", None),
        ("modal" + " !" * 90 + " x", None),
    ],
)
def test_what_is_told_of_the_capital(text: str, told: Paying | None) -> None:
    assert find_capital(text) == told


def test_where_it_is_talked_of_already_it_need_not_be_named() -> None:
    assert find_capital("yang terkumpul 900 ribu") is None
    assert find_amended("yang terkumpul 900 ribu") == Paying(paid=900_000)


@pytest.mark.parametrize("text", ["simpanan pokok berapa?", "modal sing wis disetor pinten", "berapa modal kita"])
def test_the_capital_is_asked_for(text: str) -> None:
    assert asks_for_capital(text)


@pytest.mark.parametrize("text", ["modal", "modal usaha dari mana?", "modal 2 juta", "kenapa ada simpanan pokok?"])
def test_what_asks_for_something_else(text: str) -> None:
    assert not asks_for_capital(text)
