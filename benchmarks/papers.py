"""Papers: a founding pack of 40 members against a page, packs in a second, and what a turn waits meanwhile."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import count, cycle
from typing import Any

from benchmarks.conversations import FOUNDING, QUESTION
from benchmarks.places import memory
from bot.maker import Maker
from bot.messages import File, Incoming
from bot.papers.paper import Column, ColumnKind, Fields, Format, Paper, Prose, Signatures, Table, paper_file
from bot.router import Router
from bot.turn import Attempt, Turns
from bot.understanding import Reader
from handlers import ALL, WORKS, guard
from storage.database import SqliteDatabase
from storage.preparing import prepare
from storage.records import Records

MEMBERS, TIMES, BLOCKS, TURNS = 40, 15, 12, 60
NOW = 1_795_399_200
ABOUT = (("Kelompok", "JP Mandiri"), ("Desa", "Getasan"))
NUMBER = Column("No", ColumnKind.NUMBER, 0.5)
SIGNED = Signatures(
    "Getasan, 26 November 2026", (("Ketua rapat", "Slamet Riyadi"), ("Sekretaris rapat", "Sri Wahyuni"))
)


def minutes(name: str) -> Paper:
    """A page: the minutes of a founding meeting."""
    told = [(f"Isian {number}", "Kamis, 26 November 2026" if number % 4 else None) for number in range(24)]
    return Paper(
        title="Berita acara", about=ABOUT, parts=(Fields(told, title=name), Prose(["Koperasi didirikan."] * 4), SIGNED)
    )


def pack(name: str, members: int = MEMBERS) -> list[Paper]:
    """What a group hands in when it founds a cooperative; by another name it is another paper."""
    return [
        minutes(name),
        _list("Daftar hadir", name, members, Column("Tanda tangan", ColumnKind.SIGN, 2)),
        _list("Daftar pendiri", name, members, *map(Column, ("NIK", "Pekerjaan", "Alamat", "Jabatan"))),
        _list("Pengurus dan pengawas", name, 8, Column("Jabatan"), Column("Masa jabatan")),
        _list("Rekap modal", name, members, *(Column(one, ColumnKind.NUMBER) for one in ("Pokok", "Wajib", "Jumlah"))),
        _list("Kelengkapan", name, 20, Column("Keadaan"), Column("Keterangan")),
    ]


def _list(title: str, name: str, members: int, *columns: Column) -> Paper:
    rest = tuple(150_000 if column.kind is ColumnKind.NUMBER else "Getasan RT 3" for column in columns)
    empty = tuple(None if column.kind is ColumnKind.SIGN else one for column, one in zip(columns, rest, strict=True))
    rows = [(number, f"Warga {name} {number}", *empty) for number in range(1, members + 1)]
    return Paper(
        title=title,
        about=ABOUT,
        parts=(Table((NUMBER, Column("Nama", weight=2), *columns), rows), SIGNED),
        printed=name,
    )


class Talk:
    """Somebody who asks, and is answered in a transaction of its own each time."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database, self._turns = database, Turns[Records](Router(ALL, guard), Reader.load(), WORKS)
        self._updates, self._lines = count(), cycle(QUESTION.lines)

    async def say(self, text: str) -> None:
        """A whole turn."""
        new = Incoming(channel="telegram", update=str(next(self._updates)), chat="7", user="7", at=NOW, text=text)

        def take(records: Records) -> None:
            attempt = Attempt(until=NOW + 60)
            self._turns.take(records, attempt, ("telegram", "7"), NOW, new)
            if attempt.answer:
                records.outbox.sent([(attempt.answer.id, "1")], NOW)

        await self._database.run(take)

    async def seconds(self, turns: int) -> float:
        """The median of so many turns, with a pause between them."""
        found = []
        for _turn in range(turns):
            await asyncio.sleep(0.002)
            began = time.perf_counter()
            await self.say(next(self._lines)[0])
            found.append(time.perf_counter() - began)
        return statistics.median(found)


def _files(of: Callable[[str], Sequence[Paper]], made_as: Format, times: int) -> list[File]:
    """So many, none like another: what was set once is set faster."""
    return [paper_file("x", of(f"{made_as} {number}"), made_as) for number in range(times)]


async def _seconds(maker: Maker, files: Sequence[File]) -> list[float]:
    found = []
    for file in files:
        began = time.perf_counter()
        await maker.made(file)
        found.append(time.perf_counter() - began)
    return found


async def _made(maker: Maker, times: int) -> dict[str, Any]:
    pages, packs = (_files(of, Format.PDF, times) for of in (lambda name: [minutes(name)], pack))
    await maker.made(paper_file("x", [minutes("pertama")], Format.PDF))
    pairs = [
        (await _seconds(maker, [page]) + await _seconds(maker, [whole]))
        for page, whole in zip(pages, packs, strict=True)
    ]
    found = {"page": statistics.median(page for page, _whole in pairs)}
    found |= {"ratio": statistics.median(whole / page for page, whole in pairs)}
    for made_as in Format:
        found[made_as] = statistics.median((await _seconds(maker, _files(pack, made_as, times)))[1:])
    return found


async def _delay(maker: Maker, talk: Talk, blocks: int) -> list[tuple[float, float]]:
    """Turns beside nothing and beside papers that are made without a pause, by turns."""
    pairs = []
    for block in range(blocks):
        idle = await talk.seconds(TURNS)
        enough = asyncio.Event()
        making = asyncio.create_task(_until(enough, maker, block))
        await asyncio.sleep(0.05)
        pairs.append((idle, await talk.seconds(TURNS)))
        enough.set()
        await making
    return pairs


async def _until(enough: asyncio.Event, maker: Maker, block: int) -> None:
    kinds = cycle(Format)
    while not enough.is_set():
        await maker.made(paper_file("x", pack(f"{block} {time.monotonic()}"), next(kinds)))


async def _measured(times: int, blocks: int) -> dict[str, Any]:
    maker = Maker()
    with memory() as folder:
        database = SqliteDatabase(folder / "carik.db")
        await prepare(database)
        talk = Talk(database)
        for text, _answer in FOUNDING:
            await talk.say(text)
        try:
            made = await _made(maker, times)
            pairs = await _delay(maker, talk, blocks)
        finally:
            maker.close()
            await database.close()
    idle, busy = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {
        "members": MEMBERS,
        "milliseconds_of_a_page": round(made["page"] * 1e3, 1),
        "milliseconds_of_a_pack": {made_as.value: round(made[made_as] * 1e3, 1) for made_as in Format},
        "ratio": round(made["ratio"], 2),
        "packs_a_second": round(1 / made[Format.PDF], 1),
        "turn_milliseconds": round(idle * 1e3, 2),
        "turn_milliseconds_meanwhile": round(busy * 1e3, 2),
        "delay": round(statistics.median(busy / idle for idle, busy in pairs), 2),
    }


def papers(times: int = TIMES, blocks: int = BLOCKS) -> dict[str, Any]:
    """The medians of all, taking turns, and their ratios."""
    return asyncio.run(_measured(times, blocks))
