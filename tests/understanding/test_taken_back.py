"""What is said and taken back in one breath: "14 eh 15 ding"."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.understanding import Reader

NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("text", "intent", "slot", "value"),
    [
        ("kumpulan wingi, sing teka 14 eh 15 ding", "record_meeting", "present_count", 15),
        ("daftar pak Tugiman, rt 3, umur 47 eh 49", "register_member", "age", 49),
        ("daftar pak Tugiman umur 47, eh 49 tahun", "register_member", "age", 49),
        ("kumpulan besok pindah jam 7 eh jam 8 malam", "move_meeting", "time", "20:00"),
    ],
)
def test_of_two_figures_the_second_counts(reader: Reader, text: str, intent: str, slot: str, value: object) -> None:
    assert reader.slots(intent, text, NOW)[slot] == value


def test_an_exclamation_before_a_figure_takes_nothing_back(reader: Reader) -> None:
    assert reader.slots("register_member", "eh 45 tahun umure bu Sari", NOW)["age"] == 45


@pytest.mark.parametrize(
    "text", ["kapan Sido Dadi kumpul lagi", "kabar kelompok sido dadi", "sido dadi siap koperasi?"]
)
def test_sido_dadi_is_a_group(reader: Reader, text: str) -> None:
    assert reader.slots("group_status", text, NOW) == {"group": "Sido Dadi"}


def test_what_comes_to_pass_is_no_group(reader: Reader) -> None:
    assert "group" not in reader.slots("next_meeting", "sido kumpulan ora", NOW)


def test_a_village_may_end_in_a_number(reader: Reader) -> None:
    told = reader.slots("create_group", "bikin kelompok baru namanya Bunga Mekar di desa way lima", NOW)
    assert told == {"group": "Bunga Mekar", "village": "Way Lima"}
    told = reader.slots("create_group", "bikin kelompok namanya Bunga Mekar di desa getasan lima belas orang", NOW)
    assert told["village"] == "Getasan"


def test_an_hour_without_a_part_of_the_day_is_of_the_evening_that_is_moved(reader: Reader) -> None:
    told = reader.slots("move_meeting", "kumpulan bsk malem mundur dadi jam setengah 9", NOW)
    assert told["time"] == "20:30"
    told = reader.slots("move_meeting", "kumpulan besok malem diundur jadi minggu jam 9", NOW)
    assert told["time"] == "09:00"


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("salah ketik, Tukijo harusnya Tukijan", "Tukijo", "Tukijan"),
        ("namanya mbak Rina kurang lengkap, harusnya Rina Wulandari", "Rina", "Rina Wulandari"),
    ],
)
def test_a_name_is_put_right(reader: Reader, text: str, name: str, value: str) -> None:
    told = reader.slots("update_member", text, NOW)
    assert (told["name"], told["field"], told["value"]) == (name, "name", value)


def test_quotation_marks_around_a_message_are_not_sent(reader: Reader) -> None:
    assert reader.slots("announce", 'kirim pesan ke anggota "iuran hari jumat"', NOW) == {"message": "iuran hari jumat"}
