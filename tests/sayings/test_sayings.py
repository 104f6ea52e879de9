"""The reader on sayings it was not made for: floors under what it reached, and labels that keep to the vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding import Reader, plain
from bot.understanding.examples import INTENTS, lessons
from bot.understanding.teach import digest
from bot.understanding.teach import sayings as taught
from bot.understanding.weights import learnt
from tests.sayings.scoring import HERE, sayings, score


@pytest.mark.parametrize(("file", "intent", "slots", "taken"), [("open", 0.98, 0.96, 0.02), ("blind", 0.92, 0.9, 0.13)])
def test_sayings_are_understood(file: str, intent: float, slots: float, taken: float) -> None:
    total = score(sayings(file), Reader.load())
    assert total.intent >= intent, str(total)
    assert total.slots >= slots, str(total)
    assert total.taken <= taken * total.beyond, str(total)


def test_a_third_is_blind_and_nothing_stands_twice() -> None:
    opened, blind = ({saying["text"] for saying in sayings(file)} for file in ("open", "blind"))
    assert not opened & blind
    assert len(blind) >= 0.3 * (len(opened) + len(blind))
    assert len(opened) + len(blind) == len(sayings("open")) + len(sayings("blind"))


@pytest.mark.parametrize("file", ["open", "blind"])
def test_labels_keep_to_the_vocabulary(file: str) -> None:
    assert {saying["intent"] for saying in sayings(file)} <= INTENTS - {"groups_ready"}


def test_the_weights_are_of_the_data_as_it_stands() -> None:
    files: list[Path] = [HERE / "open.jsonl"]
    assert learnt().digest == digest(taught(files, lessons())), "run: make teach"


def test_the_plain_words_are_of_the_data_and_of_the_code_that_reads_it() -> None:
    assert plain.FILE.read_text(encoding="utf-8") == plain.written(lessons()), "run: make teach"
