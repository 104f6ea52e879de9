"""One public server for all platforms: the whole product, called by Telegram and by WhatsApp on one port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx

from bot.channels.server import server
from bot.channels.telegram_webhook import TelegramByWebhook, secret
from commands.serve import build
from storage.database import open_database
from storage.preparing import prepare
from tests.player.phones import StoryClock
from tests.telegram.calling import HEADER, free
from tests.telegram.world import START, TelegramWorld
from tests.whatsapp.conftest import PATH, connected
from tests.whatsapp.test_serving import ready
from tests.whatsapp.webhook import payload, signed
from tests.whatsapp.world import WhatsAppWorld


@asynccontextmanager
async def serving(telegram: TelegramWorld, whatsapp: WhatsAppWorld, url: str) -> AsyncIterator[str]:
    """One process of the product that both call, below this address."""
    database, clock, public = open_database(url), StoryClock(), f"{free()}/carik"
    clock.set(START)
    await prepare(database)
    host = build(database, clock)
    by_telegram = TelegramByWebhook(telegram.token, public, telegram.url, pace=None, now=clock.now)
    channels = by_telegram, connected(whatsapp)
    for channel in channels:
        host.add(channel)
    host.called_at(server("127.0.0.1", urlsplit(public).port or 0, public, channels, host.is_ready))
    whatsapp.webhook, stop = public + PATH, asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            await ready(host)
            yield public
            stop.set()
    finally:
        await host.close()


async def test_telegram_and_whatsapp_call_one_port_and_neither_speaks_for_the_other(url: str) -> None:
    async with TelegramWorld() as telegram, WhatsAppWorld() as whatsapp, httpx.AsyncClient() as client:
        async with serving(telegram, whatsapp, url) as public:
            at = urlsplit(public)
            assert (await client.get(f"{at.scheme}://{at.netloc}/health")).status_code == 200
            await asyncio.gather(telegram.say("Sri", "/bantuan"), whatsapp.say("Sri", "/bantuan"))
            said = (await telegram.next("Sri")).text, (await whatsapp.next("Sri")).text
            assert all("kelompok" in each for each in said)
            raw = payload([])
            theirs = {HEADER: secret(telegram.token)}, signed(raw, whatsapp.secret)
            assert (await client.post(f"{public}{PATH}", content=raw, headers=theirs[0])).status_code in (401, 403)
            assert (await client.post(f"{public}/telegram", content=raw, headers=theirs[1])).status_code == 403
        with_both = telegram.received("Sri"), whatsapp.received("Sri")
        assert [len(each) for each in with_both] == [1, 1]
