"""The thread in which SQLite is spoken to: carries out whole transactions one after another, and hands over together
what was done together."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from storage.direct import Direct, transaction

T = TypeVar("T")
Asked = tuple[asyncio.Future[Any], Callable[[], Any]]
Ended = tuple[asyncio.Future[Any], Any, BaseException | None]

# A plain BEGIN takes the write lock only at the first write: what was read before may be old by then. The driver
# begins nothing by itself here, and an event listener for this would make every statement slower.
BEGIN = "BEGIN IMMEDIATE"

TOGETHER = 0.01
"""Seconds that an answer may wait for those behind it. To wake the event loop for each alone takes as long as half a
turn, since each of the two threads then begins with what the other has put out of the processor's caches."""


class Thread(aiosqlite.Connection):
    """The driver's connection and its thread, in which whole functions can be run.

    What is asked for while the thread is at work is done in one go, in its order. A caller that is cancelled stops
    waiting; what it asked for is done all the same. All callers are of one event loop.
    """

    def __init__(self, path: Path, patience: float, compiled: Any) -> None:
        super().__init__(partial(_connect, path, patience), iter_chunk_size=64)
        # A process that stops without closing is a crash: what was committed is safe, and nothing may hold it up.
        self._thread.daemon = True
        self.engine = _engine(lambda: self._conn).execution_options(compiled_cache=compiled)
        self._asked: deque[Asked] = deque()
        self._ended: deque[Ended] = deque()
        self._open, self._looks, self._closing = 0, False, False

    async def close(self) -> None:
        """Carry out what was begun, close the file, and see the thread end."""
        self._closing = True
        await super().close()
        self.join()

    def join(self) -> None:
        """Wait until the thread, which was told to stop, has stopped."""
        self._thread.join()

    def checkpoint(self) -> None:
        """Write what was committed where it belongs; where somebody else reads, the next one does."""
        self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def directly(self, work: Callable[[Direct], T]) -> T:
        """Run `work`, in the thread, in one transaction."""
        return transaction(self._conn, BEGIN, work)

    async def do(self, work: Callable[[], T]) -> T:
        """What `work` answers, run in the thread. Raises ValueError if the file is closed, or being closed."""
        if self._closing:
            raise ValueError("the database is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._asked.append((future, work))
        self._open += 1
        self._tx.put_nowait((None, partial(self._carry_out, loop)))
        self._look_later(loop)
        return await future

    def _carry_out(self, loop: asyncio.AbstractEventLoop) -> None:
        """All that is asked for by now and meanwhile; what comes to the thread for the same later finds nothing."""
        if not self._asked:
            return
        while self._asked:
            self._ended.append(_carried_out(*self._asked.popleft()))
        loop.call_soon_threadsafe(self._hand_over)

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        """Something slow may keep the thread: what ended before it is handed over all the same."""
        if not self._looks:
            self._looks = True
            loop.call_later(TOGETHER, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._looks = False
        self._hand_over()
        if self._open:
            self._look_later(loop)

    def _hand_over(self) -> None:
        while self._ended:
            future, answer, error = self._ended.popleft()
            self._open -= 1
            if future.done():
                continue
            if error is None:
                future.set_result(answer)
            else:
                future.set_exception(error)


def _carried_out(future: asyncio.Future[Any], work: Callable[[], Any]) -> Ended:
    try:
        return future, work(), None
    except StopIteration as error:  # which no future takes: whoever awaits would wait for ever
        bug = RuntimeError("a transaction raised StopIteration")
        return future, None, bug.with_traceback(error.__traceback__)
    except BaseException as error:
        return future, None, error


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, cached_statements=512)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _engine(connection: Callable[[], sqlite3.Connection]) -> Engine:
    return create_engine("sqlite://", creator=connection, poolclass=StaticPool, hide_parameters=True)
