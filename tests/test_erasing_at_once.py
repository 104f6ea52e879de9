"""Some who want to go at once, and one who writes meanwhile: each turn ends, on each database, and nothing is left.

A turn holds its own talk and waits for the group; who erases holds the group and waits for the talks of all. So on
PostgreSQL one of them has to give way, and is done again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.ports import InTheWay
from jamaah.roles import Role
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.desk import first_message
from tests.test_two_secretaries import say
from tests.world import MANDIRI, MEMBER, SECRETARY, settle

GOING = (MEMBER, "darsono", "sulaiman")
NAMES = ("kartini", "darsono", "sulaiman")
WITHIN = 60


def _settle(records: Records) -> None:
    """The small world, in which two more members have phones."""
    settle(records)
    for who, member in zip(GOING[1:], records.members.of(MANDIRI)[1:], strict=False):
        person = records.talks.load(first_message(who))[0].person
        records.members.link(member.id, person)
        records.people.grant(person, Role.MEMBER, MANDIRI)


@pytest.fixture
async def four(url: str) -> AsyncIterator[list[AsyncDatabase]]:
    """The world as four processes have it."""
    opened = [open_database(url) for _process in range(4)]
    await opened[0].run(_settle)
    yield opened
    for each in opened:
        await each.close()


async def patiently(database: AsyncDatabase, who: str, text: str) -> list[str]:
    """Say it as the engine does: again where another was in the way."""
    while True:
        try:
            return await say(database, who, text)
        except InTheWay:
            text += "!"


async def test_all_who_go_at_once_are_gone_and_who_writes_meanwhile_is_answered(four: list[AsyncDatabase]) -> None:
    for database, who in zip(four, GOING, strict=False):
        assert "Dihapus sekarang?" in (await say(database, who, "hapus data saya"))[-1]
    await say(four[3], SECRETARY, "daftar bu siti munawaroh 45 th")
    async with asyncio.timeout(WITHIN):
        going = (patiently(database, who, "ya") for database, who in zip(four, GOING, strict=False))
        *gone, written = await asyncio.gather(*going, patiently(four[3], SECRETARY, "ya"))
    assert ["Sudah dihapus" in told[-1] for told in gone] == [True] * len(GOING)
    assert any("tercatat" in text for text in written)
    roll = await four[0].run(lambda records: [member.name for member in records.members.of(MANDIRI)])
    assert sorted(roll) == ["Bambang Hartono", "Bambang Santoso", "Siti Munawaroh", "Wagiman"]
    log = await four[0].run_raw(lambda c: str(c.execute(select(schema.changes.c.before, schema.changes.c.after)).all()))
    assert not [name for name in NAMES if name in log.casefold()]
