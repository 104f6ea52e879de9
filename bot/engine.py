"""The engine: takes messages in, lets each talk's turns follow one another, and does what falls due."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.gate import Gate
from bot.limits import FLOOD
from bot.messages import WORDLESS, Incoming, Outgoing
from bot.outage import Outage
from bot.ports import KEEP, Clock, Database, InTheWay, Retention, Rows, Unavailable
from bot.sending import LEASE
from bot.turn import Attempt, Overtaken, Turns

S = TypeVar("S", bound=Rows)
T = TypeVar("T")
Chat = tuple[str, str]
log = logging.getLogger(__name__)
HOUR, DAY = 3_600, 86_400
AGAIN = 0.5


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
    of messages are forgotten `retention` days after they were settled. `outage` hears when the database fails, and when
    it works again.
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
        retention: Retention = KEEP,
        outage: Outage | None = None,
    ) -> None:
        self._reserve, self._outage = reserve, outage or Outage()
        self._database, self._turns, self._clock, self._woken = database, turns, clock, woken
        self._workers, self._retention = workers, retention
        self._gate = Gate(turns.limits)
        self._waiting: asyncio.Queue[Chat] = asyncio.Queue()
        self._queued: set[Chat] = set()
        self._serving: set[Chat] = set()
        self._again: set[Chat] = set()
        self._idle = 0
        self._ticking = asyncio.Lock()

    async def take(self, messages: Sequence[Incoming]) -> None:
        """Commit messages to the inbox; returns when they can no longer be lost.

        A single one that comes while there is nothing else to do is answered at once, in the same transaction.
        """
        messages, over = self._gate.sorted(messages)
        if over:
            await self._pass_over(over)
        if not messages:
            return
        if len(messages) == 1 and self._is_idle() and await _to_its_end(self._answered_at_once(messages[0])):
            return
        now = self._clock.now()
        try:
            await self._database.run(lambda records: records.inbox.add(messages, now))
        except Unavailable as reason:
            self._outage.seen(reason, [(each.channel, each.chat) for each in messages if _waits(each)])
            raise
        self._outage.over(written=True)
        for message in messages:
            self._call((message.channel, message.chat))

    async def _pass_over(self, messages: Sequence[Incoming]) -> None:
        """Keep of messages that are too many only that they came."""
        now = self._clock.now()

        def work(records: S) -> None:
            records.inbox.pass_over(messages, now)
            records.tallies.count(FLOOD, now, len(messages))

        try:
            await self._database.run(work)
        except Unavailable as reason:
            self._outage.seen(reason)
            raise

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
        except Unavailable as reason:
            self._outage.seen(reason)
            return
        for chat in waiting:
            self._call(chat)

    def _call(self, chat: Chat) -> None:
        if chat in self._serving:
            self._again.add(chat)
        elif chat not in self._queued:
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
            self._serving.add(chat)
            more = await _to_its_end(self._turn(chat))
            self._serving.discard(chat)
            if more or chat in self._again:
                # Behind all others who wait: who writes much does not hold them up.
                self._again.discard(chat)
                self._call(chat)

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
            return await self._again_after(failure, attempt, chat)

    async def _try(self, attempt: Attempt, chat: Chat, new: Incoming | None = None) -> bool:
        """One transaction, in which a new message may be entered first: the turn; its answer is sent afterwards."""
        now, place = self._clock.now(), self._reserve(chat[0])
        attempt.until = now + LEASE if place else None

        def work(records: S) -> bool:
            if place:
                place.mark(records)
            return self._turns.take(records, attempt, chat, now, new)

        try:
            taken = await self._database.run(work)
        except BaseException:
            if place:
                place.leave()
            raise
        if place:
            place.fill(attempt.answer)
        if taken:
            self._outage.over(written=True)
        if attempt.left:
            self._woken()
        return taken

    async def _again_after(self, failure: Exception, attempt: Attempt, chat: Chat) -> bool:
        match failure:
            case Overtaken() | InTheWay():
                return True
            case Unavailable():
                self._outage.seen(failure, [chat] if attempt.private else [])
                await asyncio.sleep(AGAIN)
                return True
            case bug:
                log.error("turn %s failed: %s", attempt.row, where(bug))
                return await self._end(attempt, chat)

    async def _end(self, attempt: Attempt, chat: Chat) -> bool:
        """End a turn that failed by a bug, so that the chat's next message is heard: with an apology if that can be."""
        row, now = attempt.row, self._clock.now()
        if row is None:
            return False
        try:
            await self._database.run(lambda records: self._turns.apologise(records, row, chat, now))
        except Unavailable as unavailable:
            return await self._again_after(unavailable, attempt, chat)
        except Exception as bug:
            log.error("turn %s ends without an apology: %s", row, where(bug))
            return await self._end_silently(row, now)
        self._woken()
        return True

    async def _end_silently(self, row: int, now: int) -> bool:
        try:
            await self._database.run(lambda records: records.inbox.failed(row, now, final=True))
        except Exception as failure:
            log.error("turn %s cannot be ended now: %s", row, where(failure))
            return False
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
            done = await self._database.run(lambda records: self._turns.work(records, attempt, now))
        except InTheWay:
            return True
        except Unavailable as reason:
            self._outage.seen(reason)
            return False
        except Exception as bug:
            log.error("due work %s failed: %s", attempt.row, where(bug))
            return await self._postpone(attempt.row, now)
        self._outage.over(written=done)
        return done

    async def _postpone(self, row: int | None, now: int) -> bool:
        if row is None:
            return False
        try:
            await self._database.run(lambda records: records.due.postpone(row, now + HOUR))
        except Unavailable as reason:
            self._outage.seen(reason)
            return False
        return True

    async def forget(self) -> None:
        """Empty the bodies of messages settled long ago; their ids stay, so that a redelivery is still known."""
        now, keep = self._clock.now(), self._retention
        before = now - keep.messages * DAY
        left = datetime.fromtimestamp(now - keep.departed * DAY, UTC).date().isoformat()
        try:
            await self._database.run(lambda records: (records.inbox.forget(before), records.outbox.forget(before)))
            await self._database.run(lambda records: records.keeping.step(keep, now, left))
            await self._database.tidy()
        except Unavailable as reason:
            self._outage.seen(reason)


def _waits(message: Incoming) -> bool:
    """Whether somebody waits for an answer to it who may be told that it takes longer."""
    return message.private and message.kind not in WORDLESS


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
