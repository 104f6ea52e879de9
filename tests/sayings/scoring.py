"""How far what was understood agrees with the labels of sayings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from bot.understanding import Reader
from bot.understanding.command import INSIDE, answer_lines

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=7)))
"""The moment at which all sayings are said: a Monday morning in Central Java."""
SPANS = frozenset({"place", "agenda", "decision", "idea", "business", "occupation", "reason"})
UNORDERED = frozenset({"present", "absent", "excused", "represented", "late"})
ENOUGH = 0.6
"""Of the words of two spans together so many must be in both (for `ENOUGH` of 0.6, three of five)."""
NOTHING = "out_of_scope"

Saying = Mapping[str, Any]


@dataclass
class Score:
    """Counts over sayings. A slot counts only where the intent is right."""

    sayings: int = 0
    intents: int = 0
    whole: int = 0
    hits: int = 0
    claimed: int = 0
    wanted: int = 0
    beyond: int = 0
    taken: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[tuple[Saying, Saying]] = field(default_factory=list)

    def add(self, saying: Saying, answer: Saying) -> None:
        """Count one saying with what was understood of it."""
        right = saying["intent"] == answer["intent"]
        hits = sum(right and _same(slot, value, answer["slots"].get(slot)) for slot, value in saying["slots"].items())
        whole = right and hits == len(saying["slots"]) == len(answer["slots"])
        self.sayings, self.intents, self.whole = self.sayings + 1, self.intents + right, self.whole + whole
        self.hits, self.wanted = self.hits + hits, self.wanted + len(saying["slots"])
        self.claimed += len(answer["slots"])
        self.beyond += saying["intent"] == NOTHING
        self.taken += saying["intent"] == NOTHING and not right
        if not right:
            self.confused[saying["intent"], answer["intent"]] += 1
        if not whole:
            self.missed.append((saying, answer))

    @property
    def intent(self) -> float:
        """The share of sayings whose intent is right."""
        return self.intents / max(self.sayings, 1)

    @property
    def slots(self) -> float:
        """F1 of the slots."""
        precision, recall = self.hits / max(self.claimed, 1), self.hits / max(self.wanted, 1)
        return 2 * precision * recall / max(precision + recall, 1e-9)

    def __str__(self) -> str:
        return (
            f"{self.sayings} sayings: intent {self.intent:.3f}, slots F1 {self.slots:.3f}, whole "
            f"{self.whole / max(self.sayings, 1):.3f}, beyond the vocabulary and taken for something "
            f"{self.taken} of {self.beyond}"
        )


def sayings(name: str) -> list[Saying]:
    """The sayings of one file of this folder."""
    text = (HERE / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def score(said: Iterable[Saying], reader: Reader) -> Score:
    """How the reader does on sayings, as `main.py understand` prints it."""
    total = Score()
    for one in said:
        line = one["text"].replace("\n", "\\n")
        total.add(one, json.loads(next(answer_lines(reader, [line], NOW))))
    return total


def score_slots(said: Iterable[Saying], reader: Reader) -> Score:
    """How the reader does on the slots of sayings whose intent is told to it."""
    total = Score()
    for one in said:
        slots = reader.slots(one["intent"], one["text"], NOW)
        told = {slot: value for slot, value in slots.items() if slot not in INSIDE}
        total.add(one, {"intent": one["intent"], "slots": told})
    return total


def _same(slot: str, want: Any, got: Any) -> bool:
    if got is None:
        return False
    if slot == "members":
        return len(want) == len(got) and all(_same_member(one, other) for one, other in zip(want, got, strict=True))
    if slot in UNORDERED:
        return {str(name).casefold() for name in want} == {str(name).casefold() for name in got}
    if slot in SPANS:
        return _overlap(str(want), str(got)) >= ENOUGH
    return str(want).strip().casefold() == str(got).strip().casefold()


def _same_member(want: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    return want.keys() == got.keys() and all(_same(slot, value, got[slot]) for slot, value in want.items())


def _overlap(one: str, other: str) -> float:
    left, right = _words(one), _words(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def _words(text: str) -> set[str]:
    return set("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
