"""Animals die too: that is no member's death."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader


@pytest.mark.parametrize("text", ["kambing pak budi mati 2", "wedhuse bu tini mati", "lele ne pak karno podo mati"])
def test_an_animals_death_takes_nobody_out_of_the_book(reader: Reader, now: datetime, text: str) -> None:
    assert reader.understand(text, now).intent == "out_of_scope"


def test_a_persons_death_does(reader: Reader, now: datetime) -> None:
    heard = reader.understand("pak budi mati", now)
    assert (heard.intent, heard.slots["reason"]) == ("remove_member", "died")
