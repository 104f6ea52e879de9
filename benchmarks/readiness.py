"""Assessing a group with a million entries of attendance in the database against one with ten thousand."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from benchmarks.places import memory
from handlers.findings import gathered
from jamaah.readiness import Report, assess
from jamaah.rulebook import load
from storage import schema
from storage.database import SqliteDatabase
from storage.preparing import prepare
from storage.records import Records

MEMBERS, MEETINGS = 20, 50
FEW, MANY = 10, 1_000
"""Groups; each has a thousand entries of attendance."""
TIMES, AT_ONCE = 40, 5
BEGAN, TODAY = date(2026, 1, 5), date(2026, 12, 20)
WEEK = timedelta(days=7)


class Books:
    """A database with so many groups, each as old and as large as the others."""

    def __init__(self, path: Path, groups: int) -> None:
        self.database = SqliteDatabase(path)
        self._groups = groups
        self._next = 0

    async def fill(self) -> None:
        """Write everything down."""
        await prepare(self.database)
        await self.database.run_raw(self._filled)

    def _filled(self, connection: Connection) -> None:
        for group in range(1, self._groups + 1):
            for table, rows in _rows(group):
                connection.execute(insert(table), rows)

    async def assess(self) -> float:
        """The seconds for one group: its records read in a transaction, and how it stands by all rules."""
        began = time.perf_counter()
        for _time in range(AT_ONCE):
            self._next = (self._next + 7) % self._groups
            report = await self.database.run(lambda records: _assessed(records, self._next + 1))
            if report.find("members_min") is None:
                raise RuntimeError("the rules were not looked at")
        return (time.perf_counter() - began) / AT_ONCE


def _assessed(records: Records, group: int) -> Report:
    return assess(gathered(records, records.groups.get(group), TODAY), load())


def _rows(group: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    where = {"name": f"JP {group}", "village": "Getasan", "zone": "Asia/Jakarta", "founded": BEGAN.isoformat()}
    yield schema.groups, [{"id": group, **where}]
    members = range((group - 1) * MEMBERS + 1, group * MEMBERS + 1)
    book = {"group_id": group, "called": "", "joined_on": BEGAN.isoformat(), "born_year": 1980, "rt": "3"}
    yield (
        schema.members,
        [{"id": one, "name": f"Warga {one}", "gender": "female" if one % 2 else "male", **book} for one in members],
    )
    meetings = range((group - 1) * MEETINGS + 1, group * MEETINGS + 1)
    days = [(BEGAN + WEEK * number).isoformat() for number in range(MEETINGS)]
    held = zip(meetings, days, strict=True)
    yield schema.meetings, [{"id": one, "group_id": group, "day": day, "decisions": []} for one, day in held]
    yield (
        schema.attendance,
        [{"meeting": one, "member": who, "presence": "present"} for one in meetings for who in members],
    )


async def _raced(few: Books, many: Books) -> list[tuple[float, ...]]:
    await few.fill()
    await many.fill()
    pairs = []
    for number in range(TIMES):
        both = (few, many) if number % 2 else (many, few)
        seconds = {each: await each.assess() for each in both}
        pairs.append((seconds[few], seconds[many]))
    for each in (few, many):
        await each.database.close()
    return list(zip(*pairs, strict=True))


def readiness(few: int = FEW, many: int = MANY) -> dict[str, Any]:
    """The medians of both, taking turns, the median of their ratios, and how many groups are assessed in a second."""
    with memory() as folder:
        small, large = asyncio.run(_raced(Books(folder / "few.db", few), Books(folder / "many.db", many)))
    return {
        "rows": [groups * MEMBERS * MEETINGS for groups in (few, many)],
        "milliseconds_with_few": round(statistics.median(small) * 1e3, 2),
        "milliseconds_with_many": round(statistics.median(large) * 1e3, 2),
        "ratio": round(statistics.median(b / a for a, b in zip(small, large, strict=True)), 2),
        "per_second": round(1 / statistics.median(large)),
    }
