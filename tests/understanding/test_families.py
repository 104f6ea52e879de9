"""Households, aid and founders as people tell of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.understanding.aid import Received, asks_for_aid, find_aid
from bot.understanding.founders import Known, asks_for_founders, find_exceptions, find_founders
from bot.understanding.households import Family, asks_for_households, find_households

NOW = datetime.fromisoformat("2026-11-23T10:00+07:00")


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("bu Siti satu KK sama pak Karno", [("pak Karno", ("bu Siti",))]),
        ("bu lasmi, mas budi serumah karo pak karno", [("pak karno", ("bu lasmi", "mas budi"))]),
        (
            "KK pak Karno: bu Siti, Budi\nKK pak Darmo: bu Tini",
            [("pak Karno", ("bu Siti", "Budi")), ("pak Darmo", ("bu Tini",))],
        ),
        ("bu Siti dan pak Karno sekeluarga", [("", ("bu Siti", "pak Karno"))]),
        ("pak Karno dan bu Siti suami istri", [("", ("pak Karno", "bu Siti"))]),
        ("bu Siti wis pisah kk", [("bu Siti", ("bu Siti",))]),
        ("bu Siti bukan KK pak Karno", [("bu Siti", ("bu Siti",))]),
        ("daftar bu Siti satu kk pak Karno", []),
        ("bu siti satu rumah dengan siapa", []),
        ("kumpulan di rumah bu Siti", []),
        ("KK pak Karno: bu Siti\nbesok kumpulan", []),
    ],
)
def test_who_is_of_whose_household_is_told(text: str, families: list[Family]) -> None:
    assert find_households(text) == families


@pytest.mark.parametrize(
    ("text", "aid"),
    [
        ("kita dapat bantuan traktor dari dinas", Received("traktor", "dinas")),
        ("wingi entuk bantuan sapi soko dinas", Received("sapi", "dinas", date(2026, 11, 22))),
        (
            "kami dapat bantuan mesin jahit dari dinas koperasi tanggal 3 november",
            Received("mesin jahit", "dinas koperasi", date(2026, 11, 3)),
        ),
        ("bantuan pupuk dari pemerintah sudah datang", Received("pupuk", "pemerintah")),
        ("kami dapat hibah sapi 5 ekor dari provinsi", Received("sapi 5 ekor", "provinsi")),
        ("dapat bantuan dari desa", Received(None, "desa")),
        ("bu siti terima bansos", Received(of_one=True)),
        ("Karno dapat bantuan traktor", None),
        ("kalau dapat bantuan gimana", None),
        ("orang kaya boleh terima bantuan pemerintah gak", None),
        ("butuh bantuan", None),
    ],
)
def test_aid_that_a_group_received_is_told(text: str, aid: Received | None) -> None:
    assert find_aid(text, NOW) == aid


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("semua sudah punya KTP", Known("ktp", every=True)),
        ("kabeh wis duwe ktp kejaba pak Karno", Known("ktp", every=True, no=("pak Karno",))),
        ("KTP bu Siti sudah, pak Karno belum", Known("ktp", yes=("bu Siti",), no=("pak Karno",))),
        ("bu Siti dan bu Tini sudah punya KTP", Known("ktp", yes=("bu Siti", "bu Tini"))),
        ("pak John bukan WNI", Known("citizen", no=("pak John",))),
        ("semua warga negara Indonesia", Known("citizen", every=True)),
        ("KTP sudah terkumpul semua", None),
        ("apa semua punya ktp?", None),
        ("KTP tinggal pak Karno yang belum", Known("ktp", every=True, no=("pak Karno",))),
        ("pak karno ora nduwe ktp", Known("ktp", no=("pak karno",))),
        ("bu Siti sudah", None),
    ],
)
def test_what_is_known_of_founders_is_told(text: str, known: Known | None) -> None:
    assert find_founders(text) == known


def test_each_is_asked_for_too() -> None:
    asked = ("KK-nya berapa?", "daftar KK", "bu Siti KK siapa")
    assert [asks_for_households(text) for text in asked] == [True, True, False]
    asked = ("daftar bantuan", "pernah dapat bantuan apa", "bantuan")
    assert [asks_for_aid(text) for text in asked] == [True, True, False]
    asked = ("calon pendiri siapa saja", "siapa yang belum punya KTP", "siapa yang datang")
    assert [asks_for_founders(text) for text in asked] == [True, True, False]


def test_who_is_excepted_is_told_by_itself() -> None:
    assert find_exceptions("kecuali pak Karno, mas Budi") == ["pak Karno", "mas Budi"]
    assert find_exceptions("pak Karno") == []
