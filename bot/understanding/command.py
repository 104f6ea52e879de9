"""Lines of text in, lines of JSON out: what `main.py understand` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.understanding.reader import Reader
from bot.understanding.small_talk import small_talk

INSIDE = frozenset(
    {"spoken", "sick", "why", "mourning", "postponed", "week", "to_week", "ideas", "fields", "local", "begun"}
)
"""Slots for the conversations only, beyond the vocabulary of intents."""


def answer_lines(reader: Reader, lines: Iterable[str], now: datetime) -> Iterator[str]:
    r"""For each line, one text (a newline in it written as \n), the JSON object {"intent", "slots", "confidence"}."""
    for line in lines:
        text = line.rstrip("\r\n").replace("\\n", "\n")
        understood = reader.understand(text, now)
        slots = {slot: value for slot, value in understood.slots.items() if slot not in INSIDE}
        # Carik knows how to decline a joke kindly; in the vocabulary it is beyond what is asked of it.
        intent = "out_of_scope" if small_talk(text) == "joke" else understood.intent
        answer = {"intent": intent, "slots": slots, "confidence": understood.confidence}
        yield json.dumps(answer, ensure_ascii=False)
