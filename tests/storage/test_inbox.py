"""The inbox: each update once, each chat in order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from sqlalchemy import text

from bot.messages import Incoming
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.storage.samples import NOW, message


def drained(records: Records, chat: str = "c1") -> Iterator[Incoming]:
    """All that waits in a chat, taken one after another."""
    while (row := records.inbox.next_of("telegram", chat)) is not None:
        records.inbox.taken(row.id, NOW)
        assert row.message is not None
        yield row.message


async def test_a_redelivered_update_is_entered_once(database: AsyncDatabase) -> None:
    first = await database.run(lambda r: r.inbox.add([message("1"), message("2"), message("2")], NOW))
    again = await database.run(lambda r: r.inbox.add([message("2"), message("3"), message("1")], NOW))
    assert [len(first), len(again)] == [2, 1]
    assert not set(first) & set(again)


async def test_the_same_update_id_of_two_channels_is_two_updates(database: AsyncDatabase) -> None:
    both = [message("1"), message("1", channel="whatsapp")]
    assert len(await database.run(lambda r: r.inbox.add(both, NOW))) == 2


async def test_nothing_is_entered_for_nothing(database: AsyncDatabase) -> None:
    assert await database.run(lambda r: r.inbox.add([], NOW)) == []


async def test_a_chat_is_read_in_the_order_in_which_it_was_written(database: AsyncDatabase) -> None:
    many = [message(str(number), chat=f"c{number % 3}") for number in range(90)]
    await database.run(lambda r: r.inbox.add(many, NOW))
    assert await database.run(lambda r: list(drained(r))) == [each for each in many if each.chat == "c1"]
    assert await database.run(lambda r: r.inbox.next_of("telegram", "c1")) is None
    assert await database.run(lambda r: r.inbox.waiting()) == [("telegram", "c0"), ("telegram", "c2")]


async def test_what_comes_alone_is_entered_as_taken_already(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.inbox.add([message("0", chat="another")], NOW))
    pending = await database.run(lambda r: r.inbox.enter(message("1"), NOW))
    assert pending is not None
    assert (pending.message, pending.taken, pending.more) == (message("1"), True, False)
    assert await database.run(lambda r: r.inbox.is_taken("telegram", "1")) == pending.id
    assert await database.run(lambda r: r.inbox.enter(message("1"), NOW)) is None, "it was delivered before"
    assert await database.run(lambda r: r.inbox.waiting()) == [("telegram", "another")]


async def test_what_comes_behind_others_waits_for_its_turn(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.inbox.add([message("1")], NOW))
    pending = await database.run(lambda r: r.inbox.enter(message("2"), NOW))
    assert pending is not None
    assert (pending.message, pending.taken, pending.more) == (message("1"), False, True)
    assert await database.run(lambda r: list(drained(r))) == [message("1"), message("2")]


async def test_a_failed_attempt_is_counted_and_a_final_one_ends_the_row(database: AsyncDatabase) -> None:
    [row] = await database.run(lambda r: r.inbox.add([message("1")], NOW))
    await database.run(lambda r: r.inbox.failed(row, NOW, final=False))
    pending = await database.run(lambda r: r.inbox.next_of("telegram", "c1"))
    assert pending is not None
    assert pending.attempts == 1
    assert await database.run(lambda r: r.inbox.is_taken("telegram", "1")) is None
    await database.run(lambda r: r.inbox.failed(row, NOW, final=True))
    assert await database.run(lambda r: r.inbox.next_of("telegram", "c1")) is None
    assert await database.run(lambda r: r.inbox.is_taken("telegram", "1")) == row


async def test_bodies_are_forgotten_and_ids_are_not(database: AsyncDatabase) -> None:
    [old, new] = await database.run(lambda r: r.inbox.add([message("1"), message("2")], NOW))
    await database.run(lambda r: r.inbox.taken(old, NOW))
    await database.run(lambda r: r.inbox.taken(new, NOW + 10))
    assert await database.run(lambda r: r.inbox.forget(NOW + 5)) == 1
    assert await database.run(lambda r: r.inbox.forget(NOW + 5)) == 0
    kept = await database.run_raw(
        lambda c: c.execute(text("SELECT id FROM inbox WHERE body IS NOT NULL")).scalars().all()
    )
    assert kept == [new]
    assert await database.run(lambda r: r.inbox.add([message("1")], NOW + 20)) == []


async def test_two_processes_take_every_message_of_a_chat_once_and_in_order(url: str) -> None:
    pair = [open_database(url), open_database(url)]
    await pair[0].run(lambda r: r.inbox.add([message(str(number)) for number in range(40)], NOW))
    taken: list[str] = []

    def take(records: Records) -> bool:
        row = records.inbox.next_of("telegram", "c1")
        if row is not None and row.message is not None:
            records.inbox.taken(row.id, NOW)
            taken.append(row.message.update)
        return row is not None

    for _ in range(20):
        both = await asyncio.gather(*(each.run(take) for each in pair))
        assert both == [True, True], "who waited for the first message gets the second"
    assert taken == [str(number) for number in range(40)]
    for each in pair:
        await each.close()


async def test_a_message_is_read_as_it_was_written(database: AsyncDatabase) -> None:
    said = message("1", text="daftar bu siti “45 th” 🙏", private=False, contact="+62812", tap="save")
    await database.run(lambda r: r.inbox.add([said], NOW))
    pending = await database.run(lambda r: r.inbox.next_of("telegram", "c1"))
    assert pending is not None
    assert pending.message == said
