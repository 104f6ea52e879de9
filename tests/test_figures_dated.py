"""Whoever accompanies groups passes figures on: every answer of figures says of which day they are."""

from __future__ import annotations

import re

import pytest

from tests.desk import Desk
from tests.world import STEWARD

pytest_plugins = ("tests.desk_fixtures",)

DATED = re.compile(r"\b[Pp]er (?:\w+, )?\d{1,2} \w+ 20\d\d")
ASKED = (
    "kabar mandiri",
    "mandiri: anggota, putri, kumpul terakhir",
    "mandiri macet di mana",
    "mandiri sudah siap jadi koperasi?",
    "kehadiran mandiri per bulan",
    "kehadiran mandiri 4 kumpulan terakhir",
    "anggota mandiri",
    "mandiri perempuannya berapa",
    "usulan mandiri",
    "semua kelompok",
    "siapa yang belum kumpul",
    "siapa yang belum mencatat",
    "siapa yang hampir siap jadi koperasi",
    "siapa yang harus saya kunjungi",
    "kelompok yang anggotanya kurang",
    "bandingkan mandiri dan rahayu",
    "mandiri karo rahayu apik endi",
    "kehadiran semua kelompok per bulan",
    "ringkasan minggu ini",
)


@pytest.mark.parametrize("text", ASKED)
def test_figures_are_of_a_day(desk: Desk, text: str) -> None:
    told = desk.say(STEWARD, text).all
    assert re.search(r"\d", told)
    assert DATED.search(told), told
