"""What statements of both databases share: entering what is not there yet, and how many rows were written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.direct import Connection

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
ByDialect = Mapping[str, Insert]


def entering(table: Table, *key: Column[Any]) -> ByDialect:
    """An INSERT that leaves out rows whose unique `key` is there already, by the name of the dialect."""
    return {
        SQLITE: sqlite.insert(table).on_conflict_do_nothing(index_elements=key),
        POSTGRESQL: postgresql.insert(table).on_conflict_do_nothing(index_elements=key),
    }


def returning(statements: ByDialect, column: Column[Any]) -> Mapping[str, Any]:
    """The same statements, answering `column` of each row that was entered."""
    return {dialect: statement.returning(column) for dialect, statement in statements.items()}


def on(connection: Connection, statements: Mapping[str, Any]) -> Any:
    """The one of these statements that the database of `connection` understands."""
    return statements[connection.dialect.name]


def written(connection: Connection, statement: Any, parameters: Mapping[str, Any]) -> int:
    """Execute an UPDATE or DELETE: the number of rows it wrote."""
    return int(connection.execute(statement, parameters).rowcount)
