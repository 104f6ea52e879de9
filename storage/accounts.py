"""Accounts of people: cut off from who they were, given to another account, found again.

A person is what roles and entries belong to; an account is a row of `talks`, and says which person writes there. So a
phone that is lost is cut off by letting its rows belong to somebody who is nobody, and nothing else has to be moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Text, bindparam, insert, or_, select, update

from jamaah.accounts import Cut, Link
from storage.changes import FINAL, Log
from storage.consents import Consents
from storage.direct import Connection
from storage.schema import cuts, links, people, talks

_LANGUAGE = select(people.c.language).where(people.c.id == bindparam("person"))
_STRAY = insert(people).returning(people.c.id)
_AWAY = (
    update(talks)
    .where(talks.c.person == bindparam("of_person"))
    .where(or_(bindparam("on_all", type_=Boolean()), talks.c.channel == bindparam("of_channel", type_=Text())))
    .values(
        person=bindparam("to_person"), version=talks.c.version + 1, state=bindparam("empty", type_=talks.c.state.type)
    )
)
_WRITER = select(talks.c.person).where(talks.c.id == bindparam("account"))
_OPEN = select(cuts).where(cuts.c.person == bindparam("person"), cuts.c.ended.is_(None)).order_by(cuts.c.id.desc())
_LOST = _OPEN.where(cuts.c.channel.is_(None))
_STRAYS = select(cuts.c.id).where(cuts.c.stray == bindparam("stray")).limit(1)
_GET = select(cuts).where(cuts.c.id == bindparam("cut"))


class Accounts:
    """Which account speaks for which person. What is written here is in the change log, and never taken back."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def lost(self, person: int) -> Cut | None:
        """The cut of somebody who has no account since; None for everybody else."""
        return self._first(_LOST, person)

    def cut_off(self, person: int) -> Cut | None:
        """The last cut of somebody's accounts, of all or of one channel's, that is not over; None if there is none."""
        return self._first(_OPEN, person)

    def strays(self, person: int) -> bool:
        """Whether this is who writes from a phone that was said to be lost."""
        return self._connection.execute(_STRAYS, {"stray": person}).first() is not None

    def cut(self, person: int, group: int, now: int, channel: str | None = None) -> Cut:
        """Let whoever writes from a person's accounts, or from those of one channel, be nobody from now on."""
        language = self._connection.execute(_LANGUAGE, {"person": person}).scalar_one()
        stray = int(self._connection.execute(_STRAY, {"address": "", "language": language}).scalar_one())
        self._away(person, stray, channel)
        new = Cut(group=group, person=person, stray=stray, by=self._log.author.person, at=now, channel=channel)
        return _cut(self._write(group, after={**_row(new), "id": None}))

    def find(self, cut: Cut, now: int) -> None:
        """The phone was found: whoever writes from there is the person again."""
        self._away(cut.stray, cut.person)
        self._end(cut, now)

    def link(self, person: int, other: int, told: Sequence[Link]) -> None:
        """Let all that was one person's be another's, the accounts too, and keep in each group's log that it is so."""
        self._merge(other, person)
        for one in told:
            row = {"id": None, "group_id": one.group, "person": one.person, "channel": one.channel, "at": one.at}
            self._log.write(links, one.group, after=[row], taken_back=FINAL)

    def move(self, account: int, cut: Cut, now: int) -> None:
        """Let whoever writes by this account be the person of a cut from now on, with all that they were besides."""
        [mine] = self._connection.execute(_WRITER, {"account": account}).scalars()
        self._merge(mine, cut.person)
        self._end(cut, now)

    def _merge(self, gone: int, kept: int) -> None:
        from storage.merging import merge  # noqa: PLC0415  rarely needed, with many statements

        merge(self._connection, gone, kept)
        Consents(self._connection).settle(kept)
        self._log.forget()

    def _first(self, statement: Any, person: int) -> Cut | None:
        row = self._connection.execute(statement, {"person": person}).mappings().first()
        return None if row is None else _cut(row)

    def _away(self, person: int, to: int, channel: str | None = None) -> None:
        values = {"of_person": person, "to_person": to, "empty": {}}
        self._connection.execute(_AWAY, {**values, "on_all": channel is None, "of_channel": channel or ""})

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
        "channel": cut.channel,
    }


def _cut(row: Any) -> Cut:
    values = dict(row)
    return Cut(group=values.pop("group_id"), by=values.pop("by_person"), **values)
