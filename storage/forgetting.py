"""Taking somebody out of what is no record: messages that came and went, talks, and work that is due."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, bindparam, case, null, select, update

from jamaah.erasure import Traces
from storage.direct import Connection
from storage.schema import chats, due, grants, inbox, outbox, talks
from storage.window import IS_KEPT

ERASED = "Erased"
"""What is said of the kind of failure where a message was not sent because it was about somebody who was erased."""
PACKED = ("bundle", "paper")
"""The recipes of files with people's data: of all of a group, in which names cannot be seen; of papers, in which a NIK
may stand sealed beside a name."""
_GROUP: Any = bindparam("group")
_PERSON: Any = bindparam("person")
_THIS: Any = bindparam("this")
_TALKS = (
    select(talks.c.id, talks.c.channel, talks.c.chat, talks.c.state)
    .where(talks.c.person.in_(select(grants.c.person).where(grants.c.group_id == _GROUP)))
    .order_by(talks.c.id)
    .with_for_update()
)
# What is kept until somebody writes is still to be said.
_TO_BE_SENT = case((IS_KEPT, null()), else_=outbox.c.ended).label("ended")
_OWN = select(talks.c.channel, talks.c.chat).where(talks.c.person == _PERSON)
_CHATS = select(chats.c.channel, chats.c.chat).where(chats.c.group_id == _GROUP)
_SAY = update(talks).where(talks.c.id == _THIS).values(state=bindparam("now", type_=talks.c.state.type))
_KEPT = {
    table: select(table.c.id, table.c.channel, table.c.chat, table.c.body, ended).where(table.c.body.is_not(null()))
    for table, ended in ((inbox, inbox.c.ended), (outbox, _TO_BE_SENT))
}
_EMPTY = {table: update(table).where(table.c.id == _THIS).values(body=null()) for table in (inbox, outbox)}
_REWORD = update(outbox).where(outbox.c.id == _THIS).values(body=bindparam("now", type_=outbox.c.body.type))
_NEVER = (
    update(outbox).where(outbox.c.id == _THIS).values(ended=bindparam("at"), body=null(), error=ERASED, outside=null())
)
_DUE = select(due.c.id, due.c.body)
_REPLAN = update(due).where(due.c.id == _THIS).values(body=bindparam("now", type_=due.c.body.type))


class Messages:
    """Messages, talks and due work, as one transaction sees them. `turn` is the message that is being answered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def about(self, told: Traces, group: int, turn: int, now: int) -> None:
        """Leave nothing of somebody of a group in them."""
        found = list(self._connection.execute(_TALKS, {"group": group}).all())
        for row in found:
            if (state := state_without(row.state, told)) != row.state:
                self._connection.execute(_SAY, {"this": row.id, "now": state})
        there = {(row.channel, row.chat) for row in found}
        there |= {(row.channel, row.chat) for row in self._connection.execute(_CHATS, {"group": group})}
        heard = (row for row in self._kept(inbox) if row.ended is not None or row.id == turn)
        self._all(_EMPTY[inbox], [{"this": row.id} for row in heard if _tells(row, told, there)])
        sent = [row for row in self._kept(outbox) if _tells(row, told, there)]
        self._all(_EMPTY[outbox], [{"this": row.id} for row in sent if row.ended is not None])
        for row in sent:
            if row.ended is None:
                self._unsay(row, told, now)
        self._planned(told, group)

    def own(self, person: int, turn: int, now: int) -> None:
        """Empty what was said in somebody's own talks; nothing that waits is sent there any more."""
        own = {(row.channel, row.chat) for row in self._connection.execute(_OWN, {"person": person})}
        heard = (row for row in self._kept(inbox) if row.ended is not None or row.id == turn)
        self._all(_EMPTY[inbox], [{"this": row.id} for row in heard if (row.channel, row.chat) in own])
        for row in self._kept(outbox):
            if (row.channel, row.chat) in own:
                self._connection.execute(*_ended(row, now))

    def _kept(self, table: Table) -> list[Any]:
        return list(self._connection.execute(_KEPT[table]).all())

    def _all(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        """Execute it for all of them at once."""
        if rows:
            self._connection.execute(statement, rows)

    def _unsay(self, row: Any, told: Traces, now: int) -> None:
        if _is_packed(row.body):
            self._connection.execute(*_ended(row, now))
        else:
            self._connection.execute(_REWORD, {"this": row.id, "now": _closed(told.wholly_out_of(_opened(row.body)))})

    def _planned(self, told: Traces, group: int) -> None:
        for row in list(self._connection.execute(_DUE)):
            body = told.out_of(row.body) if row.body.get("group") == group else row.body
            if body != row.body:
                self._connection.execute(_REPLAN, {"this": row.id, "now": body})


def _ended(row: Any, now: int) -> tuple[Any, dict[str, Any]]:
    """How a message is emptied, and not sent if it waits."""
    return (_NEVER, {"this": row.id, "at": now}) if row.ended is None else (_EMPTY[outbox], {"this": row.id})


def _tells(row: Any, told: Traces, there: set[tuple[str, str]]) -> bool:
    """Whether a message may tell of somebody: by any name in a talk of the group, elsewhere by the whole one."""
    words = _words(_opened(row.body))
    return told.within(words) or _is_packed(row.body) if (row.channel, row.chat) in there else told.surely(words)


def _opened(body: Mapping[str, Any]) -> dict[str, Any]:
    """A message with what its files are made of as JSON says it, not as it is written within a text."""
    files = [{**file, "of": json.loads(file["of"])} if _is_json(file["of"]) else file for file in body.get("files", ())]
    return {**body, "files": files} if files else dict(body)


def _closed(body: dict[str, Any]) -> dict[str, Any]:
    """What `_opened` has opened, as it is kept."""
    files = [
        file if isinstance(file["of"], str) else {**file, "of": json.dumps(file["of"], ensure_ascii=False)}
        for file in body.get("files", ())
    ]
    return {**body, "files": files} if files else body


def _is_json(of: str) -> bool:
    return of.startswith("{") and of.endswith("}")


def _words(value: Any) -> str:
    """All that stands in JSON, as it was said: in JSON's own writing a name that begins a line stands behind an "n"."""
    if isinstance(value, Mapping):
        return "\n".join(_words(part) for pair in value.items() for part in pair)
    return "\n".join(map(_words, value)) if isinstance(value, list | tuple) else str(value)


def _is_packed(body: Mapping[str, Any]) -> bool:
    """Whether a message has a file out of which nobody can be taken."""
    return any(file["recipe"] in PACKED for file in body.get("files", ()))


def state_without(state: Mapping[str, Any], told: Traces) -> dict[str, Any]:
    """The state of a talk without the forms and the memory in which somebody is spoken of."""

    def silent(value: Any) -> bool:
        return not told.within(_words(value))

    kept = {name: value for name, value in state.items() if name in ("runs", "morning") or silent(value)}
    if "parked" in state and "parked" not in kept:
        aside = state["parked"] if isinstance(state["parked"], list) else [state["parked"]]
        kept["parked"] = [each for each in aside if silent(each)]
    if "memory" in state and "memory" not in kept:
        kept["memory"] = {name: _said(value, silent) for name, value in state["memory"].items() if _said(value, silent)}
    return kept


def _said(value: Any, silent: Any) -> Any:
    """What a talk remembers under one name, without where somebody is spoken of; None if nothing is left."""
    if silent(value):
        return value
    return {name: each for name, each in value.items() if silent([name, each])} if isinstance(value, dict) else None
