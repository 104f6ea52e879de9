"""The host: how a process ends, and which of several processes reads a platform."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.host import Host
from bot.messages import Attachment, Outgoing
from bot.ports import Pace, Take
from bot.router import Router
from bot.turn import Turns
from handlers import ALL, guard
from storage.database import AsyncDatabase
from storage.records import Records
from tests.desk import CHANNEL, NOW, first_message, reader
from tests.player.phones import StoryClock

ENDS_WITHIN = 5.0


class LastWord:
    """A channel on which somebody writes at the very moment it is stopped, and waits for the answer."""

    name = CHANNEL
    pace: Pace | None = None

    def __init__(self, *, leased: bool = False) -> None:
        self.leased = leased
        self.host: Host[Records]
        self.sent: list[str] = []
        self.receives, self.answered, self.started = asyncio.Event(), False, False

    async def start(self) -> None:
        self.started = True

    async def receive(self, take: Take) -> None:
        self.receives.set()
        try:
            await asyncio.Event().wait()
        finally:
            await take([first_message("sri", "last", text="/bantuan")])
            await self.host.settled(self.name, "last", "sri")
            self.answered = bool(self.sent)

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        self.sent.append(message.text)
        return str(message.id)

    def is_group(self, chat: str) -> bool:
        return False

    def link(self, code: str, *, chat: bool = False) -> str:
        return ""

    async def close(self) -> None:
        """Nothing is held."""


def process(database: AsyncDatabase, channel: LastWord) -> Host[Records]:
    clock = StoryClock()
    clock.set(NOW)
    channel.host = Host(database, Turns[Records](Router(ALL, guard), reader(), {}), clock)
    channel.host.add(channel)
    return channel.host


async def test_a_message_taken_while_stopping_is_still_answered(database: AsyncDatabase) -> None:
    channel, stop = LastWord(), asyncio.Event()
    async with asyncio.timeout(ENDS_WITHIN), asyncio.TaskGroup() as group:
        group.create_task(process(database, channel).run(stop))
        await channel.receives.wait()
        stop.set()
    assert channel.answered
    assert len(channel.sent) == 1
    assert await database.run(lambda records: records.inbox.waiting()) == []


async def test_of_two_processes_one_reads_a_platform_that_allows_only_one(database: AsyncDatabase) -> None:
    first, second, stop = LastWord(leased=True), LastWord(leased=True), asyncio.Event()
    async with asyncio.timeout(ENDS_WITHIN), asyncio.TaskGroup() as group:
        group.create_task(process(database, first).run(stop))
        await first.receives.wait()
        group.create_task(process(database, second).run(stop))
        await asyncio.sleep(0.2)
        assert not second.receives.is_set()
        assert second.started, "what every process has to know it knows without reading"
        stop.set()


async def test_a_process_that_stops_lets_the_next_one_read_at_once(database: AsyncDatabase) -> None:
    for _process in range(2):
        channel, stop = LastWord(leased=True), asyncio.Event()
        async with asyncio.timeout(ENDS_WITHIN), asyncio.TaskGroup() as group:
            group.create_task(process(database, channel).run(stop))
            await channel.receives.wait()
            stop.set()
