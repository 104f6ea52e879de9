"""Countersigns: what members say of the minutes of meetings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.countersigns import Countersign
from storage.changes import Log
from storage.direct import Connection
from storage.schema import countersigns

_OF = select(countersigns).where(countersigns.c.meeting == bindparam("meeting")).order_by(countersigns.c.id)


class Countersigns:
    """Rows of countersigns, one of each member for each meeting."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def of(self, meeting: int) -> list[Countersign]:
        """What members say of a meeting's minutes, each what they said last."""
        return [_countersign(row) for row in self._rows(meeting)]

    def say(self, said: Countersign) -> None:
        """Enter what a member says, in place of what they said of that meeting before."""
        before = [row for row in self._rows(said.meeting) if row["member"] == said.member]
        self._log.write(countersigns, said.group, before, [{**_row(said), "id": before[0]["id"] if before else None}])

    def _rows(self, meeting: int) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(_OF, {"meeting": meeting}).mappings()]


def _row(said: Countersign) -> dict[str, Any]:
    values = asdict(said)
    return {"group_id": values.pop("group"), **values}


def _countersign(row: Any) -> Countersign:
    values = dict(row)
    return Countersign(group=values.pop("group_id"), **values)
