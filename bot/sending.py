"""Sending: one message goes out when its channel's pace allows it, and what is then to be written about it."""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Callable
from dataclasses import replace

from bot import remaking
from bot.hindrances import Hindrances
from bot.messages import Outgoing
from bot.pacing import Paces
from bot.ports import EXPIRED, UNREACHABLE, Channel, Clock, Knocked, NoRoom, Rows, Slower, Unavailable, Unreachable
from bot.reach import heard_elsewhere, lost, lost_chat
from bot.window import full
from bot.workshop import Made, Workshop

log = logging.getLogger(__name__)
LEASE = 60
LONGEST_SEND, MOST_ATTEMPTS = LEASE / 2, 400
"""A send is given up after so long, before another process may begin it too; a message after a day or so of attempts,
while others are sent."""

LINGER = 0.05
SOON, LONGEST = 10, 300
BRIEF = 2.0
Mark = Callable[[Rows], None]
Gone = Callable[[Rows, str, str, int], None]


class Sending:
    """Sends what was claimed for one channel. `woken` is called when a message that was put off may be tried again."""

    def __init__(self, channel: Channel, clock: Clock, workshop: Workshop, woken: Callable[[], None]) -> None:
        self._channel, self._clock, self._workshop, self._woken = channel, clock, workshop, woken
        self._paces = Paces(channel.pace, channel.is_group) if channel.pace else None
        self._hindrances = Hindrances(channel.name)

    async def when_it_may(self, message: Outgoing) -> Mark:
        """Send one message when the pace allows it; what is to be written about it."""
        loop = asyncio.get_running_loop()
        claimed, rest = loop.time(), self._paces.rest(message.chat) if self._paces else 0.0
        if rest > (BRIEF if asked(message) else 0.0):
            return self._later(message, math.ceil(rest))
        await self._paced(message, rest)
        if self._workshop.is_full(message):
            return self._later(message, 1)
        made = await self._workshop.made(message, self._channel)
        if made is None:
            return self._later(message, 1)
        if loop.time() - claimed > LEASE / 2:
            return self._later(message, 0)  # before somebody else sends it too
        now = self._clock.now()
        if message.expires is not None and message.expires <= now:
            return lambda records: records.outbox.dead(message.id, now, EXPIRED)
        return await self._attempt(message, made)

    async def _paced(self, message: Outgoing, rest: float) -> None:
        if rest > 0:
            await asyncio.sleep(rest)
        if self._paces:
            await self._paces.wait(message.chat, asked=asked(message))

    async def _attempt(self, message: Outgoing, made: Made) -> Mark:
        """Send one message; what is to be written about it."""
        now, text = self._clock.now(), remaking.said(message, made.failed)
        if made.failed and not (text or made.attachments):
            return lambda records: _sent(records, message, "", made, now)
        try:
            async with asyncio.timeout(LONGEST_SEND):
                sent = await self._channel.send(replace(message, text=text), made.attachments)
        except Unreachable:
            log.info("message %d cannot be delivered: the chat is unreachable", message.id)
            gone = lost_chat if self._channel.is_group(message.chat) else lost
            return lambda records: _given_up(records, message, now, gone)
        except Slower as slower:
            return self._later(message, max(1, math.ceil(slower.seconds)))
        except (Unavailable, TimeoutError) as reason:
            self._hindrances.seen(reason)
            if message.attempts >= MOST_ATTEMPTS and self._hindrances.concern_few():
                return self._dead(message, now, reason)
            return self._later(message, back_off(message.attempts), failed=True)
        except Knocked as knocked:
            knock = knocked.sent
            return lambda records: records.window.keep(message.id, now, knock, now - LEASE)
        except NoRoom as reason:
            self._hindrances.seen(reason)
            return lambda records: full(records, message, now)
        except Exception as failure:
            return self._dead(message, now, failure)
        self._hindrances.over()
        return lambda records: _sent(records, message, sent, made, now)

    def _dead(self, message: Outgoing, now: int, failure: Exception) -> Mark:
        error = type(failure).__name__
        log.error("message %d could not be sent: %s", message.id, error)
        return lambda records: records.outbox.dead(message.id, now, error)

    def _later(self, message: Outgoing, seconds: int, *, failed: bool = False) -> Mark:
        """Try again after so many seconds, and look into the outbox just then."""
        until = self._clock.now() + seconds
        asyncio.get_running_loop().call_later(seconds + LINGER, self._woken)
        return lambda records: records.outbox.postpone(message.id, until, failed=failed)

    async def aside(self, message: Outgoing) -> None:
        """Send what is in no outbox: tried once, lost if that fails."""
        try:
            await self._paced(message, 0.0)
            await self._channel.send(message)
        except Exception as failure:
            log.info("a word of patience could not be sent: %s", type(failure).__name__)


def back_off(attempts: int) -> int:
    """Seconds until the next attempt: about 5 s, then ever twice as long, up to 5 minutes; never all at once."""
    longest = min(SOON * 2 ** min(attempts, 16), LONGEST)
    return math.ceil(random.uniform(longest / 2, longest))


def asked(message: Outgoing) -> bool:
    """Whether somebody waits for it, as nobody does for a reminder."""
    return message.kind != "reminder"


def _sent(records: Rows, message: Outgoing, sent: str, made: Made, now: int) -> None:
    records.outbox.sent([(message.id, sent)], now)
    remaking.plan(records, message, made.failed, now)


def _given_up(records: Rows, message: Outgoing, now: int, gone: Gone) -> None:
    gone(records, message.channel, message.chat, now)
    if not heard_elsewhere(records, message, now):
        records.outbox.dead(message.id, now, UNREACHABLE)
