"""Accounts of people: cut off from who they were, given to another account, found again.

A person is what roles and entries belong to; an account is a row of `talks`, and says which person writes there. So a
phone that is lost is cut off by letting its rows belong to somebody who is nobody, and nothing else has to be moved.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from jamaah.accounts import Cut
from storage.changes import FINAL, Log
from storage.direct import Connection
from storage.schema import cuts, grants, joins, members, people, talks

_LANGUAGE = select(people.c.language).where(people.c.id == bindparam("person"))
_STRAY = insert(people).returning(people.c.id)
_AWAY = (
    update(talks)
    .where(talks.c.person == bindparam("of_person"))
    .values(
        person=bindparam("to_person"), version=talks.c.version + 1, state=bindparam("empty", type_=talks.c.state.type)
    )
)
_ONE = update(talks).where(talks.c.channel == bindparam("of_channel"), talks.c.sender == bindparam("of_sender"))
_ONE_AWAY = _ONE.values(person=bindparam("to_person"))
_SENDER = select(talks.c.channel, talks.c.sender).where(talks.c.id == bindparam("account"))
_OPEN = select(cuts).where(cuts.c.person == bindparam("person"), cuts.c.ended.is_(None)).order_by(cuts.c.id.desc())
_STRAYS = select(cuts.c.id).where(cuts.c.stray == bindparam("stray")).limit(1)
_GET = select(cuts).where(cuts.c.id == bindparam("cut"))
_GRANTS = select(grants).where(grants.c.person == bindparam("person")).order_by(grants.c.id)
_MEMBERS = select(members).where(members.c.person == bindparam("person")).order_by(members.c.id)
_JOINS = select(joins).where(joins.c.person == bindparam("person"), joins.c.decided.is_(None)).order_by(joins.c.id)


class Accounts:
    """Which account speaks for which person. What is written here is in the change log, and never taken back."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def lost(self, person: int) -> Cut | None:
        """The cut of somebody who has no account since; None for everybody else."""
        row = self._connection.execute(_OPEN, {"person": person}).mappings().first()
        return None if row is None else _cut(row)

    def strays(self, person: int) -> bool:
        """Whether this is who writes from a phone that was said to be lost."""
        return self._connection.execute(_STRAYS, {"stray": person}).first() is not None

    def cut(self, person: int, group: int, now: int) -> Cut:
        """Let whoever writes from a person's accounts be nobody from now on."""
        language = self._connection.execute(_LANGUAGE, {"person": person}).scalar_one()
        stray = int(self._connection.execute(_STRAY, {"address": "", "language": language}).scalar_one())
        self._away(person, stray)
        new = Cut(group=group, person=person, stray=stray, by=self._log.author.person, at=now)
        return _cut(self._write(group, after={**_row(new), "id": None}))

    def find(self, cut: Cut, now: int) -> None:
        """The phone was found: whoever writes from there is the person again."""
        self._away(cut.stray, cut.person)
        self._end(cut, now)

    def move(self, account: int, cut: Cut, now: int) -> None:
        """Let whoever writes by this account be the person of a cut from now on, with all that they were besides."""
        row: Any = self._connection.execute(_SENDER, {"account": account}).first()
        self._merge(cut)
        self._connection.execute(
            _ONE_AWAY, {"of_channel": row.channel, "of_sender": row.sender, "to_person": cut.person}
        )
        self._end(cut, now)

    def _merge(self, cut: Cut) -> None:
        """Roles and places in books that the account's own person came by before belong to the person of the cut."""
        mine = self._log.author.person
        held = {(row["role"], row["group_id"]) for row in self._rows(_GRANTS, cut.person)}
        for row in self._rows(_GRANTS, mine):
            double = (row["role"], row["group_id"]) in held
            after = [] if double else [{**row, "person": cut.person}]
            self._log.write(grants, row["group_id"], [row], after, taken_back=FINAL)
        for table, statement in ((members, _MEMBERS), (joins, _JOINS)):
            for row in self._rows(statement, mine):
                self._log.write(table, row["group_id"], [row], [{**row, "person": cut.person}], taken_back=FINAL)

    def _rows(self, statement: Any, person: int) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(statement, {"person": person}).mappings()]

    def _away(self, person: int, to: int) -> None:
        self._connection.execute(_AWAY, {"of_person": person, "to_person": to, "empty": {}})

    def _end(self, cut: Cut, now: int) -> None:
        row = self._connection.execute(_GET, {"cut": cut.id}).mappings().first()
        if row is not None:
            self._write(cut.group, dict(row), {**row, "ended": now})

    def _write(self, group: int, before: Any = None, after: Any = None) -> Any:
        rows = [before] if before else []
        return self._log.write(cuts, group, rows, [after], taken_back=FINAL)[0]


def _row(cut: Cut) -> dict[str, Any]:
    return {
        "id": cut.id,
        "group_id": cut.group,
        "person": cut.person,
        "stray": cut.stray,
        "by_person": cut.by,
        "at": cut.at,
        "ended": cut.ended,
    }


def _cut(row: Any) -> Cut:
    values = dict(row)
    return Cut(group=values.pop("group_id"), by=values.pop("by_person"), **values)
