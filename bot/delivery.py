"""Delivery: the outbox is drained at the speed each channel allows, answers before reminders."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.messages import Outgoing
from bot.ports import Channel, Clock, Database, Pace, Rows, Slower, Unavailable, Unreachable

S = TypeVar("S", bound=Rows)
log = logging.getLogger(__name__)
LEASE = 60
AT_ONCE = 32
LOOK_AGAIN = 5.0
CHAT_BURST, CHATS_KEPT = 3, 10_000
Mark = Callable[[Rows], None]


class Delivery(Generic[S]):
    """Sends what waits in the outbox for one channel. `settled` is called after something was sent or given up.

    At most one message is in flight to a chat (the claim sees to it), no transaction is open while the network is
    used. A crash between a send and its mark sends that one message again: at least once.
    """

    def __init__(self, database: Database[S], channel: Channel, clock: Clock, settled: Callable[[], None]) -> None:
        self._database, self._channel, self._clock, self._settled = database, channel, clock, settled
        self._woken = asyncio.Event()
        self._marks: list[Mark] = []
        self._flying = 0
        self._stopping = False
        self._paces = Paces(channel.pace) if channel.pace else None

    def wake(self) -> None:
        """Look into the outbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped, when what is being sent is finished; if cancelled, it is sent again after the lease."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                for message in await self._exchange():
                    self._flying += 1
                    group.create_task(self._send(message))
                await self._pause()
        await self._exchange()

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopping = True
        self._woken.set()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(LOOK_AGAIN):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _exchange(self) -> list[Outgoing]:
        """In one transaction: mark what was sent, claim what is next."""
        marks, self._marks = self._marks, []
        now, free = self._clock.now(), 0 if self._stopping else AT_ONCE - self._flying

        def work(records: S) -> list[Outgoing]:
            for mark in marks:
                mark(records)
            return records.outbox.claim(self._channel.name, free, now, now + LEASE) if free > 0 else []

        try:
            claimed = await self._database.run(work)
        except Unavailable:
            self._marks = marks + self._marks
            log.warning("the outbox has to wait: the database is not available")
            return []
        if marks:
            self._settled()
        return claimed

    async def _send(self, message: Outgoing) -> None:
        if self._paces:
            await self._paces.wait(message.chat)
        mark = await self._attempt(message)
        # Not in one line with the attempt: while that waits, the list is exchanged for a new one.
        self._marks.append(mark)
        self._flying -= 1
        self._woken.set()

    async def _attempt(self, message: Outgoing) -> Mark:
        """Send one message; what is to be written about it."""
        now = self._clock.now()
        try:
            sent = await self._channel.send(message)
        except Unreachable:
            log.info("message %d cannot be delivered: the person is unreachable", message.id)
            return lambda records: _given_up(records, message, now)
        except Slower as slower:
            wait = now + max(1, round(slower.seconds))
            return lambda records: records.outbox.postpone(message.id, wait)
        except Unavailable:
            return lambda records: records.outbox.postpone(message.id, now + 5)
        except Exception as bug:
            log.error("message %d could not be sent: %s", message.id, type(bug).__name__)
            return lambda records: records.outbox.dead(message.id, now)
        return lambda records: records.outbox.sent([(message.id, sent)], now)


def _given_up(records: Rows, message: Outgoing, now: int) -> None:
    records.outbox.dead(message.id, now)
    records.talks.unreachable(message.channel, message.chat, now)


class Paces:
    """Spreads sends over all and to each chat, so that none goes faster than the pace for more than a short burst."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._all = Bucket(1 / pace.per_second, burst=pace.per_second)
        self._chats: dict[str, Bucket] = {}

    async def wait(self, chat: str) -> None:
        """Wait until a message to this chat may go."""
        bucket = self._chats.pop(chat, None) or Bucket(self._pace.per_chat, burst=CHAT_BURST)
        self._chats[chat] = bucket
        if len(self._chats) > CHATS_KEPT:
            del self._chats[next(iter(self._chats))]
        await bucket.take()
        await self._all.take()


class Bucket:
    """Lets one through every `gap` seconds, and `burst` at once after a rest."""

    def __init__(self, gap: float, burst: float) -> None:
        self._gap, self._burst = gap, burst
        self._next = -math.inf

    async def take(self) -> None:
        """Wait for one's place."""
        now = time.monotonic()
        self._next = max(self._next + self._gap, now - self._gap * (self._burst - 1))
        if self._next > now:
            await asyncio.sleep(self._next - now)
