"""Two persons who turn out to be one: whatever named the one names the other, in the change log too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Table, Text, bindparam, cast, delete, exists, func, or_, select, update

from storage import schema
from storage.changes import FINAL
from storage.direct import Connection
from storage.schema import changes, due, grants, joins, looks, members, mutes, people, talks

Row = Mapping[str, Any]
# Where a person stands without a reference.
_BESIDE = {"changes": ("person",), "looks": ("person",), "meetings": ("by_person", "behalf"), "members": ("behalf",)}
_GONE: Any = bindparam("of_gone", type_=people.c.id.type)
_KEPT: Any = bindparam("of_kept", type_=people.c.id.type)
# What a turn of the other account is just writing is written before its person is named anew.
_LOCK = select(talks.c.id).where(talks.c.person.in_((_GONE, _KEPT))).order_by(talks.c.id).with_for_update()


def _columns(table: Table) -> list[Column[Any]]:
    refers = [key.parent for key in table.foreign_keys if key.column.table is people]
    return [*refers, *(table.c[name] for name in _BESIDE.get(table.name, ()))]


_PERSONS = {table.name: _columns(table) for table in schema.metadata.sorted_tables}
_MOVE = [
    update(column.table).where(column == _GONE).values({column.name: _KEPT})
    for columns in _PERSONS.values()
    for column in columns
]


def _double(table: Table, *same: str) -> Any:
    """Takes away the rows of the one that the other has too."""
    other = table.alias()
    alike = [func.coalesce(other.c[name], 0) == func.coalesce(table.c[name], 0) for name in same if name != "role"]
    roles = [other.c[name] == table.c[name] for name in same if name == "role"]
    return delete(table).where(table.c.person == _GONE, exists().where(other.c.person == _KEPT, *alike, *roles))


_OTHER = joins.alias()
_BOTH = (_GONE, _KEPT)
# Who asked by both accounts is asked about once, and not at all where one of them is a member already.
_ASKED_TWICE = exists().where(
    joins.c.person == _GONE,
    _OTHER.c.person == _KEPT,
    _OTHER.c.group_id == joins.c.group_id,
    _OTHER.c.decided.is_(None),
)
_A_MEMBER = exists().where(members.c.person.in_(_BOTH), members.c.group_id == joins.c.group_id)
_SEEN = select(looks.c.member).where(looks.c.person == _KEPT)
_DOUBLE = (
    _double(grants, "role", "group_id"),
    _double(mutes, "group_id"),
    delete(joins).where(joins.c.person.in_(_BOTH), joins.c.decided.is_(None), or_(_ASKED_TWICE, _A_MEMBER)),
    delete(looks).where(looks.c.person == _GONE, looks.c.member.in_(_SEEN)),
)
_GET = select(people).where(people.c.id == bindparam("person"))
_SAID_TOGETHER = (("address",), ("digest_day", "digest_at"), ("prefers",))
_TAKEN_OVER = tuple(name for names in _SAID_TOGETHER for name in names)
_BECOME = (
    update(people)
    .where(people.c.id == bindparam("person"))
    .values({name: bindparam(f"now_{name}", type_=people.c[name].type) for name in _TAKEN_OVER})
)
_NAMES: Any = bindparam("names", type_=Text())
_TOLD = select(changes.c.id, changes.c.record, changes.c.before, changes.c.after, changes.c.taken_back).where(
    or_(cast(changes.c.before, Text).contains(_NAMES), cast(changes.c.after, Text).contains(_NAMES))
)
_AMEND = (
    update(changes)
    .where(changes.c.id == bindparam("this"))
    .values(
        before=bindparam("was", type_=changes.c.before.type),
        after=bindparam("is", type_=changes.c.after.type),
        taken_back=bindparam("by"),
    )
)
_NAMED, _LISTED = ("person", "by"), ("but", "told")
"""By what the bodies of due work name persons, one or several."""
_DUE = select(due.c.id, due.c.body).where(due.c.done.is_(None))
_REPLAN = update(due).where(due.c.id == bindparam("this")).values(body=bindparam("now", type_=due.c.body.type))
_ANYTHING = select(
    exists(select(grants.c.id).where(grants.c.person == bindparam("person")))
    | exists(select(members.c.id).where(members.c.person == bindparam("person")))
    | exists(select(joins.c.id).where(joins.c.person == bindparam("person")))
)


def is_anybody(connection: Connection, person: int) -> bool:
    """Whether a person has a role, a place in a book, or has asked for one."""
    return bool(connection.execute(_ANYTHING, {"person": person}).scalar_one())


def merge(connection: Connection, gone: int, kept: int) -> None:
    """Let all that was one person's, accounts included, be another's, as if it had always been so."""
    both = {"of_gone": gone, "of_kept": kept}
    connection.execute(_LOCK, both)
    _log_names(connection, gone, kept)
    for statement in (*_DOUBLE, *_MOVE):
        connection.execute(statement, both)
    for row in list(connection.execute(_DUE)):
        now = {name: _of_work(name, value, gone, kept) for name, value in row.body.items()}
        if now != row.body:
            connection.execute(_REPLAN, {"this": row.id, "now": now})
    _take_over(connection, gone, kept)


def _of_work(name: str, value: Any, gone: int, kept: int) -> Any:
    """What the body of due work says, where it names persons, of the one who is left."""
    if name in _LISTED and isinstance(value, list):
        return [kept if each == gone else each for each in value]
    return kept if name in _NAMED and value == gone else value


def _take_over(connection: Connection, gone: int, kept: int) -> None:
    """How somebody is spoken to and when they want to hear stays, where the other says nothing of it."""
    was, now = (_person(connection, each) for each in (gone, kept))
    for names in _SAID_TOGETHER:
        if not any(now[name] not in (None, "") for name in names):
            now |= {name: was[name] for name in names}
    _say(connection, now)
    _say(connection, was | dict.fromkeys(_TAKEN_OVER) | {"address": ""})


def _person(connection: Connection, person: int) -> dict[str, Any]:
    return dict(connection.execute(_GET, {"person": person}).mappings().all()[0])


def _say(connection: Connection, row: Row) -> None:
    values = {f"now_{name}": row[name] for name in _TAKEN_OVER}
    connection.execute(_BECOME, {"person": row["id"], **values})


def _log_names(connection: Connection, gone: int, kept: int) -> None:
    """What the change log has of the one is the other's, so that it can be taken back, and let go, with theirs."""
    for row in list(connection.execute(_TOLD, {"names": f": {gone}"}).all()):
        was, now = (list(_renamed(row.record, side, gone, kept)) for side in (row.before, row.after))
        if (was, now) != (row.before, row.after):
            lost = FINAL if row.record == "people" and row.taken_back is None else row.taken_back
            connection.execute(_AMEND, {"this": row.id, "was": was, "is": now, "by": lost})


def _renamed(record: str, rows: Sequence[Row], gone: int, kept: int) -> Iterator[Row]:
    names = {column.name for column in _PERSONS[record]}
    for row in rows:
        if record != "people":
            yield {name: kept if name in names and value == gone else value for name, value in row.items()}
        elif row["id"] != gone:
            yield row
