"""Charges: how many messages a platform has charged for, by month, group and category. Counts, of nobody."""

from __future__ import annotations

from sqlalchemy import Text, bindparam, func, literal_column, select

from bot.ports import Sent
from jamaah.service import Charge
from storage.direct import Connection
from storage.schema import charges, grants, groups, members, talks
from storage.statements import OfDialect, on

NOBODY = 0
"""The group of what went to somebody who is in none."""

_PERSON = select(talks.c.person).where(
    talks.c.channel == bindparam("of_channel", type_=Text()),
    talks.c.chat == bindparam("of_chat", type_=Text()),
    talks.c.private.is_(True),
)
_MEMBER_OF = select(func.min(members.c.group_id)).where(members.c.person.in_(_PERSON), members.c.left_on.is_(None))
_HOLDS = select(func.min(grants.c.group_id)).where(grants.c.person.in_(_PERSON))
_COUNT = OfDialect(
    lambda dialect: (
        dialect.insert(charges)
        .values(
            month=bindparam("month"),
            group_id=bindparam("group"),
            category=bindparam("category"),
            count=literal_column("1"),
        )
        .on_conflict_do_update(
            index_elements=[charges.c.month, charges.c.group_id, charges.c.category],
            set_={"count": charges.c.count + 1},
        )
    )
)
_OF = (
    select(charges.c.group_id, groups.c.name, groups.c.village, charges.c.category, charges.c.count.label("often"))
    .outerjoin(groups, groups.c.id == charges.c.group_id)
    .where(charges.c.month == bindparam("of_month", type_=Text()))
    .order_by(charges.c.count.desc(), charges.c.group_id, charges.c.category)
)


class Charges:
    """Counts, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, of: Sent, month: str, group: int | None, category: str) -> None:
        """Count what a message costs in a month ("2026-12"): for a group, or for that of the person to whom it went.

        That is the group in whose book they are, the oldest of several, else the one in which they have a role.
        """
        chosen = self._of_person(of) if group is None else group
        values = {"month": month, "group": chosen, "category": category}
        self._connection.execute(on(self._connection, _COUNT), values)

    def of(self, month: str) -> list[Charge]:
        """What was charged for in a month, the most first."""
        rows = self._connection.execute(_OF, {"of_month": month}).all()
        return [Charge(row.group_id, row.name, row.village, row.category, row.often) for row in rows]

    def _of_person(self, of: Sent) -> int:
        chat = {"of_channel": of.channel, "of_chat": of.chat}
        found = (self._connection.execute(each, chat).scalar() for each in (_MEMBER_OF, _HOLDS))
        return next((int(group) for group in found if group is not None), NOBODY)
