"""Pictures: what they are made of is told in the turn, they are made when they are sent, and always alike."""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from bot.files import made
from bot.messages import File
from bot.papers.typesetting import FOLDER, picture, picture_file
from handlers.attendance_picture import A_PICTURE as A_PAGE
from handlers.attendance_picture import LATEST
from handlers.groups_picture import A_PICTURE
from handlers.rule_words import NAMES
from jamaah.meetings import Meeting
from jamaah.months import months_before
from storage.records import Records
from tests.desk import NOW, Desk
from tests.world import FACILITATOR, MANDIRI, MEMBER, MEMBERS, SECRETARY, STEWARD

pytest_plugins = ("tests.desk_fixtures",)

PNG = b"\x89PNG\r\n\x1a\n"
WIDTH, LONGEST, LARGEST = 1080, 2400, 1_000_000
"""A phone's page at three dots a point; a photo that Telegram does not scale down, and sends at once."""

each = pytest.mark.parametrize(
    "intent", ["rules_picture", "progress_picture", "groups_picture", "attendance_picture", "members_picture"]
)


def file_of(desk: Desk, intent: str, who: str | None = None) -> File:
    [message] = desk.tap(who or (STEWARD if intent == "groups_picture" else SECRETARY), f"!{intent}").messages
    [file] = message.files
    return file


def written_by_somebody(desk: Desk) -> Records:
    records = desk.records
    records.author(1, desk.person(SECRETARY), NOW)
    return records


@each
def test_a_picture_is_as_wide_as_a_phone_and_the_same_every_time(desk: Desk, intent: str) -> None:
    file = file_of(desk, intent)
    first, second = picture(file.of), picture(file.of)
    assert first.startswith(PNG)
    assert first == second
    width, height = struct.unpack(">II", first[16:24])
    assert width == WIDTH
    assert height <= LONGEST
    assert len(first) <= LARGEST


@each
def test_a_picture_is_sent_as_one(desk: Desk, intent: str) -> None:
    sent = asyncio.run(made(file_of(desk, intent)))
    assert (sent.type, sent.content[:8]) == ("image/png", PNG)


def test_all_ten_items_are_on_it_and_nobodys_name(desk: Desk) -> None:
    data = json.loads(file_of(desk, "rules_picture", MEMBER).of)["data"]
    assert [row["number"] for row in data["rows"]] == list(NAMES)
    assert {row["state"] for row in data["rows"]} <= {"met", "not_met", "not_known", "advice", "kept"}
    assert "Bambang" not in json.dumps(data)


def test_as_many_are_marked_as_met_as_are_counted(desk: Desk) -> None:
    """Advice that is followed has a mark of its own: a reader counts the marks."""
    data = json.loads(file_of(desk, "rules_picture").of)["data"]
    states = [row["state"] for row in data["rows"]]
    assert states.count("met") == data["figure"]
    assert "kept" in states


def test_groups_are_on_it_by_village_and_nobodys_name(desk: Desk) -> None:
    data = json.loads(file_of(desk, "groups_picture").of)["data"]
    assert sorted((row["name"], row["village"]) for row in data["rows"]) == [
        ("Mandiri", "Getasan"),
        ("Rahayu", "Getasan"),
    ]
    assert sum(one["count"] for one in data["counted"]) == 2
    assert not any(name in json.dumps(data) for names in MEMBERS.values() for name in names)


def test_a_picture_full_of_groups_with_much_to_tell_is_no_longer_than_a_photo_may_be() -> None:
    row = {"state": "not_met", "name": "Tempe Makmur Sejahtera", "village": "Nogosaren", "came": 7}
    row |= {
        "figures": "22 anggota, perempuan 55 %",
        "said": "2 kumpulan belum ada kabarnya, catatan 20 November 2026 menyusul",
    }
    counted = [{"state": state, "count": 3, "said": "perlu dibantu dulu"} for state in ("met", "not_known", "not_met")]
    whole = {
        "title": "60 kelompok",
        "day": "18 Desember 2026",
        "counted": counted,
        "rows": [row] * A_PICTURE,
        "foot": "Titik",
    }
    width, height = struct.unpack(">II", picture(picture_file("x", "groups", whole).of)[16:24])
    assert (width, height <= LONGEST) == (WIDTH, True)


def test_a_member_sees_their_own_attendance_and_nobody_elses(desk: Desk) -> None:
    data = json.loads(file_of(desk, "attendance_picture", MEMBER).of)["data"]
    assert data["name"] == "Bu Kartini"
    assert [row["mark"] for row in data["rows"]] == ["present"]
    assert not any(name in json.dumps(data) for name in MEMBERS[MANDIRI] if "Kartini" not in name)


@pytest.mark.parametrize("who", [SECRETARY, FACILITATOR])
def test_who_may_see_it_gets_everybodys_attendance_in_the_order_of_the_book(desk: Desk, who: str) -> None:
    data = json.loads(file_of(desk, "attendance_picture", who).of)["data"]
    assert [row["number"] for row in data["rows"]] == [1, 2, 3, 4, 5, 6]
    assert [row["marks"] for row in data["rows"]] == [["present"]] * 5 + [["excused"]]
    assert (data["days"], data["counted"]) == (["19"], ["5"])


def test_what_is_not_recorded_is_never_absence(desk: Desk) -> None:
    """A number without names, a meeting without minutes, somebody who was no member yet."""
    records = written_by_somebody(desk)
    kept = records.members.of(MANDIRI)
    records.members.add([replace(kept[0], id=0, name="Sumirah", person=None, joined=date(2026, 11, 10))])
    for day, count in ((date(2026, 11, 5), 4), (date(2026, 11, 12), None)):
        records.meetings.add(Meeting(group=MANDIRI, day=day, present_count=count))
    data = json.loads(file_of(desk, "attendance_picture").of)["data"]
    first, *others, last = (row["marks"] for row in data["rows"])
    assert first == ["open", "open", "present"]
    assert last == ["outside", "open", "open"]
    assert data["counted"] == ["4", "–", "5"]
    assert "absent" not in {mark for marks in others for mark in marks}


def test_of_sixty_members_each_is_on_one_of_three_pictures(desk: Desk) -> None:
    records = written_by_somebody(desk)
    kept = records.members.of(MANDIRI)
    more = [replace(kept[0], id=0, name=f"Sumirah {number}", person=None) for number in range(7, 61)]
    records.members.add(more)
    sent = desk.tap(SECRETARY, "!attendance_picture").messages
    made = [json.loads(message.files[0].of)["data"] for message in sent]
    assert [row["number"] for data in made for row in data["rows"]] == list(range(1, 61))
    assert [len(data["rows"]) for data in made] == [20, 20, 20]


def test_a_picture_full_of_members_is_no_longer_than_a_photo_may_be() -> None:
    marks = ["present", "late", "excused", "sick", "absent", "represented", "open", "outside", *["present"] * 4]
    rows = [{"number": number, "name": "Bu Siti Aminah", "marks": marks} for number in range(1, A_PAGE + 1)]
    whole: dict[str, Any] = dict.fromkeys(
        ("title", "caption", "period", "part", "month_said", "day_said", "counted_said"), "Nomor 1"
    )
    whole |= {"letters": {"late": "T", "excused": "I", "sick": "S", "represented": "D"}, "rows": rows}
    whole |= {"months": [{"said": "Sep", "number": "9", "over": 12}], "foot": "Jangan dibagikan ke grup. " * 4}
    whole |= {"days": ["30"] * LATEST, "counted": ["24"] * LATEST}
    whole["key"] = [{"mark": mark, "said": "belum tercatat"} for mark in marks[:7]]
    width, height = struct.unpack(">II", picture(picture_file("x", "attendance", whole).of)[16:24])
    assert (width, height <= LONGEST) == (WIDTH, True)


def test_members_are_counted_on_it_and_nobody_is_named(desk: Desk) -> None:
    records = written_by_somebody(desk)
    kept = records.members.of(MANDIRI)
    records.members.replace(replace(kept[1], gender=None, born=None))
    data = json.loads(file_of(desk, "members_picture", MEMBER).of)["data"]
    genders, ages = ([kind["count"] for kind in block["kinds"]] for block in data["blocks"])
    assert (data["figure"], genders, ages) == (6, [3, 2, 1], [0, 5, 1])
    assert not any(name in json.dumps(data) for name in MEMBERS[MANDIRI])


@given(day=dates(date(2001, 1, 1), date(2099, 12, 31)), months=integers(1, 12))
def test_some_months_ago_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (found.year * 12 + found.month) == day.year * 12 + day.month - months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_long_words_and_signs_of_the_setter_are_set_as_they_are() -> None:
    data = {"state": "met", "number": 1, "label": "#panic() $x$ *a* " + "Kampungmembaca" * 9, "said": "ñ ē “é” – → 5 %"}
    file = picture_file(
        "x", "rules", {"title": "JP #1", "day": "", "figure": 0, "of": 0, "caption": "", "rows": [data]}
    )
    whole = json.loads(file.of)
    whole["data"] |= {"key": [], "law": None, "next": {"label": "#x", "said": "$y$"}}
    assert picture(json.dumps(whole)).startswith(PNG)


def test_no_template_but_those_of_the_folder_is_used() -> None:
    with pytest.raises(FileNotFoundError):
        picture(picture_file("x", "../marks.typ/../../secret", {}).of)


def test_the_font_is_shipped_with_its_licence() -> None:
    assert {path.suffix for path in (FOLDER / "fonts").iterdir()} == {".ttf", ".txt"}
