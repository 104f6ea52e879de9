"""What somebody says is wrong, and what is right instead."""

from __future__ import annotations

import pytest

from bot.understanding.wrong import Correction, corrections, thought_again

SAID = (
    ("bukan 45, 54", Correction(was="45", right="54")),
    ("dudu 45 tapi 54", Correction(was="45", right="54")),
    ("bukan 45 54", Correction(was="45", right="54")),
    ("54 bukan 45", Correction(was="45", right="54")),
    ("ganti nama jadi siti aminatun", Correction(of="nama", right="siti aminatun")),
    ("gantos asma dados siti", Correction(of="asma", right="siti")),
    ("namanya harusnya Sitem", Correction(of="namanya", right="Sitem")),
    ("umure salah", Correction(of="umure")),
    ("salah umurnya bu", Correction(of="umurnya")),
    ("salah, harusnya 54", Correction(right="54")),
    ("sing bener omahe Pak Darmo", Correction(right="omahe Pak Darmo")),
    ("eh salah, 54", Correction(right="54")),
)


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_wrong_and_what_is_right_are_told_apart_as_typed(text: str, said: Correction) -> None:
    assert said in corrections(text)


@pytest.mark.parametrize("text", ["", "54", "daftar bu siti", "berapa anggota kita", "salah", "bukan", "a\nbukan b, c"])
def test_what_says_nothing_of_the_kind_is_no_correction(text: str) -> None:
    assert corrections(text) == []


def test_a_long_text_is_no_correction_and_costs_nothing() -> None:
    assert corrections("bukan " * 800) == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("eh setu ding", "setu"),
        ("42 ding mbak", "42"),
        ("ora ding, jam 7", "ora, jam 7"),
        ("eh salah, setu maksudku", "salah, setu"),
        ("Bu Ding", None),
        ("kumpulan ding sesuk", None),
        ("ding", None),
        ("gedung kesenian", None),
    ],
)
def test_a_particle_takes_back_what_was_said_a_moment_ago(text: str, rest: str | None) -> None:
    assert thought_again(text) == rest
