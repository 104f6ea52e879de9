"""Two processes serve one PostgreSQL database, and now this one is killed, now that: nothing is lost, nothing doubled.

What was leased to the one that was killed may come twice, and only that. Whoever reads Telegram is followed by the
other after the lease (half a minute). In CI two kills, in `make prove` (CARIK_KILLS=34) eleven; else nobody is killed,
which would take too long, and the two only share the work.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import Connection, func, select

from storage import schema
from storage.database import open_database
from tests.ci import TOLD
from tests.faults.test_kills import KILLS, SEED, count, fall_due, of
from tests.faults.village import LINKED, NEW, SRI, settle
from tests.storage.fresh import Kind
from tests.story.product import Product
from tests.telegram.world import TelegramWorld

TIMES = KILLS // 3 if KILLS >= 3 else (2 if os.environ.get("CARIK_FULL") == "1" else 0)
ROUNDS = max(1, TIMES)
WITHIN = 150.0
_OUTBOX = select(schema.outbox.c.chat, schema.outbox.c.body)
Key = tuple[str, str]


@dataclass
class Village:
    """What two processes serve, and what was seen of it when one was killed."""

    world: TelegramWorld
    url: str
    pair: list[Product]
    unsettled: Counter[Key] = field(default_factory=Counter)

    async def look(self) -> None:
        """Remember what is not marked as sent: of that some may come twice."""
        database = open_database(self.url)
        self.unsettled += await database.run_raw(_unsent)
        await database.close()

    async def settled(self) -> Counter[Key]:
        """Wait until nothing waits any more; all that is in the outbox."""
        database = open_database(self.url)
        deadline = time.monotonic() + WITHIN
        while await database.run_raw(_waiting) or self.world.proxy.offset <= self.world.updates:
            assert time.monotonic() < deadline, "it does not come to its end"
            await asyncio.sleep(0.5)
        rows = await database.run_raw(_all)
        await database.close()
        return rows

    @property
    def delivered(self) -> Counter[Key]:
        """What Telegram has, by chat and text."""
        sent = (call.fields for call in self.world.proxy.of("sendMessage"))
        return Counter((fields["chat_id"], fields["text"]) for fields in sent)


async def test_two_processes_that_are_killed_in_turn_lose_and_double_nothing(
    databases: Callable[[Kind], Awaitable[str]], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    url, random, began = await databases("postgresql"), Random(SEED), time.monotonic()
    async with TelegramWorld() as world:
        await settle(url, world, groups=ROUNDS)
        village = Village(world, url, [_product(tmp_path / name, world, url) for name in ("one", "two")])
        for product in village.pair:
            product.start()
        try:
            for number in range(ROUNDS):
                await _strike(village, random, number)
            rows = await village.settled()
        finally:
            for product in village.pair:
                product.kill()
        twice = village.delivered - rows
        assert rows - village.delivered == Counter(), "lost"
        assert twice - village.unsettled == Counter(), "came twice without having been in flight at a kill"
        registered = schema.changes.c.record == "members", schema.changes.c.turn > 0
        assert await count(url, of(schema.changes, *registered)) == ROUNDS
        assert await count(url, of(schema.members, schema.members.c.name.in_(NEW))) == ROUNDS
        reminders = schema.outbox.c.kind == "reminder", schema.outbox.c.key.startswith("remind:")
        assert await count(url, of(schema.outbox, *reminders)) == ROUNDS * len(LINKED)
        assert await count(url, of(schema.inbox)) == world.updates
        assert await count(url, of(schema.inbox, schema.inbox.c.failed)) == 0
    record_property(
        TOLD,
        f"{TIMES} kills of two processes in turn; {twice.total()} sends in flight came twice; "
        f"{time.monotonic() - began:.0f} s in all; CARIK_SEED={SEED}",
    )


def _product(folder: Path, world: TelegramWorld, url: str) -> Product:
    folder.mkdir()
    token = f'[telegram]\ntoken = "{world.token}"\nbase_url = "{world.url}"\nper_second = 0\n'
    return Product(folder, f'[storage]\nurl = "{url}"\n{token}', reminds=True)


async def _strike(village: Village, random: Random, number: int) -> None:
    """A registration, questions and a reminder at once, and a kill of one of the two in the midst of them."""
    polled = village.world.proxy.offset
    for words in (f"daftar bu {NEW[number]} 42 th", "ya"):
        await village.world.say(SRI, words)
    for name in LINKED:
        await village.world.say(name, "/bantuan")
    await fall_due(village.url, number)
    await village.world.until(lambda: village.world.proxy.offset > polled, WITHIN)
    await asyncio.sleep(random.uniform(0, 1.5))
    if not TIMES:
        return
    victim = random.choice(village.pair)
    await asyncio.to_thread(victim.kill)
    await village.look()
    victim.start()


def _unsent(connection: Connection) -> Counter[Key]:
    found = connection.execute(
        select(schema.outbox.c.chat, schema.outbox.c.body).where(schema.outbox.c.ended.is_(None))
    )
    return Counter((row.chat, row.body["text"]) for row in found)


def _all(connection: Connection) -> Counter[Key]:
    found = connection.execute(select(schema.outbox.c.chat, schema.outbox.c.body))
    return Counter((row.chat, row.body["text"]) for row in found)


def _waiting(connection: Connection) -> int:
    asked = [select(func.count()).where(table.c.ended.is_(None)) for table in (schema.inbox, schema.outbox)]
    asked.append(select(func.count()).where(schema.due.c.done.is_(None), schema.due.c.at <= int(time.time())))
    return sum(connection.execute(each).scalar_one() for each in asked)
