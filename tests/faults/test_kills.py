"""SIGKILL at random moments, on both databases: nothing acknowledged is lost, nothing is doubled, the talk goes on.

With `CARIK_FULL=1` each test kills twice, else once, or CARIK_KILLS times (`make prove`: 34); CARIK_SEED repeats the
choices of a run, though not its timing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from random import Random, SystemRandom
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Connection, func, select, update

from storage import schema
from storage.database import open_database
from tests.ci import TOLD
from tests.faults.killing import Trial
from tests.faults.village import LINKED, NEW, SRI, reminding, settle
from tests.story.messaged import MessagedPhone
from tests.story.product import Product
from tests.telegram.calling import free
from tests.telegram.world import TelegramWorld

KILLS = int(os.environ.get("CARIK_KILLS") or (2 if os.environ.get("CARIK_FULL") == "1" else 1))
SEED = int(os.environ.get("CARIK_SEED") or SystemRandom().randrange(10**6))


@pytest.fixture
async def trial(
    url: str, tmp_path: Path, request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> AsyncIterator[Trial]:
    """The village on Telegram, served by the product, on each database, which polls or is "called"."""
    began = time.monotonic()
    async with TelegramWorld() as world:
        await settle(url, world, groups=KILLS)
        token = f'[telegram]\ntoken = "{world.token}"\nbase_url = "{world.url}"\nper_second = 0\n'
        if getattr(request, "param", "polling") == "called":
            at = free()
            token += f'webhook = true\n[server]\nport = {urlsplit(at).port}\npublic = "{at}"\n'
        product = Product(tmp_path, f'[storage]\nurl = "{url}"\n{token}', reminds=True)
        trial = Trial(product, world, url, Random(f"{SEED} {request.node.name}"))
        await trial.slow_down()
        try:
            await trial.started()
            yield trial
        finally:
            product.kill()
            told = f"{trial.account}; {time.monotonic() - began:.0f} s in all; CARIK_SEED={SEED}"
            record_property(TOLD, told)
            sys.stdout.write(told)


async def count(url: str, asked: object) -> int:
    database = open_database(url)
    try:
        return await database.snapshot(lambda connection: int(connection.execute(asked).scalar_one()))  # type: ignore[call-overload]
    finally:
        await database.close()


def of(table: object, *where: object) -> object:
    return select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]


@pytest.mark.part(3)
async def test_kills_in_the_middle_of_registrations(trial: Trial) -> None:
    sri = MessagedPhone(trial.world, SRI)
    for number, name in enumerate(NEW[:KILLS]):
        steps = [
            ("/daftar", "Nama lengkap anggotanya siapa?"),
            (f"pak {name}" if number % 2 else f"bu {name}", "Umur berapa, atau lahir kapan?"),
            ("42", "Sudah benar"),
            ("ya", f"Anggota sekarang {len(LINKED) + number + 1}:"),
        ]
        struck = trial.random.randrange(len(steps))
        for step, (words, answer) in enumerate(steps):
            if step != struck:
                await sri.says(words, answer)
                continue
            sri.listens()
            strike = await trial.aimed()
            await trial.world.say(SRI, words)
            await strike()
            await trial.started()
            await sri.gets(answer)
    await trial.all_is_done()
    registered = schema.changes.c.record == "members", schema.changes.c.turn > 0
    assert await count(trial.url, of(schema.changes, *registered)) == KILLS
    names = schema.members.c.name.in_(NEW)
    assert await count(trial.url, of(schema.members, names)) == KILLS


async def killed_amid_sends(trial: Trial, phones: Sequence[MessagedPhone]) -> None:
    """All ask at once, the process is killed while it answers, and the next one sees to it that each has an answer."""
    strike = await trial.aimed(sends=len(phones))
    for phone in phones:
        phone.listens()
        await trial.world.say(phone.person, "/bantuan")
    await strike()
    await trial.started()
    for phone in phones:
        await phone.gets("")


@pytest.mark.parametrize("trial", ["called"], indirect=True)
@pytest.mark.part(3)
async def test_kills_between_a_call_and_its_answer(trial: Trial) -> None:
    """What Telegram was not told to be well it says again; what was kept before is not done twice."""
    for phone in (phones := [MessagedPhone(trial.world, name) for name in (SRI, *LINKED)]):
        await phone.says("/bantuan", "")
    for _kill in range((KILLS + 1) // 2):
        await killed_amid_sends(trial, phones)
    await trial.all_is_done()
    assert trial.world.proxy.of("getUpdates") == []


@pytest.mark.part(3)
async def test_kills_in_the_middle_of_sends(trial: Trial) -> None:
    phones = [MessagedPhone(trial.world, name) for name in (SRI, *LINKED)]
    for _kill in range(KILLS):
        await killed_amid_sends(trial, phones)
    await trial.all_is_done()


@pytest.mark.part(3)
async def test_kills_in_the_middle_of_ticks(trial: Trial) -> None:
    phones = [MessagedPhone(trial.world, name) for name in LINKED]
    for number in range(KILLS):
        for phone in phones:
            phone.listens()
        # A tick comes every second.
        strike = await trial.aimed(span=1.3, sends=len(phones))
        await fall_due(trial.url, number)
        await strike()
        await trial.started()
        for phone in phones:
            await phone.gets(f"JP {reminding(number)} kumpulan")
    await trial.all_is_done()
    reminders = schema.outbox.c.kind == "reminder"
    assert await count(trial.url, of(schema.outbox, reminders)) == KILLS * len(phones)


async def fall_due(url: str, number: int) -> None:
    """The first reminder of one of the groups is due now."""
    database = open_database(url)

    def work(connection: Connection) -> None:
        due, groups = schema.due.c, schema.groups.c
        group = connection.execute(select(groups.id).where(groups.name == reminding(number))).scalar_one()
        mine = due.key.startswith(f"remind:{group}:")
        first = select(due.id).where(mine, due.done.is_(None)).order_by(due.at).limit(1).scalar_subquery()
        connection.execute(update(schema.due).where(due.id == first).values(at=int(time.time())))

    await database.run_raw(work)
    await database.close()
