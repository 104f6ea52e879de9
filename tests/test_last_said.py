"""Words that mean a button of what was said last, where whoever cannot tap counts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.last_said import counted
from bot.ports import Told

MANY = tuple((f"Kelompok {letter}", f"r1.group={letter}") for letter in "ABCDEFGHIJKLM")


def talk(*told: tuple[tuple[str, str], ...]) -> Any:
    """A talk in which these buttons were shown, the newest first."""
    outbox = SimpleNamespace(latest=lambda *_: [Told(buttons, 100) for buttons in told])
    account = SimpleNamespace(channel="whatsapp", chat="1", language="id")
    return SimpleNamespace(
        account=account, store=SimpleNamespace(outbox=outbox), now=200, message=SimpleNamespace(at=150)
    )


CONFIRM = (("Simpan", "r1._=yes"), ("Ubah", "r1._=change"), ("Batal", "r1._=cancel"))


@pytest.mark.parametrize("text", ["3", " 3. ", "3)", "no 3", "No. 3", "nomor 3", "nomer 3"])
@pytest.mark.parametrize("run", [None, 1])
def test_a_number_means_the_button_of_this_place(text: str, run: int | None) -> None:
    assert counted(talk(MANY), text, run) == "r1.group=C"


@pytest.mark.parametrize("text", ["0", "14", "999", "3 5", "3 orang", "jam 3", "-3", "٣", "tiga belas"])
def test_other_numbers_mean_none(text: str) -> None:
    assert counted(talk(MANY), text, 1) is None


def test_of_an_open_question_only_its_own_buttons_are_meant_and_else_those_of_the_last_message() -> None:
    assert counted(talk((("Lain", "!x"), ("Lagi", "!y")), MANY), "3", 1) == "r1.group=C"
    assert counted(talk(MANY), "3", 2) is None
    assert counted(talk((), MANY), "3", None) is None


def test_nothing_is_saved_by_a_number_and_one_button_is_not_counted() -> None:
    assert counted(talk(CONFIRM), "1", 1) is None
    assert counted(talk(MANY[:1]), "1", 1) is None
