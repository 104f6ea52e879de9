"""The host: one process's engine, deliveries, channels and ticks, started and stopped together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot.clock import Ticker
from bot.delivery import Delivery, Place
from bot.engine import Engine
from bot.messages import Incoming
from bot.outage import Outage
from bot.ports import (
    KEEP,
    Called,
    Channel,
    Clock,
    Database,
    HasWindow,
    Retention,
    Rows,
    Server,
    TokenRefused,
    Unavailable,
)
from bot.texts import HOME_LANGUAGE, _
from bot.turn import Turns
from bot.workshop import Workshop

S = TypeVar("S", bound=Rows)
T = TypeVar("T")
log = logging.getLogger(__name__)
HOUR = 3600
POLL_LEASE = 30
ROOM = 1024
"""How often the name of a process is written to see whether there is room: as much as a long message takes."""

PATIENCE = _(
    "One moment: the book cannot be written just now. Your message is not lost; I will answer it as soon as I can."
)


class Host(Generic[S]):
    """Everything one process runs. Channels may be added until `run`; several processes may share one database.

    `emptied` begins the records anew, for a simulator. `workshop` makes the files.
    """

    def __init__(
        self,
        database: Database[S],
        turns: Turns[S],
        clock: Clock,
        *,
        retention: Retention = KEEP,
        emptied: Callable[[S], Mapping[str, str]] = lambda records: {},
        workshop: Workshop | None = None,
    ) -> None:
        self.database, self.clock, self._emptied = database, clock, emptied
        self._workshop = workshop or Workshop(turns.seal)
        turns = replace(turns, link=self._link, open_for=self._open_for, channels=self._names)
        self._outage = Outage(self._ask_for_patience)
        self.engine = Engine(
            database,
            turns,
            clock,
            self._wake,
            reserve=self._reserve,
            retention=retention,
            outage=self._outage,
        )
        self._channels: list[Channel] = []
        self._deliveries: dict[str, Delivery[S]] = {}
        self._windows: dict[str, int] = {}
        self._server: Server | None = None
        self._starting: list[asyncio.Task[None]] = []
        self._refused: set[str] = set()
        self._progress = asyncio.Event()
        self._name = uuid.uuid4().hex

    def add(self, channel: Channel) -> None:
        """Let words travel by this channel too."""
        self._channels.append(channel)
        if isinstance(channel, HasWindow):
            self._windows[channel.name] = channel.window
        self._deliveries[channel.name] = Delivery(
            self.database, channel, self.clock, self._moved, self._outage, self._workshop
        )

    def called_at(self, server: Server) -> None:
        """Let platforms call the channels here; set before `run`."""
        self._server = server

    async def is_ready(self) -> bool:
        """Whether messages can be taken: all channels have started, and the records have room for what may come."""
        if not self._starting or not all(task.done() for task in self._starting):
            return False
        name, holder, now = f"ready:{self._name}", self._name * ROOM, self.clock.now()

        def work(records: S) -> None:
            records.leases.hold(name, holder, now, now)
            records.leases.release(name, holder)

        try:
            await self.database.run(work)
        except Unavailable as reason:
            self._outage.seen(reason)
            return False
        return True

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set: then turns and sends that were begun are finished, and nothing new is begun."""
        ticker = Ticker()
        ticker.every(1, self.engine.tick)
        ticker.every(5, self.engine.sweep)
        ticker.every(HOUR, self.engine.forget)
        async with asyncio.TaskGroup() as sending:
            for delivery in self._deliveries.values():
                sending.create_task(delivery.run())
            try:
                ticker.start()
                await self._serve(stop)
            finally:
                ticker.stop()
                for delivery in self._deliveries.values():
                    delivery.stop()

    async def _serve(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            answering = group.create_task(self.engine.run())
            self._starting = [
                group.create_task(self._unless_refused(channel, channel.start())) for channel in self._channels
            ]
            receiving = self._starting + [
                group.create_task(self._unless_refused(channel, self._receive(channel))) for channel in self._channels
            ]
            if self._server:
                receiving.append(group.create_task(self._server.serve()))
            await stop.wait()
            for task in receiving:
                task.cancel()
            # A channel may finish calls that wait for their answer, so turns are taken until none receives any more.
            await asyncio.gather(*receiving, return_exceptions=True)
            answering.cancel()

    async def close(self) -> None:
        """Close server, channels and database."""
        if self._server:
            self._server.close()
        for channel in self._channels:
            await channel.close()
        self._workshop.close()
        await self.database.close()

    # -- what a channel may ask of its host

    async def take(self, messages: Sequence[Incoming]) -> None:
        """Commit messages to the inbox."""
        await self.engine.take(messages)

    async def settled(self, channel: str, update: str, chat: str) -> int:
        """Wait until the turn of this update is over and its messages to this chat are sent; the turn's number."""

        def work(records: S) -> int | None:
            turn = records.inbox.is_taken(channel, update)
            return turn if turn is not None and records.outbox.unsettled(turn, chat) == 0 else None

        return await self._until(lambda: self.database.run(work))

    async def next_due(self) -> int | None:
        """When the next work falls due."""
        return await self.database.run(lambda records: records.due.next_at())

    async def tick(self) -> None:
        """Do what is due now and wait until all of it is delivered."""
        await self.engine.tick()
        await self._until(lambda: self.database.run(self._delivered))

    def _delivered(self, records: S) -> bool | None:
        names = [channel.name for channel in self._channels]
        return None if any(records.outbox.next_due(name) is not None for name in names) else True

    async def reset(self) -> Mapping[str, str]:
        """Begin anew with empty records, once nothing waits any more; what the new beginning has to say."""
        async with asyncio.timeout(10):
            await self._until(lambda: self.database.run(self._delivered))
        return await self.database.run(self._emptied)

    async def _until(self, look: Callable[[], Awaitable[T | None]]) -> T:
        while True:
            self._progress.clear()
            found = await look()
            if found is not None:
                return found
            for delivery in self._deliveries.values():
                delivery.hurry()
            try:
                async with asyncio.timeout(0.25):
                    await self._progress.wait()
            except TimeoutError:
                continue

    def _wake(self) -> None:
        for delivery in self._deliveries.values():
            delivery.wake()
        self._moved()

    def _reserve(self, channel: str) -> Place | None:
        delivery = self._deliveries.get(channel)
        return delivery.reserve() if delivery else None

    def _link(self, channel: str, code: str, *, chat: bool = False) -> str:
        return next((found.link(code, chat=chat) for found in self._channels if found.name == channel), "")

    def _open_for(self, channel: str) -> int | None:
        return self._windows.get(channel)

    def _names(self) -> list[str]:
        return [channel.name for channel in self._channels]

    def _moved(self) -> None:
        self._progress.set()

    def _ask_for_patience(self, chat: tuple[str, str]) -> None:
        """Say that an answer takes longer, where the platform keeps the message until it can be answered."""
        for channel in self._channels:
            if channel.name == chat[0] and _keeps(channel):
                self._deliveries[channel.name].say_once(chat[1], PATIENCE.render(HOME_LANGUAGE))

    async def _unless_refused(self, channel: Channel, work: Coroutine[Any, Any, None]) -> None:
        """Do it; a platform that refuses us ends nothing for the others, and the last one ends the process."""
        try:
            await work
        except (TokenRefused, BaseExceptionGroup) as failure:
            refused = first(failure)
            if not isinstance(refused, TokenRefused) or not self._other_platforms(channel):
                raise
            if channel.name not in self._refused:
                self._refused.add(channel.name)
                log.error("%s is not served, the others are: %s: %s", channel.name, refused.setting, refused)

    def _other_platforms(self, channel: Channel) -> list[Channel]:
        """Those that serve people still; a simulator is none."""
        served = [each for each in self._channels if each.name not in self._refused and each is not channel]
        return [each for each in served if _keeps(each)]

    # -- one process at a time reads a platform's updates

    async def _receive(self, channel: Channel) -> None:
        """Read updates; where the channel has a lease, while this process holds it."""
        if not channel.leased:
            return await channel.receive(self.engine.take)
        try:
            while True:
                if await self._hold(channel, otherwise=False):
                    await self._receive_while_held(channel)
                await asyncio.sleep(POLL_LEASE / 6)
        finally:
            await self._release(channel)

    async def _receive_while_held(self, channel: Channel) -> None:
        async with asyncio.TaskGroup() as group:
            receiving = group.create_task(channel.receive(self.engine.take))
            while await self._hold(channel, otherwise=True):
                done, _pending = await asyncio.wait([receiving], timeout=POLL_LEASE / 3)
                if done:
                    return
            log.warning("another process reads the updates of %s now", channel.name)
            receiving.cancel()

    async def _hold(self, channel: Channel, *, otherwise: bool) -> bool:
        """Take or prolong the lease; `otherwise` while the database cannot say."""
        now, name = self.clock.now(), f"receive:{channel.name}"
        try:
            return await self.database.run(lambda records: records.leases.hold(name, self._name, now, now + POLL_LEASE))
        except Unavailable as reason:
            self._outage.seen(reason)
            return otherwise

    async def _release(self, channel: Channel) -> None:
        with contextlib.suppress(Unavailable):
            await self.database.run(lambda records: records.leases.release(f"receive:{channel.name}", self._name))


def _keeps(channel: Channel) -> bool:
    """Whether it is a platform, which keeps a message until it is taken."""
    return channel.leased or isinstance(channel, Called)


def first(failure: BaseException) -> BaseException:
    """What went wrong first, however deep the task groups are."""
    while isinstance(failure, BaseExceptionGroup):
        failure = failure.exceptions[0]
    return failure
