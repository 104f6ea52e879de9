"""What errors of the databases' drivers mean: something to wait for, or a bug; never a word of the data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.ports import InTheWay, Unavailable

# What an operator or time can mend, by SQLite's primary result code: then what was to be done waits.
SQLITE_FOR_NOW = {
    sqlite3.SQLITE_BUSY: "another program has locked the database",
    sqlite3.SQLITE_LOCKED: "another program has locked the database",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_READONLY: "the database may not be written",
}
SQLITE_FOR_GOOD = {
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is no database",
}
IN_THE_WAY = "40"
LOST = "the connection to the server was lost"
# The same by the beginning of PostgreSQL's SQLSTATE, the longest that fits:
# https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL_FOR_NOW = {
    "08": LOST,
    "25006": "the database may not be written",
    "28": "the server refuses this user or password",
    "3D000": "the server has no database of this name",
    IN_THE_WAY: "another transaction was in the way",
    "53": "the server lacks memory or connections",
    "53100": "the server's disk is full",
    "55006": "another program uses the database",
    "55P03": "another program has locked the records",
    "57P": "the server is starting or stopping",
    "58": "the server's disk cannot be read or written",
}


class BackupRefused(Exception):
    """A file cannot be written, read or restored; says why, in a line."""


class BrokenStatement(Exception):
    """A statement the database refused: a bug. Says which kind of error it was, never the data it was about."""


@contextmanager
def reached() -> Iterator[None]:
    """A server that cannot be reached is Unavailable."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"cannot reach the database: {why(error)}") from None


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the driver become ones that say nothing of the data, as the driver's own often do."""
    try:
        yield
    except NoConnectionFree:
        raise Unavailable("no connection to the database is free") from None
    except DBAPIError as error:
        raise _without_data(error).with_traceback(error.__traceback__) from None


def _without_data(error: DBAPIError) -> Exception:
    original: Any = error.orig
    code, words = _known(original)
    if words is None and error.connection_invalidated:
        words = LOST
    if words is not None:
        kind = InTheWay if code.startswith(IN_THE_WAY) else Unavailable
        return kind(f"{words} ({code})" if code else words)
    said = SQLITE_FOR_GOOD.get(getattr(original, "sqlite_errorcode", 0) & 0xFF, type(error).__name__)
    return BrokenStatement(f"{said} {code} in: {error.statement}")


def _known(original: Any) -> tuple[str, str | None]:
    """The driver's code of an error, and what it means if it is for now only."""
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return getattr(original, "sqlite_errorname", ""), SQLITE_FOR_NOW.get(code & 0xFF)
    state: str = getattr(original, "sqlstate", None) or ""
    fitting = [beginning for beginning in POSTGRESQL_FOR_NOW if state.startswith(beginning)]
    return state, POSTGRESQL_FOR_NOW[max(fitting, key=len)] if fitting else None


def why(error: sqlite3.Error | OSError) -> str:
    """What an error means, in words that tell nothing of the data."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    code, words = _known(error)
    known = words or SQLITE_FOR_GOOD.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return f"{known} ({code})" if known else type(error).__name__
