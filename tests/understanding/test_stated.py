"""What a short sentence states of somebody, and ages of several in one message."""

from __future__ import annotations

import pytest

from bot.understanding.ages import ages_in
from bot.understanding.stated import Stated, stated


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("suparmi rt ne 4", Stated("suparmi", "rt", "4")),
        ("rt budi kidul 4 dudu 44", Stated("budi kidul", "rt", "4")),
        ("ngatmin umure 52", Stated("ngatmin", "age", "52")),
        ("mbah tukiyem kelahiran 1945", Stated("mbah tukiyem", "birth_year", "1945")),
        ("bu tini jeneng lengkape suhartini", Stated("bu tini", "name", "suhartini")),
        ("celukane bu tini", Stated("", "called", "bu tini")),
        ("oh iyo rt 4", Stated("", "rt", "4")),
    ],
)
def test_what_is_stated_is_read_with_whom_it_is_about(text: str, told: Stated) -> None:
    assert told in list(stated(text))


def test_a_whole_name_with_a_panggilan_is_one_person() -> None:
    said = "jeneng lengkape Suhartini, diceluk bu tini, hp 081234567890"
    assert list(stated(said)) == [Stated("bu tini", "name", "Suhartini", called="bu tini", phone="081234567890")]


@pytest.mark.parametrize(
    "text", ["wingi kumpulan hadir 18", "bu tini ora teka", "rt pira bu tini?", "kapan kumpulan", "undang anggota"]
)
def test_what_states_nothing_of_a_member_is_not_read(text: str) -> None:
    assert not list(stated(text))


def test_ages_are_read_as_far_as_they_are_clear() -> None:
    said = "umur: budi lor 41, wati 33 th, mbah tukiyem 80an, ngatmin ra ngerti"
    assert ages_in(said) == [("budi lor", 41), ("wati", 33), ("mbah tukiyem", 80), ("ngatmin", None)]


@pytest.mark.parametrize(
    "text", ["umur bu tini 50, rt 4", "siti 45 rt 3, darmo 50", "siti, darmo", "kumpulan jam 19.30"]
)
def test_what_is_more_than_ages_is_no_list_of_ages(text: str) -> None:
    assert ages_in(text) == []
