"""A database: runs plain functions, each as one transaction, on SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import ArgumentError

from bot.ports import Unavailable
from storage.errors import BrokenStatement, reached, translated, why
from storage.records import Records
from storage.thread import BEGIN, Thread

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")

# Seconds for which a transaction waits for another one, and for the server to answer a new connection.
PATIENCE = 5.0
CONNECT = 10.0
ADDRESS = "a database's address is sqlite:/// and a path, or begins with postgresql://"


class _Compiled(dict[Any, Any]):
    """Compiled statements of one kind of database. Statements are prebuilt and few, so none has to be given up.

    The library's key begins with the dialect, of which every engine makes its own: what follows is the statement.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


_of_sqlite, _of_postgresql = _Compiled(), _Compiled()


class SqliteDatabase:
    """One SQLite file. A whole transaction runs in one hop in the driver's thread, one after another.

    A caller that is cancelled stops waiting; the transaction it began is still carried out, or undone, as a whole.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience
        self._opening = asyncio.Lock()
        self._thread: Thread | None = None

    async def run(self, work: Callable[[Records], T]) -> T:
        """Run `work` on the records in one transaction that commits unless it raises. Raises Unavailable if locked."""
        thread = self._thread or await self._open()
        with translated():
            return await thread.do(partial(thread.directly, lambda connection: work(Records(connection))))

    async def run_raw(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on the connection itself, in one transaction."""
        thread = self._thread or await self._open()
        with translated():
            return await thread.do(partial(_transaction, thread.engine, work))

    async def snapshot(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which only reads, on what was committed at one moment, without holding up who writes."""
        thread = self._thread or await self._open()
        with translated():
            return await thread.do(partial(_transaction, thread.engine, work, "BEGIN"))

    async def reshape(self, work: Callable[[Connection], None]) -> None:
        """Run `work`, which changes the schema, in one transaction; foreign keys are checked at its end only."""
        thread = self._thread or await self._open()
        with translated():
            await thread.do(partial(_reshape, thread.engine, work))

    async def tidy(self) -> None:
        """Empty the file in which changes stand first, so that it holds nothing that was taken out since."""
        thread = self._thread or await self._open()
        with translated():
            await thread.do(thread.checkpoint)

    async def close(self) -> None:
        """Wait for the transactions that were begun, and close the file."""
        if self._thread is not None:
            thread, self._thread = self._thread, None
            await thread.close()

    async def _open(self) -> Thread:
        async with self._opening:
            if self._thread is None:
                thread = Thread(self.path, self._patience, _of_sqlite)
                try:
                    await thread
                except (sqlite3.Error, OSError) as error:
                    thread.join()
                    raise Unavailable(f"cannot open the database: {why(error)}") from None
                self._thread = thread
            return self._thread


class PostgresDatabase:
    """A PostgreSQL database, which any number of processes may share."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415  150 ms that SQLite can do without

        settings = {"lock_timeout": f"{int(patience * 1000)}", "jit": "off"}
        engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            hide_parameters=True,
            pool_timeout=CONNECT,
            pool_use_lifo=True,  # the connection used last has its statements prepared
            connect_args={"timeout": CONNECT, "server_settings": settings},
        )
        self._engine = engine.execution_options(compiled_cache=_of_postgresql)

    async def run(self, work: Callable[[Records], T]) -> T:
        """Run `work` on the records in one transaction that commits unless it raises. Raises Unavailable if locked."""
        return await self.run_raw(lambda connection: work(Records(connection)))

    async def run_raw(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on the connection itself, in one transaction."""
        with translated():
            return await self._transaction(work)

    async def snapshot(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which only reads, on what was committed at one moment, without holding up who writes."""
        return await self.run_raw(partial(_at_one_moment, work))

    async def session(self) -> AsyncConnection:
        """A connection of its own, without transactions, for what lasts as long as it is open."""
        with translated():
            return await self._session()

    async def reshape(self, work: Callable[[Connection], None]) -> None:
        """Run `work`, which changes the schema, in one transaction, while no other process does."""
        await self.run_raw(partial(_alone, work))

    async def tidy(self) -> None:
        """Nothing: the server cleans its files by itself."""

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def _transaction(self, work: Callable[[Connection], T]) -> T:
        async with AsyncExitStack() as stack:
            with reached():
                connection = await stack.enter_async_context(self._engine.begin())
            return await connection.run_sync(work)

    async def _session(self) -> AsyncConnection:
        with reached():
            return await self._engine.execution_options(isolation_level="AUTOCOMMIT").connect()


AsyncDatabase = SqliteDatabase | PostgresDatabase


def open_database(url: str, patience: float = PATIENCE) -> AsyncDatabase:
    """The database at `sqlite:///path` or `postgresql://...`; it is connected to when first used.

    `patience` is how many seconds a transaction waits for another one before it raises Unavailable.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError(ADDRESS) from None
    if parsed.get_backend_name() == "postgresql":
        return PostgresDatabase(url, patience)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return SqliteDatabase(Path(parsed.database), patience)
    raise ValueError(ADDRESS)


def _transaction(engine: Engine, work: Callable[[Connection], T], begin: str = BEGIN) -> T:
    with engine.begin() as connection:
        connection.exec_driver_sql(begin)
        return work(connection)


def _reshape(engine: Engine, work: Callable[[Connection], None]) -> None:
    # This pragma does nothing within a transaction. With foreign keys on, replacing a table empties its children.
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                connection.exec_driver_sql(BEGIN)
                work(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise BrokenStatement(f"rows without what they refer to: {sorted({row[0] for row in broken})}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _alone(work: Callable[[Connection], None], connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('carik schema'))"))
    work(connection)


def _at_one_moment(work: Callable[[Connection], T], connection: Connection) -> T:
    connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    return work(connection)
