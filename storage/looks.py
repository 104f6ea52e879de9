"""Looks: who saw what is kept of one member, day by day. What a member looks up of themselves is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from handlers.ports import Look
from storage.direct import Connection
from storage.schema import looks
from storage.statements import entering, on

_OF_MEMBER = select(looks).where(looks.c.member == bindparam("member")).order_by(looks.c.day, looks.c.id)
_ENTER = entering(looks, looks.c.member, looks.c.person, looks.c.what, looks.c.day)


class Looks:
    """Rows of looks, as one transaction sees them. They are no records: nobody takes a look back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, look: Look) -> None:
        """Enter that somebody looked; the second look of a day is the first."""
        values = {"group_id": look.group, "member": look.member, "person": look.person}
        self._connection.execute(
            on(self._connection, _ENTER), {**values, "what": look.what, "day": look.day.isoformat()}
        )

    def of(self, member: int) -> Sequence[Look]:
        """Who looked at what is kept of a member, the oldest day first."""
        rows = self._connection.execute(_OF_MEMBER, {"member": member})
        return [Look(row.group_id, row.member, row.person, row.what, date.fromisoformat(row.day)) for row in rows]
