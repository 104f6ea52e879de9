"""Erasure: what goes, what stays as a count, and that nobody else's name is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.erasure import ERASED, erased, traces
from jamaah.members import Departure, Member, addressed, figures
from jamaah.people import Born, Gender

DAY = date(2026, 11, 23)
TINI = Member(
    id=1,
    group=1,
    name="Sutini Rahayu",
    called="Bu Tini",
    gender=Gender.FEMALE,
    born=Born(1981, 5, 3),
    rt="3",
    phone="+6281234567801",
    occupation="petani",
    household="Sutini Rahayu",
    joined=date(2026, 1, 1),
    person=7,
)
DARMO = Member(id=2, group=1, name="Darmo", gender=Gender.MALE, joined=date(2026, 1, 1))
SITI = Member(id=3, group=1, name="Siti Sutini", gender=Gender.FEMALE, joined=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bu Tini membeli pakan", "Anggota yang dihapus membeli pakan"),
        ("pakan dibeli bu tini dan pak Darmo", "pakan dibeli anggota yang dihapus dan pak Darmo"),
        ("sutini  rahayu izin", "Anggota yang dihapus izin"),
        ("rumah Ibu Rahayu", "rumah anggota yang dihapus"),
        ("kelompok Rahayu kumpul", "kelompok Rahayu kumpul"),
        ("Siti Sutini dan tini", "Siti Sutini dan anggota yang dihapus"),
        ("Pak Tini lewat", "Pak Tini lewat"),
        ("Bu Siti Sutini sakit", "Bu Siti Sutini sakit"),
        ("hp 0812-3456-7801, wa +62 812 3456 7801", "hp …, wa …"),
        ("081234567802", "081234567802"),
        ("ternak kambing", "ternak kambing"),
    ],
)
def test_words_lose_this_persons_name_and_number_and_nobody_elses(text: str, left: str) -> None:
    assert traces(TINI, [TINI, DARMO, SITI]).out_of(text) == left


def test_documents_are_walked_through() -> None:
    told = traces(TINI, [DARMO])
    assert told.out_of({"Bu Tini": ["bu tini", 3, None, {"a": "x"}]}) == {ERASED: [ERASED, 3, None, {"a": "x"}]}


def test_a_husband_keeps_his_name_in_his_wifes() -> None:
    wife = Member(id=4, group=1, name="Darmo", gender=Gender.FEMALE, called="Bu Darmo", joined=DAY)
    told = traces(DARMO, [DARMO, wife])
    assert told.out_of("Bu Darmo masak") == "Bu Darmo masak"


def test_only_counts_stay() -> None:
    gone = erased(TINI, DAY, DAY)
    told = (gone.name, gone.called, gone.phone, gone.occupation, gone.person, gone.parent)
    assert told == (ERASED, "", None, None, None, None)
    assert (gone.gender, gone.born, gone.rt, gone.joined) == (Gender.FEMALE, Born(1981), "3", TINI.joined)
    assert (gone.left, gone.departure, gone.erased) == (DAY, Departure.LEFT, DAY)
    assert gone.household == "KK 1"
    assert addressed(gone, DAY, [gone, DARMO]) == ERASED


def test_who_had_left_keeps_the_day_and_the_reason() -> None:
    left = replace(TINI, left=date(2026, 5, 1), departure=Departure.MOVED)
    gone = erased(left, DAY, DAY)
    assert (gone.left, gone.departure) == (left.left, left.departure)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(list(Gender)))
def test_the_counts_of_every_day_before_are_as_they_were(day: date, gender: Gender) -> None:
    book = [replace(TINI, gender=gender, born=Born(1981)), DARMO, SITI]
    after = [erased(book[0], DAY, DAY), DARMO, SITI]
    if day < DAY:
        assert figures(after, day) == figures(book, day)
    else:
        assert figures(after, day).total == figures(book, day).total - 1
