"""Presence: who serves is known as long as the process lives, and what the dead have leased is free at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from storage import presence
from storage.database import AsyncDatabase, open_database
from storage.presence import Occupied, alone, present
from storage.records import Records
from tests.storage.samples import NOW, draft

Pair = list[AsyncDatabase]


@pytest.fixture
async def pair(url: str) -> AsyncIterator[Pair]:
    """One database as two processes have it."""
    opened = [open_database(url), open_database(url)]
    yield opened
    for each in opened:
        await each.close()


def lease(records: Records) -> None:
    """What a process holds at the moment it dies."""
    assert records.leases.hold("receive:telegram", "dead", NOW, NOW + 30)
    records.outbox.add([draft("a1")], NOW)
    assert records.outbox.claim("telegram", 9, NOW, NOW + 60)


def free(records: Records) -> tuple[bool, int]:
    """Whether both may be had by another one: the lease, and how many messages."""
    held = records.leases.hold("receive:telegram", "new", NOW, NOW + 30)
    return held, len(records.outbox.claim("telegram", 9, NOW, NOW + 60))


async def test_what_the_dead_have_leased_is_free_for_who_comes_alone(pair: Pair) -> None:
    await pair[0].run(lease)
    async with present(pair[0]):
        assert await pair[0].run(free) == (True, 1)


async def test_what_the_living_have_leased_is_theirs(pair: Pair) -> None:
    async with present(pair[0]):
        await pair[0].run(lease)
        async with present(pair[1]):
            assert await pair[1].run(free) == (False, 0)


async def test_nobody_can_be_alone_while_another_serves(pair: Pair) -> None:
    async with present(pair[0]):
        with pytest.raises(Occupied, match="serves"):
            async with alone(pair[1]):
                raise AssertionError
    async with alone(pair[1]):
        pass


async def test_nobody_serves_while_the_records_are_being_restored(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "PATIENCE", 0.1)
    async with alone(pair[0]):
        with pytest.raises(Occupied, match="restored"):
            async with present(pair[1]):
                raise AssertionError
    async with present(pair[1]):
        pass


async def test_who_begins_together_is_present_together(pair: Pair) -> None:
    inside = asyncio.Barrier(2)

    async def serve(database: AsyncDatabase) -> None:
        async with present(database):
            await inside.wait()

    async with asyncio.timeout(10):
        await asyncio.gather(*(serve(each) for each in pair))


async def test_presence_comes_back_after_the_server_has_ended_its_connection(
    url: str, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    if url.startswith("sqlite"):
        return  # a file's lock cannot be lost
    monkeypatch.setattr(presence, "KEEP", 0.05)
    async with present(pair[0]):
        connection = await asyncpg.connect(url)
        holding = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
        held_by = await connection.fetchval(holding)
        assert await connection.fetchval("SELECT pg_terminate_backend($1)", held_by)
        for _look in range(200):
            # What was ended may be listed for a moment more.
            if await connection.fetchval(f"{holding} AND pid <> $1", held_by):
                break
            await asyncio.sleep(0.05)
        await connection.close()
        with pytest.raises(Occupied):
            async with alone(pair[1]):
                raise AssertionError
