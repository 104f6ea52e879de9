"""Where stories happen: people say things, the clock is moved, and all of it can begin anew."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from bot.channels.simulator.clock import OffsetClock
from bot.channels.simulator.desk import Desk
from bot.channels.simulator.gate import Gate
from bot.channels.simulator.phones import Phones, Received
from bot.channels.simulator.saying import chat_of, message_of
from bot.channels.simulator.story import parse, play
from bot.messages import Incoming

DEMO = Path(__file__).parent / "demo.chat"
Scenario = Literal["empty", "demo"]


class Stage:
    """Phones, a clock and the desk behind them. `patience` is how long a saying waits for its answers, in seconds."""

    def __init__(self, phones: Phones, clock: OffsetClock, desk: Desk, patience: float) -> None:
        self.phones = phones
        self.clock = clock
        self._desk = desk
        self._patience = patience
        self._gate = Gate()
        self._underway: set[str] = set()

    async def say(self, message: Incoming) -> list[Received]:
        """The answers on the chat's phone, none for a repeated update. Raises TimeoutError; the turn goes on."""
        async with self._gate.passing():
            return await self._say(message)

    async def move(self, to: int) -> None:
        """Move the clock; whatever falls due on the way is done in its order. Back in time nothing is done."""
        async with self._gate.alone():
            await self._move(to)

    async def forward(self, seconds: int) -> None:
        """Move the clock on."""
        async with self._gate.alone():
            await self._move(self.clock.now() + seconds)

    async def next_due(self) -> int | None:
        """When the next thing falls due."""
        return await self._desk.next_due()

    async def reset(self, scenario: Scenario, now: int | None) -> Mapping[str, str]:
        """Begin anew at `now` (else the real time); what the desk answered, for a demo nothing. Raises StoryBroken."""
        async with self._gate.alone():
            # Emptied before too: dying in between must leave no message whose number a new one would repeat.
            self.phones.clear()
            codes = await self._desk.reset()
            self.phones.clear()
            self._set(now)
            self.phones.begin(scenario)
            if scenario == "empty":
                return codes
            await self._tell(DEMO.read_text(encoding="utf-8"), codes.get("facilitator_code", ""))
            return {}

    def _set(self, now: int | None) -> None:
        if now is None:
            self.clock.real()
        else:
            self.clock.set(now)

    async def _say(self, message: Incoming) -> list[Received]:
        known = message.update in self._underway or self.phones.knows(message.update)
        after = self.phones.last(message.chat)
        self._underway.add(message.update)
        try:
            await self._desk.take([message])
            if not known:
                self.phones.say(message, after)
        finally:
            self._underway.discard(message.update)
        async with asyncio.timeout(self._patience):
            turn = await self._desk.settled(message.channel, message.update, message.chat)
        return [] if known or turn is None else self.phones.answers(message.chat, turn)

    async def _move(self, to: int) -> None:
        if to < self.clock.now():
            self.clock.set(to)
            return
        reached = -1
        while (due := await self._desk.next_due()) is not None and reached < due <= to:
            reached = due
            self.clock.set(max(due, self.clock.now()))
            await self._desk.tick()
        self.clock.set(to)
        await self._desk.tick()

    async def _tell(self, story: str, code: str) -> None:
        now = self.clock.now()
        steps = parse(story)
        await play(steps, now, code, _Player(self))
        await self._move(now)


class _Player:
    """Plays a story inside the closed gate, by the same way as whoever types."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def move(self, to: int) -> None:
        await self._stage._move(to)

    async def text(self, person: str, text: str) -> Sequence[str]:
        return await self._say({"person": person, "text": text})

    async def tap(self, person: str, label: str) -> Sequence[str]:
        # What somebody else's turn brought to this phone may still be on its way.
        await self._stage._desk.tick()
        payload = self._stage.phones.button(chat_of(person), label)
        if payload is None:
            raise LookupError(label)
        return await self._say({"person": person, "tap": payload})

    async def _say(self, body: Mapping[str, str]) -> Sequence[str]:
        replies = await self._stage._say(message_of(body, self._stage.clock.now(), self._stage.phones.writing))
        return [reply.text for reply in replies]
