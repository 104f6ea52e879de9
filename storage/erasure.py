"""Erasing somebody: from the books, from what was written about them in the change log, from messages and talks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import JSON, Table, Text, bindparam, delete, insert, null, or_, select, update

from jamaah.erasure import ERASED, Traces, house_of, traces
from jamaah.members import Member
from storage import schema
from storage.changes import FINAL, Log
from storage.consents import Consents
from storage.forgetting import Messages, state_without
from storage.members import Members, row_of
from storage.talks import FIRST_LANGUAGE

Row = Mapping[str, Any]
# Rows that are about one member alone: they go with the member.
ABOUT = (
    schema.joins,
    schema.rsvps,
    schema.disputes,
    schema.countersigns,
    schema.relays,
    schema.founders,
    schema.looks,
)
PEOPLE = ("person", "giver", "receiver")
"""Where a row has whom it is about, beside the member."""
_APART = (schema.groups, schema.members, schema.changes, schema.codes, schema.grants, *ABOUT)

_GROUP: Any = bindparam("group")
_MEMBER: Any = bindparam("member")
_PERSON: Any = bindparam("person")
_OF_MEMBER = {table: delete(table).where(table.c.member == _MEMBER) for table in ABOUT}
_JOINED = select(schema.joins).where(schema.joins.c.group_id == _GROUP, schema.joins.c.person == _PERSON)
_UNJOIN = delete(schema.joins).where(schema.joins.c.group_id == _GROUP, schema.joins.c.person == _PERSON)
_JOINED_AS = select(schema.joins).where(schema.joins.c.member == _MEMBER)
_UNMUTE = delete(schema.mutes).where(schema.mutes.c.person == _PERSON, schema.mutes.c.group_id == _GROUP)
_UNLINK = delete(schema.links).where(schema.links.c.person == _PERSON, schema.links.c.group_id == _GROUP)
_CODES = (
    update(schema.codes)
    .where(schema.codes.c.used.is_(None), schema.codes.c.member == bindparam("of_member"))
    .values(expires=bindparam("now"))
)
_CHANGES = select(schema.changes).where(or_(schema.changes.c.group_id == _GROUP, schema.changes.c.group_id.is_(None)))
_AMEND = (
    update(schema.changes)
    .where(schema.changes.c.id == bindparam("this"))
    .values(
        before=bindparam("was", type_=schema.changes.c.before.type),
        after=bindparam("is", type_=schema.changes.c.after.type),
        taken_back=bindparam("by"),
    )
)
_NAMED = select(schema.people.c.address).where(schema.people.c.id == _PERSON)
_NAMELESS = update(schema.people).where(schema.people.c.id == _PERSON).values(address=ERASED)
_CALL = (
    update(schema.people)
    .where(schema.people.c.id == bindparam("of_person"))
    .values(address=bindparam("called", type_=schema.people.c.address.type))
)
_NEW_PERSON = insert(schema.people).returning(schema.people.c.id)
_SEVER = (
    update(schema.talks)
    .where(schema.talks.c.person == bindparam("of_person"))
    .values(person=bindparam("anew"), name="", formerly=null())
    .values(state=bindparam("empty", type_=schema.talks.c.state.type))
)
_CALLED_THERE = select(schema.talks.c.name).where(schema.talks.c.person == _PERSON)


class _Book:
    """One table of a group's rows, of which some columns hold words."""

    def __init__(self, table: Table, where: Any) -> None:
        words = [column for column in table.c if isinstance(column.type, Text | JSON) and not column.foreign_keys]
        self.names = [column.name for column in words]
        self.read = select(table.c.id, *words).where(where)
        told = {column.name: bindparam(f"now_{column.name}", type_=column.type) for column in words}
        self.write = update(table).where(table.c.id == bindparam("this")).values(told)


_BOOKS = [
    _Book(table, table.c.group_id == _GROUP)
    for table in schema.metadata.sorted_tables
    if "group_id" in table.c and "id" in table.c and table not in _APART
]
_BOOKS = [book for book in _BOOKS if book.names]
_BOOKS.append(
    _Book(
        schema.deviations,
        schema.deviations.c.schedule.in_(select(schema.schedules.c.id).where(schema.schedules.c.group_id == _GROUP)),
    )
)


class Erasures:
    """Takes people out of the records; what is counted stays. None of it can be taken back."""

    def __init__(self, log: Log, members: Members) -> None:
        self._log, self._connection, self._members = log, log.connection, members
        self._messages = Messages(log.connection)
        self._told: list[Traces] = []

    def erase(
        self,
        gone: Sequence[tuple[Member, Member]],
        person: int | None,
        *,
        elsewhere: Sequence[int] = (),
        whole: bool = False,
        called: str | None = None,
    ) -> int | None:
        """Turn members into those of whom only counts stay, each as it was and as it is; `person` is who they are, with
        something to do also in groups `elsewhere`, of which they are no members.

        `whole`: all that is kept of the person goes too, and whoever writes from the person's phones from now on is
        somebody new, whose id is the answer; else it is `person`, who is spoken to as `called` from now on.
        """
        for before, after in gone:
            self._out_of_group(before, person)
            self._write(before, after)
        for group in elsewhere:
            self._out_of_group(Member(id=0, group=group, name="", joined=date.min), person)
        self._log.forget()
        if person is not None and called is not None:
            self._connection.execute(_CALL, {"of_person": person, "called": called})
        if person is None or not whole:
            return person
        self._messages.own(person, self._log.author.turn, self._log.author.at)
        Consents(self._connection).erase(person)
        return self._sever(person)

    def out_of_talk(self, state: dict[str, Any]) -> dict[str, Any]:
        """The state of a talk without whoever was erased in this turn."""
        for told in self._told:
            state = state_without(state, told)
        return state

    def _out_of_group(self, member: Member, person: int | None) -> None:
        told = self._traces(member, person)
        self._told.append(told)
        self._out_of_books(member, told)
        self._rows_about(member, person)
        self._out_of_changes(member, person, told)
        self._messages.about(told, member.group, self._log.author.turn, self._log.author.at)

    def _traces(self, member: Member, person: int | None) -> Traces:
        """How the member may stand in words: also by what was said when joining, and how they are spoken to."""
        book = [*self._members.of(member.group), *self._members.departed(member.group)]
        joined = self._rows(_JOINED_AS, {"member": member.id})
        names: list[str] = []
        if person is not None:
            joined += self._rows(_JOINED, {"group": member.group, "person": person})
            names += self._connection.execute(_NAMED, {"person": person}).scalars()
            names += self._connection.execute(_CALLED_THERE, {"person": person}).scalars()
        names += [row["name"] for row in joined]
        numbers = [row["phone"] for row in joined if row["phone"]]
        return traces(member, book, [name for name in names if name], numbers)

    def _rows(self, statement: Any, values: Row) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(statement, values).mappings()]

    def _out_of_books(self, member: Member, told: Traces) -> None:
        """The name goes out of decisions, agendas, places, reasons, and out of the household of others."""
        for book in _BOOKS:
            for row in self._rows(book.read, {"group": member.group}):
                now = {name: told.out_of(row[name]) for name in book.names}
                if now != {name: row[name] for name in book.names}:
                    values = {f"now_{name}": value for name, value in now.items()}
                    self._connection.execute(book.write, {"this": row["id"], **values})
        for other in [*self._members.of(member.group), *self._members.departed(member.group)]:
            if other.id != member.id and told.is_household(other.household):
                before, after = replace(other, household=None), replace(other, household=house_of(member))
                was, now = ({**row_of(each), "id": other.id} for each in (before, after))
                self._log.write(schema.members, other.group, [was], [now], FINAL)

    def _rows_about(self, member: Member, person: int | None) -> None:
        for table in ABOUT:
            self._connection.execute(_OF_MEMBER[table], {"member": member.id})
        self._connection.execute(_CODES, {"of_member": member.id, "now": self._log.author.at})
        if person is not None:
            for statement in (_UNJOIN, _UNMUTE, _UNLINK):
                self._connection.execute(statement, {"group": member.group, "person": person})

    def _out_of_changes(self, member: Member, person: int | None, told: Traces) -> None:
        """Nothing that was written of the person can be taken back any more: it would come back with it."""
        amended = []
        for row in self._rows(_CHANGES, {"group": member.group}):
            was, now = (
                [kept for each in row[side] if (kept := _without(row["record"], each, member, person, told))]
                for side in ("before", "after")
            )
            if was != row["before"] or now != row["after"]:
                by = FINAL if row["taken_back"] is None else row["taken_back"]
                amended.append({"this": row["id"], "was": was, "is": now, "by": by})
        if amended:
            self._connection.execute(_AMEND, amended)

    def _write(self, before: Member, after: Member) -> None:
        """The change log says that it happened, and of whom no more than the book does."""
        nameless = {**row_of(after), "left_on": row_of(before)["left_on"], "erased_on": None, "id": before.id}
        now = {**row_of(after), "id": after.id}
        self._log.write(schema.members, before.group, [nameless], [now], FINAL)

    def _sever(self, person: int) -> int:
        anew = int(self._connection.execute(_NEW_PERSON, {"address": "", "language": FIRST_LANGUAGE}).scalar_one())
        self._connection.execute(_NAMELESS, {"person": person})
        self._connection.execute(_SEVER, {"of_person": person, "anew": anew, "empty": {}})
        return anew


def _without(record: str, row: Row, member: Member, person: int | None, told: Traces) -> dict[str, Any] | None:
    """A row of the change log without what tells of somebody; None for one that is about them: even without the name
    whoever has read it before, or written it, would know from the hour and from what it was before who that is."""
    if _is_about(record, row, member, person):
        return None
    if record == "members":
        return {**row, "household": house_of(member)} if told.is_household(row.get("household")) else dict(row)
    return dict(row) if record in ("groups", "people") else {name: told.out_of(value) for name, value in row.items()}


def _is_about(record: str, row: Row, member: Member, person: int | None) -> bool:
    if record in ("members", "people"):
        return bool(row["id"] == (member.id if record == "members" else person))
    if record == "exports":
        return False  # what left the group is the group's to know; by whom goes with the person
    return row.get("member") == member.id or (person is not None and person in (row.get(name) for name in PEOPLE))
