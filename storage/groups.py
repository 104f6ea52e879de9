"""Groups: their rows, and the lock that lets one turn at a time write a group's records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.capital import Capital
from jamaah.groups import LEADS, Group, Zone
from storage.changes import Log
from storage.direct import Connection
from storage.schema import groups
from storage.statements import POSTGRESQL

_GET = select(groups).where(groups.c.id == bindparam("group"))
_SOME = select(groups).where(groups.c.id.in_(bindparam("groups", expanding=True))).order_by(groups.c.name, groups.c.id)
_ALL = select(groups).order_by(groups.c.name, groups.c.id)
_LOCK = select(groups.c.id).where(groups.c.id == bindparam("group")).with_for_update()


class Groups:
    """Rows of groups."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def add(self, group: Group) -> Group:
        """Enter a new group; the group with its id."""
        return _group(self._log.write(groups, None, after=[{**_row(group), "id": None}])[0])

    def get(self, group: int) -> Group:
        """A group by its id. Raises LookupError if there is none."""
        row = self._connection.execute(_GET, {"group": group}).mappings().first()
        if row is None:
            raise LookupError(f"there is no group {group}")
        return _group(row)

    def replace(self, group: Group) -> None:
        """Put a group right, by its id."""
        self._log.write(groups, group.id, [_row(self.get(group.id))], [_row(group)])

    def some(self, wanted: Sequence[int]) -> list[Group]:
        """These groups, by name."""
        if not wanted:
            return []
        return list(self._log.once([groups], tuple(wanted), lambda: self._some(wanted)))

    def all(self) -> list[Group]:
        """All groups there are, by name."""
        return [_group(row) for row in self._connection.execute(_ALL).mappings()]

    def lock(self, group: int) -> None:
        """Make other turns that write this group's records wait for this one (on SQLite every turn waits already)."""
        if self._connection.dialect.name == POSTGRESQL:
            self._connection.execute(_LOCK, {"group": group})
            self._log.forget()

    def _some(self, wanted: Sequence[int]) -> list[Group]:
        return [_group(row) for row in self._connection.execute(_SOME, {"groups": list(wanted)}).mappings()]


def _row(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "village": group.village,
        "rt": group.rt,
        "zone": group.zone.value,
        "founded": group.founded.isoformat(),
        "leads": None if group.leads == LEADS else [int(lead.total_seconds()) for lead in group.leads],
        "cooperative": group.cooperative,
        "capital": None if group.capital is None else {**asdict(group.capital), "day": group.capital.day.isoformat()},
        "shares": group.shares or None,
        "rw": group.rw,
        "region": group.region,
    }


def _group(row: Any) -> Group:
    leads = LEADS if row["leads"] is None else tuple(timedelta(seconds=seconds) for seconds in row["leads"])
    return Group(
        id=row["id"],
        name=row["name"],
        village=row["village"],
        rt=row["rt"],
        zone=Zone(row["zone"]),
        founded=date.fromisoformat(row["founded"]),
        leads=leads,
        cooperative=row["cooperative"],
        capital=row["capital"] and _capital(row["capital"]),
        shares=bool(row["shares"]),
        rw=row["rw"],
        region=row["region"],
    )


def _capital(told: Mapping[str, Any]) -> Capital:
    return Capital(**{**told, "day": date.fromisoformat(told["day"])})
