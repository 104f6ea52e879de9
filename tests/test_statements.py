"""What a turn asks of the database: how many statements, and how many transactions, whatever it is measured on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event

from bot.clock import RealClock
from bot.engine import Engine
from bot.messages import Incoming
from bot.router import Router
from bot.turn import Attempt, Turns
from bot.understanding import Reader
from handlers import ALL, WORKS, guard
from jamaah.calendar import Weekly
from jamaah.groups import Group, Zone
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.roles import Role
from jamaah.timetable import Schedule
from storage.database import SqliteDatabase
from storage.preparing import prepare
from storage.records import Records

T = TypeVar("T")
NOW = 1_795_399_200
CHANNEL, CHAT = "telegram", "7"
FOUNDED = (
    "/kelompok",
    "Mandiri",
    "Karangsari",
    "3",
    "WIB",
    "Bu Sri",
    "ya",
    "daftar anggota:\nTini Lestari P 45\nWagiman L 50\nSuminah Wati P 38",
    "ya",
    "ya",
    "kumpulan tiap kamis jam 19.30 di balai rt",
    "ya",
)


class Counted:
    """A database that counts the transactions it runs."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self.transactions = 0

    async def run(self, work: Callable[[Records], T]) -> T:
        self.transactions += 1
        return await self._database.run(work)

    async def tidy(self) -> None:
        """Nothing is left in files."""

    async def close(self) -> None:
        await self._database.close()


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """The statements that are executed meanwhile, the BEGIN and COMMIT around them left out."""
    statements: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)


def message(number: int, text: str) -> Incoming:
    return Incoming(channel=CHANNEL, update=str(number), chat=CHAT, user=CHAT, at=NOW, text=text, name="Sri")


class Asked:
    """Turns of one chat, and what each asked of the database."""

    def __init__(self, database: SqliteDatabase, said: int = 0) -> None:
        self._database = database
        self._turns = Turns[Records](Router(ALL, guard), Reader.load(), WORKS)
        self._number = said

    async def by(self, text: str) -> list[str]:
        """The statements of a message's whole way: entered, its turn taken, its answer marked as sent."""
        self._number += 1
        return await self._database.run_raw(lambda connection: self._taken(connection, message(self._number, text)))

    def _taken(self, connection: Connection, new: Incoming) -> list[str]:
        attempt = Attempt(until=NOW + 60)
        with counted(connection) as statements:
            records = Records(connection)
            assert self._turns.take(records, attempt, (CHANNEL, CHAT), NOW, new)
            assert attempt.answer is not None, "leased at once, so that nobody looks for it"
            assert not attempt.left
            assert not attempt.more
            records.outbox.sent([(attempt.answer.id, "1")], NOW)
        return statements


@pytest.fixture
async def database(tmp_path: Path) -> Any:
    opened = SqliteDatabase(tmp_path / "carik.db")
    await prepare(opened)
    yield opened
    await opened.close()


async def asked(database: SqliteDatabase, texts: Sequence[str]) -> list[int]:
    turns = Asked(database)
    for text in FOUNDED:
        await turns.by(text)
    return [len(await turns.by(text)) for text in texts]


async def test_a_question_takes_ten_statements_from_the_inbox_to_the_mark_of_its_answer(
    database: SqliteDatabase,
) -> None:
    assert await asked(database, ["kapan kumpulan lagi?"]) == [10]


async def test_registering_a_member_takes_a_bounded_number_of_statements(database: SqliteDatabase) -> None:
    said, saved = await asked(database, ["daftar bu siti aminah 45 th", "ya"])
    assert said <= 9, "understood and read back: the grants, the group and the members, each read once"
    assert saved <= 13, (
        "the member, the change log, what was read anew after them, and a look for facilitators next day"
    )


async def test_taking_a_registration_back_takes_a_bounded_number_of_statements(database: SqliteDatabase) -> None:
    *_before, asked_first, taken_back = await asked(database, ["daftar bu siti aminah 45 th", "ya", "urungkan", "ya"])
    assert asked_first <= 11, "what was said last is looked at once"
    assert taken_back <= 20


async def test_an_assessment_is_one_round_of_questions_however_much_is_recorded(database: SqliteDatabase) -> None:
    turns, question = Asked(database), "sudah siap jadi koperasi?"
    for text in FOUNDED:
        await turns.by(text)
    before = await turns.by(question)
    await database.run(a_year_of_meetings)
    after = await turns.by(question)
    assert len(before) <= 22, "some ten books of the group, each read once"
    assert len(after) - len(before) <= 1, "who came is read for all meetings at once, if there are any"


def a_year_of_meetings(records: Records) -> None:
    records.author(0, 1, NOW)
    there = [member.id for member in records.members.of(1)]
    for number in range(50):
        day = date(2025, 12, 1) + timedelta(days=7 * number)
        records.meetings.add(Meeting(group=1, day=day, attendance=dict.fromkeys(there, Presence.PRESENT)))


def accompanied(count: int) -> Callable[[Records], None]:
    """So many groups with members, a schedule and meetings, all of them accompanied by who writes."""

    def settle(records: Records) -> None:
        who = records.talks.load(message(0, ""))[0].person
        records.author(0, who, NOW)
        for number in range(count):
            group = records.groups.add(
                Group(id=0, name=f"Tani {number}", village="Getasan", rt=None, zone=Zone.WIB, founded=date(2026, 1, 1))
            )
            records.people.grant(who, Role.FACILITATOR, group.id)
            members = [Member(group=group.id, name=name, joined=group.founded) for name in ("Tini", "Darmo")]
            there = [member.id for member in records.members.add(members)]
            records.schedules.set(
                Schedule(group=group.id, recurrence=Weekly(3), at=time(19), place=None, since=group.founded)
            )
            for day in (date(2026, 11, 5), date(2026, 11, 12)):
                records.meetings.add(
                    Meeting(group=group.id, day=day, attendance=dict.fromkeys(there, Presence.PRESENT))
                )

    return settle


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("rekap semua kelompok", 17),
        ("sing durung kumpul sasi iki", 15),
        ("kelompok mana yang telat kumpul", 17),
        ("endi sing wis siap", 22),
    ],
)
async def test_sixty_groups_are_as_many_statements_as_one(database: SqliteDatabase, question: str, most: int) -> None:
    await database.run(accompanied(1))
    one = await Asked(database).by(question)
    await database.run(accompanied(59))
    sixty = await Asked(database, said=1).by(question)
    assert len(sixty) == len(one) <= most


async def test_a_form_that_is_opened_plans_one_look_at_it_a_day(database: SqliteDatabase) -> None:
    turns = Asked(database)
    first, *later = [await turns.by(text) for text in ("/kelompok", "batal", "/kelompok", "batal", "/kelompok")]
    assert sum("due" in statement for statement in first) == 1
    assert not any("due" in statement for statements in later for statement in statements)


async def test_the_size_of_the_members_book_changes_no_number_of_statements(database: SqliteDatabase) -> None:
    names = ["Painem", "Lasmi", "Rubiyem", "Warsini", "Yatmi", "Karno", "Giyono"]
    few = ["daftar bu siti aminah 45 th", "ya"]
    many = [
        "daftar anggota:\n" + "\n".join(f"{name} P 40" for name in names),
        "ya",
        "ya",
        "daftar bu ngatinah 45 th",
        "ya",
    ]
    counts = await asked(database, [*few, *many])
    assert counts[:2] == counts[-2:]


async def test_a_message_that_comes_alone_is_kept_and_answered_in_one_transaction(database: SqliteDatabase) -> None:
    counting = Counted(database)
    engine = Engine(counting, Turns[Records](Router(ALL, guard), Reader.load(), WORKS), RealClock(), lambda: None)
    running = asyncio.ensure_future(engine.run())
    await asyncio.sleep(0.2)  # until the workers wait for something to do
    before = counting.transactions
    await engine.take([message(1, "halo")])
    assert counting.transactions == before + 1
    assert await database.run(lambda records: records.inbox.is_taken(CHANNEL, "1")) is not None
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
