"""The first half of the story on the product as it is started, over each platform, all words by HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.story import by_day, telling
from tests.story.messaged import MessagedPhone, World
from tests.story.product import Product, free_port
from tests.story.telling import assert_silent
from tests.telegram.world import TelegramWorld
from tests.whatsapp.world import WhatsAppWorld

Over = Callable[[Path], AbstractAsyncContextManager[tuple[World, Product, list[str]]]]


@asynccontextmanager
async def over_telegram(folder: Path) -> AsyncIterator[tuple[World, Product, list[str]]]:
    async with TelegramWorld() as world:
        said = f'[telegram]\ntoken = "{world.token}"\nbase_url = "{world.url}"\n'
        yield world, Product(folder, said, reminds=True), [world.token, world.token.partition(":")[2]]
    menu = world.proxy.of("setMyCommands")[0].fields["commands"]
    assert {command["command"]: command["description"] for command in menu}["daftar"].startswith("daftarkan")


@asynccontextmanager
async def over_whatsapp(folder: Path) -> AsyncIterator[tuple[World, Product, list[str]]]:
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    async with WhatsAppWorld(lambda: int(time.time()) + by_day.AHEAD) as world:
        of = {"phone_id": world.phone_id, "token": world.token, "app_secret": world.secret, "base_url": world.url}
        of |= {"verify_token": world.verify, "path": "/whatsapp"}
        said = f'[server]\nport = {port}\npublic = "{public}"\n[whatsapp]\n'
        said += "".join(f'{name} = "{value}"\n' for name, value in of.items())
        world.webhook, world.patient = f"{public}/whatsapp", True
        await world.reporting()
        people = [world.person(name) for name in ("Sri", "Tini")]
        secrets = [world.token, world.secret, world.verify, *(each.phone for each in people)]
        yield world, Product(folder, said, reminds=True), secrets


@pytest.mark.parametrize("over", [over_telegram, over_whatsapp])
async def test_the_product_with_a_token_serves_a_group(over: Over, tmp_path: Path) -> None:
    async with over(tmp_path) as (world, product, secrets):
        sri, tini = MessagedPhone(world, "Sri"), MessagedPhone(world, "Tini")
        with product:
            await telling.create_group_in_one_message(sri)
            await telling.paste_members(sri)
            await sri.says("tambah anggota mbak Dewi", "Umur berapa, atau lahir kapan?")
            assert await asyncio.to_thread(product.stop) == 0
            product.start()
            await sri.taps("Lewati", "Dewi, perempuan, RT 3. Sudah benar")
            await sri.taps("Simpan", "Anggota sekarang 19: 10 perempuan, 9 laki-laki.")
            await sri.says("kumpulan tiap kamis jam setengah 8 malam di rumah bu tini", "Sudah benar?")
            await sri.says("leres", "saya ingatkan sehari dan dua jam sebelumnya.")
            await telling.connect(sri, tini)
            await tini.says("kapan kumpulan lagi?", "19.30 WIB, rumah Bu Tini.")
            assert await asyncio.to_thread(product.stop) == 0
            assert_silent(product.logged(), *secrets)
        assert sri.received().count("✓ Bu Tini sudah terhubung dan akan diingatkan.") == 1
