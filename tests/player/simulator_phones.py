"""The phones of the simulator: its real channel, journal and stage; only its web server is left out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, cast

from bot.channels.simulator.channel import Simulator
from bot.channels.simulator.clock import OffsetClock
from bot.channels.simulator.saying import NAME, message_of
from bot.channels.simulator.stage import Stage
from bot.messages import Incoming, InKind
from bot.ports import Take
from tests.player.phones import Engine, Shown, button
from tests.player.story import Said

PATIENCE = 20.0
TALK = ("blocked", "unblocked")


class SimulatorPhones:
    """Phones that are kept in `folder`."""

    name = NAME

    def __init__(self, folder: Path, clock: OffsetClock) -> None:
        self._folder, self._clock = folder, clock
        self._numbers = count(1)
        self._last: Incoming | None = None
        self._stage: Stage
        self._simulator: Simulator

    def channels(self, host: Engine) -> list[Simulator]:
        self._simulator = _Unserved(self._folder, self._clock, host, port=0)
        self._stage = Stage(self._simulator.phones, self._clock, host, PATIENCE)
        return [self._simulator]

    def first(self, who: str) -> Incoming:
        return self._message({"person": who, "text": "halo"})

    async def do(self, said: Said) -> None:
        message = self._message({"person": said.who, **self._body(said)})
        # Nobody can shut a talk of the simulator, but a story may tell of it.
        self._last = replace(message, kind=cast(InKind, said.kind), text="") if said.kind in TALK else message
        await self._stage.say(self._last)

    async def again(self) -> None:
        if self._last is not None:
            await self._stage.say(self._last)

    async def follow(self) -> bool:
        return False

    def received(self, who: str) -> list[Shown]:
        chat = self.first(who).chat
        return [Shown(message.text, message.buttons) for message in self._simulator.phones.received(chat, 0)]

    def _message(self, body: Mapping[str, Any]) -> Incoming:
        update = f"update-{next(self._numbers)}"
        return message_of(
            {**body, "id": update}, self._clock.now(), lambda *said: self._simulator.phones.writing(*said)
        )

    def _written_last(self, who: str) -> int:
        said = self._simulator.phones.said(self.first(who).chat, 0)
        return next((words.k for words in reversed(said) if words.kind != "tap"), len(said) + 1)

    def _body(self, said: Said) -> Mapping[str, Any]:
        match said.kind:
            case kind if kind in ("text", *TALK):
                return {"text": said.words}
            case "tap":
                return {"tap": button(self.received(said.who), said.words, older=said.older)}
            case "contact":
                return {"contact": said.words}
            case "edited":
                return {"edited": self._written_last(said.who), "text": said.words}
            case _:
                return {"kind": said.kind, **({"text": said.words} if said.words else {})}


class _Unserved(Simulator):
    """The channel without its web server, which takes longer to stop than all the rest of a line."""

    async def receive(self, take: Take) -> None:
        await asyncio.Event().wait()
