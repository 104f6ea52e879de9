"""Days and recurrences, told on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from bot.understanding.dates import find_date, find_dates
from bot.understanding.recurrence import find_recurrence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kemarin", "2026-11-22"),
        ("wingi bengi", "2026-11-22"),
        ("semalem", "2026-11-22"),
        ("tadi malam", "2026-11-22"),
        ("kala wingi dalu", "2026-11-22"),
        ("wingenane", "2026-11-21"),
        ("kemarin lusa", "2026-11-21"),
        ("tadi pagi", "2026-11-23"),
        ("nanti malam", "2026-11-23"),
        ("hari ini", "2026-11-23"),
        ("besok", "2026-11-24"),
        ("sesuk bengi", "2026-11-24"),
        ("benjing", "2026-11-24"),
        ("lusa", "2026-11-25"),
        ("emben", "2026-11-25"),
        ("tiga hari lagi", "2026-11-26"),
        ("dua hari yang lalu", "2026-11-21"),
        ("seminggu lagi", "2026-11-30"),
        ("kamis kemarin", "2026-11-19"),
        ("Senin kemarin", "2026-11-16"),
        ("kemis wingi", "2026-11-19"),
        ("kamis besok", "2026-11-26"),
        ("besok jumat", "2026-11-27"),
        ("sesuk setu", "2026-11-28"),
        ("jumat ini", "2026-11-27"),
        ("sabtu minggu lalu", "2026-11-21"),
        ("rabu minggu depan", "2026-12-02"),
        ("hari minggu kemarin", "2026-11-22"),
        ("sabtu malam kemarin", "2026-11-21"),
        ("malam minggu kemarin", "2026-11-21"),
        ("malem jemuah wingi", "2026-11-19"),
        ("minggu legi kemarin", "2026-11-15"),
        ("malam Jumat Kliwon besok", "2026-12-03"),
        ("25 november", "2026-11-25"),
        ("1 November 2026", "2026-11-01"),
        ("Minggu, 1 Nov 2026", "2026-11-01"),
        ("malam Minggu tgl 7 desember", "2026-12-07"),
        ("18/11", "2026-11-18"),
        ("05/12/2026", "2026-12-05"),
        ("5-12-2026", "2026-12-05"),
        ("2026-12-05", "2026-12-05"),
        ("bulan lalu tgl 25", "2026-10-25"),
        ("tgl 10 bulan depan", "2026-12-10"),
        ("kamis 10", "2026-12-10"),
        ("kamis tgl 10 di balai", "2026-12-10"),
        ("kamis 10 malam", "2026-11-26"),
        ("kamis 10 orang datang", "2026-11-26"),
        ("kamis 11", "2026-11-26"),
    ],
)
def test_finds_the_day_the_words_name(text: str, expected: str, now: datetime) -> None:
    assert find_date(text, now) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "past", "expected"),
    [
        ("tgl 25", True, "2026-10-25"),
        ("tgl 25", False, "2026-11-25"),
        ("tanggal lima", True, "2026-11-05"),
        ("25 desember", True, "2025-12-25"),
        ("25 desember", False, "2026-12-25"),
        ("kamis", True, "2026-11-19"),
        ("kamis", False, "2026-11-26"),
        ("malam jumat kliwon", True, "2026-10-29"),
        ("malam jumat kliwon", False, "2026-12-03"),
        ("malam jumat", True, "2026-11-19"),
    ],
)
def test_a_day_left_open_is_the_latest_or_the_coming_one_as_asked(
    text: str, past: bool, expected: str, now: datetime
) -> None:
    assert find_date(text, now, past) == date.fromisoformat(expected)


NO_DAY = "|31 Februari|tgl 31 februari 2026|tgl 45|Desember|bulan ini|minggu depan|2 minggu sekali|rt 3/5|umur 45"


@pytest.mark.parametrize("text", NO_DAY.split("|"))
def test_what_names_no_day_or_an_impossible_one_gives_none(text: str, now: datetime) -> None:
    assert find_date(text, now) is None


def test_every_day_of_a_text_is_found_in_the_order_said(now: datetime) -> None:
    days = find_dates("kumpulan Kamis besok digeser jadi Jumat, 27 November, bukan tgl 30", now)
    assert days[:2] == [date(2026, 11, 26), date(2026, 11, 27)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tiap kamis", {"frequency": "weekly", "weekday": "thursday"}),
        ("seminggu sekali malam jumat", {"frequency": "weekly", "weekday": "thursday"}),
        ("saben malem rebo", {"frequency": "weekly", "weekday": "tuesday"}),
        ("selapanan malam jumat kliwon", {"frequency": "selapanan", "weekday": "thursday", "pasaran": "wage"}),
        ("tiap minggu legi", {"frequency": "selapanan", "weekday": "sunday", "pasaran": "legi"}),
        ("selapan sekali jumat pon", {"frequency": "selapanan", "weekday": "friday", "pasaran": "pon"}),
        ("kamis wage malam", {"frequency": "selapanan", "weekday": "thursday", "pasaran": "wage"}),
        ("tiap tanggal 10", {"frequency": "monthly", "day_of_month": 10}),
        ("sebulan sekali tgl satu", {"frequency": "monthly", "day_of_month": 1}),
        ("sabtu terakhir tiap bulan", {"frequency": "monthly", "weekday": "saturday", "week_of_month": -1}),
        ("tiap bulan hari ahad kedua", {"frequency": "monthly", "weekday": "sunday", "week_of_month": 2}),
        ("bukan malam kamis lagi tapi tiap malam sabtu", {"frequency": "weekly", "weekday": "friday"}),
        ("tiap hari minggu", {"frequency": "weekly", "weekday": "sunday"}),
        ("minggu terakhir tiap bulan jam 9", {"frequency": "monthly", "weekday": "sunday", "week_of_month": -1}),
        ("minggu pertama tiap bulan, rabu jam 9", {"frequency": "monthly", "weekday": "wednesday", "week_of_month": 1}),
        ("minggu terakhir tiap bulan", {"frequency": "monthly", "week_of_month": -1}),
        ("saben Minggu jam 8 esuk", {"frequency": "weekly", "weekday": "sunday"}),
        ("tiap minggu habis asar", {"frequency": "weekly", "weekday": "sunday"}),
        ("tiap minggu", {"frequency": "weekly"}),
        ("tiap minggu sekali jam 4 sore", {"frequency": "weekly"}),
        ("tiap minggu jam 4 sore hari rabu", {"frequency": "weekly", "weekday": "wednesday"}),
        ("tiap minggu pertama jam 9", {"frequency": "monthly", "week_of_month": 1}),
        ("tiap Minggu Pahing jam 9", {"frequency": "selapanan", "weekday": "sunday", "pasaran": "pahing"}),
        ("jam 7", {}),
    ],
)
def test_finds_how_often_and_on_what_day(text: str, expected: dict[str, Any]) -> None:
    assert find_recurrence(text) == expected
