"""Titles and degrees are left out for reading, and stand with the names that were read."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding.degrees import without_degrees
from bot.understanding.reader import Reader


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("daftar Hj. Siti Aminah, S.Pd 45 th", "Hj. Siti Aminah, S.Pd"),
        ("daftar drs. bambang irawan, m.si. 50 th", "Drs. Bambang Irawan, M.Si."),
        ("daftar Ir. Joko Susilo M.M. L 50", "Ir. Joko Susilo, M.M."),
        ("daftar R. A. Kartinah 60 th", "R.A. Kartinah"),
        ("daftar Siti Maryam, SE, MM 40 th", "Siti Maryam, SE, MM"),
        ("daftar pak H. Sugeng, S. Pd 52 th", "H. Sugeng, S.Pd"),
        ("anggota baru dr. Sri Rahayu, Sp.OG P 44", "dr. Sri Rahayu, Sp.OG"),
    ],
)
def test_a_name_is_read_with_its_titles(text: str, name: str, reader: Reader, now: datetime) -> None:
    heard = reader.understand(text, now)
    assert (heard.intent, heard.slots["name"]) == ("register_member", name)


def test_nobody_of_a_list_is_a_title(reader: Reader, now: datetime) -> None:
    text = "Drs. Bambang Irawan, M.Si. L 50, Siti Maryam P 40, H. Sugeng L 60, Bambang Irawan L 30"
    heard = reader.understand(text, now)
    assert heard.intent == "register_members"
    names = ["Drs. Bambang Irawan, M.Si.", "Siti Maryam", "H. Sugeng", "Bambang Irawan"]
    assert [member["name"] for member in heard.slots["members"]] == names


def test_a_title_tells_the_gender_that_was_not_said(reader: Reader, now: datetime) -> None:
    genders = [reader.understand(f"daftar {one} Wahyu 50 th", now).slots.get("gender") for one in ("Drs.", "Dra.")]
    assert genders == ["male", "female"]


@pytest.mark.parametrize(
    "text",
    [
        "izin dr. kemarin",
        "Endang S. Wati L 40",
        "kumpulan jam 8. H 3 dibagi",
        "RT 3 kecuali pak darmo",
        "M. Yusuf L 50",
    ],
)
def test_other_words_are_no_titles(text: str) -> None:
    assert without_degrees(text) is None
