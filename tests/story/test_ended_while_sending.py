"""A process that ends in the middle of a send: what it was sending is sent by the next one, without waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.messages import Attachment, Incoming, Outgoing
from bot.ports import Pace, Take
from commands.serve import build
from storage.database import open_database
from storage.preparing import prepare
from storage.presence import present
from tests.player.phones import StoryClock
from tests.telegram.world import START

HELLO = Incoming(channel="one", update="1", chat="sri", user="sri", at=START, text="halo", name="Sri", language="id")


class OneProcess:
    """A channel that only one process at a time can have; `stuck` sends never end."""

    name = "one"
    pace: Pace | None = None
    leased = False

    def __init__(self, *, stuck: bool = False) -> None:
        self.sent: list[str] = []
        self.sending = asyncio.Event()
        self._stuck = stuck

    async def start(self) -> None:
        """There is nothing to learn."""

    async def receive(self, take: Take) -> None:
        await asyncio.Event().wait()

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        self.sending.set()
        if self._stuck:
            await asyncio.Event().wait()
        self.sent.append(message.text)
        return str(len(self.sent))

    def is_group(self, chat: str) -> bool:
        return False

    def link(self, code: str, *, chat: bool = False) -> str:
        return ""

    async def close(self) -> None:
        pass


async def run_until_it_sends(folder: Path, channel: OneProcess, *said: Incoming) -> None:
    """A process on this folder that ends, however it can, as soon as it is sending."""
    clock = StoryClock()
    clock.set(START)
    database = open_database(f"sqlite+aiosqlite:///{folder / 'carik.db'}")
    await prepare(database)
    host = build(database, clock)
    host.add(channel)
    async with present(database):
        running = asyncio.create_task(host.run(asyncio.Event()))
        try:
            await host.take(said)
            await asyncio.wait_for(channel.sending.wait(), 5)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    await host.close()


async def test_what_a_process_was_sending_when_it_ended_is_sent_by_the_next_at_once(tmp_path: Path) -> None:
    first, second = OneProcess(stuck=True), OneProcess()
    await run_until_it_sends(tmp_path, first, HELLO)
    assert first.sent == []
    await run_until_it_sends(tmp_path, second)
    assert len(second.sent) == 1
