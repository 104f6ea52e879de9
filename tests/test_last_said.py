"""Words that mean a button of what was said last, where its buttons may have been shown by numbers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.last_said import pressed
from bot.ports import Told

MANY = tuple((f"Kelompok {letter}", f"r1.group={letter}") for letter in "ABCDEFGHIJKLM")


def talk(*told: tuple[tuple[str, str], ...]) -> Any:
    """A talk in which these buttons were shown, the newest first."""
    outbox = SimpleNamespace(latest=lambda *_: [Told(buttons, 100) for buttons in told])
    account = SimpleNamespace(channel="whatsapp", chat="1", language="id")
    return SimpleNamespace(
        account=account, store=SimpleNamespace(outbox=outbox), now=200, message=SimpleNamespace(at=150)
    )


@pytest.mark.parametrize("text", ["3", " 3. ", "3)", "no 3", "No. 3", "nomor 3", "nomer 3"])
@pytest.mark.parametrize("busy", [True, False])
def test_a_number_means_the_button_of_this_number(text: str, busy: bool) -> None:
    assert pressed(talk(MANY), text, busy=busy) == "r1.group=C"


@pytest.mark.parametrize("text", ["0", "14", "999", "3 5", "3 orang", "jam 3", "-3", "٣", "tiga belas"])
def test_other_numbers_mean_none(text: str) -> None:
    assert pressed(talk(MANY), text, busy=False) is None


def test_where_buttons_can_be_tapped_a_number_is_a_number() -> None:
    assert pressed(talk(MANY[:10]), "3", busy=False) is None
    assert pressed(talk((), MANY), "3", busy=False) is None
