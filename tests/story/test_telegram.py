"""The first half of the story over Telegram, with reminders: on the product as it is started, and on a set clock."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.channels.telegram_polling import TelegramByPolling
from bot.ports import Clock
from commands.serve import build
from storage.database import open_database
from storage.preparing import prepare
from tests.player.phones import Engine, StoryClock
from tests.story import by_day, telling
from tests.story.messaged import MessagedPhone
from tests.story.product import Product
from tests.story.telling import assert_silent
from tests.telegram.world import START, TOKEN, TelegramWorld

WIB = ZoneInfo("Asia/Jakarta")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MARGIN = 15
in_ci = pytest.mark.skipif(os.environ.get("CARIK_FULL") != "1", reason="waits up to a minute: with CARIK_FULL=1 only")


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld() as world:
        yield world


@pytest.fixture
def sri(world: TelegramWorld) -> MessagedPhone:
    return MessagedPhone(world, "Sri")


@pytest.fixture
def tini(world: TelegramWorld) -> MessagedPhone:
    return MessagedPhone(world, "Tini")


def served(folder: Path, world: TelegramWorld) -> Product:
    """The product with a token, connected to this Telegram."""
    return Product(folder, f'[telegram]\ntoken = "{world.token}"\nbase_url = "{world.url}"\n', reminds=True)


@in_ci
async def test_the_product_reminds_over_telegram_when_the_time_has_come(
    world: TelegramWorld, sri: MessagedPhone, tini: MessagedPhone, tmp_path: Path
) -> None:
    with served(tmp_path, world) as product:
        await telling.create_group_in_one_message(sri)
        await telling.paste_members(sri)
        await telling.connect(sri, tini)
        at = _soonest_that_can_be_said()
        when = f"hari {DAYS[at.weekday()]} jam {at:%H.%M}{' pagi' if at.hour < 12 else ''}"
        await sri.says(f"kumpulan tiap {when} di rumah bu tini", f"{at:%H.%M} WIB, rumah Bu Tini.")
        await sri.says("leres", "saya ingatkan sehari dan dua jam sebelumnya.")
        for phone in (tini, sri):
            reminder = await phone.gets("JP Ngudi Rejeki kumpulan ", 60 + MARGIN + 10)
            assert f"{DAYS[at.weekday()]}, {at.day} " in reminder
            assert f"{at:%Y, %H.%M} WIB, rumah Bu Tini." in reminder
        assert by_day.now() >= at - timedelta(hours=2)
        assert_silent(product.logged(), TOKEN)


def _soonest_that_can_be_said() -> datetime:
    """A whole minute so soon after two hours from now that there is just time to say it."""
    soon = by_day.now() + timedelta(hours=2, seconds=MARGIN + 60)
    return soon.replace(second=0, microsecond=0)


@asynccontextmanager
async def one_process(folder: Path, world: TelegramWorld, clock: Clock) -> AsyncIterator[Engine]:
    """All of the product but its clock, in this process."""
    database = open_database(f"sqlite+aiosqlite:///{folder / 'carik.db'}")
    await prepare(database)
    host = build(database, clock)
    host.add(TelegramByPolling(world.token, world.url, polling=30, pace=None, now=clock.now))
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            yield host
            stop.set()
    finally:
        await host.close()


async def test_who_taps_an_invitations_link_and_shares_her_number_is_connected(
    world: TelegramWorld, sri: MessagedPhone, tini: MessagedPhone, tmp_path: Path
) -> None:
    clock = StoryClock()
    clock.set(START)
    async with one_process(tmp_path, world, clock):
        await telling.create_group_in_one_message(sri)
        await sri.says("daftar bu Hartini umur 41 hp 0812-3456-7890", "Sudah benar")
        await sri.says("ya", "Anggota sekarang 1: 1 perempuan")
        link = (await sri.says("undang anggota", "Ketuk: https://t.me/")).partition("Ketuk: ")[2].split()[0]
        # What Telegram says for whoever taps the link and then its button "Start".
        await tini.says(f"/start {link.partition('?start=')[2]}", "Nama lengkapnya siapa?")
        hers = {"phone_number": "6281234567890", "first_name": "Tini", "user_id": world.person(tini.person)}
        await world.send(tini.person, contact=hers)
        await tini.gets("Boleh saya catat nama dan kehadiran")
        await tini.says("ya", "✓ Bu Hartini sudah terhubung dengan JP Ngudi Rejeki.")
        await sri.gets("Bu Hartini sudah terhubung dan akan diingatkan. Nomor HP-nya cocok dengan buku.")
    asked = [call for call in world.proxy.of("sendMessage") if "Nama lengkapnya siapa?" in call.fields["text"]]
    assert "request_contact" in str(asked[-1].fields["reply_markup"])
    assert len(world.proxy.of("sendPhoto")) == 1


async def test_a_reminder_comes_over_telegram_once_a_day_and_two_hours_before(
    world: TelegramWorld, sri: MessagedPhone, tini: MessagedPhone, tmp_path: Path
) -> None:
    clock = StoryClock()
    clock.set(START)
    async with one_process(tmp_path, world, clock):
        await telling.create_group(sri)
        await telling.paste_members(sri)
        await telling.register_three(sri)
        await telling.meet_weekly(sri)
        await telling.connect(sri, tini)
    for hours, soon in ((24, "besok"), (2, "hari ini")):
        clock.set(_local(26, 19, 30) - hours * 3600 - 1)
        async with one_process(tmp_path, world, clock) as host:
            await host.tick()
            told = f"JP Ngudi Rejeki kumpulan {soon}: Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini."
            assert not any(told in text for phone in (tini, sri) for text in phone.received())
            clock.set(clock.now() + 1)
            for phone in (tini, sri):
                await phone.gets(told)
            await host.tick()
        assert [phone.received().count(told) for phone in (tini, sri)] == [1, 1]


def _local(day: int, hour: int, minute: int) -> int:
    return int(datetime(2026, 11, day, hour, minute, tzinfo=WIB).timestamp())
