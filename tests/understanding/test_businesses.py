"""What a sentence says of a business: its fields, what it lives on, that it is asked for or is over."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.understanding.businesses import asks_for_businesses, begun_on, ended, fields_in, is_local, struck_out

SAID: list[tuple[str, list[str], bool | None]] = [
    ("usaha kami ternak kambing bersama, pakan dari kebun sendiri", ["livestock", "crop"], True),
    ("usaha kita kebun jagung, tanam sengon dan ternak sapi", ["crop", "forest", "livestock"], None),
    ("catat usahanya: budidaya lele", ["fish"], None),
    ("usaha kelompok jualan sembako, kulakan dari semarang", ["trade"], False),
    ("kelompok kita punya jasa giling padi milik bersama", ["service"], None),
    ("usaha bersama keripik singkong, singkongnya dari kebun warga", ["processing", "crop"], True),
    ("usaha sapi, pakannya rumput dari hutan", ["livestock", "forest"], True),
    ("usaha kelompok", [], None),
]


@pytest.mark.parametrize(("text", "fields", "local"), SAID)
def test_the_fields_and_what_a_business_lives_on_are_read(text: str, fields: list[str], local: bool | None) -> None:
    assert (fields_in(text), is_local(text)) == (fields, local)


@pytest.mark.parametrize(
    "text", ["usaha kelompok apa saja?", "usahane opo wae", "usaha kita apa", "lihat usaha kelompok"]
)
def test_it_is_asked_which_businesses_there_are(text: str) -> None:
    assert asks_for_businesses(text)


@pytest.mark.parametrize(
    "text", ["usaha kelompok", "usaha kami ternak kambing", "kumpulan kapan?", "usaha kambing apa?"]
)
def test_other_words_do_not_ask_for_them(text: str) -> None:
    assert not asks_for_businesses(text)


def test_a_business_that_is_over_or_to_be_struck_out_is_named() -> None:
    assert ended("usaha ternak kambing sudah berhenti") == "ternak kambing"
    assert ended("usaha kambing wis mandheg") == "kambing"
    assert ended("usaha kami ternak kambing") is None
    assert struck_out("hapus usaha kolam lele") == "kolam lele"
    assert struck_out("usaha kolam lele") is None


def test_since_when_it_is_may_stand_in_any_clause() -> None:
    now = datetime.fromisoformat("2026-11-27T09:00:00+07:00")
    assert begun_on("usaha kami kambing sejak 2024, pakan dari kebun", now) == date(2024, 1, 1)
    assert begun_on("usaha kami kambing", now) is None
