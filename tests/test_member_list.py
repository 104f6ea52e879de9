"""Pasted lists that are too long, and what is added to a list that stands."""

from __future__ import annotations

from tests.desk import Desk
from tests.world import SECRETARY

pytest_plugins = ("tests.desk_fixtures",)

LETTERS = "abcdefghijklmno"
NAMES = [f"Par{one}{two}iyem" for one in LETTERS for two in LETTERS]


def test_a_list_of_more_than_200_names_is_refused_whole_and_said_so(desk: Desk) -> None:
    desk.tap(SECRETARY, "!register_members")
    told = desk.say(SECRETARY, "\n".join(NAMES[:205]))
    assert "200" in told.text
    assert desk.asked(SECRETARY) == "members"


def test_a_list_that_is_cut_by_its_length_is_refused_and_not_shortened(desk: Desk) -> None:
    desk.tap(SECRETARY, "!register_members")
    told = desk.say(SECRETARY, "\n".join(f"{name} Kusumaningtyas Wijayakusuma" for name in NAMES[:120]))
    assert "dua kali" in told.text
    assert desk.asked(SECRETARY) == "members"


def test_a_list_of_150_names_is_read_whole_and_shown_in_pieces_that_fit(desk: Desk) -> None:
    desk.tap(SECRETARY, "!register_members")
    assert desk.say(SECRETARY, "\n".join(NAMES[:150])).text.startswith("150")
    for words in ("semua", "ya"):
        desk.say(SECRETARY, words)
    told = desk.say(SECRETARY, "/anggota")
    assert len(told.messages) > 1
    assert all(len(message.text) <= 4096 for message in told.messages)
    assert "156. " in told.messages[-1].text
    assert [bool(message.buttons) for message in told.messages].index(True) == len(told.messages) - 1


def test_what_is_added_to_a_list_that_is_too_long_then_is_refused(desk: Desk) -> None:
    desk.tap(SECRETARY, "!register_members")
    desk.say(SECRETARY, "\n".join(NAMES[:150]))
    told = desk.say(SECRETARY, "\n".join(NAMES[150:225]))
    assert "200" in told.text
