"""Pasted lists of people."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader
from bot.understanding.lists import members_in
from bot.understanding.reader import CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "1. Siti Aminah\n2. Budi Santoso\n3. Pak Darmo",
        "1) Siti Aminah 2) Budi Santoso 3) Pak Darmo",
        "Siti Aminah\nBudi Santoso\nPak Darmo",
        "- Siti Aminah\n- Budi Santoso\n- Pak Darmo",
        "Siti Aminah, Budi Santoso, Pak Darmo",
        "siti aminah, budi santoso dan pak darmo",
        "anggota kami:\nsiti aminah\nbudi santoso\npak darmo",
        "tambah anggota: Siti Aminah, Budi Santoso, pak Darmo",
    ],
)
def test_the_same_people_are_read_from_every_form_of_list(text: str, now: datetime) -> None:
    expected = [{"name": "Siti Aminah"}, {"name": "Budi Santoso"}, {"name": "Darmo", "gender": "male"}]
    assert members_in(text, now) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nama | L/P | Umur | HP\nSiti | P | 45 | 081234567890\nKarno | L | 50 | -",
        "| No | Nama | L/P | Umur | HP |\n| 1 | Siti | P | 45 | 0812 3456 7890 |\n| 2 | Karno | L | 50 | |",
        "No\tNama\tJK\tUmur\tNo HP\n1\tSiti\tP\t45\t081234567890\n2\tKarno\tL\t50\t",
        "Nama, L/P, Umur, HP\nSiti, P, 45, 081234567890\nKarno, L, 50, -",
        "Siti P 45 081234567890\nKarno L 50",
        "1. Siti, P, 45 th, 0812-3456-7890\n2. Karno, L, 50 th",
    ],
)
def test_columns_are_read_with_a_heading_and_without(text: str, now: datetime) -> None:
    siti = {"name": "Siti", "gender": "female", "age": 45, "phone": "+6281234567890"}
    assert members_in(text, now) == [siti, {"name": "Karno", "gender": "male", "age": 50}]


def test_a_table_needs_no_wide_gaps_where_its_rows_fit(now: datetime) -> None:
    assert members_in("no nama L/P umur RT\n1 Siti P 45 2\n2 Sri Karno L 50 3", now) == [
        {"name": "Siti", "gender": "female", "age": 45, "rt": "2"},
        {"name": "Sri Karno", "gender": "male", "age": 50, "rt": "3"},
    ]


def test_what_the_first_line_says_holds_for_all(now: datetime) -> None:
    assert members_in("anggota rt 3 perempuan semua:\nSuparmi 45\nTuminah 60", now) == [
        {"name": "Suparmi", "gender": "female", "age": 45, "rt": "3"},
        {"name": "Tuminah", "gender": "female", "age": 60, "rt": "3"},
    ]


@pytest.mark.parametrize(
    "text",
    ["pak Tar karo bu Gi mlebu yo, RT telu", "bu Gi 40, pak Tar 50, RT 3 semua", "bu Gi, pak Tar, ketiganya RT 3"],
)
def test_what_is_said_of_all_behind_them_holds_for_each(text: str, now: datetime) -> None:
    assert [member["rt"] for member in members_in(text, now)] == ["3", "3"]


def test_a_family_that_joins_together_has_one_household(now: datetime) -> None:
    members = members_in("satu KK pak Gito masuk semua: pak Gito 50 th, bu Asih 46 th", now)
    assert [member["household"] for member in members] == ["Gito", "Gito"]


def test_particulars_between_commas_belong_to_the_person_before_them(now: datetime) -> None:
    assert members_in("bu darsih rt 5, 40 th, pak ngadiman rt 6", now) == [
        {"name": "Darsih", "gender": "female", "age": 40, "rt": "5"},
        {"name": "Ngadiman", "gender": "male", "rt": "6"},
    ]


def test_people_named_with_bu_and_pak_need_no_comma_between_them(now: datetime) -> None:
    assert [member["name"] for member in members_in("tambah bu warsi pak kasno mbak rini", now)] == [
        "Warsi",
        "Kasno",
        "Rini",
    ]


@pytest.mark.parametrize("heading", ["daftar anggota", "Daftar anggota:", "anggota kelompok", "ini anggota kami"])
def test_a_heading_above_names_makes_them_new_members(heading: str, reader: Reader, now: datetime) -> None:
    understood = reader.understand(f"{heading}\nSumini P\nTukiran L\nSugeng Widodo L", now)
    assert (understood.intent, understood.confidence >= CERTAIN) == ("register_members", True)
    assert [member["name"] for member in understood.slots["members"]] == ["Sumini", "Tukiran", "Sugeng Widodo"]


@pytest.mark.parametrize("text", ["daftar anggota", "siapa saja anggota kita?\nterima kasih bu Sri, pak Karno"])
def test_what_asks_for_the_members_adds_none(text: str, reader: Reader, now: datetime) -> None:
    assert reader.understand(text, now).intent == "list_members"


def test_a_text_without_names_is_no_list(now: datetime) -> None:
    assert members_in("tambah anggota", now) == []
    assert members_in("", now) == []


def test_twenty_two_names_are_twenty_two_members(now: datetime) -> None:
    names = [
        f"{first} {last}"
        for first in ("Sumarni", "Tugiyem")
        for last in ["Wati", "Sari", "Rini", "Yem", "Ningsih", "Asih", "Tun", "Rah", "Lestari", "Ani", "Puji"]
    ]
    pasted = "\n".join(f"{number}. {name.lower()}" for number, name in enumerate(names, 1))
    assert [member["name"] for member in members_in(pasted, now)] == names
