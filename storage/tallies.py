"""Tallies: how often something was refused, hour by hour. Counts, of nobody."""

from __future__ import annotations

from sqlalchemy import Text, bindparam, delete, func, select

from storage.direct import Connection
from storage.schema import tallies
from storage.statements import OfDialect, on

HOUR = 3_600

_SUM = select(func.coalesce(func.sum(tallies.c.count), 0)).where(
    tallies.c.what == bindparam("of", type_=Text()), tallies.c.since > bindparam("after")
)
_ALL = (
    select(tallies.c.what, func.sum(tallies.c.count).label("often"))
    .where(tallies.c.since > bindparam("after"))
    .group_by(tallies.c.what)
    .order_by(tallies.c.what)
)
_FORGET = delete(tallies).where(tallies.c.since < bindparam("before"))
_COUNT = OfDialect(
    lambda dialect: (
        dialect.insert(tallies)
        .values(what=bindparam("what"), since=bindparam("since"), count=bindparam("more"))
        .on_conflict_do_update(
            index_elements=[tallies.c.what, tallies.c.since], set_={"count": tallies.c.count + bindparam("more")}
        )
    )
)


class Tallies:
    """Counts, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, what: str, now: int, more: int = 1) -> None:
        """Count that something happened in this hour."""
        values = {"what": what, "since": now - now % HOUR, "more": more}
        self._connection.execute(on(self._connection, _COUNT), values)

    def within(self, what: str, now: int) -> int:
        """How often something happened in this hour of the clock."""
        return int(self._connection.execute(_SUM, {"of": what, "after": now - now % HOUR - 1}).scalar_one())

    def all(self, after: int) -> dict[str, int]:
        """How often each thing happened in the hours that began after a moment."""
        return {row.what: int(row.often) for row in self._connection.execute(_ALL, {"after": after})}

    def forget(self, before: int) -> None:
        """Let go of hours that began before a moment."""
        self._connection.execute(_FORGET, {"before": before})
