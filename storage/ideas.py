"""The book of ideas: rows of what was put forward in a group."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.ideas import Idea
from storage.changes import Log
from storage.schema import ideas

_OF = select(ideas).where(ideas.c.group_id == bindparam("group")).order_by(ideas.c.id)
_GET = select(ideas).where(ideas.c.id == bindparam("idea"))
_DAYS = ("day", "discussed", "decided")


class Ideas:
    """Rows of ideas."""

    def __init__(self, log: Log) -> None:
        self._log, self._connection = log, log.connection

    def of(self, group: int) -> list[Idea]:
        """All ideas of a group, in the order in which they were written down."""
        found: tuple[Idea, ...] = self._log.once(
            (ideas,),
            group,
            lambda: tuple(_idea(row) for row in self._connection.execute(_OF, {"group": group}).mappings()),
        )
        return list(found)

    def get(self, idea: int) -> Idea | None:
        """An idea by its id."""
        row = self._connection.execute(_GET, {"idea": idea}).mappings().first()
        return None if row is None else _idea(row)

    def add(self, put_forward: list[Idea]) -> list[Idea]:
        """Enter ideas of one group as one change; them with their ids."""
        if not put_forward:
            return []
        rows = self._log.write(ideas, put_forward[0].group, after=[{**_row(idea), "id": None} for idea in put_forward])
        return [_idea(row) for row in rows]

    def replace(self, idea: Idea) -> None:
        """Write an idea anew. Raises LookupError if it is not there."""
        self._log.write(ideas, idea.group, [self._kept(idea)], [_row(idea)])

    def remove(self, idea: Idea) -> None:
        """Take an idea out of the book. Raises LookupError if it is not there."""
        self._log.write(ideas, idea.group, [self._kept(idea)])

    def _kept(self, idea: Idea) -> dict[str, Any]:
        row = self._connection.execute(_GET, {"idea": idea.id}).mappings().first()
        if row is None:
            raise LookupError(f"there is no idea {idea.id}")
        return dict(row)


def _row(idea: Idea) -> dict[str, Any]:
    values = asdict(idea)
    days = {name: values[name] and values[name].isoformat() for name in _DAYS}
    return {"group_id": values.pop("group"), "member": values.pop("by"), **values, **days}


def _idea(row: Any) -> Idea:
    values = dict(row)
    days = {name: values[name] and date.fromisoformat(values[name]) for name in _DAYS}
    group, by = values.pop("group_id"), values.pop("member")
    return Idea(**{**values, **days}, group=group, by=by)
