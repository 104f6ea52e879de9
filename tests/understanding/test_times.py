"""Times of day and how long before."""

from __future__ import annotations

from datetime import time

import pytest

from bot.understanding.times import find_lead, find_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jam setengah 8 malam", time(19, 30)),
        ("jam setengah wolu bengi", time(19, 30)),
        ("sore jam setengah 4", time(15, 30)),
        ("jam setengah 1 siang", time(12, 30)),
        ("ba'da isya", time(19, 30)),
        ("bakda maghrib", time(18, 30)),
        ("habis ashar", time(15, 30)),
        ("jam 2 siang", time(14, 0)),
        ("jam 9 pagi", time(9, 0)),
        ("jam 7 bengi", time(19, 0)),
        ("malam jumat jam 8", time(20, 0)),
        ("jam 12 malam", time(0, 0)),
        ("jam 4", time(16, 0)),
        ("jam 10", time(10, 0)),
        ("pukul 20.00", time(20, 0)),
        ("pkl 19:30 WIB", time(19, 30)),
        ("19.30", time(19, 30)),
        ("jam pitu kurang seperempat bengi", time(18, 45)),
        ("jam 7 lebih 15 malam", time(19, 15)),
        ("7 malam", time(19, 0)),
        ("at 7 pm", time(19, 0)),
        ("05.34", time(5, 34)),
        ("jam 04.15", time(4, 15)),
        ("pukul 03:00 sore", time(15, 0)),
        ("jam 4.15", time(16, 15)),
        ("19.00 bukan 19.30 lagi", time(19, 0)),
        ("bar isya jam pitu setengah", time(19, 30)),
        ("jam pitu setengah", time(7, 30)),
        ("jam setengah pitu", time(6, 30)),
        ("jam 7 setengah malam", time(19, 30)),
        ("habis isya jam 7", time(19, 0)),
    ],
)
def test_finds_the_time_of_day(text: str, expected: time) -> None:
    assert find_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "jam 99", "25.70", "rp 20.000", "iuran 10.30 ribu", "tgl 12", "18 orang", "jam berapa", "12.11.2026"]
)
def test_what_is_no_time_of_day_gives_none(text: str) -> None:
    assert find_time(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H-1", "P1D"),
        ("h - 3", "P3D"),
        ("sehari sebelumnya", "P1D"),
        ("seminggu sebelum", "P7D"),
        ("dua jam sebelum", "PT2H"),
        ("rong dina sadurunge", "P2D"),
        ("setengah jam", "PT30M"),
        ("15 menit sebelum mulai", "PT15M"),
        ("kapan saja", None),
    ],
)
def test_finds_how_long_before(text: str, expected: str | None) -> None:
    assert find_lead(text) == expected


def test_the_hour_at_which_it_ends_is_not_the_one_at_which_it_begins() -> None:
    assert find_time("wingi kumpulan mulai jam 8 bubar jam 10 bengi") == time(20)
    assert find_time("wingi bengi kumpulan mulai jam 8 bubar jam 10") == time(20)
    assert find_time("wingi kumpulan jam 10 bubar") is None
