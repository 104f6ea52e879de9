"""A process of ours as a story sees it: opened anew with nothing in memory, and gone after a line or two."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

import handlers
from bot.host import Host
from bot.ports import Clock
from bot.router import Router
from bot.turn import Turns
from bot.understanding import Reader
from storage.database import open_database
from storage.records import Records
from tests.desk import SEAL
from tests.player.phones import Engine, Phones


@lru_cache(maxsize=1)
def _reader() -> Reader:
    # The one thing that processes share here: it is made of files, like the code, and never changes.
    return Reader.load()


@asynccontextmanager
async def process(
    url: str, clock: Clock, phones: Phones, operators: frozenset[tuple[str, str]] = frozenset()
) -> AsyncIterator[Engine]:
    """A running engine on the database at `url`, connected to the phones; it ends with the block."""
    router = Router[Records](handlers.ALL, handlers.guard, handlers.PUBLIC)
    turns = Turns[Records](router, _reader(), handlers.WORKS, seal=SEAL, operators=operators)
    host: Engine = Host(open_database(url), turns, clock)
    for channel in phones.channels(host):
        host.add(channel)
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            yield host
            stop.set()
    finally:
        await host.close()
