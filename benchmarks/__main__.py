"""`make bench`: a bare echo bot and ours take turns on the same local server; what they answer, as a ratio."""

from __future__ import annotations

import asyncio
import json
import platform
import statistics
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.turn import Contestant, Load, Speed, measure

RESULTS = Path(__file__).parent / "results.json"
PAIRS = 5
LOADS = (Load(chats=1, updates=300), Load(chats=64, updates=1280))
RIVAL = Contestant("bare echo bot (python-telegram-bot, its defaults)", "benchmarks.echo")
OURS = (Contestant("Carik's Telegram channel alone, echoing", "benchmarks.channel"),)

Speeds = dict[str, list[list[Speed]]]


async def race(pairs: int) -> Speeds:
    """Each contestant's speeds, one list a round and in it one speed a load; the order is turned round every round."""
    speeds: Speeds = {contestant.name: [] for contestant in (RIVAL, *OURS)}
    for number in range(pairs):
        in_order = (RIVAL, *OURS) if number % 2 == 0 else (*reversed(OURS), RIVAL)
        for contestant in in_order:
            speeds[contestant.name].append(await measure(contestant, LOADS))
    return speeds


def summary(speeds: Speeds) -> Iterator[dict[str, Any]]:
    """A row for each contestant and load: the medians, and the ratio to the echo bot of the same round."""
    for contestant, (number, load) in product((RIVAL, *OURS), enumerate(LOADS)):
        ours = [of_round[number] for of_round in speeds[contestant.name]]
        theirs = [of_round[number] for of_round in speeds[RIVAL.name]]
        ratios = [one.per_second / other.per_second for one, other in zip(ours, theirs, strict=True)]
        yield {
            "bot": contestant.name,
            "load": load.name,
            "updates_per_second": round(statistics.median(speed.per_second for speed in ours), 1),
            "processor_micros_per_update": _median(ours),
            "ratio": round(statistics.median(ratios), 2),
            "ratios": [round(ratio, 2) for ratio in ratios],
        }


def _median(speeds: Sequence[Speed]) -> int | None:
    known = [speed.bot_micros for speed in speeds if speed.bot_micros is not None]
    return round(statistics.median(known)) if known else None


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a table for people."""
    head = f"{'':50} {'load':20} {'per second':>10} {'CPU µs':>8} {'ratio':>6}   {'lowest to highest'}"
    lines = (
        f"{row['bot']:50} {row['load']:20} {row['updates_per_second']:10.0f}"
        f" {row['processor_micros_per_update'] or '?':>8} {row['ratio']:6.2f}"
        f"   {min(row['ratios']):.2f} to {max(row['ratios']):.2f}"
        for row in rows
    )
    return "\n".join((head, *lines))


def main() -> None:
    """Measure, show and write down."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    rows = list(summary(asyncio.run(race(pairs))))
    machine = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    RESULTS.write_text(json.dumps({"pairs": pairs, **machine, "rows": rows}, indent=2, ensure_ascii=False) + "\n")
    sys.stdout.write(f"{table(rows)}\n")


if __name__ == "__main__":
    main()
