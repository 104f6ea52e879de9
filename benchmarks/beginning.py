"""From the start of a process to its first answer, and the most memory it ever took: Carik against the echo bot."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.carik import configured
from benchmarks.places import ROOT, disk
from benchmarks.stand_in import TOKEN, StandIn
from benchmarks.turn import STARTS_WITHIN, stopped

TIMES, MESSAGES = 5, 100
TEXT = "kapan kumpulan lagi?"
Figures = dict[str, float]


async def begun(command: Sequence[str], telegram: StandIn) -> Figures:
    """Seconds until a message that waits is answered, and mebibytes after some more, from 20 chats."""
    began, answered = time.perf_counter(), telegram.write(1, TEXT)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(STARTS_WITHIN):
            await answered
            seconds = time.perf_counter() - began
            for number in range(MESSAGES):
                await telegram.write(1 + number % 20, TEXT)
        return {"seconds": seconds, "mebibytes": _most_mebibytes(process.pid)}
    finally:
        await stopped(process)


async def _one_after_another(folder: Path) -> tuple[list[Figures], list[Figures], list[Figures]]:
    """The echo bot, Carik in a new folder, and Carik in a folder in which it was before; again and again."""
    echo, new, again = list[Figures](), list[Figures](), list[Figures]()
    for number in range(TIMES):
        async with StandIn().served() as telegram:
            echo.append(await begun((sys.executable, "-m", "benchmarks.echo", TOKEN, telegram.url), telegram))
        for last, found in ((0, new), (MESSAGES + 1, again)):
            async with StandIn(last).served() as telegram:
                place = folder / str(number)
                place.mkdir(exist_ok=True)
                found.append(await begun(configured(TOKEN, telegram.url, place), telegram))
    return echo, new, again


def _most_mebibytes(process: int) -> float:
    """The most memory that was resident at any time, where the system tells it in /proc; else not a number."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), float("nan"))


def beginning() -> dict[str, Any]:
    """Medians, and the medians of the ratios to the echo bot started just before."""
    with disk() as folder:
        echo, new, again = asyncio.run(_one_after_another(folder))
    return {
        "echo_seconds": _median(echo, "seconds"),
        "carik_seconds": _median(again, "seconds"),
        "carik_seconds_in_a_new_folder": _median(new, "seconds"),
        "start_ratio": _ratio(again, echo, "seconds"),
        "start_ratio_in_a_new_folder": _ratio(new, echo, "seconds"),
        "echo_mebibytes": _median(echo, "mebibytes"),
        "carik_mebibytes": _median(again, "mebibytes"),
        "memory_ratio": _ratio(again, echo, "mebibytes"),
    }


def _median(found: Sequence[Figures], name: str) -> float:
    return round(statistics.median(each[name] for each in found), 2)


def _ratio(ours: Sequence[Figures], theirs: Sequence[Figures], name: str) -> float:
    return round(statistics.median(a[name] / b[name] for a, b in zip(ours, theirs, strict=True)), 2)
