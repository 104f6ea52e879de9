"""The records cannot be written for a while: it is said, the message is kept, and answered by itself afterwards."""

from __future__ import annotations

import asyncio
import logging
import re
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from bot.channels.server import server
from bot.channels.telegram_polling import TelegramByPolling
from bot.channels.telegram_webhook import TelegramByWebhook
from bot.clock import RealClock
from bot.ports import Unavailable
from commands.serve import build
from storage.database import AsyncDatabase, SqliteDatabase, open_database
from tests.faults.village import SRI, settle
from tests.storage.fresh import Kind
from tests.story.messaged import MessagedPhone
from tests.story.product import Product
from tests.story.telling import assert_silent
from tests.telegram.calling import free
from tests.telegram.world import TelegramWorld

Databases = Callable[[Kind], Awaitable[str]]
Trouble = Callable[[AsyncDatabase, str], AbstractAsyncContextManager[None]]
PATIENCE = "Sebentar, nggih. Bukunya sedang tidak bisa ditulis."
SHORT = 0.05
MANY = 10**6
FILL = text("""
INSERT INTO inbox (channel, update_id, chat, entered, attempts, ended, failed)
VALUES ('x', hex(randomblob(8)), 'x', 1, 0, 1, false)
""")


# -- troubles, each as it really comes


@asynccontextmanager
async def locked(database: AsyncDatabase, url: str) -> AsyncIterator[None]:
    """Another program holds the lock of the file."""
    assert isinstance(database, SqliteDatabase)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def full(database: AsyncDatabase, url: str) -> AsyncIterator[None]:
    """There is no room for another page, and none left in those there are."""
    await _pragma(database, "max_page_count = 1")
    for _row in range(MANY):
        try:
            await database.run_raw(lambda connection: connection.execute(FILL))
        except Unavailable:
            break
    yield
    await _pragma(database, f"max_page_count = {MANY}")


@asynccontextmanager
async def only_to_be_read(database: AsyncDatabase, url: str) -> AsyncIterator[None]:
    """Nothing may be written, as after a fail-over, or on a disk that was mounted so after an error."""
    if isinstance(database, SqliteDatabase):
        await _pragma(database, "query_only = ON")
        yield
        await _pragma(database, "query_only = OFF")
    else:
        await _may_write(url, "off")
        yield
        await _may_write(url, "on")


async def _pragma(database: AsyncDatabase, words: str) -> None:
    await database.snapshot(lambda connection: connection.exec_driver_sql(f"PRAGMA {words}") and None)


async def _may_write(url: str, so: str) -> None:
    read_only = "off" if so == "on" else "on"
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET default_transaction_read_only = off")
        name = await connection.fetchval("SELECT current_database()")
        await connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {read_only}')
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()


class Wire:
    """The way to a PostgreSQL server: `url` is the same database at the end of a wire that can be cut."""

    def __init__(self, url: str, folder: Path) -> None:
        self._socket = Path(parse_qs(urlsplit(url).query)["host"][0]) / ".s.PGSQL.5432"
        self._here = folder / ".s.PGSQL.5432"
        self.url = re.sub(r"host=[^&]+", f"host={folder}", url)
        self._open: set[asyncio.StreamWriter] = set()

    async def join(self) -> None:
        """Connections can be made."""
        self._server = await asyncio.start_unix_server(self._connected, self._here)

    async def cut(self) -> None:
        """Connections end, and none can be made."""
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        self._here.unlink(missing_ok=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_unix_connection(self._socket)
        self._open |= {writer, there_writer}
        await asyncio.gather(_copy(reader, there_writer), _copy(there_reader, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
    except ConnectionError:
        pass
    finally:
        writer.close()


# -- what is done about them


@asynccontextmanager
async def served(database: AsyncDatabase, world: TelegramWorld, at: str = "") -> AsyncIterator[None]:
    """All of the product in this process, on a database that waits shortly for others; it polls, or is called there."""
    host = build(database, RealClock())
    if at:
        called = TelegramByWebhook(world.token, at, world.url, pace=None)
        host.add(called)
        host.called_at(server("127.0.0.1", urlsplit(at).port or 0, "", [called], host.is_ready))
    else:
        host.add(TelegramByPolling(world.token, world.url, polling=1, pace=None))
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            yield
            stop.set()
    finally:
        await host.close()


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("kind", "trouble", "told"),
    [
        ("sqlite", locked, "another program has locked the database (SQLITE_BUSY)"),
        ("sqlite", full, "the disk is full (SQLITE_FULL)"),
        ("sqlite", only_to_be_read, "the database may not be written (SQLITE_READONLY)"),
        ("postgresql", only_to_be_read, "the database may not be written (25006)"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_what_is_said_meanwhile_is_kept_and_answered_by_itself_afterwards(
    kind: Kind, trouble: Trouble, told: str, databases: Databases, caplog: pytest.LogCaptureFixture
) -> None:
    url = await databases(kind)
    async with TelegramWorld() as world:
        await settle(url, world)
        database = open_database(url, patience=SHORT)
        async with served(database, world):
            await trouble_while_registering(world, lambda: trouble(database, url), caplog, told)


async def test_a_server_that_goes_away_and_comes_back_loses_nothing(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    wire = Wire(await databases("postgresql"), tmp_path_factory.mktemp("w"))
    await wire.join()

    @asynccontextmanager
    async def cut() -> AsyncIterator[None]:
        await wire.cut()
        yield
        await wire.join()

    async with TelegramWorld() as world:
        await settle(wire.url, world)
        async with served(open_database(wire.url, patience=SHORT), world):
            await trouble_while_registering(world, cut, caplog, "cannot reach the database: ")
    await wire.cut()


async def test_telegram_that_calls_hears_meanwhile_that_nothing_can_be_kept(
    databases: Databases, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, at = await databases("sqlite"), free()
    monkeypatch.setattr("bot.channels.server.FRESH", {True: 0.0, False: 0.0})

    @asynccontextmanager
    async def watched() -> AsyncIterator[None]:
        assert await health(at) == 200
        async with full(database, url):
            yield
            assert {status for _update, status in world.proxy.hook.answers[2:]} == {503}
            assert await health(at) == 503

    async with TelegramWorld() as world:
        await settle(url, world)
        database = open_database(url, patience=SHORT)
        async with served(database, world, at):
            await trouble_while_registering(world, watched, caplog, "the disk is full (SQLITE_FULL)")
            assert await health(at) == 200


async def health(at: str) -> int:
    """What "/health" says there."""
    async with httpx.AsyncClient() as client:
        return (await client.get(f"{at}/health")).status_code


async def trouble_while_registering(
    world: TelegramWorld,
    trouble: Callable[[], AbstractAsyncContextManager[None]],
    caplog: pytest.LogCaptureFixture,
    told: str,
) -> None:
    """A registration in the middle of which nothing can be written, until it is asked for patience, and a little on."""
    caplog.set_level(logging.INFO)
    sri = MessagedPhone(world, SRI)
    await sri.says("/daftar", "Nama lengkap anggotanya siapa?")
    async with trouble():
        update = await world.say(SRI, "bu Hartini")
        await sri.gets(PATIENCE)
        await world.say(SRI, "41")
        await asyncio.sleep(1)
        assert world.proxy.offset <= update, "Telegram keeps what we cannot"
    await sri.gets("Umur berapa, atau lahir kapan?")
    await sri.gets("Sudah benar")
    await sri.says("ya", "Anggota sekarang 7:")
    assert sum(PATIENCE in each for each in sri.received()) == 1
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.outage"]
    assert len(lines) == 2, lines
    assert lines[0].startswith("the records are not available: ")
    assert told in caplog.text
    assert lines[1].startswith("the records are available again, after ")
    assert_silent(f"Carik {caplog.text}")


async def test_the_product_on_a_disk_that_is_full_for_a_while(tmp_path: Path) -> None:
    """The size of its files is limited from outside, while it serves."""
    async with TelegramWorld() as world:
        sri, url = MessagedPhone(world, SRI), f"sqlite:///{tmp_path}/data/carik.db"
        await settle(url, world)
        token = f'[telegram]\ntoken = "{world.token}"\nbase_url = "{world.url}"\n'
        with Product(tmp_path, token) as product:
            await sri.says("/daftar", "Nama lengkap anggotanya siapa?")
            size = (tmp_path / "data" / "carik.db-wal").stat().st_size
            _soft, hard = resource.prlimit(product.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(product.pid, resource.RLIMIT_FSIZE, (size, hard))
            await world.say(SRI, "bu Hartini")
            await sri.gets(PATIENCE)
            assert product.runs
            resource.prlimit(product.pid, resource.RLIMIT_FSIZE, (hard, hard))
            await sri.gets("Umur berapa, atau lahir kapan?")
            await sri.says("41", "Sudah benar")
            await sri.says("ya", "Anggota sekarang 7:")
            log = product.logged()
            assert log.count("the records are not available: the disk ") == 1
            assert "Traceback" not in log
            assert_silent(log)
