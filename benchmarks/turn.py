"""One bot measured: its process is started, persons write to it, and the time until it has answered them is taken."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path

from benchmarks.stand_in import TOKEN, StandIn

ROOT = Path(__file__).parent.parent
STARTS_WITHIN, ANSWERS_WITHIN, STOPS_WITHIN = 60, 30, 20


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot: the module that is run with a token and an address, and what persons write to it, in turn, for ever.

    Each text must be answered by one message, whatever was written before.
    """

    name: str
    module: str
    texts: Sequence[str] = ("halo",)


@dataclass(frozen=True, slots=True)
class Load:
    """How much is written: by so many chats at once, each waiting for its answer before writing again."""

    chats: int
    updates: int

    @property
    def name(self) -> str:
        """What the load is like."""
        return "one by one" if self.chats == 1 else f"{self.chats} chats at once"


@dataclass(frozen=True, slots=True)
class Speed:
    """Updates answered in a second, and the processor time the bot spent on each (None where it cannot be read)."""

    per_second: float
    bot_micros: float | None


async def measure(contestant: Contestant, loads: Sequence[Load]) -> list[Speed]:
    """The speeds of one freshly started process under each load. Raises RuntimeError if it answers too much or not."""
    async with StandIn().served() as telegram, _running(contestant, telegram.url) as process:
        chats = count(1)
        await _write(telegram, next(chats), contestant.texts, 1, STARTS_WITHIN)
        return [await _speed(contestant, load, telegram, process, list(islice(chats, load.chats))) for load in loads]


async def _speed(contestant: Contestant, load: Load, telegram: StandIn, process: int, chats: Sequence[int]) -> Speed:
    async def all_write(each: int) -> None:
        await asyncio.gather(*(_write(telegram, chat, contestant.texts, each, ANSWERS_WITHIN) for chat in chats))

    # A first message makes the account and the connections; that is not what is measured.
    await all_write(len(contestant.texts))
    each, answers = load.updates // load.chats, telegram.answers
    spent, began = _processor_seconds(process), time.perf_counter()
    await all_write(each)
    seconds = time.perf_counter() - began
    if telegram.answers - answers != each * len(chats):
        raise RuntimeError(f"{contestant.name}: {telegram.answers - answers} answers to {each * len(chats)} updates")
    return Speed(each * len(chats) / seconds, _micros(spent, _processor_seconds(process), each * len(chats)))


def _micros(before: float | None, after: float | None, updates: int) -> float | None:
    return None if before is None or after is None else (after - before) / updates * 1e6


async def _write(telegram: StandIn, chat: int, texts: Sequence[str], times: int, within: float) -> None:
    for text in islice(cycle(texts), times):
        async with asyncio.timeout(within):
            await telegram.write(chat, text)


@asynccontextmanager
async def _running(contestant: Contestant, url: str) -> AsyncIterator[int]:
    command = (sys.executable, "-m", contestant.module, TOKEN, url)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        yield process.pid
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(STOPS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _processor_seconds(process: int) -> float | None:
    """User and system time of a process so far, where the system tells it in /proc."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return None
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
