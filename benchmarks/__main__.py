"""`make bench`: a bare echo bot and Carik take turns on local servers of one kind; what they answer, as a ratio."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.conversations import ECHO, FOUNDING, QUESTION, REGISTRATION, Conversation
from benchmarks.turn import ROOT, Bot, Contestant, Load, Speed, begun
from benchmarks.understanding import understanding

RESULTS = Path(__file__).parent / "results.json"
ROUNDS, TIMES = 2, 6
LOADS = (Load(chats=1, updates=80), Load(chats=64, updates=256))
RIVAL = Contestant("bare echo bot (python-telegram-bot, its defaults)", "benchmarks.echo", (ECHO,))
CONTESTANTS = (
    RIVAL,
    Contestant("Carik's Telegram channel alone", "benchmarks.channel", (ECHO,)),
    Contestant("Carik, main.py serve", "benchmarks.carik", (QUESTION, REGISTRATION), before=FOUNDING),
)

Speeds = dict[tuple[Contestant, Conversation, Load], list[Speed]]


async def race(rounds: int) -> Speeds:
    """The speeds of every contestant: in each round all processes are started anew and take turns, for a second each.

    What disturbs the machine then disturbs all of them. After every time the order is turned round.
    """
    speeds: Speeds = defaultdict(list)
    for _number in range(rounds):
        async with AsyncExitStack() as stack:
            chats = max(load.chats for load in LOADS)
            bots = [await stack.enter_async_context(begun(contestant, chats)) for contestant in CONTESTANTS]
            for time_, load in product(range(TIMES), LOADS):
                await _one_after_another(bots if time_ % 2 else bots[::-1], load, speeds)
    return speeds


async def _one_after_another(bots: Sequence[Bot], load: Load, speeds: Speeds) -> None:
    for bot in bots:
        for talk in bot.contestant.conversations:
            speeds[bot.contestant, talk, load].append(await bot.speed(talk, load))


def summary(speeds: Speeds) -> Iterator[dict[str, Any]]:
    """A row for each contestant, conversation and load: medians, and ratios to the echo bot at the same time."""
    order = [(each, talk, load) for each in CONTESTANTS for talk in each.conversations for load in LOADS]
    for contestant, talk, load in order:
        ours, theirs = speeds[contestant, talk, load], speeds[RIVAL, ECHO, load]
        ratios = [one.per_second / other.per_second for one, other in zip(ours, theirs, strict=True)]
        yield {
            "bot": contestant.name,
            "a person": talk.name,
            "texts": [text for text, _expected in talk.lines],
            "load": load.name,
            "updates_per_second": round(statistics.median(speed.per_second for speed in ours), 1),
            "processor_micros_per_update": _median(ours),
            "ratio": round(statistics.median(ratios), 2),
            "ratios": sorted(round(ratio, 2) for ratio in ratios),
        }


def _median(speeds: Sequence[Speed]) -> int | None:
    known = [speed.bot_micros for speed in speeds if speed.bot_micros is not None]
    return round(statistics.median(known)) if known else None


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a table for people; between the last two figures is the middle half of the ratios."""
    head = f"{'':49} {'a person':31} {'load':17} {'per second':>10} {'CPU µs':>7} {'ratio':>6}   half of them"
    lines = (
        f"{row['bot']:49} {row['a person']:31} {row['load']:17} {row['updates_per_second']:10.0f}"
        f" {row['processor_micros_per_update'] or '?':>7} {row['ratio']:6.2f}   {_middle_half(row['ratios'])}"
        for row in rows
    )
    return "\n".join((head, *lines))


def _middle_half(ratios: Sequence[float]) -> str:
    low, _median, high = statistics.quantiles(ratios, n=4)
    return f"{low:.2f} to {high:.2f}"


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
    heard = understanding(rows)
    results = {**about, "understanding": heard, "rows": rows}
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{table(rows)}\nunderstanding: {_listed(heard)}\n{_listed(about)}\n")


def _listed(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in figures.items())


if __name__ == "__main__":
    main()
