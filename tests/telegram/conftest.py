"""A small Telegram, and our channel connected to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest

from bot.channels.server import server
from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.channels.telegram_webhook import TelegramByWebhook
from bot.messages import Incoming
from bot.ports import Take
from tests.telegram.calling import free
from tests.telegram.world import TelegramWorld

COMMANDS = [("/daftar", "Daftarkan anggota"), ("bantuan", "Apa yang bisa dibantu")]


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld() as world:
        yield world


@pytest.fixture
async def channel(world: TelegramWorld) -> AsyncIterator[Telegram]:
    """Ours, which polls."""
    channel = TelegramByPolling(world.token, world.url, COMMANDS, pace=None, now=lambda: world.now)
    yield channel
    await channel.close()


@pytest.fixture
async def called(world: TelegramWorld) -> AsyncIterator[TelegramByWebhook]:
    """Ours, which Telegram calls."""
    channel = TelegramByWebhook(world.token, free(), world.url, COMMANDS, pace=None, now=lambda: world.now)
    yield channel
    await channel.close()


@pytest.fixture(params=["polling", "webhook"])
def either(request: pytest.FixtureRequest) -> Telegram:
    """Ours, whether it polls or is called."""
    name = "channel" if request.param == "polling" else "called"
    found: Telegram = request.getfixturevalue(name)
    return found


class Inbox:
    """Keeps what it takes, after failing as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.messages: list[Incoming] = []
        self.batches = 0
        self._failures = list(failures)

    async def take(self, batch: Sequence[Incoming]) -> None:
        """Keep a batch, or fail instead."""
        self.batches += 1
        if self._failures:
            raise self._failures.pop(0)
        self.messages.extend(batch)


@asynccontextmanager
async def receiving(channel: Telegram, take: Take) -> AsyncIterator[None]:
    """The channel receiving, and served if it is called; stopped at the end as a deploy stops it."""
    tasks = [asyncio.create_task(channel.receive(take))]
    if isinstance(channel, TelegramByWebhook):
        at = urlsplit(channel.address)
        tasks.append(asyncio.create_task(server("127.0.0.1", at.port or 0, "", [channel], _ready).serve()))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _ready() -> bool:
    return True


def listening(channel: Telegram, inbox: Inbox) -> AbstractAsyncContextManager[None]:
    """The channel receiving into the inbox."""
    return receiving(channel, inbox.take)
