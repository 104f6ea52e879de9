"""`python -m tests.understanding.fuzz --texts 100000 --seed 1`: hostile texts against all that reads a message."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from random import Random
from time import process_time

from bot.understanding import Reader
from bot.understanding.ages import ages_in, is_labelled
from bot.understanding.answers import after_yes, is_back, is_cancel, is_skip, is_wait, yes_no
from bot.understanding.dates import find_dates, names_no_day
from bot.understanding.examples import INTENTS
from bot.understanding.groups import place_named
from bot.understanding.lists import members_in
from bot.understanding.meeting import unused_in_report
from bot.understanding.numbers import find_number, numbers_in
from bot.understanding.particulars import several_rts
from bot.understanding.people import people_in
from bot.understanding.roll import corrects, instead, numbered, others, way_in
from bot.understanding.small_talk import small_talk
from bot.understanding.stated import stated
from bot.understanding.supposing import supposed
from bot.understanding.telling import is_question, wrong_of_meeting
from bot.understanding.wrong import corrections, is_wrong
from handlers import ALL
from tests.understanding.hostile import KINDS

NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=7)))
LIMIT = 0.05
"""Seconds of the processor that a message may take."""
TRIES = 3
TOLD_EVERY = 5_000


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader.load()


Reading = Callable[[str], object]
WHOLE: tuple[Reading, ...] = (
    yes_no, after_yes, is_cancel, is_wait, is_back, is_skip, small_talk, supposed, is_wrong, corrections, ages_in,
    is_labelled, wrong_of_meeting, is_question, corrects, instead, others, way_in, numbered,
    lambda text: list(stated(text)),
)  # fmt: skip
"""What looks at a whole message before and beside the reader."""
INSIDE: tuple[Reading, ...] = (
    names_no_day, place_named, unused_in_report, numbers_in, find_number, several_rts, people_in,
    lambda text: find_dates(text, NOW), lambda text: members_in(text, NOW),
)  # fmt: skip
"""What single answers are read with."""


def whole_message(text: str) -> None:
    """Everything a message may go through before it is understood, the patterns of all conversations among it."""
    bare = text.strip()
    for form in ALL:
        if form.pattern:
            form.pattern.fullmatch(bare)
    for read in WHOLE:
        read(bare)


def inside_forms(text: str) -> None:
    """Everything an answer may go through."""
    for read in INSIDE:
        read(text)


READINGS: dict[str, Callable[[str, Random], object]] = {
    "understand": lambda text, random: _understood(text),
    "slots": lambda text, random: reader().slots(random.choice(sorted(INTENTS)), text, NOW),
    "whole message": lambda text, random: whole_message(text),
    "inside forms": lambda text, random: inside_forms(text),
}


def _understood(text: str) -> None:
    understood = reader().understand(text, NOW)
    assert understood.intent in INTENTS and 0 <= understood.confidence <= 1
    assert json.loads(json.dumps(understood.slots)) == understood.slots


@dataclass(frozen=True, slots=True)
class Taken:
    """How long one text took, in seconds of the processor."""

    seconds: float
    kind: str
    reading: str
    text: str


@dataclass
class Figures:
    """What a run found: every time taken by `understand`, the slowest of all readings, and what was raised."""

    texts: int = 0
    understood: list[float] = field(default_factory=list)
    slowest: dict[str, Taken] = field(default_factory=dict)
    raised: list[str] = field(default_factory=list)

    def too_slow(self) -> list[Taken]:
        """The slowest of each reading that took longer than a message may."""
        return [taken for taken in self.slowest.values() if taken.seconds > LIMIT]


def texts(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """So many hostile texts, each with its kind; the same for the same seed."""
    random, kinds = Random(seed), list(KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield kind, KINDS[kind](random)


def run(hostile: Iterable[tuple[str, str]], seed: int) -> Figures:
    """Read every text in all ways."""
    figures, random = Figures(), Random(seed)
    reader()
    for kind, text in hostile:
        figures.texts += 1
        if figures.texts % TOLD_EVERY == 0:
            sys.stderr.write(f"{figures.texts} texts, {process_time():.0f} s of the processor\n")
        for name, reading in READINGS.items():
            try:
                seconds = _seconds(reading, text, random)
            except Exception as raised:
                figures.raised.append(f"{name}, {kind}: {raised!r} at {text[:120]!r}")
                continue
            if name == "understand":
                figures.understood.append(seconds)
            if name not in figures.slowest or seconds > figures.slowest[name].seconds:
                figures.slowest[name] = Taken(seconds, kind, name, text)
    return figures


def _seconds(reading: Callable[[str, Random], object], text: str, random: Random) -> float:
    """The time of one reading; one that takes long is tried again, for it may have been the machine."""
    taken = []
    for attempt in range(TRIES):
        begun = process_time()
        # Another text each time, so that nothing is remembered.
        reading(text + " " * attempt, random)
        taken.append(process_time() - begun)
        if taken[-1] < LIMIT / 2:
            break
    return min(taken)


def told(figures: Figures) -> str:
    """The figures for people."""
    times = sorted(figures.understood)
    rows = [
        f"texts {figures.texts}, exceptions {len(figures.raised)}",
        f"understand: median {statistics.median(times) * 1e3:.2f} ms, p99 {times[len(times) * 99 // 100] * 1e3:.2f} ms",
    ]
    for taken in figures.slowest.values():
        of = f"{taken.kind}: {taken.text[:60]!r}, {len(taken.text)} characters"
        rows.append(f"slowest of {taken.reading}: {taken.seconds * 1e3:.1f} ms, {of}")
    return "\n".join([*rows, *figures.raised[:20]])


def main() -> int:
    """Run, print; 1 where something was raised or took longer than a message may."""
    parser = argparse.ArgumentParser(prog="python -m tests.understanding.fuzz")
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    figures = run(texts(chosen.texts, chosen.seed), chosen.seed)
    sys.stdout.write(told(figures) + "\n")
    return bool(figures.raised or figures.too_slow())


if __name__ == "__main__":
    sys.exit(main())
