"""What is locked in a record: the change log keeps that it was there, never what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
COLUMNS = {"founders": "nik"}
"""The column of a table that holds something locked."""
THERE, ANOTHER = "there", "another"


def as_logged(record: str, before: Sequence[Row], after: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of a change as the log keeps them."""
    column = COLUMNS.get(record)
    if column is None:
        return [dict(row) for row in before], list(after)
    was = {row["id"]: row.get(column) for row in before}
    now = [_marked(row, column, _mark(was.get(row["id"]), row.get(column))) for row in after]
    return [_marked(row, column, THERE) for row in before], now


def loses(record: str, before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether a change takes something locked away, which nobody can put back from the log."""
    column = COLUMNS.get(record)
    now = {row["id"]: row.get(column) for row in after} if column else {}
    return any(row.get(column) not in (None, now.get(row["id"])) for row in before) if column else False


def with_locked(record: str, rows: Sequence[Row], present: Sequence[Row]) -> list[Row]:
    """Rows of the log with what is locked in them, as it stands in the books at present."""
    column = COLUMNS.get(record)
    if column is None:
        return list(rows)
    locked = {row["id"]: row[column] for row in present}
    return [{**row, column: locked.get(row["id"])} if row.get(column) else row for row in rows]


def _mark(was: str | None, now: str | None) -> str:
    return ANOTHER if was and was != now else THERE


def _marked(row: Row, column: str, mark: str) -> Row:
    return {**row, column: mark} if row.get(column) else dict(row)
