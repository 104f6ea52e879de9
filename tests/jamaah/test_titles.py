"""Titles and degrees stand in the book and on paper; people are spoken of, found and told apart without them."""

from __future__ import annotations

from datetime import date

import pytest

from jamaah.erasure import traces
from jamaah.full_names import full_names
from jamaah.meant import resolve
from jamaah.members import Member, addressed, admit, namesakes, same_name
from jamaah.people import Gender, tidy_name
from jamaah.titles import bare_name, whole_name

TODAY = date(2026, 11, 23)
BAMBANG = Member(id=1, group=1, name="Drs. Bambang Irawan, M.Si.", gender=Gender.MALE, joined=TODAY)
AMINAH = Member(id=2, group=1, name="Hj. Siti Aminah, S.Pd", gender=Gender.FEMALE, joined=TODAY)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Drs. Bambang Irawan, M.Si.", "Bambang Irawan"),
        ("Prof. dr. H. Abdul, S.E., M.M", "Abdul"),
        ("R.A. Kartinah", "Kartinah"),
        ("Siti Aminah", "Siti Aminah"),
        ("Moh. Rofiq", "Moh. Rofiq"),
        ("Endang S. Wati", "Endang S. Wati"),
        ("H.", "H."),
    ],
)
def test_what_a_name_is_without_titles(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("said", "whole"),
    [("bu hj. siti aminah", "Hj. siti aminah"), ("Pak H. Sugeng", "H. Sugeng"), ("Ibu Siti", "Siti"), ("bu", "")],
)
def test_hajjah_is_part_of_a_name_bu_is_not(said: str, whole: str) -> None:
    assert whole_name(said) == whole


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("drs. bambang irawan, m.si.", "Drs. Bambang Irawan, M.Si."),
        ("Siti, SE, MM", "Siti, SE, MM"),
        ("dr. rahayu, Sp.OG", "dr. Rahayu, Sp.OG"),
    ],
)
def test_titles_are_written_as_such(typed: str, written: str) -> None:
    assert tidy_name(typed) == written
    assert tidy_name(written) == written


def test_people_are_spoken_of_and_found_without() -> None:
    roll = [BAMBANG, AMINAH]
    assert [addressed(one, TODAY, roll) for one in roll] == ["Pak Bambang", "Bu Siti"]
    assert addressed(BAMBANG, TODAY) == "Pak Bambang Irawan"
    for said in ("bambang irawan", "Drs. Bambang Irawan", "pak bambang", "Bambang Irawan, M.Si."):
        assert resolve(said, roll, TODAY) == [BAMBANG]
    assert resolve("drs", roll, TODAY) == []


def test_a_namesake_is_one_whatever_the_titles() -> None:
    assert same_name("Siti Aminah", "", [AMINAH]) == AMINAH
    assert namesakes(["Siti Aminah", "Hj. Siti Aminah, S.Pd"]) == [[0, 1]]
    other = Member(id=3, group=1, name="Siti Aminah", called="Siti Lor", gender=Gender.FEMALE, joined=TODAY)
    assert full_names([AMINAH, other])[3] == "Siti Aminah (Lor)"
    assert admit(Member(group=1, name="bu hj. tini, s.pd", joined=TODAY), []).name == "Hj. Tini, S.Pd"


def test_nothing_of_a_name_with_titles_is_left_when_it_is_erased() -> None:
    told = traces(BAMBANG, [BAMBANG, AMINAH])
    for text in ("Drs. Bambang Irawan, M.Si. ketua", "Pak Bambang Irawan ketua", "pak bambang ketua"):
        assert "ambang" not in told.out_of(text)
        assert "M.Si" not in told.out_of(text)
