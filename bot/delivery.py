"""Delivery: the outbox is drained at the speed each channel allows, answers before reminders."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from bot.messages import Outgoing
from bot.outage import Outage
from bot.ports import Channel, Clock, Database, Rows, Unavailable
from bot.sending import LEASE, LINGER, Mark, Sending, asked
from bot.window import window_of
from bot.workshop import Workshop

S = TypeVar("S", bound=Rows)
AT_ONCE, REMINDERS_AT_ONCE = 32, 16
LOOK_AGAIN = 5.0


class Marks:
    """What is to be written about messages that were sent; `written` is called when it has been committed."""

    def __init__(self, written: Callable[[], None]) -> None:
        self.waiting: deque[Mark] = deque()
        self.written = written

    def carried(self) -> Carried:
        """The share of one transaction: all that waits when it is carried out."""
        return Carried(self)


class Carried:
    """The marks that one transaction writes. Say afterwards whether it was `kept` or `lost`."""

    def __init__(self, marks: Marks) -> None:
        self._marks, self._taken = marks, list[Mark]()

    def write(self, records: Rows) -> None:
        """Write what waits."""
        while self._marks.waiting:
            self._taken.append(self._marks.waiting.popleft())
            self._taken[-1](records)

    def kept(self) -> None:
        """The transaction was committed."""
        if self._taken:
            self._marks.written()

    def lost(self) -> None:
        """The transaction failed: the marks wait again."""
        self._marks.waiting.extendleft(reversed(self._taken))


class Delivery(Generic[S]):
    """Sends what waits in the outbox for one channel. `settled` is called after something was sent or given up.

    At most one message is in flight to a chat (the lease sees to it), no transaction is open while the network is used.
    A crash between a send and its mark sends that one message again: at least once.
    """

    def __init__(
        self,
        database: Database[S],
        channel: Channel,
        clock: Clock,
        settled: Callable[[], None],
        outage: Outage | None = None,
        workshop: Workshop | None = None,
    ) -> None:
        self._database, self._channel, self._clock, self._outage = database, channel, clock, outage or Outage()
        self._woken, self._hurried = asyncio.Event(), asyncio.Event()
        self._marks, self._settled = Marks(self._written), settled
        self._flying = self._reserved = self._reminding = self._landed = 0
        self._sending: asyncio.TaskGroup | None = None
        self._may_find, self._more, self._held, self._looked = True, False, False, -math.inf
        self._window, self._each = window_of(channel), Sending(channel, clock, workshop or Workshop(), self.wake)

    def wake(self) -> None:
        """Look into the outbox now."""
        self._may_find = True
        self._woken.set()

    def hurry(self) -> None:
        """Somebody waits until it is written down what was sent."""
        self._hurried.set()

    def reserve(self) -> Place | None:
        """Keep a place for the answer of a turn that is about to be taken; None if nothing more can be sent now."""
        if self._sending is None or self._flying >= AT_ONCE:
            return None
        self._flying += 1
        self._reserved += 1
        return Place(self, self._marks.carried())

    def fill(self, answer: Outgoing | None) -> None:
        """Send an answer that is leased to this process in the place kept for it; None gives the place back."""
        self._reserved -= 1
        if answer is not None and self._sending is not None:
            self._sending.create_task(self._send(answer))
        else:
            self._flying -= 1
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped, when what is being sent is finished; if cancelled, it is sent again after the lease."""
        try:
            async with asyncio.TaskGroup() as group:
                self._sending = group
                while self._sending is not None:
                    self._woken.clear()
                    for message in await self._exchange():
                        group.create_task(self._send(message))
                    await self._pause()
        finally:
            self._sending = None
        await self._exchange()

    def say_once(self, chat: str, text: str) -> None:
        """Say what is in no outbox, while nothing can be written there, to who has just written: tried once, lost if
        that fails."""
        if self._sending is not None:
            said = Outgoing(id=0, channel=self._channel.name, chat=chat, text=text, heard=self._clock.now())
            self._sending.create_task(self._each.aside(said))

    def stop(self) -> None:
        """Begin nothing new."""
        self._sending = None
        self._woken.set()
        self._hurried.set()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(LOOK_AGAIN):
                await self._woken.wait()
        except TimeoutError:
            return
        if not self._may_find:
            # The transaction of the next turn may carry the marks; if none comes, they get one of their own.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LINGER):
                    await self._hurried.wait()

    async def _exchange(self) -> list[Outgoing]:
        """In one transaction: mark what was sent, claim what is next; none if there is nothing to do."""
        free, now = AT_ONCE - self._flying, asyncio.get_running_loop().time()
        look = free > 0 and self._sending is not None and (self._may_find or now - self._looked >= LOOK_AGAIN)
        if look:
            self._may_find, self._looked = False, now
        carried = self._sending is not None and self._reserved > 0
        if not look and (carried or not self._marks.waiting):
            return []
        landed = self._landed
        claimed, more = await self._marked_and_claimed(free if look else 0)
        self._flying += len(claimed)
        self._reminding += sum(not asked(message) for message in claimed)
        if self._held:
            self._held, self._may_find = False, True  # behind what there is no room for others may wait
            self._woken.set()
        if look:
            # What waited behind a message that landed meanwhile was not seen to be free.
            self._more, self._may_find = more, self._may_find or (more and landed != self._landed)
        return claimed

    async def _marked_and_claimed(self, most: int) -> tuple[list[Outgoing], bool]:
        """The messages claimed, and whether others wait behind them or behind what is being sent already."""
        now, marks, reminders = self._clock.now(), self._marks.carried(), REMINDERS_AT_ONCE - self._reminding

        def work(records: S) -> tuple[list[Outgoing], bool]:
            marks.write(records)
            if not most:
                return [], False
            name = self._channel.name
            claimed = records.outbox.claim(name, most, now, now + LEASE, reminders=reminders)
            may = self._window.admitted(records, claimed, now) if self._window and claimed else claimed
            self._held |= len(may) < len(claimed)
            return may, records.outbox.more(name, now)

        try:
            found = await self._database.run(work)
        except Unavailable as reason:
            marks.lost()
            self._outage.seen(reason)
            return [], most > 0
        marks.kept()
        return found

    def _written(self) -> None:
        self._hurried.clear()
        self._settled()

    async def _send(self, message: Outgoing) -> None:
        self._marks.waiting.append(await self._each.when_it_may(message))
        self._flying -= 1
        self._landed += 1
        self._reminding -= not asked(message)
        # Reminders are claimed some at a time; whoever asked waits for none of them.
        enough = REMINDERS_AT_ONCE - self._reminding >= REMINDERS_AT_ONCE // 2
        self._may_find |= self._more and (enough or asked(message))
        self._woken.set()


class Place:
    """Room for one answer, which is sent at once; the turn's transaction carries the marks of what was sent before."""

    def __init__(self, delivery: Delivery[Any], marks: Carried) -> None:
        self._delivery, self._marks = delivery, marks

    def mark(self, records: Rows) -> None:
        """Write the marks, in the turn's transaction."""
        self._marks.write(records)

    def fill(self, answer: Outgoing | None) -> None:
        """The turn is committed: send its answer, which is leased to this process, if it has one."""
        self._marks.kept()
        self._delivery.fill(answer)

    def leave(self) -> None:
        """The turn failed: there is nothing to send."""
        self._marks.lost()
        self._delivery.fill(None)
