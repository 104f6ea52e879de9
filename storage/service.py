"""The service in figures: counts over all groups, for whoever runs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, bindparam, distinct, func, select

from jamaah.roles import Role
from jamaah.service import Figures
from storage.direct import Connection
from storage.schema import charges, grants, groups, inbox, meetings, members, outbox
from storage.tallies import Tallies

MONTH, WEEK, DAY = timedelta(days=30), 7 * 86_400, 86_400

_HERE = members.c.left_on.is_(None)


def _count(what: Any, *where: Any) -> Select[Any]:
    return select(func.count(what)).where(*where)


_GROUPS = _count(groups.c.id)
_MEMBERS = _count(members.c.id, _HERE)
_CONNECTED = _count(members.c.id, _HERE, members.c.person.is_not(None))
_HOLDING = _count(distinct(grants.c.person), grants.c.role == bindparam("role", type_=Text()))
_MEETINGS = _count(meetings.c.id, meetings.c.day > bindparam("day", type_=Text()))
_INBOX, _OUTBOX = _count(inbox.c.id, inbox.c.ended.is_(None)), _count(outbox.c.id, outbox.c.ended.is_(None))
_GIVEN_UP = _count(outbox.c.id, outbox.c.failed, outbox.c.ended > bindparam("after"))
_OF_MONTH = charges.c.month == bindparam("month", type_=Text())
_CHARGED = (
    select(charges.c.category, func.sum(charges.c.count).label("often"))
    .where(_OF_MONTH)
    .group_by(charges.c.category)
    .order_by(charges.c.category)
)
_PAYING = _count(distinct(charges.c.group_id), _OF_MONTH, charges.c.group_id > 0)


class Service:
    """Counts, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def figures(self, now: int) -> Figures:
        """How much is kept and waits. It reads whole tables: it is for one person to ask now and then."""
        today = datetime.fromtimestamp(now, UTC)
        day, month = (today - MONTH).date().isoformat(), f"{today:%Y-%m}"
        charged = self._connection.execute(_CHARGED, {"month": month}).all()
        return Figures(
            groups=self._number(_GROUPS),
            members=self._number(_MEMBERS),
            connected=self._number(_CONNECTED),
            secretaries=self._number(_HOLDING, role=Role.SECRETARY.value),
            facilitators=self._number(_HOLDING, role=Role.FACILITATOR.value),
            meetings=self._number(_MEETINGS, day=day),
            waiting=self._number(_INBOX) + self._number(_OUTBOX),
            given_up=self._number(_GIVEN_UP, after=now - WEEK),
            refused=Tallies(self._connection).all(now - DAY),
            charged={row.category: int(row.often) for row in charged},
            paying=self._number(_PAYING, month=month),
        )

    def _number(self, statement: Select[Any], **values: Any) -> int:
        return int(self._connection.execute(statement, values).scalar_one())
