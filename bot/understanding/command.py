"""Lines of text in, lines of JSON out: what `main.py understand` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.understanding.reader import Reader

INSIDE = frozenset(
    {"spoken", "sick", "why", "mourning", "postponed", "week", "to_week", "ideas", "fields", "local", "begun"}
)
"""Slots for the conversations only, beyond the vocabulary of intents."""


def answer_lines(reader: Reader, lines: Iterable[str], now: datetime) -> Iterator[str]:
    r"""For each line, one text (a newline in it written as \n), the JSON object {"intent", "slots", "confidence"}."""
    for line in lines:
        understood = reader.understand(line.rstrip("\r\n").replace("\\n", "\n"), now)
        slots = {slot: value for slot, value in understood.slots.items() if slot not in INSIDE}
        answer = {"intent": understood.intent, "slots": slots, "confidence": understood.confidence}
        yield json.dumps(answer, ensure_ascii=False)
