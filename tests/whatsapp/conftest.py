"""A small WhatsApp, and our channel connected to it over a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from bot.channels.web import Web
from bot.channels.whatsapp import WhatsApp
from bot.messages import Incoming
from bot.ports import Take
from tests.whatsapp.world import START, WhatsAppWorld

PATH = "/whatsapp"


@pytest.fixture
async def world() -> AsyncIterator[WhatsAppWorld]:
    async with WhatsAppWorld() as world:
        yield world


@pytest.fixture
async def channel(world: WhatsAppWorld) -> AsyncIterator[WhatsApp]:
    channel = connected(world)
    yield channel
    await channel.close()


def connected(world: WhatsAppWorld) -> WhatsApp:
    """Our channel, to be called by this world."""
    keys = (world.phone_id, world.token, world.secret, world.verify)
    return WhatsApp(*keys, world.url, PATH, pace=None, now=lambda: START)


class Inbox:
    """Keeps what it takes, after failing as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.messages: list[Incoming] = []
        self._failures = list(failures)

    async def take(self, batch: Sequence[Incoming]) -> None:
        """Keep a batch, or fail instead."""
        if self._failures:
            raise self._failures.pop(0)
        self.messages.extend(batch)


@asynccontextmanager
async def served(world: WhatsAppWorld, channel: WhatsApp) -> AsyncIterator[str]:
    """The channel's routes on a real server, which the world calls; the address."""
    web = Web("127.0.0.1", 0, channel.routes, loopback_only=False)
    world.webhook = web.listen() + PATH
    async with running(web.serve()):
        yield world.webhook


@asynccontextmanager
async def receiving(channel: WhatsApp, take: Take) -> AsyncIterator[None]:
    """The channel receiving, stopped at the end as a deploy stops it."""
    async with running(channel.receive(take)):
        yield


@asynccontextmanager
async def running(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Something that goes on until it is cancelled."""
    task = asyncio.create_task(work)
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
