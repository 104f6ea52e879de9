"""The change log: every write of a record goes through here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, insert, select, update

from handlers.ports import Change
from lean import dataclass
from storage import schema
from storage.direct import Connection
from storage.locked import as_logged, loses
from storage.schema import changes

T = TypeVar("T")
Row = Mapping[str, Any]


class NoAuthor(Exception):
    """A record was about to be written and nobody has said whose change it is."""


class Statements:
    """How the rows of one table are read and written by their key."""

    def __init__(self, table: Table) -> None:
        self._key = tuple(column.name for column in table.primary_key)
        this = [column == bindparam(f"this_{column.name}") for column in table.primary_key]
        self.columns = tuple(column.name for column in table.c)
        self.read = select(table).where(*this)
        self.update = update(table).where(*this)
        self.delete = delete(table).where(*this)
        self.insert = insert(table)
        self.number = insert(table).returning(table.primary_key.columns[0], sort_by_parameter_order=True)

    def keyed(self, rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
        return {tuple(row[name] for name in self._key): row for row in rows}

    def this(self, row: Row) -> dict[str, Any]:
        return {f"this_{name}": row[name] for name in self._key}

    def values(self, row: Row) -> dict[str, Any]:
        # The key is left out: setting it, even to what it is, makes the database look for all that refers to it.
        return {**{name: row[name] for name in self.columns if name not in self._key}, **self.this(row)}

    def complete(self, row: Row) -> dict[str, Any]:
        return {name: row.get(name) for name in self.columns if name in row or name != "id"}


RECORDS = (
    schema.people,
    schema.groups,
    schema.grants,
    schema.members,
    schema.joins,
    schema.meetings,
    schema.attendance,
    schema.disputes,
    schema.countersigns,
    schema.schedules,
    schema.deviations,
    schema.pauses,
    schema.rsvps,
    schema.chats,
    schema.mutes,
    schema.relays,
    schema.ideas,
    schema.businesses,
    schema.officers,
    schema.founders,
    schema.papers,
    schema.foundings,
    schema.aids,
    schema.handovers,
    schema.cuts,
    schema.links,
    schema.exports,
)
STATEMENTS = {table.name: Statements(table) for table in RECORDS}

_LOG = insert(changes)
ABOUT = {
    "members": "id",
    "meetings": "id",
    "attendance": "meeting",
    "disputes": "meeting",
    "countersigns": "meeting",
}
"""Of which records a change is about one member or one meeting, and where the id of that stands."""


FINAL = -1
"""In place of the turn that took a change back: nobody can, for what it was is not kept."""


@dataclass(frozen=True, slots=True)
class Author:
    """Whose changes are written: the turn, the person, and the moment in seconds since 1970, UTC."""

    turn: int
    person: int
    at: int


class Log:
    """The one way to write a record: applies a change and keeps it in the change log.

    What was read of some tables can be kept in it until one of them is written.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._author: Author | None = None
        self._known: dict[tuple[Table, ...], dict[Hashable, Any]] = {}
        self.written: list[Change] = []
        """What this transaction has written so far."""

    def once(self, of: Sequence[Table], key: Hashable, read: Callable[[], T]) -> T:
        """What `read` answers of these tables, asked once until one of them is written. It must not be changed."""
        known = self._known.setdefault(tuple(of), {})
        if key not in known:
            known[key] = read()
        answer: T = known[key]
        return answer

    def know(self, of: Sequence[Table], answers: Mapping[Any, Any]) -> None:
        """Keep what was read for many keys at once, as `once` would have read it for each."""
        self._known.setdefault(tuple(of), {}).update(answers)

    def forget(self) -> None:
        """Read everything anew: something was written, perhaps by another transaction for which this one waited."""
        self._known.clear()

    @property
    def author(self) -> Author:
        """Whose changes are written. Raises NoAuthor before it was said."""
        if self._author is None:
            raise NoAuthor("say whose changes follow: records.author(turn, person, now)")
        return self._author

    @author.setter
    def author(self, author: Author) -> None:
        self._author = author

    def write(
        self,
        table: Table,
        group: int | None,
        before: Sequence[Row] = (),
        after: Sequence[Row] = (),
        taken_back: int | None = None,
    ) -> list[Row]:
        """Turn the rows `before` into the rows `after`, as one change; rows without an id get one. The rows after.

        A row only in `before` is deleted, one only in `after` is inserted, one in both (by its key) is updated.
        `taken_back` is for a change that nobody is to be offered to take back.
        """
        author = self.author
        self._known = {of: known for of, known in self._known.items() if table not in of}
        now = self._apply(STATEMENTS[table.name], before, after)
        was, told = as_logged(table.name, before, now)
        row = {
            "turn": author.turn,
            "person": author.person,
            "at": author.at,
            "group_id": now[0]["id"] if table is schema.groups and now else group,
            "record": table.name,
            "before": was,
            "after": told,
            "taken_back": FINAL if taken_back is None and loses(table.name, before, now) else taken_back,
            "about": _about(table.name, (*before, *now)),
        }
        self.connection.execute(_LOG, row)
        self.written.append(Change(table.name, was, told))
        return list(now)

    def _apply(self, of: Statements, before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
        numbered = self._number(of, [row for row in after if "id" in of.columns and not row.get("id")])
        old, new = of.keyed(before), of.keyed([row for row in after if "id" not in of.columns or row.get("id")])
        self._each(of.delete, [of.this(row) for key, row in old.items() if key not in new])
        self._each(of.update, [of.values(row) for key, row in new.items() if key in old and old[key] != row])
        self._each(of.insert, [of.complete(row) for key, row in new.items() if key not in old])
        return [*new.values(), *numbered]

    def _number(self, of: Statements, rows: Sequence[Row]) -> list[Row]:
        if not rows:
            return []
        complete = [of.complete({name: row[name] for name in row if name != "id"}) for row in rows]
        ids = self.connection.execute(of.number, complete).scalars()
        return [{**row, "id": given} for row, given in zip(complete, ids, strict=True)]

    def _each(self, statement: Any, parameters: list[dict[str, Any]]) -> None:
        if parameters:
            self.connection.execute(statement, parameters)


def _about(record: str, rows: Sequence[Row]) -> int | None:
    """The one member or meeting that rows concern; None if they concern several, or neither."""
    ids = {row[ABOUT[record]] for row in rows} if record in ABOUT else set()
    return ids.pop() if len(ids) == 1 else None
