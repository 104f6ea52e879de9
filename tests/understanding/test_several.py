"""What one message says besides another thing, and what belongs together."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader
from bot.understanding.several import LONGEST, several


def intents(reader: Reader, text: str, now: datetime) -> list[str]:
    """The intents of the things a message says; none where it says one."""
    return [clause.heard.intent for clause in several(reader, text, now)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rapat kemarin hadir semua, jadwal pindah ke malam Jumat", ["record_meeting", "set_schedule"]),
        ("catat pak darmo pindah, terus kapan kumpulan lagi?", ["remove_member", "next_meeting"]),
        ("daftar pak karno 50 th, pak darmo pindah ke semarang", ["register_member", "remove_member"]),
        ("bu tini pindah, pak karno meninggal", ["remove_member", "remove_member"]),
        (
            "bu munawaroh pindah, wis ora melu. terus tambah bu yem 41 P karo mbak ratna 24 P",
            ["remove_member", "register_members"],
        ),
        ("pak wagiman pindah rt 5, umure 61", ["update_member", "update_member"]),
        ("berapa anggota kita? kapan kumpulan?", ["list_members", "next_meeting"]),
        ("rapat kemarin hadir semua\nkapan kumpulan lagi?", ["record_meeting", "next_meeting"]),
    ],
)
def test_two_things_are_two(reader: Reader, now: datetime, text: str, told: list[str]) -> None:
    assert intents(reader, text, now) == told


@pytest.mark.parametrize(
    "text",
    [
        "keputusan beli pakan, iuran naik",
        "rapat kemarin hadir semua, keputusan beli pakan, jadwal pindah ke malam jumat",
        "kumpulan kamis batal, soalnya pak darmo meninggal",
        "umumkan besok kumpulan, jangan lupa bawa iuran. kapan kumpulan?",
        "daftar bu siti 45 th, terus pak karno 50 th",
        "daftar bu siti aminah, umurnya 45, RT 4, suaminya pak karno",
        "kumpulan kemarin di rumah bu tini, bu siti izin, pak karno tidak datang",
        "umur pak karno salah, harusnya 56",
        "kapan kumpulan",
        "",
        ", . ?",
    ],
)
def test_one_thing_is_never_torn(reader: Reader, now: datetime, text: str) -> None:
    assert intents(reader, text, now) == []


def test_who_writes_at_length_tells_one_thing(reader: Reader, now: datetime) -> None:
    two = "berapa anggota kita? kapan kumpulan?"
    assert intents(reader, two, now)
    assert intents(reader, two + " " * (LONGEST - len(two) + 1), now) == []


def test_a_further_value_is_told_with_the_name_of_its_member(reader: Reader, now: datetime) -> None:
    first, second = several(reader, "pak wagiman pindah rt 5, umure 61", now)
    assert first.heard.slots["field"] == "rt"
    assert (second.text, second.heard.slots["value"]) == ("Pak Wagiman umure 61", 61)


def test_age_and_birth_are_one_value(reader: Reader, now: datetime) -> None:
    assert several(reader, "umur pak wagiman 61, lahir 1965", now) == []
