"""How fast messages are understood, alone, and which share of a whole turn that is."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from benchmarks.conversations import QUESTION
from bot.understanding import Reader
from bot.understanding.examples import lessons

NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=7)))
PASSES = 5


def understanding(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Processor time of loading and of understanding all examples, none of them read before; and of the question, as a
    share of a turn that answers it one by one in the same run (`rows`; None where that could not be measured)."""
    began = time.process_time()
    reader = Reader.load()
    loaded = time.process_time() - began
    examples = (example for lesson in lessons() for example in lesson.examples)
    question, *spent = _micros(reader, [QUESTION.lines[0][0], *examples])
    turn = next((row["processor_micros_per_update"] for row in rows if row["a person"] == QUESTION.name), None)
    return {
        "messages_per_second": round(len(spent) / sum(spent) * 1e6),
        "median_micros": round(statistics.median(spent)),
        "share_of_a_turn": round(question / turn, 3) if turn else None,
        "load_milliseconds": round(loaded * 1000),
    }


def _micros(reader: Reader, texts: Sequence[str]) -> list[float]:
    """The least that each took. They are more than the reader remembers, so that each is read anew every time."""
    passes = [[_once(reader, text) for text in texts] for _pass in range(PASSES)]
    return [min(taken) for taken in zip(*passes, strict=True)]


def _once(reader: Reader, text: str) -> float:
    began = time.process_time()
    reader.understand(text, NOW)
    return (time.process_time() - began) * 1e6
