"""All that a group's books hold, row by row, for whoever takes them along."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, bindparam, select

from storage import schema
from storage.changes import RECORDS
from storage.direct import Connection

_GROUP: Any = bindparam("group")
# What opens a door, or is locked so that only papers may hold it.
LEFT_OUT = {"nik"}


def _rows(table: Table) -> Any:
    order = [*table.primary_key]
    if table is schema.groups:
        return select(table).where(table.c.id == _GROUP)
    if table is schema.attendance:
        of = select(schema.meetings.c.id).where(schema.meetings.c.group_id == _GROUP)
        return select(table).where(table.c.meeting.in_(of)).order_by(*order)
    if table is schema.deviations:
        of = select(schema.schedules.c.id).where(schema.schedules.c.group_id == _GROUP)
        return select(table).where(table.c.schedule.in_(of)).order_by(*order)
    return select(table).where(table.c.group_id == _GROUP).order_by(*order)


_TABLES = {table.name: _rows(table) for table in (*RECORDS, schema.changes) if table is not schema.people}
_THEIRS = select(schema.grants.c.person).where(schema.grants.c.group_id == _GROUP)
_CONSENTS = select(schema.consents).where(schema.consents.c.person.in_(_THEIRS)).order_by(schema.consents.c.id)
_NAMES = (
    select(schema.people.c.id, schema.people.c.address)
    .where(schema.people.c.id.in_(_THEIRS))
    .order_by(schema.people.c.id)
)


class Whole:
    """Reads everything of a group."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, group: int) -> dict[str, list[dict[str, Any]]]:
        """The rows of each kind of record; how those are called who have a role in the group, and what they said of
        messages that they do not ask for. No NIK is among them."""
        found = {name: self._read(statement, group) for name, statement in _TABLES.items()}
        return {**found, "people": self._read(_NAMES, group), "consents": self._read(_CONSENTS, group)}

    def _read(self, statement: Any, group: int) -> list[dict[str, Any]]:
        rows = self._connection.execute(statement, {"group": group}).mappings()
        return [_without(dict(row)) for row in rows]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(each) for name, each in value.items() if name not in LEFT_OUT}
    return [_without(each) for each in value] if isinstance(value, list) else value
