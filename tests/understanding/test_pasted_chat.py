"""Lines pasted from a WhatsApp chat: who wrote them, when, and whether they say who comes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import Reader
from bot.understanding.pasted_chat import as_typed, chat_lines, reply

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    "head",
    [
        "[26/11 18.02] Bu Tini: ",
        "[26/11/2026 18.02] Bu Tini: ",
        "[26/11/26, 18.02.33] Bu Tini: ",
        "[18:02, 26/11/2026] Bu Tini: ",
        "26/11/26 18.02 - Bu Tini: ",
        "26/11/2026, 6:02\u202fPM - Bu Tini: ",
        "\u200e[26/11 18.02] ~ Bu Tini: ",
    ],
)
def test_a_line_has_its_writer_and_its_moment(head: str) -> None:
    (line,) = chat_lines(f"{head}izin nggih", NOW)
    assert (line.sender, line.words) == ("Bu Tini", "izin nggih")
    assert line.at is not None
    assert line.at.isoformat()[:16] == "2026-11-26T18:02"


def test_a_line_that_goes_on_below_is_one() -> None:
    lines = chat_lines("[26/11 18.02] Bu Tini: izin\nanakku lara\n[26/11 18.05] Pak Darmo: hadir", NOW)
    assert [(line.sender, line.words) for line in lines] == [("Bu Tini", "izin\nanakku lara"), ("Pak Darmo", "hadir")]


def test_a_day_still_to_come_is_of_last_year_and_one_that_is_none_has_no_moment() -> None:
    (last_year,), (none,) = chat_lines("[30/12 18.02] A: x", NOW), chat_lines("[31/02 18.02] A: x", NOW)
    assert last_year.at is not None
    assert last_year.at.year == 2025
    assert none.at is None


@pytest.mark.parametrize(
    "text",
    [
        "kumpulan 26/11 18.02 di rumah Bu Tini: hadir 18",
        "[26/11 18.02] tanpa nama",
        "[26/11 18.02]\nBu Tini: izin nggih",
        "26/11 18.02 - Bu Tini\n: izin",
        "daftar: Tini, Karno",
        "[",
        "\n",
    ],
)
def test_other_texts_are_no_chat(text: str) -> None:
    assert chat_lines(text, NOW) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("izin nggih", "excused"),
        ("ngapunten mboten saged rawuh", "excused"),
        ("insyaallah hadir", "present"),
        ("siap bu", None),
        ("kumpulan mau bengi hadir kabeh kejaba bu tini", None),
        ("bu lasmi izin", None),
        ("aku wingi teka kok ditulis ra teka", None),
        ("hadir nggak pak?", None),
    ],
)
def test_only_what_somebody_says_of_their_own_coming_is_a_reply(words: str, told: str | None) -> None:
    (line,) = chat_lines(f"[26/11 18.02] Bu Tini: {words}", NOW)
    assert reply(line) == told


def test_replies_keep_their_writers_and_a_report_does_not() -> None:
    assert as_typed(chat_lines("[26/11 18.02] Bu Tini: izin", NOW)) == "Bu Tini izin"
    assert as_typed(chat_lines("[26/11 18.02] Bu Tini: kumpulan hadir 18", NOW)) == "kumpulan hadir 18"


def test_days_count_from_when_it_was_written_and_the_writer_is_who_is_meant(reader: Reader) -> None:
    report = reader.understand("[25/11 21.10] Bu Sri: kumpulan wingi hadir kabeh kejaba bu tini", NOW)
    assert (report.intent, report.slots["date"], report.slots["absent"]) == ("record_meeting", "2026-11-24", ["Tini"])
    assert reader.understand("[26/11 18.02] Bu Tini: izin nggih", NOW).slots["name"] == "Tini"
    dispute = reader.understand("[26/11 18.02] Pak Giyono: aku wingi teka kok ditulis ra teka", NOW)
    assert dispute.slots["name"] == "Giyono"
