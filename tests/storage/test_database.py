"""Databases: a transaction is whole or nothing, none is lost among many, and trouble has a name without data in it."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Connection, text

from bot.ports import Database, Unavailable
from storage.database import AsyncDatabase, SqliteDatabase, open_database
from storage.errors import BrokenStatement
from storage.records import Records
from tests.storage.fresh import Kind
from tests.storage.samples import NOW, group, member, message, person

Databases = Callable[[Kind], Awaitable[str]]
Pair = list[AsyncDatabase]


@pytest.fixture
async def pair(url: str) -> AsyncIterator[Pair]:
    """One database as two processes have it."""
    opened = [open_database(url), open_database(url)]
    yield opened
    for each in opened:
        await each.close()


def serves(database: AsyncDatabase) -> Database[Records]:
    """The type checker proves here that a database is what the talk machinery expects."""
    return database


async def test_a_turn_that_raises_leaves_nothing(database: AsyncDatabase) -> None:
    def fail(records: Records) -> None:
        records.author(1, person(records), NOW)
        group(records)
        records.inbox.add([message("1")], NOW)
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        await database.run(fail)
    assert await database.run(lambda r: r.is_empty())
    assert await database.run(lambda r: r.inbox.waiting()) == []


async def test_sixteen_tasks_that_read_and_then_write_lose_nothing(pair: Pair) -> None:
    def count_up(records: Records) -> None:
        account, version, state = records.talks.load(message("1"))
        assert records.talks.save(account, version, {"count": state.get("count", 0) + 1})

    async def task(number: int) -> None:
        for _ in range(5):
            await pair[number % 2].run(count_up)

    await asyncio.gather(*(task(number) for number in range(16)))
    assert (await pair[1].run(lambda r: r.talks.load(message("1"))))[2] == {"count": 80}


async def test_the_lock_of_a_group_lets_one_turn_at_a_time_decide(pair: Pair) -> None:
    def found(records: Records) -> int:
        records.author(1, person(records), NOW)
        return group(records).id

    def register_unless_full(records: Records) -> bool:
        """What two turns must not both do: there is room for four."""
        records.author(2, 1, NOW)
        records.groups.lock(which)
        present = len(records.members.of(which))
        time.sleep(0.01)  # the other turn has every chance to read the same number
        if present < 4:
            records.members.add([member(which, f"Nomor {present}")])
        return present < 4

    which = await pair[0].run(found)
    entered = await asyncio.gather(*(pair[number % 2].run(register_unless_full) for number in range(10)))
    assert entered.count(True) == 4
    assert [each.name[-1] for each in await pair[0].run(lambda r: r.members.of(which))] == ["0", "1", "2", "3"]


async def test_a_cancelled_caller_leaves_a_whole_transaction_and_a_usable_database(database: AsyncDatabase) -> None:
    def slow(records: Records) -> None:
        records.inbox.add([message("1")], NOW)
        time.sleep(0.05)
        records.inbox.add([message("2")], NOW)

    task = asyncio.ensure_future(database.run(slow))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    count = await database.run_raw(lambda c: c.execute(text("SELECT count(*) FROM inbox")).scalar_one())
    assert count in (0, 2)
    assert len(await database.run(lambda r: r.inbox.add([message("3")], NOW))) == 1


async def test_a_locked_file_is_unavailable_and_then_available_again(databases: Databases) -> None:
    database = open_database(await databases("sqlite"), patience=0.05)
    assert isinstance(database, SqliteDatabase)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="BUSY"):
            await database.run(lambda r: r.inbox.waiting())
        other.execute("COMMIT")
    assert await database.run(lambda r: r.inbox.waiting()) == []
    await database.close()


async def test_a_locked_row_is_unavailable_on_postgresql(databases: Databases) -> None:
    url = await databases("postgresql")
    pair = [open_database(url), open_database(url, patience=0.05)]
    inside, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    await pair[0].run(lambda r: r.talks.load(message("1")))

    async def hold() -> None:
        connection = await asyncpg.connect(url)
        async with connection.transaction():
            await connection.execute("UPDATE talks SET version = version")
            inside.set()
            await loop.run_in_executor(None, go_on.wait)
        await connection.close()

    holding = asyncio.ensure_future(hold())
    await inside.wait()
    with pytest.raises(Unavailable, match="55P03"):
        await pair[1].run(lambda r: r.talks.load(message("1")))
    go_on.set()
    await holding
    await pair[1].run(lambda r: r.talks.load(message("1")))
    for each in pair:
        await each.close()


async def test_a_full_disk_is_unavailable_and_undone(databases: Databases) -> None:
    database = open_database(await databases("sqlite"))
    await database.run_raw(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))
    many = [message(str(number), text="x" * 4000) for number in range(50)]
    with pytest.raises(Unavailable, match="FULL"):
        await database.run(lambda r: r.inbox.add(many, NOW))
    assert await database.run(lambda r: r.inbox.waiting()) == []
    await database.close()


async def test_a_lost_connection_is_unavailable_and_then_available_again(databases: Databases) -> None:
    url = await databases("postgresql")
    database = open_database(url)
    await database.run(lambda r: r.inbox.waiting())
    killer = await asyncpg.connect(url)
    mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    await killer.execute(f"{mine} AND pid <> pg_backend_pid()")
    await killer.close()
    with pytest.raises(Unavailable):
        await database.run(lambda r: r.inbox.waiting())
    assert await database.run(lambda r: r.inbox.waiting()) == []
    await database.close()


@pytest.mark.parametrize("url", ["postgresql://carik@127.0.0.1:1/carik", "sqlite:////proc/no/where.db"])
async def test_a_database_that_cannot_be_reached_is_unavailable(url: str) -> None:
    database = open_database(url)
    with pytest.raises(Unavailable):
        await database.run(lambda r: r.inbox.waiting())
    await database.close()


@pytest.mark.parametrize("url", ["mysql://localhost/carik", "sqlite://", "carik.db"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        open_database(url)


async def test_an_error_says_nothing_of_the_data(database: AsyncDatabase) -> None:
    secret = "Bu Tini 081234567890"

    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.execute(text("INSERT INTO leases VALUES (:name, 'x', 1)"), {"name": secret})

    def missing(connection: Connection) -> None:
        connection.execute(text("INSERT INTO leases (name) VALUES (:name)"), {"name": secret})

    for broken in (twice, missing):
        with pytest.raises(BrokenStatement, match="IntegrityError") as raised:
            await database.run_raw(broken)
        assert secret not in "".join(traceback.format_exception(raised.value))


async def test_the_threads_of_a_database_end_when_it_is_closed(databases: Databases) -> None:
    before = threading.active_count()
    database = open_database(await databases("sqlite"))
    await asyncio.gather(*(database.run(lambda r: r.inbox.waiting()) for _ in range(5)))
    assert threading.active_count() == before + 1
    await database.close()
    await database.close()
    assert threading.active_count() == before


async def test_a_closed_database_opens_again_when_used(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.inbox.add([message("1")], NOW))
    await database.close()
    assert await database.run(lambda r: r.inbox.waiting()) == [("telegram", "c1")]


async def test_the_file_is_durable_private_and_checks_references(databases: Databases, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/data/carik.db")
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    settings = await database.run_raw(lambda c: [c.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked])
    assert settings == ["wal", 2, 1, 5000]
    assert stat.S_IMODE((tmp_path / "data" / "carik.db").stat().st_mode) == 0o600
    await database.close()
