"""A first start that is killed while it tells its demo: the next one tells it anew, and real records never go."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import SystemRandom

from storage.database import open_database
from storage.preparing import prepare
from storage.records import Records
from tests.story.product import Product
from tests.story.simulated import Simulation


async def test_half_a_demo_is_told_anew(tmp_path: Path) -> None:
    with Product(tmp_path) as product:
        play = Simulation(product)
        await play.serves()
        await somebody(play)
        product.kill()
        product.start()
        await play.serves()
        phones = await whole(play)
        product.kill()
        product.start()
        await play.serves()
        assert await whole(play) == phones, "a demo that was told is left alone"
        await play.close()


async def somebody(play: Simulation) -> None:
    """Wait until the demo has begun, and a little longer."""
    for _look in range(3000):
        if (await play.get("/simulator/people"))["people"]:
            break
        await asyncio.sleep(0.01)
    await asyncio.sleep(SystemRandom().uniform(0, 0.3))


async def whole(play: Simulation) -> list[list[str]]:
    """What all three have on their phones once the demo is told."""
    listed = await play.phone("sri").says("siapa saja anggota kita", "19 anggota:")
    assert "Eko Nugroho" in listed
    return [[message["text"] for message in await play.phone(who).received()][:12] for who in ("sri", "tini", "nurul")]


async def test_records_with_half_a_demo_count_as_empty_until_they_are_real(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/carik.db")
    await prepare(database)

    def half_told(records: Records) -> None:
        records.demo(begun=True)
        records.author(0, 0, 1)
        records.reset()

    await database.run(half_told)
    assert await database.run(Records.is_empty)
    await database.run(lambda records: records.demo(begun=False))
    assert await database.run(Records.is_empty)
    await database.close()
