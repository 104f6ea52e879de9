"""Leases: which process does what only one may do at a time, until when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, or_

from storage.direct import Connection
from storage.schema import leases
from storage.statements import OfDialect, on, written

_NEW: dict[str, Any] = {"holder": bindparam("holder"), "until": bindparam("until")}
_MINE_OR_OVER = or_(leases.c.holder == bindparam("holder"), leases.c.until <= bindparam("now"))
_HOLD = OfDialect(
    lambda dialect: (
        dialect.insert(leases)
        .values(name=bindparam("name"), **_NEW)
        .on_conflict_do_update(index_elements=[leases.c.name], set_=_NEW, where=_MINE_OR_OVER)
    )
)
_CLEAR = delete(leases)
_RELEASE = delete(leases).where(leases.c.name == bindparam("of"), leases.c.holder == bindparam("by"))


class Leases:
    """Leases, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, name: str, holder: str, now: int, until: int) -> bool:
        """Take or prolong a lease; False while another holder has it."""
        values = {"name": name, "holder": holder, "now": now, "until": until}
        return written(self._connection, on(self._connection, _HOLD), values) == 1

    def clear(self) -> None:
        """End all leases: whoever held one is gone."""
        self._connection.execute(_CLEAR)

    def release(self, name: str, holder: str) -> None:
        """Give a lease back."""
        self._connection.execute(_RELEASE, {"of": name, "by": holder})
