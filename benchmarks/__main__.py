"""`make bench`: a bare echo bot and Carik take turns on the same local server; what they answer, as a ratio."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.conversations import ECHO, FOUNDING, QUESTION, REGISTRATION
from benchmarks.turn import ROOT, Contestant, Load, Speed, Speeds, measure

RESULTS = Path(__file__).parent / "results.json"
ROUNDS = 5
LOADS = (Load(chats=1, updates=240), Load(chats=64, updates=768))
RIVAL = Contestant("bare echo bot (python-telegram-bot, its defaults)", "benchmarks.echo", (ECHO,))
OURS = (
    Contestant("Carik's Telegram channel alone", "benchmarks.channel", (ECHO,)),
    Contestant("Carik, main.py serve", "benchmarks.carik", (QUESTION, REGISTRATION), before=FOUNDING),
)

Rounds = Mapping[Contestant, Sequence[Speeds]]


async def race(rounds: int) -> Rounds:
    """Each contestant's speeds, round by round; every round their order is turned round."""
    speeds: dict[Contestant, list[Speeds]] = {contestant: [] for contestant in (RIVAL, *OURS)}
    for number in range(rounds):
        for contestant in (RIVAL, *OURS) if number % 2 == 0 else (*reversed(OURS), RIVAL):
            speeds[contestant].append(await measure(contestant, LOADS))
    return speeds


def summary(rounds: Rounds) -> Iterator[dict[str, Any]]:
    """A row for each contestant, conversation and load: medians, and ratios to the echo bot of the same round."""
    for contestant, of_rounds in rounds.items():
        for talk, load in of_rounds[0]:
            ours = [speeds[talk, load] for speeds in of_rounds]
            theirs = [speeds[ECHO, load] for speeds in rounds[RIVAL]]
            ratios = [one.per_second / other.per_second for one, other in zip(ours, theirs, strict=True)]
            yield {
                "bot": contestant.name,
                "a person": talk.name,
                "texts": [text for text, _expected in talk.lines],
                "load": load.name,
                "updates_per_second": round(statistics.median(speed.per_second for speed in ours), 1),
                "processor_micros_per_update": _median(ours),
                "ratio": round(statistics.median(ratios), 2),
                "ratios": [round(ratio, 2) for ratio in ratios],
            }


def _median(speeds: Sequence[Speed]) -> int | None:
    known = [speed.bot_micros for speed in speeds if speed.bot_micros is not None]
    return round(statistics.median(known)) if known else None


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a table for people."""
    head = f"{'':49} {'a person':31} {'load':17} {'per second':>10} {'CPU µs':>7} {'ratio':>6}   lowest to highest"
    lines = (
        f"{row['bot']:49} {row['a person']:31} {row['load']:17} {row['updates_per_second']:10.0f}"
        f" {row['processor_micros_per_update'] or '?':>7} {row['ratio']:6.2f}"
        f"   {min(row['ratios']):.2f} to {max(row['ratios']):.2f}"
        for row in rows
    )
    return "\n".join((head, *lines))


def sync_micros() -> float:
    """How long this disk takes to keep a page for good: the median of a hundred times."""
    with tempfile.TemporaryFile(dir=ROOT, buffering=0) as file:
        return statistics.median(_sync(file.fileno()) for _number in range(100)) * 1e6


def _sync(file: int) -> float:
    os.write(file, bytes(4096))
    began = time.perf_counter()
    os.fsync(file)
    return time.perf_counter() - began


def main() -> None:
    """Measure, show and write down."""
    rounds, began = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS, time.monotonic()
    rows = list(summary(asyncio.run(race(rounds))))
    about = {
        "rounds": rounds,
        "seconds": round(time.monotonic() - began),
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "sync_micros": round(sync_micros()),
    }
    RESULTS.write_text(json.dumps({**about, "rows": rows}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{table(rows)}\n{', '.join(f'{name} {value}' for name, value in about.items())}\n")


if __name__ == "__main__":
    main()
