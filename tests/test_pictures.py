"""Pictures: what they are made of is told in the turn, they are made when they are sent, and always alike."""

from __future__ import annotations

import asyncio
import json
import struct

import pytest

from bot.files import made
from bot.messages import File
from bot.papers.typesetting import FOLDER, picture, picture_file
from handlers.groups_picture import A_PICTURE
from handlers.rule_words import NAMES
from tests.desk import Desk
from tests.world import MEMBER, MEMBERS, SECRETARY, STEWARD

pytest_plugins = ("tests.desk_fixtures",)

PNG = b"\x89PNG\r\n\x1a\n"
WIDTH, LONGEST, LARGEST = 1080, 2400, 1_000_000
"""A phone's page at three dots a point; a photo that Telegram does not scale down, and sends at once."""

each = pytest.mark.parametrize("intent", ["rules_picture", "progress_picture", "groups_picture"])


def file_of(desk: Desk, intent: str, who: str | None = None) -> File:
    [message] = desk.tap(who or (STEWARD if intent == "groups_picture" else SECRETARY), f"!{intent}").messages
    [file] = message.files
    return file


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


def test_long_words_and_signs_of_the_setter_are_set_as_they_are() -> None:
    data = {"state": "met", "number": 1, "label": "#panic() $x$ *a* " + "Kampungmembaca" * 9, "said": "ñ ē “é” – → 5 %"}
    file = picture_file(
        "x", "rules", {"title": "JP #1", "day": "", "figure": 0, "of": 0, "caption": "", "rows": [data]}
    )
    whole = json.loads(file.of)
    whole["data"] |= {"key": [], "foot": ""}
    assert picture(json.dumps(whole)).startswith(PNG)


def test_no_template_but_those_of_the_folder_is_used() -> None:
    with pytest.raises(FileNotFoundError):
        picture(picture_file("x", "../marks.typ/../../secret", {}).of)


def test_the_font_is_shipped_with_its_licence() -> None:
    assert {path.suffix for path in (FOLDER / "fonts").iterdir()} == {".ttf", ".txt"}
