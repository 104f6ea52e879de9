"""Time: the real clock, and the ticks that look for due work."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class RealClock:
    """The computer's clock."""

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        return int(time.time())


class Ticker:
    """Calls functions again and again in real time. Nothing is kept in it: what is due stands in the database.

    A tick that comes late is never dropped, and two ticks of one function never overlap.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Call `work` every so many seconds."""
        self._scheduler.add_job(
            work, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """No further calls."""
        self._scheduler.shutdown(wait=False)
