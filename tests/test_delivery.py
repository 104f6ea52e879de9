"""Delivery: one message at a time to each chat, in order, at the channel's pace; trouble stays where it is."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select

from bot.clock import RealClock
from bot.delivery import AT_ONCE, LOOK_AGAIN, REMINDERS_AT_ONCE, Delivery
from bot.engine import Engine
from bot.forms import Form, on
from bot.messages import Attachment, Outgoing, Reply
from bot.ports import Pace, Slower, Take, Unavailable, Unreachable
from bot.reach import LOST_CHAT
from bot.router import Router
from bot.sending import LEASE, LONGEST_SEND, MOST_ATTEMPTS, back_off
from bot.talk import Occasion
from bot.texts import verbatim
from bot.turn import Turns, told
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.desk import reader
from tests.player.phones import StoryClock
from tests.storage.samples import NOW, draft, message, person

LOOKS = 2_000


class Platform:
    """A channel that holds its sends while it is told to, and meets each text with the trouble that was set for it."""

    name = "telegram"
    pace: Pace | None = None
    leased = False

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.sent: list[str] = []
        self.troubles: dict[str, list[Exception]] = {}
        self.most = 0
        self.open = asyncio.Event()
        self.open.set()
        self.after: Callable[[], object] = lambda: None
        self._flying: Counter[str] = Counter()

    async def start(self) -> None:
        """There is nothing to learn."""

    async def receive(self, take: Take) -> None:
        await asyncio.Event().wait()

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        self.begun.append(message.text)
        self._flying[message.chat] += 1
        self.most = max(self.most, self._flying[message.chat])
        await self.open.wait()
        self._flying[message.chat] -= 1
        if self.troubles.get(message.text):
            raise self.troubles[message.text].pop(0)
        self.sent.append(message.text)
        self.after()
        return f"p{len(self.sent)}"

    def is_group(self, chat: str) -> bool:
        return chat.startswith("-")

    def link(self, code: str, *, chat: bool = False) -> str:
        return ""

    async def close(self) -> None:
        pass


class Process:
    """One process's delivery on a database, with a platform and a clock of its own."""

    def __init__(self, database: AsyncDatabase, now: int = NOW) -> None:
        self.database, self.platform, self.clock, self.settled = database, Platform(), StoryClock(), 0
        self.clock.set(now)
        self.delivery = Delivery(database, self.platform, self.clock, self._count)
        self.task: asyncio.Task[None] | None = None

    def _count(self) -> None:
        self.settled += 1

    def start(self) -> asyncio.Task[None]:
        self.task = asyncio.create_task(self.delivery.run())
        return self.task

    async def passes(self, seconds: int) -> None:
        """Let time pass, and everything be done that is to be done then."""
        self.clock.set(self.clock.now() + seconds)
        self.delivery.wake()
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until the delivery had every opportunity to begin something."""
        for _turn in range(12):
            await self.database.run(lambda records: None)
            await asyncio.sleep(0.002)


@pytest.fixture
async def process(database: AsyncDatabase) -> AsyncIterator[Process]:
    """A delivery that is not yet started; what it still sends is cancelled in the end."""
    made = Process(database)
    yield made
    if made.task is not None:
        await crash(made.task)


async def crash(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def enter(database: AsyncDatabase, *texts: str, **rest: Any) -> None:
    """Messages for the outbox; the first letter names the chat."""
    drafts = [draft(text, chat=text[0], **rest) for text in texts]
    await database.run(lambda records: records.outbox.add(drafts, NOW))


async def until(true: Callable[[], bool]) -> None:
    for _look in range(LOOKS):
        if true():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


Row = tuple[bool, bool, str | None]
WAITS: Row = (False, False, None)
DEAD: Row = (True, True, None)


def sent_as(message: str) -> Row:
    return True, False, message


async def rows(database: AsyncDatabase) -> dict[str, Row]:
    """What is written about each message: ended, failed, the platform's id."""
    found = await database.run_raw(lambda connection: connection.execute(select(schema.outbox)).all())
    return {row.body["text"]: (row.ended is not None, row.failed, row.message) for row in found}


async def come_to(database: AsyncDatabase, **expected: Row) -> None:
    """Wait until this is written about these messages."""
    found: dict[str, Row] = {}
    for _look in range(LOOKS):
        found = await rows(database)
        if expected.items() <= found.items():
            return
        await asyncio.sleep(0.005)
    assert found == expected


def of_chat(chat: str, texts: list[str]) -> list[str]:
    return [text for text in texts if text[0] == chat]


# -- order


async def test_one_message_to_a_chat_is_in_flight_and_all_come_in_order(process: Process) -> None:
    platform = process.platform
    await enter(process.database, *(f"{chat}{number}" for number in range(6) for chat in "abc"))
    platform.open.clear()
    process.start()
    await until(lambda: len(platform.begun) == 3)
    await process.passes(LEASE - 1)
    assert sorted(platform.begun) == ["a0", "b0", "c0"]
    platform.open.set()
    await until(lambda: len(platform.sent) == 18)
    assert platform.most == 1
    for chat in "abc":
        assert of_chat(chat, platform.sent) == [f"{chat}{number}" for number in range(6)]


async def test_what_was_sent_is_written_down_with_the_platforms_id_and_told(process: Process) -> None:
    await enter(process.database, "a", "b")
    process.start()
    await until(lambda: len(process.platform.sent) == 2)
    first, second = process.platform.sent
    await come_to(process.database, **{first: sent_as("p1"), second: sent_as("p2")})
    await until(lambda: process.settled > 0)
    await process.passes(10 * LEASE)
    assert len(process.platform.begun) == 2


async def test_answers_go_before_reminders(process: Process) -> None:
    await enter(process.database, *(chr(0x4E00 + number) for number in range(20)), kind="reminder")
    await enter(process.database, "a", "b", "c")
    process.start()
    await until(lambda: len(process.platform.sent) == 23)
    assert process.platform.begun[:3] == ["a", "b", "c"]


async def test_an_answer_finds_a_place_beside_the_reminders_that_are_being_sent(process: Process) -> None:
    platform = process.platform
    await enter(process.database, *(chr(0x4E00 + number) for number in range(AT_ONCE + 20)), kind="reminder")
    platform.open.clear()
    process.start()
    await until(lambda: len(platform.begun) == REMINDERS_AT_ONCE)
    await enter(process.database, "a", "b")
    process.delivery.wake()
    await until(lambda: len(platform.begun) == REMINDERS_AT_ONCE + 2)
    assert platform.begun[REMINDERS_AT_ONCE:] == ["a", "b"]
    platform.open.set()
    await until(lambda: len(platform.sent) == AT_ONCE + 22)


async def test_an_answer_goes_before_the_reminder_that_waits_in_its_chat_and_never_beside_it(process: Process) -> None:
    platform = process.platform
    await enter(process.database, "a1", kind="reminder")
    await enter(process.database, "a2", "a3")
    platform.open.clear()
    process.start()
    await until(lambda: len(platform.begun) > 0)
    await process.passes(0)
    assert platform.begun == ["a2"]
    platform.open.set()
    await until(lambda: len(platform.sent) == 3)
    assert platform.sent == ["a2", "a3", "a1"]
    assert platform.most == 1


class Slowly:
    """A database whose answers arrive a moment after their transactions; `meanwhile` is what happens in that moment."""

    def __init__(self, database: AsyncDatabase) -> None:
        self._database = database
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def run(self, work: Callable[[Records], Any]) -> Any:
        found = await self._database.run(work)
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        return found

    async def tidy(self) -> None:
        """Nothing is left in files."""

    async def close(self) -> None:
        pass


async def test_what_waits_behind_a_message_is_sent_at_once_even_if_that_lands_during_a_look(process: Process) -> None:
    platform, slowly = process.platform, Slowly(process.database)
    process.delivery = Delivery(slowly, platform, process.clock, lambda: None)
    platform.open.clear()
    await enter(process.database, "a1")
    process.start()
    await until(lambda: platform.begun == ["a1"])
    await enter(process.database, "a2")

    async def lands() -> None:
        platform.open.set()
        await until(lambda: platform.sent == ["a1"])
        await asyncio.sleep(0)

    slowly.meanwhile = lands
    began = time.monotonic()
    process.delivery.wake()
    await until(lambda: platform.sent == ["a1", "a2"])
    assert time.monotonic() - began < LOOK_AGAIN / 2


# -- trouble


async def test_slower_holds_up_that_chat_only_and_for_so_long(process: Process) -> None:
    process.platform.troubles["a1"] = [Slower(7)]
    await enter(process.database, "a1", "a2", "b1", "b2")
    process.start()
    await until(lambda: len(process.platform.sent) == 2)
    await process.passes(6)
    assert process.platform.sent == ["b1", "b2"]
    await process.passes(1)
    await until(lambda: len(process.platform.sent) == 4)
    assert process.platform.sent[2:] == ["a1", "a2"]


async def test_who_is_to_be_slower_is_written_to_just_then_without_being_woken(database: AsyncDatabase) -> None:
    process = Process(database)
    process.platform.troubles["a1"] = [Slower(0.6)]
    process.delivery = Delivery(database, process.platform, RealClock(), lambda: None)
    await enter(database, "a1")
    running, started = process.start(), time.monotonic()
    await until(lambda: process.platform.sent == ["a1"])
    assert 0.6 <= time.monotonic() - started < 3
    await crash(running)


async def test_what_the_platform_cannot_take_now_is_sent_later_and_later_and_before_what_follows(
    process: Process,
) -> None:
    process.platform.troubles["a1"] = [Unavailable(), Unavailable()]
    await enter(process.database, "a1", "a2", "b1")
    process.start()
    for attempts, seconds in ((1, 5), (2, 10)):
        await until(lambda expected=attempts: process.platform.begun.count("a1") == expected)  # type: ignore[misc]
        await process.passes(seconds - 1)
        assert process.platform.sent == ["b1"]
        assert process.platform.begun.count("a1") == attempts
        await process.passes(seconds + 1)
    await until(lambda: len(process.platform.sent) == 3)
    assert process.platform.sent == ["b1", "a1", "a2"]


async def test_why_nothing_can_be_sent_is_in_the_log_once_and_that_it_is_over(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    paid, known = Unavailable("error 131042"), Unavailable("error 133010")
    process.platform.troubles |= {"a1": [paid, paid], "b1": [paid], "c1": [known]}
    await enter(process.database, "a1", "b1", "c1")
    process.start()
    for begun in (3, 5, 6):
        await until(lambda expected=begun: len(process.platform.begun) >= expected)  # type: ignore[misc]
        await process.passes(1)
        await process.passes(30)
    await until(lambda: len(process.platform.sent) == 3)
    said = [record.message for record in caplog.records if record.name == "bot.hindrances"]
    assert sorted(each for each in said if "waits" in each) == [
        "telegram: error 131042; what is to be said there waits",
        "telegram: error 133010; what is to be said there waits",
    ]
    assert said[-1] == "telegram: something was sent again"


async def test_a_send_that_takes_too_long_is_given_up_before_its_lease_ends_and_done_again(
    process: Process, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LONGEST_SEND <= LEASE / 2
    monkeypatch.setattr("bot.sending.LONGEST_SEND", 0.05)
    process.platform.open.clear()
    await enter(process.database, "a1")
    process.start()
    await until(lambda: "TimeoutError; what is to be said there waits" in caplog.text)
    process.platform.open.set()
    await process.passes(10)
    await until(lambda: process.platform.sent == ["a1"])


async def test_what_cannot_be_sent_for_a_day_while_others_are_is_given_up_and_holds_up_nothing_more(
    process: Process,
) -> None:
    process.platform.troubles["a1"] = [Unavailable()] * 9
    await enter(process.database, "a1", "a2")
    tried = schema.outbox.update().values(attempts=MOST_ATTEMPTS)
    await process.database.run_raw(lambda connection: connection.execute(tried))
    process.start()
    await until(lambda: process.platform.begun.count("a1") == 1)
    await process.passes(300)
    await until(lambda: process.platform.begun.count("a1") == 2)
    assert (await rows(process.database))["a1"] == WAITS, "nothing else is sent: it is not this message's fault"
    await enter(process.database, "b1")
    process.delivery.wake()
    await until(lambda: process.platform.sent == ["b1"])
    await process.passes(300)
    await until(lambda: process.platform.sent == ["b1", "a2"])
    assert (await rows(process.database))["a1"] == DEAD


def test_attempts_are_ever_farther_apart_from_five_seconds_to_five_minutes_and_not_all_at_once() -> None:
    waits = [[back_off(attempts) for _time in range(200)] for attempts in range(7)]
    for longest, found in zip((10, 20, 40, 80, 160, 300, 300), waits, strict=True):
        assert all(longest / 2 <= wait <= longest for wait in found)
        assert len(set(found)) > 3
    assert back_off(10_000) <= 300


async def test_what_has_expired_meanwhile_is_not_sent(process: Process) -> None:
    process.platform.troubles["b1"] = [Unavailable()]
    await enter(process.database, "a1", kind="reminder", expires=NOW)
    await enter(process.database, "b1", kind="reminder", expires=NOW + 10)
    await enter(process.database, "c1", kind="reminder", expires=NOW + 1)
    process.start()
    await until(lambda: process.platform.sent == ["c1"])
    await process.passes(10)
    await come_to(process.database, a1=DEAD, b1=DEAD, c1=sent_as("p1"))
    assert sorted(process.platform.begun) == ["b1", "c1"]


async def test_what_expires_while_it_waits_for_the_pace_is_not_sent(database: AsyncDatabase) -> None:
    process = Process(database)
    process.platform.pace = Pace(per_second=5, per_chat=1, per_group_minute=20)
    process.delivery = Delivery(database, process.platform, process.clock, lambda: None)
    await enter(database, *"abcdefgh", kind="reminder", expires=NOW + 1)
    running = process.start()
    await until(lambda: len(process.platform.sent) == 5)
    process.clock.set(NOW + 1)
    await come_to(database, h=DEAD)
    assert len(process.platform.begun) < 8
    await crash(running)


async def test_a_group_chat_that_is_gone_is_nobodys_loss(process: Process) -> None:
    await process.database.run(lambda records: person(records, "-100"))
    process.platform.troubles["kabar"] = [Unreachable()]
    await process.database.run(lambda records: records.outbox.add([draft("kabar", chat="-100")], NOW))
    process.start()
    await come_to(process.database, kabar=DEAD)
    due = await process.database.run(lambda records: records.due.first(NOW))
    assert due is not None
    assert (due.what, due.body) == (LOST_CHAT, {"channel": "telegram", "chat": "-100"})
    reached = await process.database.run(lambda records: records.talks.load(message("1", chat="-100", user="-100")))
    assert not reached[0].unreachable


async def test_what_cannot_be_sent_to_one_account_goes_to_another_once(process: Process) -> None:
    """A reminder does; an answer is only for who asked, where they asked."""

    def one_person(records: Records) -> None:
        mine, other = person(records, "a"), person(records, "c")
        records.author(1, mine, NOW)
        records.accounts.link(mine, other, [])

    await process.database.run(one_person)
    await process.database.run(
        lambda records: records.outbox.add([draft("kabar", "a", "reminder", key="once"), draft("jawaban", "a")], NOW)
    )
    process.platform.troubles |= {"kabar": [Unreachable()], "jawaban": [Unreachable()]}
    process.start()
    await until(lambda: len(process.platform.begun) == 3)
    await come_to(process.database, kabar=sent_as("p1"), jawaban=DEAD)
    assert sorted(process.platform.begun) == ["jawaban", "kabar", "kabar"]
    chats = select(schema.outbox.c.chat).where(schema.outbox.c.message == "p1")
    assert await process.database.run_raw(lambda c: list(c.execute(chats).scalars())) == ["c"]


async def test_nothing_more_is_sent_to_who_cannot_be_reached_until_they_write_again(process: Process) -> None:
    somebody = await process.database.run(lambda records: person(records, "a"))

    def heard(records: Records) -> int:
        occasion = Occasion(records, NOW)
        occasion.tell(somebody, Reply(verbatim("kabar")))
        return len(told(records, occasion))

    assert await process.database.run(heard) == 1
    process.platform.troubles["a1"] = [Unreachable()]
    await enter(process.database, "a1", "b1")
    process.start()
    await until(lambda: len(process.platform.begun) == 2)
    await process.passes(10 * LEASE)
    assert process.platform.begun.count("a1") == 1
    await come_to(process.database, a1=DEAD, b1=sent_as("p1"))
    assert await process.database.run(heard) == 0
    await process.database.run(lambda records: records.talks.load(message("1", chat="a", user="a")))
    assert await process.database.run(heard) == 1


async def test_what_is_said_in_a_chat_of_many_is_entered_once_for_each_key(process: Process) -> None:
    def say(records: Records) -> int:
        occasion = Occasion(records, NOW)
        occasion.post("platform", "-100", Reply(verbatim("kabar"), kind="reminder"), key="meeting 1")
        return records.outbox.add(told(records, occasion), NOW)

    assert await process.database.run(say) == 1
    assert await process.database.run(say) == 0


async def test_a_message_that_cannot_be_sent_by_a_bug_ends_alone_and_in_silence(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    process.platform.troubles["aminah"] = [ValueError("aminah")]
    await enter(process.database, "aminah", "a2", "b1")
    process.start()
    await until(lambda: len(process.platform.sent) == 2)
    await process.passes(10 * LEASE)
    assert sorted(process.platform.sent) == ["a2", "b1"]
    await come_to(process.database, aminah=DEAD)
    assert process.platform.begun.count("aminah") == 1
    assert "could not be sent: ValueError" in caplog.text
    assert "aminah" not in caplog.text


async def test_marks_wait_for_a_locked_database_and_nothing_is_sent_twice(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    process = Process(open_database(url, patience=0.05))
    process.platform.open.clear()
    await enter(process.database, "a1")
    running = process.start()
    await until(lambda: process.platform.begun == ["a1"])
    async with locked(url):
        process.platform.open.set()
        await until(lambda: "has to wait" in caplog.text)
    await process.passes(10 * LEASE)
    await come_to(process.database, a1=sent_as("p1"))
    assert process.platform.sent == ["a1"]
    await crash(running)
    await process.database.close()


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Somebody else holds the outbox: on SQLite nothing can be begun, on PostgreSQL nothing can be written there."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
        return
    server = await asyncpg.connect(url)
    async with server.transaction():
        await server.execute("LOCK TABLE outbox IN EXCLUSIVE MODE")
        yield
    await server.close()


# -- the end of a process


async def test_stopping_finishes_what_is_in_flight_marks_it_and_begins_nothing(process: Process) -> None:
    platform = process.platform
    await enter(process.database, "a1", "a2", "b1")
    platform.open.clear()
    running = process.start()
    await until(lambda: len(platform.begun) == 2)
    process.delivery.stop()
    await enter(process.database, "c1")
    await process.passes(0)
    assert not running.done()
    platform.open.set()
    await running
    assert sorted(platform.begun) == sorted(platform.sent) == ["a1", "b1"]
    numbers = {text: sent_as(f"p{number}") for number, text in enumerate(platform.sent, 1)}
    assert await rows(process.database) == {"a2": WAITS, "c1": WAITS, **numbers}


@asynccontextmanager
async def next_process(database: AsyncDatabase) -> AsyncIterator[Process]:
    """A process that is started after another one has crashed."""
    another = Process(database)
    running = another.start()
    try:
        yield another
    finally:
        await crash(running)


async def sends_after_the_lease(database: AsyncDatabase) -> None:
    """The next process sends a1 and then a2, and not before the lease of the one that crashed is over."""
    async with next_process(database) as another:
        await another.passes(LEASE - 1)
        assert another.platform.begun == []
        await another.passes(1)
        await until(lambda: len(another.platform.sent) == 2)
        assert another.platform.begun == ["a1", "a2"]


async def test_what_was_in_flight_in_a_crash_is_sent_after_its_lease_and_never_before(process: Process) -> None:
    await enter(process.database, "a1", "a2")
    process.platform.open.clear()
    running = process.start()
    await until(lambda: process.platform.begun == ["a1"])
    await crash(running)
    assert process.platform.sent == []
    await sends_after_the_lease(process.database)


async def test_a_crash_between_a_send_and_its_mark_sends_again_after_the_lease_and_never_before(
    process: Process,
) -> None:
    await enter(process.database, "a1", "a2")
    running = process.start()
    process.platform.after = running.cancel
    await asyncio.gather(running, return_exceptions=True)
    assert process.platform.sent == ["a1"]
    assert (await rows(process.database))["a1"] == WAITS
    await sends_after_the_lease(process.database)


# -- answers that are sent at once


@on("echo", deed=None, pattern=".*")
class Echo(Form[Records]):
    """Say it again, unless it is broken."""

    def done(self) -> Reply:
        if self.talk.text == "pecah":
            raise RuntimeError
        return Reply(verbatim(self.talk.text))


def echo(process: Process) -> Engine[Records]:
    """An engine whose answers this process's delivery sends at once."""
    turns = Turns(Router[Records]([Echo], lambda talk, form: None), reader(), {})
    delivery = process.delivery
    return Engine(process.database, turns, process.clock, delivery.wake, reserve=lambda channel: delivery.reserve())


async def test_answers_are_sent_in_order_behind_what_waits_in_their_chat(process: Process) -> None:
    await enter(process.database, "a1")
    process.platform.open.clear()
    process.start()
    await until(lambda: process.platform.begun == ["a1"])
    served = echo(process)
    for number in range(2, 5):
        await served.take([message(str(number), chat="a", text=f"a{number}")])
        await served.answer(("telegram", "a"))
    await process.quiet()
    assert process.platform.begun == ["a1"]
    process.platform.open.set()
    await until(lambda: len(process.platform.sent) == 4)
    assert process.platform.begun == ["a1", "a2", "a3", "a4"]


async def test_turns_that_fail_keep_no_place_from_answers(process: Process) -> None:
    process.start()
    served = echo(process)
    await process.quiet()
    for number in range(AT_ONCE + 1):
        await served.take([message(str(number), chat=str(number), text="pecah")])
        await served.answer(("telegram", str(number)))
    await served.take([message("-", chat="a", text="a1")])
    await served.answer(("telegram", "a"))
    await until(lambda: "a1" in process.platform.sent)
    await until(lambda: len(process.platform.sent) == AT_ONCE + 2)
