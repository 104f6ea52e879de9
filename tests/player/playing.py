"""Plays a story: every line in a new process, every update delivered twice, every message compared."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from bot.messages import Incoming
from storage.database import open_database
from storage.errors import BrokenStatement
from tests.player.given import NotGiven, Setting, give
from tests.player.likeness import filled, likeness
from tests.player.phones import WIB, Engine, NoSuchButton, Phones, Shown, StoryClock, instant
from tests.player.process import process
from tests.player.story import Expected, Given, Moved, Part, Said, Scene, Story, Then
from tests.player.then import Facts, NotSo, Truth, check, facts
from tests.player.unasked import unplaced

# A line takes a minute; what only moves the clock begins half a minute after the line before.
A_LINE, HALF_A_LINE = 60, 30
PATIENCE = 30.0
UNCHANGED = "nothing was written"
Got = Mapping[str, Sequence[Shown]]


@dataclass(frozen=True, slots=True)
class Played:
    """A part of a story as it went: what came to which phone, and what is wrong with that."""

    part: Part
    got: Got = field(default_factory=dict)
    problems: tuple[str, ...] = ()


class Player:
    """Plays one story on an empty, prepared database at `url`, with phones that are as new."""

    def __init__(self, url: str, phones: Phones, clock: StoryClock) -> None:
        self._url, self._phones, self._clock = url, phones, clock
        self._setting = Setting(self._first)
        self._read: dict[str, int] = defaultdict(int)
        self._before: Facts = {}
        self.codes = self._setting.codes

    async def play(self, story: Story) -> AsyncIterator[Played]:
        """The parts of a story in their order, each as it went; the story goes on where something was wrong."""
        for part in story.parts:
            try:
                async with asyncio.timeout(PATIENCE):
                    played = await self._part(part)
            except TimeoutError:
                yield Played(part, problems=(f"nothing had settled after {PATIENCE:.0f} seconds",))
                return
            yield played
        async with asyncio.timeout(PATIENCE):
            problems = await self._end()
        if problems:
            yield Played(story.parts[-1], problems=problems)

    async def _part(self, part: Part) -> Played:
        match part:
            case Given():
                return Played(part, problems=await self._give(part))
            case Scene():
                return await self._scene(part)
            case Then():
                return Played(part, problems=await self._then(part))

    # -- what is given, and what is true then

    async def _give(self, given: Given) -> tuple[str, ...]:
        if given.at:
            self._clock.set_local(given.at)
        database = open_database(self._url)
        try:
            await database.run(lambda records: give(records, self._setting, given.words, self._clock.now()))
            self._before = await database.run_raw(facts)
        except (NotGiven, LookupError, ValueError, BrokenStatement) as wrong:
            return (f"{type(wrong).__name__}: {wrong}",)
        finally:
            await database.close()
        return ()

    async def _then(self, then: Then) -> tuple[str, ...]:
        before, today = self._before, datetime.fromtimestamp(self._clock.now(), WIB).date()
        database = open_database(self._url)
        try:
            self._before = await database.run_raw(facts)
            if then.words == UNCHANGED:
                return tuple(_differences(before, self._before))
            await database.run(lambda records: check(Truth(records, self._first, today), then.words))
        except (NotSo, ValueError) as wrong:
            return (str(wrong),)
        finally:
            await database.close()
        return ()

    # -- scenes

    async def _scene(self, scene: Scene) -> Played:
        self._read[_to(scene)] += 0
        for expected in scene.expected:
            self._read[expected.to] += 0
        # Before the process begins: it may have looked at the clock already for what is said next.
        async with self._process(A_LINE if isinstance(scene.action, Said) else HALF_A_LINE) as host:
            repeated = await self._again()
            try:
                await self._act(host, scene.action)
            except (NoSuchButton, ValueError) as wrong:
                return Played(scene, self._unread(), (*repeated, str(wrong)))
            got = self._unread()
        return Played(scene, got, (*repeated, *self._compared(scene.expected, got)))

    def _process(self, later: int = HALF_A_LINE) -> AbstractAsyncContextManager[Engine]:
        self._clock.set(self._clock.now() + later)
        return process(self._url, self._clock, self._phones, frozenset(self._setting.operators))

    async def _again(self) -> tuple[str, ...]:
        """The update of the line before comes once more, to a process that knows nothing of it."""
        await self._phones.again()
        return tuple(f"answered once more when delivered once more: {_line(to, one)}" for to, one in self._flat())

    def _flat(self) -> list[tuple[str, Shown]]:
        return [(to, one) for to, shown in self._unread().items() for one in shown]

    async def _act(self, host: Engine, action: Said | Moved) -> None:
        if isinstance(action, Moved):
            await self._move(host, instant(action.at))
            return
        await self._phones.do(
            Said(action.line, action.who, action.kind, filled(action.words, self.codes), action.older)
        )
        await self._tick(host)

    async def _move(self, host: Engine, to: int) -> None:
        if to < self._clock.now():
            raise ValueError("the clock goes back")
        while (due := await host.next_due()) is not None and due <= to:
            self._clock.set(max(due, self._clock.now()))
            await self._tick(host)
        self._clock.set(to)
        await self._tick(host)

    async def _tick(self, host: Engine) -> None:
        await host.tick()
        while await self._phones.follow():
            await host.tick()

    async def _end(self) -> tuple[str, ...]:
        async with self._process() as host:
            repeated = await self._again()
            await self._tick(host)
            left = tuple(f"came after all was told: {_line(to, one)}" for to, one in self._flat())
        return (*repeated, *left, *await self._unplaced())

    async def _unplaced(self) -> list[str]:
        database = open_database(self._url)
        try:
            return await database.run_raw(unplaced)
        finally:
            await database.close()

    # -- messages

    def _first(self, who: str) -> Incoming:
        self._read[who] += 0
        return self._phones.first(who)

    def _unread(self) -> dict[str, list[Shown]]:
        unread = {}
        for who, number in self._read.items():
            unread[who] = self._phones.received(who)[number:]
            self._read[who] += len(unread[who])
        return {who: shown for who, shown in unread.items() if shown}

    def _compared(self, expected: Sequence[Expected], got: Got) -> list[str]:
        problems = []
        for to in dict.fromkeys([*(one.to for one in expected), *got]):
            wanted = [one for one in expected if one.to == to]
            for one, shown in zip_longest(wanted, got.get(to, ())):
                problems += self._compare(to, one, shown)
        return problems

    def _compare(self, to: str, expected: Expected | None, shown: Shown | None) -> list[str]:
        if expected is None and shown is not None:
            return [f"not expected: {_line(to, shown)}"]
        if expected is None:
            return []
        held = None if shown is None else likeness(expected.words, str(shown), self.codes)
        if held is not None:
            self.codes.update(held)
            return []
        came = "nothing" if shown is None else _line(to, shown)
        return [f"line {expected.line}\n  expected: bot to {to} > {expected.words}\n  got:      {came}"]


def _to(scene: Scene) -> str:
    return scene.action.who if isinstance(scene.action, Said) else next((one.to for one in scene.expected), "nobody")


def _line(to: str, shown: Shown) -> str:
    return f"bot to {to} > {shown}"


def _differences(before: Facts, after: Facts) -> list[str]:
    return [f"written to {table}" for table in after if before.get(table) != after[table]]
