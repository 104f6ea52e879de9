"""A tick with a million pieces of work scheduled against one with a thousand."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.places import memory
from bot.engine import Engine
from bot.ports import Due
from bot.router import Router
from bot.turn import Turns
from bot.understanding import Reader
from storage.database import SqliteDatabase
from storage.preparing import prepare
from storage.records import Records

FEW, MANY = 1_000, 1_000_000
ROUNDS, TIMES, DUE_AT_ONCE = 20, 6, 10
NOW = 1_795_399_200
# Some each second, none of them due for a day; reminders of 5,000 groups make such keys.
_SCHEDULE = text("""
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :count)
INSERT INTO due (at, what, key, body, dropped)
SELECT :first + n, 'remind', 'remind-' || (n % 5000) || '-' || (:first + n), '{"group": 1}', 0 FROM number
""")


class Still:
    """A clock that stands."""

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        return NOW


class Scheduled:
    """An engine on a database with so much work scheduled for later."""

    def __init__(self, path: Path) -> None:
        self.database = SqliteDatabase(path)
        works = {"nothing": lambda occasion, due: None}
        turns = Turns[Records](Router([], lambda talk, form: None), Reader.load(), works)
        self._engine = Engine(self.database, turns, Still(), lambda: None)
        self._number = 0

    async def fill(self, count: int) -> None:
        """Schedule so much work."""

        def schedule(connection: Connection) -> None:
            connection.execute(_SCHEDULE, {"count": count, "first": NOW + 86_400})

        await prepare(self.database)
        await self.database.run_raw(schedule)

    async def tick(self) -> float:
        """The seconds of one tick in which a little is due."""
        self._number += 1
        works = [Due(NOW, "nothing", f"now:{self._number}:{each}", {}) for each in range(DUE_AT_ONCE)]
        await self.database.run(lambda records: records.due.plan(works))
        began = time.perf_counter()
        await self._engine.tick()
        return time.perf_counter() - began


async def _raced(few: Scheduled, many: Scheduled) -> list[Sequence[float]]:
    await few.fill(FEW)
    await many.fill(MANY)
    pairs = []
    for _round in range(ROUNDS):
        for each in (few, many):
            # Which processor a database's thread runs on decides how long it is waited for: a new thread each round.
            await each.database.close()
            await each.tick()
        for number in range(TIMES):
            both = (few, many) if number % 2 else (many, few)
            seconds = {each: await each.tick() for each in both}
            pairs.append((seconds[few], seconds[many]))
    for each in (few, many):
        await each.database.close()
    return list(zip(*pairs, strict=True))


def tick() -> dict[str, Any]:
    """The means of both, taking turns, and their ratio."""
    with memory() as folder:
        few, many = asyncio.run(_raced(Scheduled(folder / "few.db"), Scheduled(folder / "many.db")))
    return {
        "due_at_once": DUE_AT_ONCE,
        "milliseconds_with_1000": round(statistics.fmean(few) * 1e3, 2),
        "milliseconds_with_1000000": round(statistics.fmean(many) * 1e3, 2),
        "ratio": round(statistics.fmean(many) / statistics.fmean(few), 2),
    }
