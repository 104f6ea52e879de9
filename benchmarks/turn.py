"""One bot measured: its process is started, persons write to it, and the time until it has answered them is taken."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.conversations import Conversation, Line
from benchmarks.places import ROOT, disk
from benchmarks.stand_in import TOKEN, StandIn

STARTS_WITHIN, ANSWERS_WITHIN, STOPS_WITHIN = 60, 30, 20


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot: the module that is run with a token, an address and an empty folder, and what persons write to it.

    `before` is written once by each, before anything is measured.
    """

    name: str
    module: str
    conversations: Sequence[Conversation]
    before: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """How much is written at a time: by so many chats at once, each waiting for its answer before writing again."""

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


class Bot:
    """A contestant's process, to which persons write."""

    def __init__(self, contestant: Contestant, telegram: StandIn, process: int) -> None:
        self.contestant, self._telegram, self._process = contestant, telegram, process

    async def begin(self, chats: int) -> None:
        """What each of so many persons says before anything is measured, and everything else once."""
        lines = [*self.contestant.before, *(line for talk in self.contestant.conversations for line in talk.lines)]
        await self._write(1, lines, len(lines), STARTS_WITHIN)
        await asyncio.gather(*(self._write(chat, lines, len(lines), STARTS_WITHIN) for chat in range(2, chats + 1)))

    async def speed(self, talk: Conversation, load: Load) -> Speed:
        """How fast it answers. Raises RuntimeError if an answer is not what it should be or is one too many."""
        each, answers = load.updates // load.chats, self._telegram.answers
        spent, began = _processor_seconds(self._process), time.perf_counter()
        await asyncio.gather(*(self._write(chat, talk.lines, each) for chat in range(1, load.chats + 1)))
        seconds, updates = time.perf_counter() - began, each * load.chats
        if self._telegram.answers - answers != updates:
            raise RuntimeError(f"{self.contestant.name}: {self._telegram.answers - answers} answers to {updates}")
        return Speed(updates / seconds, _micros(spent, _processor_seconds(self._process), updates))

    async def _write(self, chat: int, lines: Sequence[Line], times: int, within: float = ANSWERS_WITHIN) -> None:
        for text, expected in islice(cycle(lines), times):
            async with asyncio.timeout(within):
                answer = await self._telegram.write(chat, text)
            if expected not in answer:
                raise RuntimeError(f"{self.contestant.name} was told {text!r} and answered {answer!r}")


@asynccontextmanager
async def begun(contestant: Contestant, chats: int) -> AsyncIterator[Bot]:
    """A freshly started process to which so many persons have written already."""
    async with StandIn().served() as telegram, _running(contestant, telegram.url) as process:
        bot = Bot(contestant, telegram, process)
        await bot.begin(chats)
        yield bot


def _micros(before: float | None, after: float | None, updates: int) -> float | None:
    return None if before is None or after is None else (after - before) / updates * 1e6


@asynccontextmanager
async def _running(contestant: Contestant, url: str) -> AsyncIterator[int]:
    with disk() as folder:
        command = (sys.executable, "-m", contestant.module, TOKEN, url, str(folder))
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
        try:
            yield process.pid
        finally:
            await stopped(process)


async def stopped(process: asyncio.subprocess.Process) -> None:
    """End a process; one that does not stop is killed."""
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
