"""The change log as it is read: turn by turn, of a group, a meeting or a member, and from which message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select

from handlers.ports import Entry
from jamaah.meetings import Presence
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.migrations import upgrade
from storage.records import Records
from tests.storage.fresh import KINDS, Fresh, Kind
from tests.storage.samples import NOW, full_meeting, group, member, message, person
from tests.storage.test_changes import Book


@pytest.fixture
async def book(database: AsyncDatabase) -> Book:
    return await Book(database).open()


async def test_the_log_is_read_turn_by_turn_the_newest_first(book: Book) -> None:
    found = await book.database.run(lambda r: r.changes.of(book.group, count=9))
    assert [[change.table for change in one.changes] for one in found] == [
        ["meetings", "attendance"],
        ["members"],
        ["groups"],
    ]
    assert [(one.turn, one.person, one.at) for one in found] == [(n, book.sri, NOW + n) for n in (3, 2, 1)]


async def test_a_page_goes_on_behind_the_last_entry_and_leaves_nothing_out(book: Book) -> None:
    def written(place: str) -> Callable[[Records], None]:
        return lambda r: r.meetings.replace(replace(book.meeting, place=place))

    def behind(last: int | None) -> Callable[[Records], list[Entry]]:
        return lambda r: r.changes.of(book.group, count=7, before=last)

    for number in range(230):
        await book.turn(written(f"rumah {number}"))
    pages, last = list[int](), None
    while page := await book.database.run(behind(last)):
        pages.append(len(page))
        last = page[-1].id
    assert pages == [7] * 33 + [2]


async def test_of_a_member_there_are_their_own_rows_alone(book: Book) -> None:
    ani, budi = book.members
    await book.turn(lambda r: r.members.replace(replace(ani, rt="7")))
    there = {ani.id: Presence.PRESENT, budi.id: Presence.ABSENT}
    await book.turn(lambda r: r.meetings.replace(replace(book.meeting, attendance=there)))
    found = await book.database.run(lambda r: r.changes.of(book.group, count=9, member=budi.id))
    rows = [row for one in found for change in one.changes for row in (*change.before, *change.after)]
    assert {row.get("member", row["id"] if "rt" in row else None) for row in rows} == {budi.id}
    assert [[change.table for change in one.changes] for one in found] == [["attendance"], ["attendance"], ["members"]]


async def test_of_a_meeting_there_is_what_is_written_of_it_and_nothing_of_another(book: Book) -> None:
    other = await book.turn(lambda r: r.meetings.add(full_meeting(book.group, book.members, date(2026, 12, 1))))
    await book.turn(lambda r: r.meetings.replace(replace(book.meeting, place="balai RT")))
    of_one = await book.database.run(lambda r: r.changes.of(book.group, count=9, meeting=book.meeting.id))
    of_other = await book.database.run(lambda r: r.changes.of(book.group, count=9, meeting=other.id))
    assert ([one.turn for one in of_one], [one.turn for one in of_other]) == ([5, 3], [4])


async def test_nothing_of_another_group_is_ever_read(book: Book) -> None:
    other = (await book.turn(lambda r: group(r, "JP Rahayu"))).id
    [siti] = await book.turn(lambda r: r.members.add([member(other, "Siti")]))
    assert await book.database.run(lambda r: r.changes.of(book.group, count=9, member=siti.id)) == []
    assert await book.database.run(lambda r: r.changes.of(other, count=9, meeting=book.meeting.id)) == []


async def test_what_was_taken_back_is_told_apart_from_the_taking_back(book: Book) -> None:
    assert await book.undo()
    found = await book.database.run(lambda r: r.changes.of(book.group, count=2))
    assert [(one.turn, one.undone_by, one.undoes) for one in found] == [(4, None, True), (3, 4, False)]


async def test_an_entry_leads_to_its_message_as_long_as_the_inbox_keeps_it(database: AsyncDatabase) -> None:
    [row] = await database.run(lambda r: r.inbox.add([message("4711")], NOW))
    await database.run(lambda r: r.inbox.taken(row, NOW))
    await database.run(lambda r: r.inbox.forget(NOW + 8 * 86_400))
    assert await database.run(lambda r: r.changes.message(row)) == ("telegram", "4711")
    assert await database.run(lambda r: r.changes.message(row + 1)) is None


async def test_who_wrote_later_is_found_first_of_all_in_the_same_rows(book: Book) -> None:
    saved, ani = await book.last(), await book.database.run(lambda r: person(r, "ani"))
    assert saved is not None
    assert await book.database.run(lambda r: r.changes.newer(saved, book.sri)) is None
    await book.turn(lambda r: r.meetings.replace(replace(book.meeting, agenda="lain")), who=ani)
    await book.turn(lambda r: r.members.add([member(book.group, "Citra")]), who=ani)
    newer = await book.database.run(lambda r: r.changes.newer(saved, book.sri))
    assert newer is not None
    assert (newer.turn, newer.person) == (4, ani)


async def test_a_failed_taking_back_is_not_among_what_was_written(book: Book) -> None:
    saved, ani = await book.last(), await book.database.run(lambda r: person(r, "ani"))
    assert saved is not None
    await book.turn(lambda r: r.meetings.replace(replace(book.meeting, agenda="lain")), who=ani)
    assert await book.turn(lambda r: (r.changes.revert(saved), r.changes.now())) == (False, ())


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_logged_before_is_found_by_what_it_is_about(kind: Kind, fresh: Fresh) -> None:
    database = open_database(await fresh.blank(kind))
    await database.reshape(lambda c: upgrade(c, "0004"))
    one, two = {"meeting": 5, "member": 1, "presence": "present"}, {"meeting": 5, "member": 2, "presence": "absent"}
    logged = [("attendance", [one], [two]), ("members", [], [{"id": 1}, {"id": 2}]), ("groups", [], [{"id": 7}])]
    rows = [
        {"turn": 1, "person": 1, "at": NOW, "group_id": 7, "record": record, "before": before, "after": after}
        for record, before, after in logged
    ]
    old = schema.changes.c
    await database.run_raw(lambda c: c.execute(insert(schema.changes), rows))
    await database.reshape(upgrade)
    found = await database.run_raw(lambda c: c.execute(select(old.record, old.about).order_by(old.id)).all())
    assert [tuple(row) for row in found] == [("attendance", 5), ("members", None), ("groups", None)]
    await database.close()
