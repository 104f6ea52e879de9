"""A button that nobody was given: whatever it carries for whichever answer, it is answered politely."""

from __future__ import annotations

from typing import Any

import pytest

from bot.forms import Form
from handlers import ALL
from tests.desk import Desk
from tests.share import chosen
from tests.world import FACILITATOR, MANDIRI, SECRETARY_OF_BOTH

FORGED = (
    "", "0", "-1", "a", "²", "1-1", "000000-000000", "9" * 21, "2026-13-45", "0000-00-00", "nan", "[]", "1,2", "x" * 40,
)  # fmt: skip
MOST_BYTES = 64


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.intent)
def test_whatever_a_forged_button_carries_is_answered(desk: Desk, form: type[Form[Any]]) -> None:
    for slot in (slot for slot in form.slots if chosen(f"{form.intent} {slot}", 8)):
        for token in FORGED:
            tapped = (
                f"!{form.intent}&{slot}={token}"
                if slot == "group"
                else f"!{form.intent}&group={MANDIRI}&{slot}={token}"
            )
            if len(tapped.encode()) > MOST_BYTES:
                continue
            for who in (SECRETARY_OF_BOTH, FACILITATOR):
                with desk.branch():
                    assert desk.tap(who, tapped).messages, tapped
