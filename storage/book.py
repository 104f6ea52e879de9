"""Books: rows of one kind that a group keeps, each of them entered, put right and read as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Select, Table, bindparam, select

from jamaah.accounts import Handover
from jamaah.aid import Aid
from jamaah.businesses import Business, Field
from jamaah.exports import Export, Purpose
from jamaah.founders import Founder
from jamaah.foundings import Founding
from jamaah.ideas import Idea
from jamaah.officers import Officer, Post
from jamaah.papers import Having, Paper
from storage.changes import FINAL, Log
from storage.schema import aids, businesses, exports, founders, foundings, handovers, ideas, officers, papers


class Entry(Protocol):
    """What a book holds: something of a group, with an id once it is stored."""

    @property
    def id(self) -> int: ...
    @property
    def group(self) -> int: ...


E = TypeVar("E", bound=Entry)
_CALLED = {"group": "group_id"}
Row = Mapping[str, Any]


class Book(Generic[E]):
    """One table of a group's entries; `read` makes an entry of the columns of a row. Columns have the names of what
    they keep, but for those that are `called` otherwise. What is `final` nobody is offered to take back."""

    def __init__(
        self,
        log: Log,
        table: Table,
        read: Callable[[dict[str, Any]], E],
        called: Mapping[str, str] = _CALLED,
        *,
        final: bool = False,
    ) -> None:
        self._log, self._table, self._read, self._final = log, table, read, FINAL if final else None
        self._columns, self._names = called, {column: name for name, column in called.items()}

    def of(self, group: int) -> list[E]:
        """All entries of a group, in the order in which they were made."""
        found: tuple[E, ...] = self._log.once((self._table,), group, lambda: self._of(group))
        return list(found)

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the entries of these groups together: what is asked of each afterwards is known."""
        found: dict[int, list[E]] = {group: [] for group in groups}
        for row in self._log.connection.execute(_of_several(self._table), {"groups": list(groups)}).mappings():
            found[row["group_id"]].append(self._entry(dict(row)))
        self._log.know([self._table], {group: tuple(entries) for group, entries in found.items()})

    def add(self, new: Sequence[E]) -> list[E]:
        """Make entries, as one change; the entries with their ids."""
        told = [{**self._row(one), "id": None} for one in new]
        rows = self._log.write(self._table, new[0].group, after=told, taken_back=self._final)
        return [self._entry(row) for row in rows]

    def replace(self, entry: E) -> None:
        """Put an entry right, by its id. Raises LookupError if there is none."""
        before = self._there(entry)
        if before != entry:
            self._log.write(self._table, entry.group, [self._row(before)], [self._row(entry)])

    def remove(self, entry: E) -> None:
        """Strike an entry out, by its id. Raises LookupError if there is none."""
        self._log.write(self._table, entry.group, [self._row(self._there(entry))])

    def _there(self, entry: E) -> E:
        before = next((one for one in self.of(entry.group) if one.id == entry.id), None)
        if before is None:
            raise LookupError(f"{self._table.name} has no {entry.id}")
        return before

    def _of(self, group: int) -> tuple[E, ...]:
        rows = self._log.connection.execute(_all(self._table), {"group": group}).mappings()
        return tuple(self._entry(dict(row)) for row in rows)

    def _entry(self, row: Row) -> E:
        return self._read({self._names.get(column, column): value for column, value in row.items()})

    def _row(self, entry: Any) -> dict[str, Any]:
        told = {field.name: _plain(getattr(entry, field.name)) for field in fields(entry)}
        return {self._columns.get(name, name): value for name, value in told.items()}


@cache
def _all(table: Table) -> Select[Any]:
    return select(table).where(table.c.group_id == bindparam("group")).order_by(table.c.id)


@cache
def _of_several(table: Table) -> Select[Any]:
    of = table.c.group_id.in_(bindparam("groups", expanding=True))
    return select(table).where(of).order_by(table.c.group_id, table.c.id)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    return value.value if isinstance(value, Enum) else value


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "day": date.fromisoformat(row["day"])}


def officers_of(log: Log) -> Book[Officer]:
    """Who holds which post."""
    return Book(log, officers, _officer)


def _officer(row: dict[str, Any]) -> Officer:
    term = {"since": _day(row["since"]), "until": _day(row["until"])}
    return Officer(**{**row, **term, "post": Post(row["post"])})


def founders_of(log: Log) -> Book[Founder]:
    """What is known of founders."""
    return Book(log, founders, lambda row: Founder(**_dated(row)))


def papers_of(log: Log) -> Book[Paper]:
    """What was said of documents."""
    return Book(log, papers, lambda row: Paper(**{**_dated(row), "having": Having(row["having"])}))


def foundings_of(log: Log) -> Book[Founding]:
    """The founding meeting, one at most of each group."""
    return Book(log, foundings, _founding)


def _founding(row: dict[str, Any]) -> Founding:
    hours = {name: time.fromisoformat(row[name]) if row[name] else None for name in ("begun", "closed")}
    return Founding(**{**row, **hours, "holders": tuple(row["holders"] or ())})


def aids_of(log: Log) -> Book[Aid]:
    """Aid that was received."""
    return Book(log, aids, lambda row: Aid(**_dated(row)))


def handovers_of(log: Log) -> Book[Handover]:
    """To whom books were offered."""
    return Book(log, handovers, lambda row: Handover(**row), {**_CALLED, "by": "by_person"})


class Ideas(Book[Idea]):
    """Ideas that were put forward: each keeps the number with which it was entered, also when another is taken out."""

    def add(self, new: Sequence[Idea]) -> list[Idea]:
        last = max((idea.number for idea in self.of(new[0].group)), default=0)
        return super().add([replace(idea, number=number) for number, idea in enumerate(new, last + 1)])


def ideas_of(log: Log) -> Book[Idea]:
    """The book of ideas."""
    return Ideas(log, ideas, _idea, {**_CALLED, "by": "member"})


def _idea(row: dict[str, Any]) -> Idea:
    days = {name: _day(row[name]) for name in ("discussed", "decided")}
    return Idea(**{**_dated(row), **days})


def businesses_of(log: Log) -> Book[Business]:
    """By what a group earns."""
    return Book(log, businesses, _business)


def _business(row: dict[str, Any]) -> Business:
    term = {"since": date.fromisoformat(row["since"]), "until": _day(row["until"])}
    return Business(**{**row, **term, "fields": frozenset(map(Field, row["fields"]))})


def exports_of(log: Log) -> Book[Export]:
    """What was handed out as a file: it is out, whatever is taken back."""
    return Book(log, exports, _export, final=True)


def _export(row: dict[str, Any]) -> Export:
    told = {name: tuple(row[name] or ()) for name in ("columns", "nik_of")}
    return Export(**{**row, **told, "purpose": Purpose(row["purpose"])})
