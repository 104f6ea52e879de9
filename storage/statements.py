"""What statements of both databases share: entering what is not there yet, and how many rows were written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from sqlalchemy import Column, Table

from storage.direct import Connection

SQLITE = "sqlite"
POSTGRESQL = "postgresql"


class OfDialect(dict[str, Any]):
    """A statement by the name of the dialect, made of the dialect's module when a database of it first needs it.

    PostgreSQL's takes 25 ms to import, with its driver.
    """

    def __init__(self, made: Callable[[Any], Any]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, name: str) -> Any:
        statement = self[name] = self._made(import_module(f"sqlalchemy.dialects.{name}"))
        return statement

    def then(self, more: Callable[[Any], Any]) -> OfDialect:
        """The same statement with something more."""
        return OfDialect(lambda dialect: more(self._made(dialect)))


def entering(table: Table, *key: Column[Any]) -> OfDialect:
    """An INSERT that leaves out rows whose unique `key` is there already."""
    return OfDialect(lambda dialect: dialect.insert(table).on_conflict_do_nothing(index_elements=key))


def returning(statements: OfDialect, column: Column[Any]) -> OfDialect:
    """The same statements, answering `column` of each row that was entered."""
    return statements.then(lambda statement: statement.returning(column))


def on(connection: Connection, statements: Mapping[str, Any]) -> Any:
    """The one of these statements that the database of `connection` understands."""
    return statements[connection.dialect.name]


def written(connection: Connection, statement: Any, parameters: Mapping[str, Any]) -> int:
    """Execute an UPDATE or DELETE: the number of rows it wrote."""
    return int(connection.execute(statement, parameters).rowcount)
