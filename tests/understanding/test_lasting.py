"""What lasts, and what words leave open: pauses, beginnings, turns; "tiap minggu" and "jam 7"."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.understanding.beginning import begins, find_beginning
from bot.understanding.group_data import group_data
from bot.understanding.pausing import GoingOn, find_going_on, find_pause
from bot.understanding.turns import Turns, asks_whose_turn, find_turns, next_turn
from bot.understanding.unsure import few_weeks, once_a_week, other_half, week_or_sunday
from bot.understanding.untold import only_untold, untold

NOW = datetime(2026, 11, 23, 9)


@pytest.mark.parametrize(
    ("text", "first", "last", "reason"),
    [
        ("libur sampai tanggal 20 Maret", None, date(2027, 3, 20), None),
        ("kumpulan libur tanggal 1 sampai 20 maret", date(2027, 3, 1), date(2027, 3, 20), None),
        ("kumpulan libur dua minggu karena panen raya", None, date(2026, 12, 6), "panen raya"),
        ("kumpulan libur panen sampai akhir bulan", None, date(2026, 11, 30), "panen"),
        ("kumpulan libur dulu selama panen", None, None, "panen"),
        ("libur dulu sampai waktu yang belum ditentukan", None, None, None),
        ("libur puasa sampai lebaran", None, None, "puasa"),
        ("kumpulane prei disik nganti panen rampung", None, None, None),
    ],
)
def test_a_pause_has_its_days_and_its_reason(
    text: str, first: date | None, last: date | None, reason: str | None
) -> None:
    found = find_pause(text, NOW)
    assert found is not None
    assert (found.first, found.last, found.reason) == (first, last, reason)


@pytest.mark.parametrize(
    "text",
    [
        "kumpulan besok libur, hujan",
        "kumpulan besok libur dulu",
        "kumpulan minggu depan libur",
        "kumpulan yg berikutnya libur dulu ya kak",
        "kumpulan kamis depan libur",
        "selapanan bulan ini diliburkan karena lebaran",
        "kumpulan libur sampai kapan?",
        "kumpulan ora libur",
        "aku libur sik yo kumpulane, lagi derep",
        "liburnya sudah selesai",
    ],
)
def test_one_meeting_or_one_person_is_no_pause(text: str) -> None:
    assert find_pause(text, NOW) is None


def test_a_pause_of_which_only_for_now_is_said_may_be_one_meeting() -> None:
    for text, unsure in (("kumpulan libur dulu", True), ("kumpulan libur dulu selama panen", False)):
        found = find_pause(text, NOW)
        assert found is not None
        assert found.unsure is unsure


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("wis mulai maneh", None),
        ("kumpulan mulai lagi tanggal 5 April", date(2027, 4, 5)),
        ("mulai lagi minggu depan", date(2026, 11, 30)),
        ("liburnya sudah selesai", None),
    ],
)
def test_meetings_go_on(text: str, day: date | None) -> None:
    assert find_going_on(text, NOW) == GoingOn(day)


@pytest.mark.parametrize("text", ["kumpulan libur sampai akhir bulan", "bu Yem masuk lagi jadi anggota"])
def test_nothing_goes_on(text: str) -> None:
    assert find_going_on(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mulai Januari jadwal pindah ke malam Jumat Kliwon", date(2027, 1, 1)),
        ("mulai bulan depan kumpulan tiap Jumat jam 4 sore", date(2026, 12, 1)),
        ("wiwit sasi ngarep kumpulane saben kemis wengi jam 8", date(2026, 12, 1)),
        ("mulai 1 januari kumpulan tiap tanggal 31 jam 7 malam", date(2027, 1, 1)),
        ("mulai kamis depan kumpulan tiap jumat", date(2026, 11, 26)),
        ("kumpulan tiap Kamis mulai jam 7 malam", None),
        ("mulai tanggal 31 februari kumpulan tiap kamis", None),
    ],
)
def test_from_which_day_on(text: str, day: date | None) -> None:
    assert find_beginning(text, NOW) == day
    assert begins(text) is (day is not None or "februari" in text)


@pytest.mark.parametrize(
    ("text", "open_week", "weekly"),
    [
        ("kumpulan tiap minggu", True, False),
        ("saben minggu jam 7 isuk", True, False),
        ("tiap hari minggu jam 9", False, False),
        ("tiap minggu pagi", False, False),
        ("tiap minggu legi", False, False),
        ("tiap minggu kedua jam 8", False, False),
        ("tiap minggu hari kamis", False, False),
        ("kumpulan seminggu sekali", False, True),
        ("seminggu sekali hari kamis", False, False),
    ],
)
def test_every_week_or_every_sunday(text: str, open_week: bool, weekly: bool) -> None:
    assert (week_or_sunday(text), once_a_week(text)) == (open_week, weekly)


@pytest.mark.parametrize(
    ("text", "evening"),
    [
        ("jam 7", time(19)),
        ("jam setengah 8", time(19, 30)),
        ("jam 7 malam", None),
        ("bar isya jam 7", None),
        ("jam 07.00", None),
        ("jam 16.00", None),
        ("jam 4", None),
    ],
)
def test_an_hour_without_a_part_of_the_day(text: str, evening: time | None) -> None:
    assert other_half(text) == evening


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("tempatnya gantian: Bu Tini, Pak Darmo, Bu Siti", Turns(("Bu Tini", "Pak Darmo", "Bu Siti"))),
        ("gentenan omahe bu tini, pak darmo lan bu siti", Turns(("bu tini", "pak darmo", "bu siti"))),
        ("kumpulan keliling: 1. bu tini 2. pak darmo", Turns(("bu tini", "pak darmo"))),
        ("giliran rumah sesuai daftar", Turns(by_roll=True)),
        ("tempat ditentukan tiap kumpulan", Turns()),
        ("musyawarah semalam di rumah pak modin: 1. beli 10 domba 2. iuran 25rb 3. jaga kandang gantian", None),
        ("Mbak Ayu dapat giliran jaga, jadi gak dateng rapat nanti malam", None),
        ("giliran siapa besok?", None),
    ],
)
def test_houses_in_turn(text: str, turns: Turns | None) -> None:
    assert find_turns(text) == turns


def test_whose_turn_is_asked_or_told() -> None:
    assert asks_whose_turn("giliran sapa sesuk?") and asks_whose_turn("daftar giliran")
    assert not asks_whose_turn("besok giliran Bu Lasmi")
    assert next_turn("besok giliran Bu Lasmi") == ("besok", "Bu Lasmi")
    assert next_turn("giliran siapa besok?") is None


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("zona waktu kami WITA", {"zone": "WITA"}),
        ("desane sing bener Batur", {"village": "Batur"}),
        ("nama kelompoknya yang benar Tani Makmur", {"name": "Tani Makmur"}),
        ("desa Batur", None),
        ("jam 7 WIB", None),
        ("nama bu siti yang benar Siti Aminah", None),
    ],
)
def test_what_of_a_group_is_otherwise(text: str, data: dict[str, str] | None) -> None:
    assert group_data(text) == data


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("kumpulan rong minggu pisan dina rebo", 2),
        ("tiap dua minggu sekali hari kamis malam", 2),
        ("kumpulan selang-seling minggu", 2),
        ("tiga mingguan wae", 3),
        ("kumpulan tiap minggu", None),
        ("minggu kedua tiap bulan", None),
        ("hadir 2, minggu depan lagi", None),
    ],
)
def test_after_how_many_weeks(text: str, weeks: int | None) -> None:
    assert few_weeks(text) == weeks


@pytest.mark.parametrize(
    ("text", "asks", "saves"),
    [
        ("simpan wae, ora usah dikabari", True, True),
        ("ojo dikabari sik", True, False),
        ("gausah kasih kabar ke anggota, simpan", True, True),
        ("kumpulan besok jam 8, ora usah dikabari", True, None),
        ("belum ada kabar", False, None),
        ("ya, kabari", False, None),
    ],
)
def test_that_nobody_is_to_be_told(text: str, asks: bool, saves: bool | None) -> None:
    assert (untold(text), only_untold(text)) == (asks, saves)
