"""Two secretaries at once, each in a process of their own: one meeting is one meeting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.router import Router
from bot.turn import Attempt, Turns
from handlers import ALL, WORKS, guard
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.desk import NOW, first_message, reader
from tests.world import MANDIRI, SECRETARY, SECRETARY_OF_BOTH, TODAY, settle

BOTH = (SECRETARY, SECRETARY_OF_BOTH)
DAYS = 5


@pytest.fixture
async def pair(url: str) -> AsyncIterator[list[AsyncDatabase]]:
    """The small world as two processes have it."""
    opened = [open_database(url), open_database(url)]
    await opened[0].run(settle)
    yield opened
    for each in opened:
        await each.close()


async def say(database: AsyncDatabase, who: str, text: str) -> list[str]:
    """Somebody says something, or taps a button with this payload; all that they are told from then on."""
    turns = Turns[Records](Router(ALL, guard), reader(), WORKS)
    what = {"kind": "tap", "tap": text} if text.startswith("!") else {"text": text}
    message = first_message(who, f"{who} {text}", **what)
    told = select(schema.outbox.c.body).where(schema.outbox.c.chat == who).order_by(schema.outbox.c.id)
    before = len(await database.run_raw(lambda c: c.execute(told).all()))
    await database.run(lambda r: r.inbox.add([message], NOW))
    await database.run(lambda r: turns.take(r, Attempt(), (message.channel, who), NOW))
    rows = await database.run_raw(lambda c: c.execute(told).scalars().all())
    return [row["text"] for row in rows[before:]]


async def test_of_two_who_record_one_meeting_one_saves_it_and_the_other_is_asked(
    pair: list[AsyncDatabase],
) -> None:
    for back in range(5, 5 + DAYS):
        day = TODAY - timedelta(days=back + 7)
        words = f"kumpulan JP Mandiri {day.isoformat()} di balai rt, hadir semua kecuali pak wagiman"
        read_back = [await say(database, who, words) for database, who in zip(pair, BOTH, strict=True)]
        assert all("5 lainnya hadir" in told[-1] for told in read_back), read_back
        yes = (say(database, who, f"ya{'!' * back}") for database, who in zip(pair, BOTH, strict=True))
        told = sorted(" ".join(each) for each in await asyncio.gather(*yes))
        assert ["sudah tercatat oleh" in each for each in told].count(True) == 1, told
        assert ["Tersimpan" in each for each in told].count(True) == 1, told
        assert await recorded(pair[0], day) == [6]
        for database, who in zip(pair, BOTH, strict=True):
            await say(database, who, f"batal{'!' * back}")


async def recorded(database: AsyncDatabase, day: date) -> list[int]:
    """How many entries of attendance each meeting of a day has."""
    return [len(meeting.attendance) for meeting in await database.run(lambda r: r.meetings.on(MANDIRI, day))]
