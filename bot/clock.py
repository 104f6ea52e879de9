"""Time: the real clock, and the ticks that look for due work."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

BREATH = 1.0
"""Seconds that a process takes its first messages before it begins to look for due work."""


FIRST = 60.0
"""Seconds after which even what is rare is done for the first time: a process may be started anew more often."""


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
        self._works: list[tuple[float, Callable[[], Awaitable[None]]]] = []
        self._beginning: asyncio.TimerHandle | None = None
        self._scheduler: AsyncIOScheduler | None = None
        self._stopped = False

    def every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Call `work` every so many seconds, and first within a minute."""
        self._works.append((seconds, work))

    def start(self) -> None:
        """Begin, a breath from now; needs a running event loop."""
        self._beginning = asyncio.get_running_loop().call_later(BREATH, self._begin)

    def stop(self) -> None:
        """No further calls; one that is under way is cut short."""
        self._stopped = True
        if self._beginning:
            self._beginning.cancel()
        if self._scheduler:
            self._scheduler.shutdown(wait=False)

    def _begin(self) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  60 ms that the first answer spares

        self._scheduler = AsyncIOScheduler(timezone="UTC")
        began = datetime.now(UTC)
        for seconds, work in self._works:
            self._scheduler.add_job(
                partial(self._call, work),
                "interval",
                name=str(getattr(work, "__qualname__", work)),
                seconds=seconds,
                next_run_time=began + timedelta(seconds=min(seconds, FIRST)),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    async def _call(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            if not self._stopped:  # The scheduler would log it as a failure of the work.
                raise
