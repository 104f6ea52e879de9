"""Backups: all records in one checked file, which goes back into either kind of database.

The file is gzip: a JSON line that says what it is, a line for each row, and a line with their number and checksum.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, cast

from sqlalchemy import JSON, Connection, MetaData, Table, inspect, text

from lean import dataclass
from storage.database import AsyncDatabase, SqliteDatabase
from storage.errors import BackupRefused
from storage.preparing import HEAD, REVISIONS, stored
from storage.presence import alone
from storage.records import Records
from storage.schema import metadata
from storage.statements import POSTGRESQL, SQLITE, on

KIND, FORMAT = "carik backup", 1
VERSION_TABLE = "alembic_version"
# Who holds a lease is one of the processes that serve, not a part of the records.
LEFT_OUT = {"leases"}
AT_ONCE = 500

_NUMBERS = {
    SQLITE: text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :table"),
    POSTGRESQL: text(
        "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(:table), 'id')::regclass), 0)"
    ),
}
_FORGET_NUMBER = text("DELETE FROM sqlite_sequence WHERE name = :table")
_KEEP_NUMBER = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
_SET_NUMBER = text("SELECT setval(pg_get_serial_sequence(quote_ident(:table), 'id'), :last)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a backup says of itself: the revision of its tables, and the last id given out in each."""

    revision: str
    numbers: Mapping[str, int]
    kind: str = KIND
    format: int = FORMAT


async def back_up(database: AsyncDatabase, file: Path) -> int:
    """Write all records as they are at one moment into a new file that its owner alone may read; how many rows.

    Whoever serves goes on meanwhile. Raises BackupRefused if the file is there already or cannot be written,
    NewerSchema, or Unavailable.
    """
    if isinstance(database, SqliteDatabase) and not database.path.exists():
        raise BackupRefused("there are no records yet")
    with _new(file) as raw:
        return await database.snapshot(lambda connection: _export(connection, raw))


async def restore(database: AsyncDatabase, file: Path, aside: Path | None = None) -> int:
    """Replace all records by those of a backup, which is checked first, in one transaction; how many rows.

    A backup of an older program is brought up to date. Records that are there already are refused, unless `aside` is
    where they are backed up first. Raises BackupRefused, Occupied while another process serves, NewerSchema, or
    Unavailable; then nothing has changed.
    """
    heading, rows = check(file), 0

    def work(connection: Connection) -> None:
        nonlocal rows
        rows = _import(connection, heading, file)

    async with alone(database):
        if await database.run_raw(_is_used):
            if aside is None:
                raise BackupRefused("there are records already; --overwrite keeps them aside and replaces them")
            await back_up(database, aside)
        await database.reshape(work)
    return rows


def _is_used(connection: Connection) -> bool:
    return stored(connection) is not None and not Records(connection).is_empty()


def check(file: Path) -> Heading:
    """Read a whole backup, and what it says of itself. Raises BackupRefused if it is anything else, or not whole."""
    with _opened(file) as packed:
        heading = _heading(json.loads(packed.readline()), file)
    for table, _row in _rows(file):
        if table not in metadata.tables:
            raise BackupRefused(f"{file} has records of a kind that this program does not know")
    return heading


# -- writing


@contextmanager
def _new(file: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name once it is whole and on the disk."""
    part = file.with_name(f"{file.name}.part")
    if file.exists():
        raise BackupRefused(f"{file} is there already; a backup never replaces a file")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(file)
        _settle(file.parent)
    except OSError as error:
        raise BackupRefused(f"{file} cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the folder on the disk, with the names in it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _export(connection: Connection, raw: IO[bytes]) -> int:
    revision = stored(connection)
    if revision is None:
        raise BackupRefused("there are no records yet")
    tables = _tables(connection)
    # The rows come first: reading them fixes the moment, and no id of theirs was given out later than the numbers.
    connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    numbers = {table.name: _last(connection, table) for table in tables if "id" in table.c}
    sums, rows = sha256(), 0
    with gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
        for line in _lines(connection, Heading(revision, numbers), tables):
            packed.write(line)
            sums.update(line)
            rows += 1
        packed.write(_line({"rows": rows - 1, "sha256": sums.hexdigest()}))
    return rows - 1


def _lines(connection: Connection, heading: Heading, tables: Sequence[Table]) -> Iterator[bytes]:
    yield _line(asdict(heading))
    for table in tables:
        rows = connection.execute(table.select().order_by(*table.primary_key), execution_options={"yield_per": AT_ONCE})
        for row in rows.mappings():
            yield _line([table.name, dict(row)])


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _last(connection: Connection, table: Table) -> int:
    return int(connection.execute(on(connection, _NUMBERS), {"table": table.name}).scalar() or 0)


def _tables(connection: Connection) -> list[Table]:
    """Our tables as this database has them, what others refer to first: it may be of an older revision."""
    there = {*inspect(connection).get_table_names()} & {*metadata.tables} - LEFT_OUT
    found = MetaData()
    found.reflect(connection, only=sorted(there))
    for column in (column for table in found.tables.values() for column in table.c if isinstance(column.type, JSON)):
        column.type = JSON(none_as_null=True)
    return [table for table in found.sorted_tables if table.name in there]


# -- reading


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(file, "rb") as packed:
            yield cast(IO[bytes], packed)
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError, KeyError, TypeError):
        raise BackupRefused(f"{file} is no backup of Carik, or damaged, or cut off") from None
    except OSError as error:
        raise BackupRefused(f"{file} cannot be read: {error.strerror}") from None


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with its table's name. Raises BackupRefused, perhaps only at the end: what is read counts if all is."""
    sums = sha256()
    with _opened(file) as packed:
        sums.update(packed.readline())
        for number, line in enumerate(packed):
            value = json.loads(line)
            if isinstance(value, dict):
                if value != {"rows": number, "sha256": sums.hexdigest()} or packed.read(1):
                    raise ValueError
                return
            sums.update(line)
            table, row = value
            yield table, row
        raise EOFError


def _heading(said: Mapping[str, Any], file: Path) -> Heading:
    if said["kind"] != KIND:
        raise ValueError
    if said["format"] != FORMAT or said["revision"] not in REVISIONS:
        raise BackupRefused(f"{file} was made by a later version of the program; this one knows up to {HEAD}")
    return Heading(said["revision"], said["numbers"])


def _import(connection: Connection, heading: Heading, file: Path) -> int:
    from storage.migrations import upgrade  # noqa: PLC0415  half a second that only a restore has to wait

    _drop(connection)
    upgrade(connection, heading.revision)
    tables = {table.name: table for table in _tables(connection)}
    for table in reversed(tables.values()):
        connection.execute(table.delete())
    rows = 0
    for name, found in groupby(_rows(file), key=itemgetter(0)):
        while batch := [row for _name, row in islice(found, AT_ONCE)]:
            connection.execute(tables[name].insert(), batch)
            rows += len(batch)
    upgrade(connection)
    for name, last in heading.numbers.items():
        _go_on_after(connection, name, last)
    return rows


def _drop(connection: Connection) -> None:
    """Remove our tables, as this database has them, and no others."""
    there = {*inspect(connection).get_table_names()}
    found = MetaData()
    found.reflect(connection, only=sorted(there & {*metadata.tables, VERSION_TABLE}))
    found.drop_all(connection)


def _go_on_after(connection: Connection, table: str, last: int) -> None:
    """Never give out an id again that was given out before the backup."""
    if connection.dialect.name == SQLITE:
        connection.execute(_FORGET_NUMBER, {"table": table})
        connection.execute(_KEEP_NUMBER, {"table": table, "last": last})
    elif last:
        connection.execute(_SET_NUMBER, {"table": table, "last": last})
