"""The one server that platforms call: the routes of all channels that have some, and beside them "/health"."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from bot.channels.web import Answer, Call, Problem, Route, Web
from bot.ports import Called, Channel

FRESH = {True: 10.0, False: 1.0}
"""For how many seconds an answer of "/health" holds, whether it is that all is well or not: each one is written."""

PATIENCE = 5.0
"""For how many seconds it is waited for."""


def server(
    host: str, port: int, public: str, channels: Iterable[Channel], is_ready: Callable[[], Awaitable[bool]]
) -> Web:
    """Serves these channels to their platforms, which call `public`; where it listens, "/health" is at the root."""
    root = urlsplit(public).path
    called: list[Route] = [route for channel in channels if isinstance(channel, Called) for route in channel.routes]
    below = [replace(route, path=root + route.path) for route in called]
    return Web(host, port, [Route("GET", "/health", Health(is_ready).answer), *below], loopback_only=False)


class Health:
    """Whether messages can be taken, asked once in FRESH seconds, however often anybody asks us."""

    def __init__(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        self._is_ready = is_ready
        self._one_at_a_time = asyncio.Lock()
        self._asking: asyncio.Future[bool] | None = None
        self._asked, self._well = float("-inf"), False

    async def answer(self, _call: Call) -> Answer:
        """Status 200 if they can, else 503; nothing more is told to whoever asks."""
        async with self._one_at_a_time:
            if time.monotonic() - self._asked >= FRESH[self._well]:
                self._well = await self._ask()
                self._asked = time.monotonic()
        if not self._well:
            raise Problem(503, "messages cannot be taken now")
        return {"status": "ok"}

    async def _ask(self) -> bool:
        """A question that is still open is not asked again."""
        self._asking = self._asking or asyncio.ensure_future(self._is_ready())
        done, _pending = await asyncio.wait([self._asking], timeout=PATIENCE)
        if not done:
            return False
        asked, self._asking = self._asking, None
        return asked.result()
