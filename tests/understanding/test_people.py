"""Names, and what is said of one person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.understanding.member import member_slots
from bot.understanding.particulars import canonical_phone, find_gender, find_occupation, find_phone, find_rt
from bot.understanding.people import find_household, find_name, people_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bu siti pak wagiman izin", [("Siti", "female"), ("Wagiman", "male")]),
        ("Ny. Suharni dan Bp. Joko Purnomo", [("Suharni", "female"), ("Joko Purnomo", "male")]),
        ("mbah Karto sakit", [("Karto", None)]),
        ("pak RT dan bu lurah datang", []),
        ("besok bu", []),
        ("rumah ibu-ibu", []),
        ("Endang Sri Lestari umur 40", [("Endang Sri Lestari", None)]),
        ("catat mbak RATRI", [("Ratri", "female")]),
        ("pak sabar 60 th", [("Sabar", "male")]),
        ("daftar bu sehat, pak rukun", [("Sehat", "female"), ("Rukun", "male")]),
        ("umur bu tentrem berapa", [("Tentrem", "female")]),
        ("bu siti pak untung izin", [("Siti", "female"), ("Untung", "male")]),
        ("sugeng raharjo 40 tahun", [("Sugeng Raharjo", None)]),
        ("sugeng enjing bu", []),
        ("slamet pagi pak", []),
        ("halo pak harga pupuk berapa", []),
        ("besok bu libur", []),
        ("nggih pak lengkap semua", []),
        ("kumpulan ibu pkk", []),
        ("I Wayan Sudarma lan Ni Luh Sari", [("I Wayan Sudarma", None), ("Ni Luh Sari", None)]),
        ("Teh Euis sareng Bang Jali", [("Euis", "female"), ("Jali", "male")]),
        ("namanya Hari Mulyanto", [("Hari Mulyanto", None)]),
        ("tolong pak Min dicatat min", [("Min", "male")]),
        ("Pak Bripka Sugeng, Sdri. Maria, FX Sutopo", [("Sugeng", "male"), ("Maria", "female"), ("FX Sutopo", None)]),
    ],
)
def test_finds_everyone_who_is_named(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.gender) for person in people_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bu Yanti istrinya pak Hartono", "Yanti"),
        ("istrinya pak Yanto mau ikut, namanya Murni", "Murni"),
        ("Mas, saya Budi Raharjo", "Budi Raharjo"),
        ("nama: slamet riyadi", "Slamet Riyadi"),
    ],
)
def test_the_person_meant_is_not_the_one_they_belong_to(text: str, name: str) -> None:
    found = find_name(text)
    assert found and found.name == name


@pytest.mark.parametrize(
    "text",
    ["istri pak Darmo", "bojone pak darmo", "satu KK sama pak Darmo", "KK Pak Darmo", "kepala keluarganya Pak Darmo"],
)
def test_finds_the_head_of_the_family(text: str) -> None:
    found = find_household(text)
    assert found and found.name == "Darmo"


def test_my_husband_names_no_head_of_family() -> None:
    assert find_household("suamiku petani") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("siti aminah 45 th rt 3", {"name": "Siti Aminah", "age": 45, "rt": "3"}),
        ("siti aminah", {"name": "Siti Aminah"}),
        ("umurnya 54", {"age": 54}),
        ("umure seket papat", {"age": 54}),
        ("bukan, RT 5", {"rt": "5"}),
        ("RT 05 bukan RT 02", {"rt": "5"}),
        ("rt 3/rw 2", {"rt": "3"}),
        ("perempuan", {"gender": "female"}),
        ("jualan gorengan", {"occupation": "jualan gorengan"}),
        ("ibu rumah tangga", {"occupation": "ibu rumah tangga", "gender": "female"}),
        ("lahir 17 agustus 1969", {"birth_date": "1969-08-17"}),
        ("ttl: Semarang, 12-03-1980", {"birth_date": "1980-03-12"}),
        ("kelahiran 1971", {"birth_year": 1971}),
        ("bu tini 0812-3456-7890", {"name": "Tini", "gender": "female", "phone": "+6281234567890"}),
        (
            "pak Gito, L, 51, tukang kayu, rt 4",
            {"name": "Gito", "gender": "male", "age": 51, "occupation": "tukang kayu", "rt": "4"},
        ),
        ("Sukini 39 th satu kk sama pak wagiman", {"name": "Sukini", "age": 39, "household": "Wagiman"}),
        (
            "Nama: Rohmat\nJK: L\nUmur: 29\nRT: 08\nPekerjaan: sopir",
            {"name": "Rohmat", "gender": "male", "age": 29, "rt": "8", "occupation": "sopir"},
        ),
        ("45", {}),
        ("umur 200", {"age": 200}),
        ("lahir 31 februari 1970", {"birth_date": "1970-02-31"}),
        ("hp 12345", {"phone": "12345"}),
        ("umur 70an", {"age": 70}),
    ],
)
def test_reads_what_is_certainly_said_of_a_person(text: str, expected: dict[str, Any], now: datetime) -> None:
    assert member_slots(text, now) == expected


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("0812-2890-4471", "+6281228904471"),
        ("+62 812 2890 4471", "+6281228904471"),
        ("6281228904471", "+6281228904471"),
        ("0298123456", None),
        ("9" * 100, None),
    ],
)
def test_a_mobile_number_has_one_form(written: str, phone: str | None) -> None:
    assert canonical_phone(written) == phone
    assert find_phone(f"nomornya {written} ya") == phone


def test_a_mobile_number_that_breaks_off_is_handed_on_as_typed_to_be_asked_about() -> None:
    assert canonical_phone("0812") is None
    assert find_phone("nomornya 0812 ya") == "0812"


def test_gender_comes_from_words_and_columns_never_from_the_name() -> None:
    assert find_gender("Siti Aminah") is None
    assert find_gender("Siti, P, 45") == "female"
    assert find_gender("laki2") == "male"
    assert find_gender("L/P") is None


def test_rt_loses_its_zeros_and_an_occupation_its_neighbours() -> None:
    assert find_rt("RT.003/RW 01") == "3"
    assert find_rt("artinya") is None
    assert find_occupation("umur 40 buruh tani rt 3") == "buruh tani"
    assert find_occupation("bu guru datang") is None
