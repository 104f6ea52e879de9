"""Patience with a platform, or with the database, that cannot be reached just now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.ports import Slower, Unavailable

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
T = TypeVar("T")
log = logging.getLogger(__name__)


async def patiently(channel: str, work: Callable[[], Awaitable[T]]) -> T:
    """Do it until it succeeds, with growing pauses while it is Unavailable, or as long as it asks to be Slower."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await work()
        except Slower as asked:
            await asyncio.sleep(asked.seconds)
        except Unavailable as reason:
            log.warning("%s: %s; again in %.1f s", channel, reason, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
