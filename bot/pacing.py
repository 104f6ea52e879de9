"""Pacing: no faster than a channel allows, over all and to each chat; answers before what nobody asked for."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable

from bot.ports import Pace

MINUTE = 60.0
GUARD = 1.01
"""What leaves here within a second may arrive there within a little less."""
CHATS_KEPT = 10_000
STEPS_AT_ONCE = 2


class Paces:
    """What may go when. Times are the event loop's, in seconds.

    A message to a chat that may not be written to yet is not waited for here: whoever has it may put it off meanwhile.
    """

    def __init__(self, pace: Pace, is_group: Callable[[str], bool] = lambda chat: False) -> None:
        self._pace, self._is_group = pace, is_group
        self._chats: dict[str, Windows] = {}
        self._gate = Gate(Window(pace.per_second, GUARD), GUARD / pace.per_second)

    def rest(self, chat: str) -> float:
        """For how many seconds nothing may go to this chat."""
        now = asyncio.get_running_loop().time()
        windows = self._chats.get(chat, ())
        return max((window.open_from() - now for window in windows), default=0.0)

    async def wait(self, chat: str, *, asked: bool) -> None:
        """Wait until a message may go; one that was `asked` for goes before all that were not."""
        await self._gate.passed(asked=asked)
        self._note(chat, asyncio.get_running_loop().time())

    def _note(self, chat: str, now: float) -> None:
        windows = self._chats.pop(chat, None) or self._windows(chat)
        self._chats[chat] = windows
        for window in windows:
            window.note(now)
        if len(self._chats) > CHATS_KEPT:
            del self._chats[next(iter(self._chats))]

    def _windows(self, chat: str) -> Windows:
        every_second = Window(self._pace.per_chat, GUARD)
        if self._is_group(chat):
            return every_second, Window(self._pace.per_group_minute, MINUTE * GUARD)
        if not self._pace.chat_seconds:
            return (every_second,)
        return every_second, Bucket(self._pace.chat_burst, self._pace.chat_seconds * GUARD)


class Window:
    """At most `most` in any `seconds`, wherever one begins to count."""

    def __init__(self, most: int, seconds: float) -> None:
        self._last, self._seconds = deque[float](maxlen=most), seconds

    def open_from(self) -> float:
        """From when on another one may go."""
        full = len(self._last) == self._last.maxlen
        return self._last[0] + self._seconds if full else -math.inf

    def note(self, now: float) -> None:
        """One goes now."""
        self._last.append(now)


class Bucket:
    """One in `seconds` on average, and after a rest so many as `most` at once: what goes before its time is lent."""

    def __init__(self, most: int, seconds: float) -> None:
        self._lent, self._seconds, self._paid = (most - 1) * seconds, seconds, -math.inf

    def open_from(self) -> float:
        """From when on another one may go."""
        return self._paid - self._lent

    def note(self, now: float) -> None:
        """One goes now."""
        self._paid = max(self._paid, now) + self._seconds


Windows = tuple[Window | Bucket, ...]


class Gate:
    """Lets one after another through, as its window allows: first who was asked for, then, evenly, the rest.

    Nobody has a place before it is their turn, so a crowd that waits takes none from who is asked for later.
    """

    def __init__(self, window: Window, gap: float) -> None:
        self._window, self._gap = window, gap
        self._asked, self._rest = deque[asyncio.Future[None]](), deque[asyncio.Future[None]]()
        self._evenly = -math.inf
        self._look: asyncio.TimerHandle | None = None

    async def passed(self, *, asked: bool) -> None:
        """Wait until one may go."""
        waiting = asyncio.get_running_loop().create_future()
        (self._asked if asked else self._rest).append(waiting)
        self._open()
        await waiting

    def _open(self) -> None:
        """Let through whoever may go now, and look again when the next one may."""
        if self._look is not None:
            self._look.cancel()
            self._look = None
        loop = asyncio.get_running_loop()
        while lane := self._first():
            if (at := self._open_from(lane)) > loop.time():
                self._look = loop.call_at(at, self._open)
                return
            self._let(lane.popleft(), loop.time(), evenly=lane is self._rest)

    def _first(self) -> deque[asyncio.Future[None]] | None:
        for lane in (self._asked, self._rest):
            while lane and lane[0].done():
                lane.popleft()  # whoever waited was cancelled
            if lane:
                return lane
        return None

    def _open_from(self, lane: deque[asyncio.Future[None]]) -> float:
        return max(self._window.open_from(), self._evenly if lane is self._rest else -math.inf)

    def _let(self, waiting: asyncio.Future[None], now: float, *, evenly: bool) -> None:
        self._window.note(now)
        if evenly:
            self._evenly = max(self._evenly, now - STEPS_AT_ONCE * self._gap) + self._gap
        waiting.set_result(None)
