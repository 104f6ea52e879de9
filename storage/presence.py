"""Presence: which processes serve the records, known by locks that end with the process, however it ends."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Unavailable
from storage.database import AsyncDatabase, PostgresDatabase
from storage.records import Records

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

log = logging.getLogger(__name__)
PATIENCE, LOOK, KEEP = 5.0, 0.05, 5.0
ALONE, BESIDE, LEAVE = (
    text(f"SELECT {function}(hashtext('carik serves'))")
    for function in ("pg_try_advisory_lock", "pg_try_advisory_lock_shared", "pg_advisory_unlock")
)


class Occupied(Exception):
    """Another process has the records, and what is to be done cannot be done beside it."""


@asynccontextmanager
async def present(database: AsyncDatabase) -> AsyncIterator[None]:
    """Be one of those who serve. If nobody else does, what was leased is free: whoever leased it is gone.

    Raises Occupied while the records are being replaced, Unavailable if the database cannot be reached.
    """
    async with _lock(database) as lock:
        if await lock.alone():
            await database.run(_free)
        if not await _patiently(lock.beside):
            raise Occupied("the records are being restored by another process")
        async with lock.kept():
            yield


@asynccontextmanager
async def alone(database: AsyncDatabase) -> AsyncIterator[None]:
    """Be the only one. Raises Occupied while another process serves, Unavailable if the database cannot be reached."""
    async with _lock(database) as lock:
        if not await lock.alone():
            raise Occupied("another process serves these records; stop it first")
        yield


def _free(records: Records) -> None:
    records.leases.clear()
    records.outbox.release()


class _Lock(Protocol):
    async def alone(self) -> bool:
        """Whether nobody else is there; nobody comes then until `beside`."""
        ...

    async def beside(self) -> bool:
        """Whether one may be there beside others."""
        ...

    def kept(self) -> contextlib.AbstractAsyncContextManager[None]:
        """While within, the lock comes back by itself if it is lost."""
        ...


@asynccontextmanager
async def _lock(database: AsyncDatabase) -> AsyncIterator[_Lock]:
    async with AsyncExitStack() as stack:
        if isinstance(database, PostgresDatabase):
            session = _Session(database)
            stack.push_async_callback(session.close)
            await session.open()
            yield session
        else:
            yield stack.enter_context(_File(database.path))


class _File:
    """A lock on a file beside the database; the database's own file is SQLite's to lock."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.lock")

    def __enter__(self) -> _File:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Unavailable(f"cannot lock the database: {error.strerror}") from None
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    async def alone(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    async def beside(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def _try(self, how: int) -> bool:
        try:
            fcntl.flock(self._file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        yield


class _Session:
    """A lock of PostgreSQL that belongs to a connection: it ends when the server sees the process gone."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._connection: AsyncConnection | None = None
        self._alone = False

    async def open(self) -> None:
        self._connection = await self._database.session()

    async def close(self) -> None:
        if self._connection is not None:
            # A pooled connection would keep its locks.
            with contextlib.suppress(SQLAlchemyError, OSError):
                await self._connection.invalidate()
            self._connection = None

    async def alone(self) -> bool:
        self._alone = await self._ask(ALONE)
        return self._alone

    async def beside(self) -> bool:
        if not await self._ask(BESIDE):
            return False
        if self._alone:
            self._alone = not await self._ask(LEAVE)
        return True

    async def _ask(self, statement: object) -> bool:
        if self._connection is None:
            raise Unavailable("the connection to the server was lost")
        try:
            return bool((await self._connection.execute(statement)).scalar())  # type: ignore[call-overload]
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable(f"the connection to the server was lost ({type(error).__name__})") from None

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        keeping = asyncio.ensure_future(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait([keeping])

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(KEEP)
            with contextlib.suppress(Unavailable):
                await self._again_if_lost()

    async def _again_if_lost(self) -> None:
        try:
            await self._ask(text("SELECT 1"))
        except Unavailable:
            await self.close()
            await self.open()
            await self._ask(BESIDE)


async def _patiently(lock: Callable[[], Awaitable[bool]]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not await lock():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(LOOK)
    return True
