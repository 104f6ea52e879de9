"""A small Telegram, and our channel connected to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import pytest

from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.messages import Incoming
from bot.ports import Take
from tests.telegram.world import TelegramWorld

COMMANDS = [("/daftar", "Daftarkan anggota"), ("bantuan", "Apa yang bisa dibantu")]


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld() as world:
        yield world


@pytest.fixture
async def channel(world: TelegramWorld) -> AsyncIterator[Telegram]:
    channel = TelegramByPolling(world.token, world.url, COMMANDS, pace=None, now=lambda: world.now)
    yield channel
    await channel.close()


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
    """The channel receiving, stopped at the end as a deploy stops it."""
    task = asyncio.create_task(channel.receive(take))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def listening(channel: Telegram, inbox: Inbox) -> AbstractAsyncContextManager[None]:
    """The channel receiving into the inbox."""
    return receiving(channel, inbox.take)
