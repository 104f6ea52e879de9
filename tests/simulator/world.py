"""A simulator that serves on a free port, with the echo desk behind it, and a client that plays a person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.channels.simulator.channel import Simulator
from bot.channels.simulator.clock import OffsetClock
from tests.simulator.echo import EchoDesk


@dataclass
class World:
    """One run of the simulator."""

    simulator: Simulator
    desk: EchoDesk
    clock: OffsetClock
    client: httpx.AsyncClient

    async def post(self, path: str, body: object, headers: dict[str, str] | None = None) -> httpx.Response:
        return await self.client.post(path, json=body, headers=headers)

    async def say(self, person: str, **what: object) -> list[dict[str, Any]]:
        answer = await self.post("/simulator/say", {"person": person, **what})
        assert answer.status_code == 200, answer.text
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    async def texts(self, person: str, after: int = 0) -> list[str]:
        answer = await self.client.get("/simulator/messages", params={"person": person, "after": str(after)})
        return [message["text"] for message in answer.json()["messages"]]


@asynccontextmanager
async def opened(folder: Path, *, live: bool = False, patience: float = 10.0) -> AsyncIterator[World]:
    """Serve from `folder` until the block is left, as one process would."""
    clock = OffsetClock(folder / "clock")
    desk = EchoDesk(clock)
    simulator = Simulator(folder, clock, desk, port=0, live=live, patience=patience)
    desk.simulator = simulator
    url = simulator.listen()
    serving = asyncio.ensure_future(simulator.receive(desk.take))
    try:
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            yield World(simulator, desk, clock, client)
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        await simulator.close()
