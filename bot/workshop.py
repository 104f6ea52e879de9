"""The workshop: the files of messages, made before they are sent; what takes long one at a time, and visibly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import field

from bot import files
from bot.bundles import BUNDLE
from bot.messages import Attachment, File, Outgoing
from bot.papers.paper import PAPER
from bot.papers.typesetting import PICTURE
from bot.ports import Channel, ShowsWork
from bot.sealing import UNSEALED, Seal
from lean import dataclass

Make = Callable[[File, Seal], Awaitable[Attachment]]
SLOW = frozenset({BUNDLE, PAPER, PICTURE})
MOST_WAITING = 8
"""Messages whose files are waited for: more would take the places of messages that can be sent."""
WAITS = 5.0
"""Seconds that a message waits for its turn; with what its files take it has to stay below half of its lease."""
SHOWN_FOR, PATIENCE = 4.5, 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a message as they were made, and the places of those that could not be."""

    attachments: list[Attachment] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)


class Workshop:
    """Makes files; `make` makes one that takes long."""

    def __init__(
        self, seal: Seal = UNSEALED, make: Make = files.made, close: Callable[[], None] = lambda: None
    ) -> None:
        self._seal, self._make, self.close = seal, make, close
        self._one, self._waiting = asyncio.Semaphore(1), 0

    def is_full(self, message: Outgoing) -> bool:
        """Whether this message is to be sent later, because enough wait here already."""
        return _takes_long(message) and self._waiting >= MOST_WAITING

    async def made(self, message: Outgoing, channel: Channel) -> Made | None:
        """All files of a message that can be made; while one takes long, the channel shows that it is being made. None
        where others have to be made before it for longer than it may wait."""
        if not _takes_long(message):
            return await self._all(message)
        self._waiting += 1
        try:
            async with _shown(channel, message):
                return await self._in_turn(message)
        finally:
            self._waiting -= 1

    async def _in_turn(self, message: Outgoing) -> Made | None:
        try:
            async with asyncio.timeout(WAITS):
                await self._one.acquire()
        except TimeoutError:
            return None
        try:
            return await self._all(message)
        finally:
            self._one.release()

    async def _all(self, message: Outgoing) -> Made:
        made = Made()
        for place, file in enumerate(message.files):
            make = self._make if file.recipe in SLOW else files.made
            try:
                made.attachments.append(await make(file, self._seal))
            except Exception as failure:
                log.error("a %s of message %d could not be made: %s", file.recipe, message.id, type(failure).__name__)
                made.failed.append(place)
        return made


def _takes_long(message: Outgoing) -> bool:
    return any(file.recipe in SLOW for file in message.files)


@contextlib.asynccontextmanager
async def _shown(channel: Channel, message: Outgoing) -> AsyncIterator[None]:
    """Show again and again that a file is being made, where the channel can; and not after it has been sent."""
    if not isinstance(channel, ShowsWork):
        yield
        return
    shown = asyncio.Event()
    showing = asyncio.create_task(_show(channel, message, shown))
    try:
        yield
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await shown.wait()
    finally:
        showing.cancel()


async def _show(channel: ShowsWork, message: Outgoing, shown: asyncio.Event) -> None:
    while True:
        try:
            await channel.show_work(message)
        except Exception as failure:
            log.info("that a file is being made could not be shown: %s", type(failure).__name__)
        shown.set()
        await asyncio.sleep(SHOWN_FOR)
