"""Hands that change at once, and phones that are lost, on each database and in processes of their own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.ports import Draft
from jamaah.roles import Role
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.desk import CHANNEL, NOW, first_message
from tests.test_two_secretaries import say
from tests.world import (
    FACILITATOR,
    LINK_CODE,
    MANDIRI,
    MEMBER,
    PHONE_CODE,
    SECRETARY,
    SECRETARY_OF_BOTH,
    STRANGER,
    settle,
)

CODE = re.compile(r"/start ([A-Z0-9]{4}-[A-Z0-9]{4})")


@pytest.fixture
async def pair(url: str) -> AsyncIterator[list[AsyncDatabase]]:
    """The small world as two processes have it."""
    opened = [open_database(url), open_database(url)]
    await opened[0].run(settle)
    yield opened
    for each in opened:
        await each.close()


async def keepers(database: AsyncDatabase) -> list[int]:
    """Who keeps the books of the group."""
    return await database.run(lambda records: records.people.holding(MANDIRI, Role.SECRETARY))


async def person(database: AsyncDatabase, who: str) -> int:
    """Who writes from a phone."""
    return await database.run(lambda records: records.talks.load(first_message(who))[0].person)


async def test_of_two_secretaries_who_remove_each_other_at_once_one_stays(pair: list[AsyncDatabase]) -> None:
    first, second = pair
    assert "Bu Dwi" in (await say(first, SECRETARY, "bu dwi sudah bukan sekretaris"))[-1]
    await say(second, SECRETARY_OF_BOTH, "ganti ke kelompok mandiri")
    assert "Bu Sri" in (await say(second, SECRETARY_OF_BOTH, "bu sri sudah bukan sekretaris"))[-1]
    told = await asyncio.gather(say(first, SECRETARY, "ya"), say(second, SECRETARY_OF_BOTH, "ya"))
    assert len(await keepers(first)) == 1, told
    assert ["tidak lagi memegang buku" in each[0] for each in told].count(True) == 1, told


async def test_whoever_is_removed_while_another_turn_waits_writes_nothing_in_it(pair: list[AsyncDatabase]) -> None:
    first, second = pair
    await say(first, SECRETARY, "daftar bu siti munawaroh 45 th")
    await say(second, SECRETARY_OF_BOTH, "ganti ke kelompok mandiri")
    await say(second, SECRETARY_OF_BOTH, "bu sri sudah bukan sekretaris")
    before = await members(first)
    await asyncio.gather(say(first, SECRETARY, "ya"), say(second, SECRETARY_OF_BOTH, "ya"))
    assert len(await keepers(first)) == 1
    assert await members(first) in (before, before + 1)
    told = await say(first, SECRETARY, "daftar pak sarjono 50 th")
    assert "sekretaris" in " ".join(told) or "kelompoknya" in " ".join(told)


async def members(database: AsyncDatabase) -> int:
    """How many the book of the group has."""
    return await database.run(lambda records: len(records.members.of(MANDIRI)))


async def test_a_lost_phone_is_nobodys_in_the_same_turn_and_the_code_makes_another_hers(
    pair: list[AsyncDatabase],
) -> None:
    first, second = pair
    before, wrote = await person(first, MEMBER), await person(first, SECRETARY)
    waiting = Draft(CHANNEL, MEMBER, "Pengingat kumpulan", (), "reminder")
    await first.run(lambda records: records.outbox.add([waiting], NOW))
    await say(first, SECRETARY, "hp bu tini hilang")
    told = await say(first, SECRETARY, "ya")
    [code] = CODE.findall("\n".join(told))
    assert await person(second, MEMBER) != before
    assert await first.run_raw(lambda c: unsent(c, MEMBER)) == 0
    for words in ("kapan kumpulan", "hadir", f"/start {code}"):
        answered = " ".join(await say(second, MEMBER, words))
        assert "Mandiri" not in answered and "19.30" not in answered, words
    await say(second, STRANGER, f"/start {code}")
    await say(second, STRANGER, "ya")
    assert await person(first, STRANGER) == before
    linked = await first.run(lambda records: records.members.as_person(MANDIRI, before))
    assert linked is not None and linked.name == "Kartini Lestari"
    assert await person(first, SECRETARY) == wrote


def unsent(connection: object, chat: str) -> int:
    """How many messages wait for a chat."""
    waits = select(func.count()).where(schema.outbox.c.chat == chat, schema.outbox.c.ended.is_(None))
    return int(connection.execute(waits.where(schema.outbox.c.kind == "reminder")).scalar_one())  # type: ignore[attr-defined]


async def test_two_who_use_the_code_of_one_phone_at_once_do_not_both_become_her(pair: list[AsyncDatabase]) -> None:
    for database, who in zip(pair, (STRANGER, "wahyu"), strict=True):
        await say(database, who, f"/start {PHONE_CODE}")
    await asyncio.gather(*(say(database, who, "ya") for database, who in zip(pair, (STRANGER, "wahyu"), strict=True)))
    lost = await pair[0].run(_lost_one)
    assert [await person(pair[0], who) == lost for who in (STRANGER, "wahyu")].count(True) == 1


async def test_of_two_who_use_one_linking_code_at_once_one_becomes_her(pair: list[AsyncDatabase]) -> None:
    before, there = await person(pair[0], MEMBER), ("tini@whatsapp", "wahyu@whatsapp")
    for database, who in zip(pair, there, strict=True):
        await say(database, who, f"/start {LINK_CODE}")
    await asyncio.gather(*(say(database, who, "ya") for database, who in zip(pair, there, strict=True)))
    assert [await person(pair[0], who) == before for who in there].count(True) == 1
    assert await person(pair[0], MEMBER) == before


async def test_the_books_of_who_wants_no_messages_are_offered_to_nobody_else(pair: list[AsyncDatabase]) -> None:
    for who in (SECRETARY, SECRETARY_OF_BOTH):
        await say(pair[0], who, "stop")
    assert "masih bisa dihubungi" in (await say(pair[0], FACILITATOR, "sekretarise diganti bu tini"))[-1]


def _lost_one(records: Records) -> int:
    return next(one for one in records.people.holding(2, Role.MEMBER) if records.people.get(one).address == "Bu Surti")


async def test_a_facilitator_gives_the_books_of_who_cannot_be_reached_to_another(pair: list[AsyncDatabase]) -> None:
    first, second = pair
    assert "masih bisa dihubungi" in (await say(first, FACILITATOR, "sekretarise diganti bu tini"))[-1]
    for name in ("sri", "dwi"):
        await say(first, FACILITATOR, f"hp bu {name} hilang")
        await say(first, FACILITATOR, "ya")
    await say(second, FACILITATOR, "sekretarise diganti bu tini")
    await say(second, FACILITATOR, "ya!")
    offers = await first.run(lambda records: records.handovers.of(MANDIRI))
    await say(first, MEMBER, f"!take_over&of={MANDIRI}&offer={offers[-1].id}&agreed=y")
    assert await person(first, MEMBER) in await keepers(first)
