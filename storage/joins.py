"""Joinings: who asked with a code to be connected with a member, and what a secretary said to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select

from handlers.ports import Joining
from storage.changes import Log
from storage.direct import Connection
from storage.schema import joins

_GET = select(joins).where(joins.c.id == bindparam("joining"))
_WAITING = select(joins).where(joins.c.group_id == bindparam("group"), joins.c.decided.is_(None)).order_by(joins.c.id)
_OF_PERSON = select(joins).where(joins.c.person == bindparam("person")).order_by(joins.c.id.desc())


class Joins:
    """Rows of joinings."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def add(self, joining: Joining) -> Joining:
        """Enter a joining; the joining with its id."""
        return _joining(self._log.write(joins, joining.group, after=[{**_row(joining), "id": None}])[0])

    def get(self, joining: int) -> Joining | None:
        """A joining by its id."""
        row = self._connection.execute(_GET, {"joining": joining}).mappings().first()
        return None if row is None else _joining(row)

    def replace(self, joining: Joining) -> None:
        """Write a joining anew. Raises LookupError if it is not there."""
        row = self._connection.execute(_GET, {"joining": joining.id}).mappings().first()
        if row is None:
            raise LookupError(f"there is no joining {joining.id}")
        self._log.write(joins, joining.group, [dict(row)], [_row(joining)])

    def waiting(self, group: int) -> list[Joining]:
        """Those on whom no secretary has decided, the oldest first."""
        return [_joining(row) for row in self._connection.execute(_WAITING, {"group": group}).mappings()]

    def of_person(self, person: int) -> list[Joining]:
        """All that somebody asked for, the newest first."""
        return [_joining(row) for row in self._connection.execute(_OF_PERSON, {"person": person}).mappings()]


def _row(joining: Joining) -> dict[str, Any]:
    values = asdict(joining)
    return {"group_id": values.pop("group"), **values}


def _joining(row: Any) -> Joining:
    values = dict(row)
    return Joining(group=values.pop("group_id"), **values)
