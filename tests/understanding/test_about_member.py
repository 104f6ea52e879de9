"""Corrections of a member's data, questions about a member, and who is a member no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.understanding import Reader
from bot.understanding.reader import CERTAIN

SAID: list[tuple[str, dict[str, Any]]] = [
    ("umur bu siti 45", {"name": "Siti", "field": "age", "value": 45}),
    ("umur siti nurhayati 45", {"name": "Siti Nurhayati", "field": "age", "value": 45}),
    ("bu siti umurnya 45", {"name": "Siti", "field": "age", "value": 45}),
    ("umur mbah karto 70an", {"name": "Karto", "field": "age", "value": 70}),
    ("no hp pak darmo 0812-3456-7890", {"name": "Darmo", "field": "phone", "value": "+6281234567890"}),
    ("hp pak darmo 0274123", {"name": "Darmo", "field": "phone", "value": "0274123"}),
    ("bu tini pindah rt 4", {"name": "Tini", "field": "rt", "value": "4"}),
    ("rt bu tini 4", {"name": "Tini", "field": "rt", "value": "4"}),
    ("bu tini dipanggil bu yem", {"name": "Tini", "field": "called", "value": "bu yem"}),
    ("budi santoso dipanggil budi lor", {"name": "Budi Santoso", "field": "called", "value": "budi lor"}),
    ("namanya suminah bukan suminem", {"name": "Suminem", "field": "name", "value": "Suminah"}),
    ("bu tini lahir 12 mei 1980", {"name": "Tini", "field": "birth_date", "value": "1980-05-12"}),
    ("tanggal lahir bu tini 31-02-1980", {"name": "Tini", "field": "birth_date", "value": "1980-02-31"}),
    ("pekerjaan pak darmo petani", {"name": "Darmo", "field": "occupation", "value": "petani"}),
    ("bu tini itu istrinya pak darmo", {"name": "Tini", "field": "household", "value": "Darmo"}),
    ("ubah data bu tini", {"name": "Tini"}),
]


@pytest.mark.parametrize(("text", "slots"), SAID)
def test_one_sentence_tells_whose_field_is_to_say_what(
    text: str, slots: dict[str, Any], reader: Reader, now: datetime
) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, understood.confidence >= CERTAIN) == ("update_member", True)
    assert {slot: value for slot, value in understood.slots.items() if slot != "spoken"} == slots


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("mbah modin seda", "Modin", "died"),
        ("mbah modin sampun kapundhut", "Modin", "died"),
        ("pak darmo berhenti", "Darmo", "left"),
        ("bu tini sudah pindah ke salatiga", "Tini", "moved"),
        ("pak darmo sudah bukan anggota", "Darmo", None),
    ],
)
def test_who_is_a_member_no_longer_and_why(
    text: str, name: str, reason: str | None, reader: Reader, now: datetime
) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, understood.confidence >= CERTAIN) == ("remove_member", True)
    assert (understood.slots["name"], understood.slots.get("reason")) == (name, reason)


@pytest.mark.parametrize("text", ["siapa bu tini", "data pak darmo", "bu tini itu siapa", "siapa tini"])
def test_asking_who_somebody_is(text: str, reader: Reader, now: datetime) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, understood.confidence >= CERTAIN) == ("show_member", True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sari\nNing 40 th RT 2\nTini", ["Sari", "Ning", "Tini"]),
        ("1. Ning\n2. Putri Ayu L 20\n3. Pon Rame", ["Ning", "Putri Ayu", "Pon Rame"]),
        ("1. Tini\n2. Yatmi\n3. Paijo\n4. Karno\n5. Slamet", ["Tini", "Yatmi", "Paijo", "Karno", "Slamet"]),
        ("Mbah Karto umur 70an\nNur'aini 30", ["Karto", "Nur'aini"]),
    ],
)
def test_a_line_of_a_list_is_a_name_be_it_an_ordinary_word(
    text: str, names: list[str], reader: Reader, now: datetime
) -> None:
    understood = reader.understand(text, now)
    assert understood.intent == "register_members"
    assert [member["name"] for member in understood.slots["members"]] == names


def test_no_name_of_a_long_list_is_lost(reader: Reader, now: datetime) -> None:
    lines = "\n".join(f"{number}. Suparmi {chr(65 + number % 26)}uyati" for number in range(1, 206))
    assert len(reader.understand(lines[:4096], now).slots["members"]) > 150
