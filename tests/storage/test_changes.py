"""The change log: what somebody saved last, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from handlers.ports import Saved
from jamaah.calendar import Weekly
from jamaah.meetings import Presence
from jamaah.roles import Role
from jamaah.timetable import Schedule
from storage.database import AsyncDatabase
from storage.records import Records
from tests.storage.samples import NOW, full_meeting, full_member, group, member, person

BOOKS = ("people", "groups", "grants", "members", "meetings", "attendance", "schedules")


class Book:
    """A group with a secretary and three members, written in turns of her."""

    def __init__(self, database: AsyncDatabase) -> None:
        self.database = database
        self.turns = 0

    async def open(self) -> Book:
        self.sri = await self.database.run(lambda r: person(r, "sri"))
        self.group = (await self.turn(group)).id
        self.members = await self.turn(lambda r: r.members.add([member(self.group, name) for name in ("Ani", "Budi")]))
        self.meeting = await self.turn(lambda r: r.meetings.add(full_meeting(self.group, self.members)))
        return self

    async def turn(self, work: Callable[[Records], Any], who: int | None = None) -> Any:
        self.turns += 1

        def authored(records: Records) -> Any:
            records.author(self.turns, self.sri if who is None else who, NOW + self.turns)
            return work(records)

        return await self.database.run(authored)

    async def last(self) -> Saved | None:
        return await self.database.run(lambda r: r.changes.last_of(self.sri))

    async def undo(self) -> bool:
        saved = await self.last()
        assert saved is not None
        return bool(await self.turn(lambda r: r.changes.revert(saved)))

    async def content(self) -> dict[str, list[tuple[Any, ...]]]:
        def read(connection: Any) -> dict[str, list[tuple[Any, ...]]]:
            rows = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in BOOKS}
            return {name: sorted(tuple(map(str, row)) for row in of) for name, of in rows.items()}

        return await self.database.run_raw(read)


@pytest.fixture
async def book(database: AsyncDatabase) -> Book:
    return await Book(database).open()


def correct(book: Book, records: Records) -> None:
    """A turn that writes several tables, some rows twice."""
    _, budi = book.members
    [citra] = records.members.add([full_member(book.group)])
    records.members.link(citra.id, book.sri)
    records.meetings.replace(
        replace(book.meeting, place="balai RT", attendance={budi.id: Presence.LATE, citra.id: Presence.PRESENT})
    )
    records.schedules.set(
        Schedule(group=book.group, recurrence=Weekly(4), at=time(19), place=None, since=date(2026, 1, 1))
    )
    records.people.address(book.sri, "Bu Sri")
    records.people.grant(book.sri, Role.SECRETARY, book.group)


async def test_a_turn_is_taken_back_in_every_table_and_nothing_else_is(book: Book) -> None:
    before = await book.content()
    await book.turn(lambda r: correct(book, r))
    assert await book.content() != before
    assert await book.undo()
    assert await book.content() == before


async def test_what_was_deleted_comes_back_with_its_id(book: Book) -> None:
    before = await book.content()
    await book.turn(lambda r: r.meetings.replace(replace(book.meeting, attendance={})))
    assert (await book.content())["attendance"] == []
    assert await book.undo()
    assert await book.content() == before


async def test_a_roll_is_one_change_of_many_rows(book: Book) -> None:
    saved = await book.last()
    assert saved is not None
    assert (saved.turn, saved.at, saved.group) == (book.turns, NOW + book.turns, book.group)
    assert [(each.table, len(each.before), len(each.after)) for each in saved.changes] == [
        ("meetings", 0, 1),
        ("attendance", 0, 2),
    ]
    assert saved.changes[0].after[0]["id"] == book.meeting.id


async def test_undoing_again_goes_further_back_and_never_forward(book: Book) -> None:
    turns = []
    while (saved := await book.last()) is not None:
        turns.append(saved.turn)
        assert await book.undo()
    assert turns == [3, 2, 1]
    content = await book.content()
    assert [len(content[name]) for name in ("groups", "members", "meetings", "attendance")] == [0, 0, 0, 0]


async def test_a_taking_back_is_in_the_log(book: Book) -> None:
    rows = "SELECT turn, person, record, taken_back FROM changes ORDER BY id"
    await book.undo()
    log = await book.database.run_raw(lambda c: [tuple(row) for row in c.exec_driver_sql(rows)])
    assert log[-4:] == [
        (3, book.sri, "meetings", 4),
        (3, book.sri, "attendance", 4),
        (4, book.sri, "attendance", 4),
        (4, book.sri, "meetings", 4),
    ]


async def test_what_somebody_else_changed_since_is_not_taken_back(book: Book) -> None:
    saved, ani = await book.last(), await book.database.run(lambda r: person(r, "ani"))
    assert saved is not None
    await book.turn(lambda r: r.meetings.replace(replace(book.meeting, agenda="lain")), who=ani)
    before = await book.content()
    assert not await book.turn(lambda r: r.changes.revert(saved))
    assert await book.content() == before
    assert await book.last() == saved


async def test_a_row_that_something_newer_refers_to_is_not_taken_back(book: Book) -> None:
    ani = await book.database.run(lambda r: person(r, "ani"))
    [citra] = await book.turn(lambda r: r.members.add([member(book.group, "Citra")]))
    later = full_meeting(book.group, [*book.members, citra], date(2026, 12, 1))
    await book.turn(lambda r: r.meetings.add(later), who=ani)
    before = await book.content()
    assert not await book.undo()
    assert await book.content() == before


async def test_one_turn_is_taken_back_once(book: Book) -> None:
    saved = await book.last()
    assert saved is not None
    assert await book.undo()
    assert not await book.turn(lambda r: r.changes.revert(saved))


async def test_a_refused_taking_back_leaves_the_turn_usable(book: Book) -> None:
    saved = await book.last()
    assert saved is not None
    await book.undo()

    def try_and_go_on(records: Records) -> None:
        assert not records.changes.revert(saved)
        records.members.add([member(book.group, "Dewi")])

    await book.turn(try_and_go_on)
    names = [each.name for each in await book.database.run(lambda r: r.members.of(book.group))]
    assert names == ["Ani", "Budi", "Dewi"]


async def test_each_person_takes_back_their_own(book: Book) -> None:
    ani = await book.database.run(lambda r: person(r, "ani"))
    assert await book.database.run(lambda r: r.changes.last_of(ani)) is None
    await book.turn(lambda r: r.members.add([member(book.group, "Citra")]), who=ani)
    saved = await book.last()
    assert saved is not None
    assert saved.turn == 3
    assert await book.undo()
    assert [each.name for each in await book.database.run(lambda r: r.members.of(book.group))] == [
        "Ani",
        "Budi",
        "Citra",
    ]
