"""Preparing a database: brings its schema up to date, or refuses it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import AsyncDatabase, SqliteDatabase

# All revisions, the newest last: so that an up-to-date database is known without importing Alembic (half a second).
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = REVISIONS[-1]


class NewerSchema(Exception):
    """The database was written by a later version of the program; this one must not touch it."""


async def prepare(database: AsyncDatabase) -> None:
    """Bring the schema up to date. A SQLite file that is changed is first copied to `<name>.before-<revision>`.

    Raises NewerSchema, or Unavailable if the database is locked or cannot be reached.
    """
    if await database.run_raw(stored) == HEAD:
        return
    path = database.path if isinstance(database, SqliteDatabase) else None
    await database.reshape(lambda connection: _bring_up_to_date(connection, path))


def stored(connection: Connection) -> str | None:
    """The revision of a database, None if it has no schema yet. Raises NewerSchema for one that is not known here."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in REVISIONS:
        raise NewerSchema(f"the database is at revision {revision}; this program knows up to {HEAD}")
    return revision


def _bring_up_to_date(connection: Connection, path: Path | None) -> None:
    from storage.migrations import upgrade  # noqa: PLC0415  half a second that an up-to-date database need not wait

    revision = stored(connection)  # again: another process may have been faster
    if revision == HEAD:
        return
    if path is not None and revision is not None:
        copy(path, path.with_name(f"{path.name}.before-{HEAD}"))
    upgrade(connection)


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite file as it was last committed, also while it is in use; only its owner may read the copy."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    shutil.copymode(source, target)
