"""The engine: every update is one turn, in order, whole or not at all; and what falls due is done once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.engine import DAY, HOUR, Engine
from bot.forms import Form, ask, on
from bot.kinds import Words
from bot.messages import Incoming, Reply
from bot.ports import Due, Unavailable
from bot.router import Router
from bot.state import State
from bot.talk import Later, Occasion, Talk
from bot.texts import Text, _, verbatim
from bot.turn import Turns
from handlers.reminders import WORK, remind
from storage import schema
from storage.database import AsyncDatabase, SqliteDatabase, open_database
from storage.records import Records
from tests.desk import CHANNEL, NOW, first_message, reader
from tests.player.phones import StoryClock
from tests.storage.fresh import Kind
from tests.storage.samples import group
from tests.world import MEMBER, settle

Databases = Callable[[Kind], Awaitable[str]]
SRI, CHAT = "Bu Hartini", (CHANNEL, "sri")
LOOKS = 2_000
THURSDAY_EVENING = NOW + 3 * DAY + 10 * HOUR + HOUR // 2
"""When the groups of the small world meet: 26 November 2026, 19.30."""


# -- what can be said and what falls due in these tests


@on("count", deed=None, pattern=r"pesan \d+")
class Count(Form[Records]):
    """Hear how many messages came so far."""

    def done(self) -> Reply:
        heard = self.talk.memory["heard"] = self.talk.memory.get("heard", 0) + 1
        return Reply(verbatim(f"{heard}: {self.talk.text}"))


@on("found", deed=None, command="tulis")
class Found(Form[Records]):
    """Write much, and fail at the end where the name says so."""

    name: str = ask(Words(40), _("What is the group's name?"))

    def summary(self) -> Text | None:
        return None

    def done(self) -> Reply:
        group(self.talk.store, self.name)
        self.talk.memory["written"] = self.name
        self.talk.tell(self.talk.person, Reply(verbatim(f"kabar {self.name}")))
        if self.name.startswith("pecah"):
            raise RuntimeError(f"{self.talk.account.name} said {self.talk.text}")
        return Reply(verbatim(f"tercatat {self.name}"))


class Overtaking:
    """Makes a form that is overtaken by another process as often as it is told to."""

    def __init__(self, times: int) -> None:
        self.times, self.turns = times, 0

    def form(self) -> type[Form[Records]]:
        faster = self

        @on("overtaken", deed=None, pattern="susul")
        class Overtaken(Form[Records]):
            """Another process writes this talk in the middle of the turn."""

            def done(self) -> Reply:
                group(self.talk.store)
                faster.turn(self.talk)
                return Reply(verbatim("tidak tersusul"))

        return Overtaken

    def turn(self, talk: Talk[Records]) -> None:
        """One turn in the middle: the version is raised, or it is not."""
        self.turns += 1
        if self.turns <= self.times:
            account, version, state = talk.store.talks.load(said("susul", "-"))
            assert talk.store.talks.save(account, version, state)


def note(occasion: Occasion[Any], due: Due) -> None:
    """Due work that says so, as often as it is done."""
    occasion.tell(due.body["person"], Reply(verbatim(due.key)))


def fail(occasion: Occasion[Any], due: Due) -> None:
    """Due work that says so and fails."""
    note(occasion, due)
    raise RuntimeError(due.key)


def still(at: int = NOW) -> StoryClock:
    """A clock that stands still until it is set."""
    clock = StoryClock()
    clock.set(at)
    return clock


def said(text: str, update: str, who: str = "sri") -> Incoming:
    return first_message(who, update, text=text, name=SRI)


def wait(occasion: Occasion[Any], due: Due) -> None:
    if occasion.now < NOW + HOUR:
        raise Later(NOW + HOUR)
    note(occasion, due)


def drop(occasion: Occasion[Any], due: Due) -> None:
    occasion.dropped = True


def engine(database: AsyncDatabase, *more: type[Form[Any]], clock: StoryClock | None = None) -> Engine[Records]:
    router = Router[Records]([*more, Count, Found], lambda talk, form: None)
    turns = Turns(router, reader(), {"note": note, "fail": fail, "wait": wait, "drop": drop, WORK: remind})
    return Engine(database, turns, clock or still(), lambda: None)


@asynccontextmanager
async def running(*engines: Engine[Records]) -> AsyncIterator[None]:
    """These engines, each as one process runs it."""
    tasks = [asyncio.create_task(each.run()) for each in engines]
    await asyncio.sleep(0)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    for _look in range(LOOKS):
        if await true():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


async def answered(database: AsyncDatabase) -> bool:
    return await database.run(lambda r: r.inbox.waiting()) == []


async def outbox(database: AsyncDatabase, chat: str = "sri", kind: str = "answer") -> list[str]:
    """The texts to one chat, as they were entered."""
    ours = select(schema.outbox.c.body).where(schema.outbox.c.chat == chat, schema.outbox.c.kind == kind)
    rows = await database.run_raw(lambda c: c.execute(ours.order_by(schema.outbox.c.id)).scalars().all())
    return [row["text"] for row in rows if row]


async def count(database: AsyncDatabase, table: Any) -> int:
    return len(await database.run_raw(lambda c: c.execute(select(table)).all()))


async def state(database: AsyncDatabase) -> State:
    return State.load((await database.run(lambda r: r.talks.load(said("", "-"))))[2])


async def person(database: AsyncDatabase) -> int:
    return (await database.run(lambda r: r.talks.load(said("", "-"))))[0].person


@pytest.fixture
async def pair(url: str) -> AsyncIterator[list[AsyncDatabase]]:
    """One database as two processes have it."""
    opened = [open_database(url), open_database(url)]
    yield opened
    for each in opened:
        await each.close()


@pytest.fixture
async def lockable(databases: Databases) -> AsyncIterator[SqliteDatabase]:
    """A SQLite database that waits only shortly for a lock."""
    opened = open_database(await databases("sqlite"), patience=0.02)
    assert isinstance(opened, SqliteDatabase)
    yield opened
    await opened.close()


@pytest.fixture
def other(lockable: SqliteDatabase) -> Iterator[sqlite3.Connection]:
    """Somebody else at that database, who may lock it."""
    with closing(sqlite3.connect(lockable.path, isolation_level=None)) as connection:
        yield connection


# -- turns


async def test_the_same_update_twice_is_one_turn(database: AsyncDatabase) -> None:
    served, message = engine(database), said("pesan 1", "1")
    async with running(served):
        await served.take([message])
        await served.take([message])
        await served.take([message, said("pesan 2", "2"), message])
        await until(lambda: answered(database))
    assert await outbox(database) == ["1: pesan 1", "2: pesan 2"]


async def test_the_same_update_to_two_processes_at_once_is_one_turn(pair: list[AsyncDatabase]) -> None:
    first, second = engine(pair[0]), engine(pair[1])
    async with running(first, second):
        for number in range(6):
            message = said(f"pesan {number}", str(number))
            await asyncio.gather(first.take([message]), second.take([message]))
        await until(lambda: answered(pair[0]))
    assert await outbox(pair[0]) == [f"{number + 1}: pesan {number}" for number in range(6)]


async def test_updates_of_one_person_at_once_to_two_processes_are_each_answered_once(pair: list[AsyncDatabase]) -> None:
    engines = [engine(each) for each in pair]
    async with running(*engines):
        for number in range(0, 16, 2):
            both = [said(f"pesan {number + which}", str(number + which)) for which in (0, 1)]
            await asyncio.gather(*(each.take([message]) for each, message in zip(engines, both, strict=True)))
        await until(lambda: answered(pair[0]))
    told = [answer.split(": pesan ") for answer in await outbox(pair[0])]
    assert [int(count) for count, _number in told] == list(range(1, 17)), "none was lost to another"
    assert sorted(int(number) // 2 for _count, number in told) == [int(number) // 2 for _count, number in told]
    assert {number for _count, number in told} == {str(number) for number in range(16)}


async def test_two_processes_answer_each_message_of_a_chat_once_and_in_order(pair: list[AsyncDatabase]) -> None:
    engines = [engine(each) for each in pair]
    left = [said(f"pesan {number}", str(number)) for number in range(8)]
    await pair[0].run(lambda r: r.inbox.add(left, NOW))
    async with running(*engines):
        for number in range(8, 20):
            await engines[number % 2].take([said(f"pesan {number}", str(number))])
        await until(lambda: answered(pair[0]))
    assert await outbox(pair[1]) == [f"{number + 1}: pesan {number}" for number in range(20)]


async def test_several_talks_are_served_beside_one_another(database: AsyncDatabase) -> None:
    served, people = engine(database), [f"orang {number}" for number in range(9)]
    async with running(served):
        for round_ in range(2):
            await served.take([said(f"pesan {round_}", f"{who} {round_}", who) for who in people])
        await until(lambda: answered(database))
    assert [await outbox(database, who) for who in people] == [["1: pesan 0", "2: pesan 1"]] * len(people)


# -- bugs


async def test_a_turn_that_fails_leaves_nothing_but_one_apology(
    database: AsyncDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    served = engine(database)
    async with running(served):
        await served.take([said("pesan 1", "1"), said("/tulis", "2")])
        await until(lambda: answered(database))
        before = await state(database)
        await served.take([said("pecah Ngudi Rejeki", "3")])
        await until(lambda: answered(database))
        await served.take([said("pecah Ngudi Rejeki", "3")])
    *_earlier, asked, sorry = told = await outbox(database)
    assert len(told) == 3
    assert asked == Found.name.asks(None).render("id")  # type: ignore[attr-defined]
    assert sorry.startswith("Maaf, ")
    assert await count(database, schema.groups) == await count(database, schema.changes) == 0
    assert await state(database) == before
    assert before.open is not None
    assert_logged(caplog, "failed: RuntimeError at ")


def assert_logged(caplog: pytest.LogCaptureFixture, outcome: str) -> None:
    """This outcome stands in the log, and nobody's words or names."""
    assert outcome in caplog.text
    told = caplog.text.casefold()
    assert [word for word in ("pecah", "ngudi", "rejeki", "hartini", "tulis", "pesan") if word in told] == []


async def test_after_a_turn_that_failed_the_form_goes_on(database: AsyncDatabase) -> None:
    served = engine(database)
    async with running(served):
        for number, text in enumerate(("/tulis", "pecah", "Mandiri")):
            await served.take([said(text, str(number))])
            await until(lambda: answered(database))
    assert (await outbox(database))[2:] == ["tercatat Mandiri", "kabar Mandiri"]
    assert await count(database, schema.groups) == 1


async def test_a_turn_that_failed_lets_the_next_messages_pass(database: AsyncDatabase) -> None:
    served = engine(database)
    async with running(served):
        await served.take([said(text, text) for text in ("/tulis", "pecah", "Rahayu", "pesan 1")])
        await until(lambda: answered(database))
    assert (await outbox(database))[2:] == ["tercatat Rahayu", "kabar Rahayu", "1: pesan 1"]


async def test_a_message_that_cannot_be_read_is_ended_with_an_apology_and_lets_the_next_pass(
    database: AsyncDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    await database.run(lambda r: r.inbox.add([said("pesan 1", "1"), said("pesan 2", "2")], NOW))
    unreadable = update(schema.inbox).where(schema.inbox.c.update_id == "1").values(body={"words": "Hartini"})
    await database.run_raw(lambda c: c.execute(unreadable))
    await engine(database).answer(CHAT)
    sorry, told = await outbox(database)
    assert sorry.startswith("Maaf, ")
    assert told == "1: pesan 2"
    assert await answered(database)
    assert_logged(caplog, "failed: Unreadable at ")


async def test_a_turn_whose_apology_fails_too_ends_in_silence_and_lets_the_next_pass(
    database: AsyncDatabase, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_too(*_: object) -> None:
        raise KeyError("Hartini")

    monkeypatch.setattr(Turns, "apologise", fails_too)
    served = engine(database)
    async with running(served):
        await served.take([said(text, text) for text in ("/tulis", "pecah", "pesan 1")])
        await until(lambda: answered(database))
    assert "1: pesan 1" in await outbox(database)
    assert_logged(caplog, "ends without an apology: KeyError at ")


@pytest.mark.parametrize("times", [0, 1, 3])
async def test_a_turn_that_was_overtaken_is_taken_again(database: AsyncDatabase, times: int) -> None:
    faster = Overtaking(times)
    served = engine(database, faster.form())
    await database.run(lambda r: r.inbox.add([said("susul", "1")], NOW))
    await served.answer(CHAT)
    assert faster.turns == times + 1
    assert await outbox(database) == ["tidak tersusul"]
    assert await count(database, schema.groups) == 1, "what an overtaken turn wrote is undone"


# -- a database that is not available


async def test_a_message_that_cannot_be_kept_now_is_refused_and_answered_once_when_it_comes_again(
    lockable: SqliteDatabase, other: sqlite3.Connection
) -> None:
    served, message = engine(lockable), said("pesan 1", "1")
    async with running(served):
        await until(lambda: answered(lockable))
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable):
            await served.take([message])
        other.execute("ROLLBACK")
        assert await count(lockable, schema.inbox) == 0
        await served.take([message])
        await until(lambda: answered(lockable))
    assert await outbox(lockable) == ["1: pesan 1"]


async def test_a_kept_message_is_answered_once_the_lock_is_gone(
    lockable: SqliteDatabase, other: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    served = engine(lockable)
    await lockable.run(lambda r: r.inbox.add([said("pesan 1", "1")], NOW))
    other.execute("BEGIN EXCLUSIVE")
    answering = asyncio.create_task(served.answer(CHAT))
    await until(lambda: logged(caplog, "has to wait"))
    other.execute("ROLLBACK")
    assert await outbox(lockable) == []
    await answering
    assert await outbox(lockable) == ["1: pesan 1"]
    assert await answered(lockable)


async def logged(caplog: pytest.LogCaptureFixture, words: str) -> bool:
    return words in caplog.text


class Locking(logging.Handler):
    """Locks a database at the moment something is logged."""

    def __init__(self, stack: AsyncExitStack, connection: sqlite3.Connection, words: str) -> None:
        super().__init__()
        self._connection, self._words = connection, words
        log = logging.getLogger("bot.engine")
        log.addHandler(self)
        stack.callback(log.removeHandler, self)

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self._words = "\0"
            self._connection.execute("BEGIN EXCLUSIVE")


async def test_an_apology_waits_for_the_database_and_stops_nobody(
    lockable: SqliteDatabase, other: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    served = engine(lockable)
    async with AsyncExitStack() as stack:
        Locking(stack, other, "failed: RuntimeError")
        await stack.enter_async_context(running(served))
        await served.take([said("/tulis", "1"), said("pecah", "2")])
        await until(lambda: logged(caplog, "has to wait"))
        other.execute("ROLLBACK")
        await until(lambda: answered(lockable))
        await served.take([said("pesan 1", "3")])
        await until(lambda: answered(lockable))
    asked, *rest = await outbox(lockable)
    assert [told for told in rest if not told.startswith("Maaf, ")] == ["1: pesan 1", asked]
    assert len(rest) == 3


async def test_a_database_that_is_locked_at_the_start_stops_nobody(
    lockable: SqliteDatabase, other: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    served = engine(lockable)
    await lockable.run(lambda r: r.inbox.add([said("pesan 1", "1")], NOW))
    other.execute("BEGIN EXCLUSIVE")
    async with running(served):
        await until(lambda: logged(caplog, "has to wait"))
        other.execute("ROLLBACK")
        await served.sweep()
        await until(lambda: answered(lockable))
    assert await outbox(lockable) == ["1: pesan 1"]


async def test_due_work_waits_for_the_database_and_is_done_once(
    lockable: SqliteDatabase, other: sqlite3.Connection
) -> None:
    served = engine(lockable)
    await plan(lockable, "note", "a")
    other.execute("BEGIN EXCLUSIVE")
    await served.tick()
    other.execute("ROLLBACK")
    assert await outbox(lockable) == []
    await served.tick()
    await served.tick()
    assert await outbox(lockable) == ["a"]


# -- what falls due


async def plan(database: AsyncDatabase, what: str, *keys: str, at: int = NOW) -> None:
    body = {"person": await person(database)}
    await database.run(lambda r: r.due.plan([Due(at, what, key, body) for key in keys]))


async def test_due_work_is_done_once_though_two_processes_tick_at_the_same_time(pair: list[AsyncDatabase]) -> None:
    keys = [f"{number:02}" for number in range(24)]
    await plan(pair[0], "note", *keys)
    engines = [engine(each) for each in pair]
    await asyncio.gather(*(each.tick() for each in engines * 2))
    assert sorted(await outbox(pair[0])) == keys
    assert await pair[1].run(lambda r: r.due.next_at()) is None


async def test_what_is_not_due_yet_is_not_done(database: AsyncDatabase) -> None:
    clock = still()
    served = engine(database, clock=clock)
    await plan(database, "note", "later", at=NOW + 1)
    await served.tick()
    assert await outbox(database) == []
    clock.set(clock.now() + 1)
    await served.tick()
    assert await outbox(database) == ["later"]


async def test_work_that_may_not_be_done_yet_waits_until_it_may(database: AsyncDatabase) -> None:
    clock = still()
    served = engine(database, clock=clock)
    await plan(database, "wait", "a")
    await served.tick()
    assert await outbox(database) == []
    assert await database.run(lambda r: r.due.next_at()) == NOW + HOUR
    clock.set(NOW + HOUR)
    await served.tick()
    assert await outbox(database) == ["a"]


async def test_what_came_too_late_is_done_with_and_counted(database: AsyncDatabase) -> None:
    await plan(database, "drop", "a")
    await plan(database, "note", "b")
    await engine(database).tick()
    counted = select(func.count()).select_from(schema.due)
    dropped = await database.run_raw(lambda c: c.execute(counted.where(schema.due.c.dropped)).scalar_one())
    assert (dropped, await database.run(lambda r: r.due.next_at())) == (1, None)


async def test_work_that_fails_is_put_off_and_other_work_is_done(
    database: AsyncDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    clock = still()
    served = engine(database, clock=clock)
    await plan(database, "fail", "pecah", at=NOW - 10)
    await plan(database, "note", "a", "b")
    await served.tick()
    assert await outbox(database) == ["a", "b"], "nothing of what failed is kept"
    assert await database.run(lambda r: r.due.next_at()) == NOW + HOUR
    clock.set(clock.now() + HOUR)
    await served.tick()
    assert await database.run(lambda r: r.due.next_at()) == NOW + 2 * HOUR
    assert caplog.text.count("failed: RuntimeError") == 2
    assert_logged(caplog, "due work ")


@pytest.mark.parametrize(
    ("late", "reminders"), [(-HOUR, 1), (-1, 1), (0, 0), (HOUR, 0)], ids=["hour", "second", "begun", "over"]
)
async def test_a_late_reminder_is_sent_while_the_meeting_is_to_come_and_dropped_afterwards(
    database: AsyncDatabase, late: int, reminders: int
) -> None:
    await database.run(settle)
    served = engine(database, clock=still(THURSDAY_EVENING + late))
    await served.tick()
    assert len(await outbox(database, MEMBER, "reminder")) == reminders
    planned = select(schema.due.c.at).where(schema.due.c.what == "remind", schema.due.c.done.is_(None))
    waiting = await database.run_raw(lambda c: set(c.execute(planned).scalars()))
    assert waiting == {THURSDAY_EVENING + 6 * DAY}, "the next is planned"
    await served.tick()
    assert len(await outbox(database, MEMBER, "reminder")) == reminders


# -- forgetting


async def test_words_are_forgotten_and_an_update_that_comes_again_is_still_known(database: AsyncDatabase) -> None:
    clock = still()
    served = engine(database, clock=clock)
    async with running(served):
        await served.take([said("pesan 1", "1")])
        await until(lambda: answered(database))
        await database.run(lambda r: send_all(r, NOW))
        clock.set(NOW + 7 * DAY)
        await served.forget()
        assert await bodies(database) == [True, True], "seven days are not over"
        clock.set(clock.now() + 1)
        await served.forget()
        assert await bodies(database) == [False, False]
        await served.take([said("pesan 1", "1")])
        await served.take([said("pesan 1", "1"), said("pesan 2", "2")])
        await until(lambda: answered(database))
    assert await outbox(database) == ["2: pesan 2"]


async def test_words_that_wait_to_be_sent_are_kept(database: AsyncDatabase) -> None:
    clock = still()
    served = engine(database, clock=clock)
    await database.run(lambda r: r.inbox.add([said("pesan 1", "1")], NOW))
    await served.answer(CHAT)
    await database.run(lambda r: r.inbox.add([said("pesan 2", "2")], NOW))
    clock.set(clock.now() + 30 * DAY)
    await served.forget()
    assert await bodies(database) == [False, True, True], "only the message that was answered is forgotten"


def send_all(records: Records, now: int) -> None:
    sent = records.outbox.claim(CHANNEL, 10, now, now + 60)
    records.outbox.sent([(each.id, "p") for each in sent], now)


async def bodies(database: AsyncDatabase) -> list[bool]:
    """Whether there are words: in the messages that came, then in those to be sent."""
    return [
        body is not None
        for table in (schema.inbox, schema.outbox)
        for body in await database.run_raw(
            lambda c, t=table: c.execute(select(t.c.body).order_by(t.c.id)).scalars().all()  # type: ignore[misc]
        )
    ]
