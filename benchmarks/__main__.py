"""`make bench`: all figures, each a ratio within one run, as one table for the README, and all details as JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.beginning import beginning
from benchmarks.fanout import fan_out
from benchmarks.papers import papers
from benchmarks.places import ROOT
from benchmarks.race import ROUNDS, race, summary
from benchmarks.readiness import readiness
from benchmarks.table import table
from benchmarks.tick import tick
from benchmarks.understanding import understanding

RESULTS = Path(__file__).parent / "results.json"


def sync_micros() -> float:
    """How long this disk takes to keep a page for good: the median of a hundred times."""
    with tempfile.TemporaryFile(dir=ROOT, buffering=0) as file:
        return statistics.median(_sync(file.fileno()) for _number in range(100)) * 1e6


def _sync(file: int) -> float:
    os.write(file, bytes(4096))
    began = time.perf_counter()
    os.fsync(file)
    return time.perf_counter() - began


def measured(rounds: int) -> dict[str, Any]:
    """Everything, and on what machine."""
    began = time.monotonic()
    rows = list(summary(asyncio.run(race(rounds))))
    figures = {
        "turns": rows,
        "fan_out": fan_out(),
        "tick": tick(),
        "readiness": readiness(),
        "beginning": beginning(),
        "understanding": understanding(rows),
        "papers": papers(),
    }
    machine = {
        "rounds": rounds,
        "seconds": round(time.monotonic() - began),
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "sync_micros": round(sync_micros()),
        "load": round(os.getloadavg()[0], 1),
    }
    return {"about": machine, **figures}


def main() -> None:
    """Measure, show and write down."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("results", nargs="?", type=Path, default=RESULTS, help="where the JSON is written")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often the bots are started for the race")
    chosen = parser.parse_args()
    results = measured(chosen.rounds)
    chosen.results.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    about = ", ".join(f"{name} {value}" for name, value in results["about"].items())
    sys.stdout.write(f"{table(results)}\n\n{about}\n")


if __name__ == "__main__":
    main()
