"""The engine: takes messages in, lets each talk's turns follow one another, and does what falls due."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Generic, Protocol, TypeVar

from bot.delivery import LEASE
from bot.messages import Incoming, Outgoing
from bot.ports import Clock, Database, Rows, Unavailable
from bot.turn import Attempt, Overtaken, Turns

S = TypeVar("S", bound=Rows)
T = TypeVar("T")
Chat = tuple[str, str]
log = logging.getLogger(__name__)
HOUR, DAY = 3_600, 86_400


class Place(Protocol):
    """Room for one answer to be sent at once."""

    def mark(self, records: Rows) -> None:
        """Write, in the turn's transaction, what is to be marked as sent."""
        ...

    def fill(self, answer: Outgoing | None) -> None:
        """The turn is committed: send its answer, which is leased to this process, if it has one."""
        ...

    def leave(self) -> None:
        """The turn failed."""
        ...


class Engine(Generic[S]):
    """Runs turns on a database. `woken` is called whenever something may wait in the outbox.

    `reserve` keeps a place for the answer to a message of a channel, so that nobody has to look for it in the outbox;
    None if there is none free. `workers` talks are served at the same time; the turns of one talk never overlap. Bodies
    of messages are forgotten `retention` days after they were settled.
    """

    def __init__(
        self,
        database: Database[S],
        turns: Turns[S],
        clock: Clock,
        woken: Callable[[], None],
        *,
        reserve: Callable[[str], Place | None] = lambda channel: None,
        workers: int = 4,
        retention: int = 7,
    ) -> None:
        self._reserve = reserve
        self._database, self._turns, self._clock, self._woken = database, turns, clock, woken
        self._workers, self._retention = workers, retention
        self._waiting: asyncio.Queue[Chat] = asyncio.Queue()
        self._queued: set[Chat] = set()
        self._idle = 0
        self._ticking = asyncio.Lock()

    async def take(self, messages: Sequence[Incoming]) -> None:
        """Commit messages to the inbox; returns when they can no longer be lost.

        A single one that comes while there is nothing else to do is answered at once, in the same transaction.
        """
        if len(messages) == 1 and self._is_idle() and await _to_its_end(self._answered_at_once(messages[0])):
            return
        now = self._clock.now()
        await self._database.run(lambda records: records.inbox.add(messages, now))
        for message in messages:
            self._call((message.channel, message.chat))

    def _is_idle(self) -> bool:
        return self._idle == self._workers and self._waiting.empty()

    async def _answered_at_once(self, message: Incoming) -> bool:
        chat, attempt = (message.channel, message.chat), Attempt()
        try:
            await self._try(attempt, chat, message)
        except Exception:
            return False  # nothing was kept of it: it is entered first then, and its turn taken by itself
        if attempt.more:
            self._call(chat)
        return True

    async def run(self) -> None:
        """Take turns until cancelled; a turn that has begun is finished first."""
        await self.sweep()
        async with asyncio.TaskGroup() as group:
            for _number in range(self._workers):
                group.create_task(self._serve())

    async def sweep(self) -> None:
        """Call every talk that has a message waiting: after a start, or left by another process."""
        try:
            waiting = await self._database.run(lambda records: records.inbox.waiting())
        except Unavailable:
            log.warning("the sweep has to wait: the database is not available")
            return
        for chat in waiting:
            self._call(chat)

    def _call(self, chat: Chat) -> None:
        if chat not in self._queued:
            self._queued.add(chat)
            self._waiting.put_nowait(chat)

    async def _serve(self) -> None:
        while True:
            self._idle += 1
            try:
                chat = await self._waiting.get()
            finally:
                self._idle -= 1
            self._queued.discard(chat)
            await self.answer(chat)

    async def answer(self, chat: Chat) -> None:
        """Take all waiting turns of one talk."""
        while await _to_its_end(self._turn(chat)):
            continue

    async def _turn(self, chat: Chat) -> bool:
        """Take one turn; whether to look for another one."""
        attempt = Attempt()
        try:
            return await self._try(attempt, chat) and attempt.more
        except Exception as failure:
            return await self._again_after(failure, attempt.row, chat)

    async def _try(self, attempt: Attempt, chat: Chat, new: Incoming | None = None) -> bool:
        """One transaction, in which a new message may be entered first: the turn; its answer is sent afterwards."""
        now, place = self._clock.now(), self._reserve(chat[0])
        attempt.until = now + LEASE if place else None

        def work(records: S) -> bool:
            if place:
                place.mark(records)
            if new is not None:
                records.inbox.add([new], now)
            return self._turns.take(records, attempt, chat, now)

        try:
            taken = await self._database.run(work)
        except BaseException:
            if place:
                place.leave()
            raise
        if place:
            place.fill(attempt.answer)
        if attempt.left:
            self._woken()
        return taken

    async def _again_after(self, failure: Exception, row: int | None, chat: Chat) -> bool:
        match failure:
            case Overtaken():
                return True
            case Unavailable():
                log.warning("a turn has to wait: the database is not available")
                await asyncio.sleep(0.5)
                return True
            case bug:
                log.error("turn %s failed: %s", row, where(bug))
                return await self._apologise(row, chat)

    async def _apologise(self, row: int | None, chat: Chat) -> bool:
        if row is None:
            return False
        now = self._clock.now()
        try:
            await self._database.run(lambda records: self._turns.apologise(records, row, chat, now))
        except Unavailable as unavailable:
            return await self._again_after(unavailable, row, chat)
        self._woken()
        return True

    async def tick(self) -> None:
        """Do everything that is due now, in order."""
        async with self._ticking:
            while await self._work():
                self._woken()
        self._woken()

    async def _work(self) -> bool:
        now, attempt = self._clock.now(), Attempt()
        try:
            return await self._database.run(lambda records: self._turns.work(records, attempt, now))
        except Unavailable:
            log.warning("due work has to wait: the database is not available")
            return False
        except Exception as bug:
            log.error("due work %s failed: %s", attempt.row, where(bug))
            return await self._postpone(attempt.row, now)

    async def _postpone(self, row: int | None, now: int) -> bool:
        if row is not None:
            await self._database.run(lambda records: records.due.postpone(row, now + HOUR))
        return row is not None

    async def forget(self) -> None:
        """Empty the bodies of messages settled long ago; their ids stay, so that a redelivery is still known."""
        before = self._clock.now() - self._retention * DAY
        await self._database.run(lambda records: (records.inbox.forget(before), records.outbox.forget(before)))


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Await `work`; who is cancelled meanwhile still waits until it is done."""
    doing = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.wait([doing])
        raise


def where(bug: Exception) -> str:
    """What kind of bug and at which lines, without any words or names that were being handled."""
    frames = traceback.extract_tb(bug.__traceback__)
    return f"{type(bug).__name__} at " + " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames[-6:]))
