"""The whole product called by Telegram: stories, the same update many times at once, an outage, several processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.channels.server import server
from bot.channels.telegram_webhook import TelegramByWebhook
from commands.serve import build
from storage.database import open_database
from storage.preparing import prepare
from tests.player.phones import StoryClock
from tests.player.playing import Player
from tests.player.story import parse
from tests.player.telegram_phones import TelegramPhones
from tests.storage.fresh import Kind
from tests.telegram.calling import free
from tests.telegram.world import START, TelegramWorld
from tests.whatsapp.test_serving import ready, rows

Databases = Callable[[Kind], Awaitable[str]]
TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"
AT_ONCE = 10
OK = 200


@asynccontextmanager
async def serving(world: TelegramWorld, url: str, at: str) -> AsyncIterator[str]:
    """One process of the product on this database, called at this address, once messages can be taken."""
    database, clock = open_database(url), StoryClock()
    clock.set(START)
    await prepare(database)
    host, channel = build(database, clock), TelegramByWebhook(world.token, at, world.url, pace=None, now=clock.now)
    host.add(channel)
    host.called_at(server("127.0.0.1", urlsplit(at).port or 0, "", [channel], host.is_ready))
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            await ready(host)
            yield at
            stop.set()
    finally:
        await host.close()


@pytest.mark.parametrize("story", ["correct_by_buttons", "edited_before_saving", "blocked"])
async def test_a_story_is_the_same_whether_telegram_is_asked_or_calls(story: str, databases: Databases) -> None:
    """Each line in a new process, which the update before it comes to once more."""
    clock, url = StoryClock(), await databases("sqlite")
    file = TRANSCRIPTS / f"{story}.chat"
    async with TelegramWorld() as world:
        player = Player(url, TelegramPhones(world, clock, called=True), clock)
        async for played in player.play(parse(file, file.read_text(encoding="utf-8"))):
            assert played.problems == ()
        assert world.proxy.of("getUpdates") == []


async def test_the_same_update_ten_times_at_once_is_answered_once(url: str) -> None:
    async with TelegramWorld() as world, serving(world, url, free()):
        update = await world.say("Sri", "/bantuan")
        await world.next("Sri")
        assert await world.proxy.hook.again(update, AT_ONCE) == [OK] * AT_ONCE
        await world.say("Tini", "/bantuan")
        await world.next("Tini")
        assert len(world.received("Sri")) == 1
    assert await rows(url, "inbox") == 2


async def test_a_new_update_that_comes_ten_times_at_once_is_answered_once(url: str) -> None:
    async with TelegramWorld() as world, serving(world, url, free()), httpx.AsyncClient() as client:
        await world.until(lambda: world.proxy.of("setWebhook"))
        await client.post(world.proxy.hook.url)  # refused; the connection is there
        update = {"update_id": 77, "message": {**world._message("Sri", None), "text": "/bantuan"}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": world.proxy.hook.secret}
        calls = (client.post(world.proxy.hook.url, json=update, headers=headers) for _time in range(AT_ONCE))
        assert [answer.status_code for answer in await asyncio.gather(*calls)] == [OK] * AT_ONCE
        await world.next("Sri")
        await world.say("Tini", "/bantuan")
        await world.next("Tini")
        assert len(world.received("Sri")) == 1
    assert await rows(url, "inbox") == 2


async def test_any_of_several_processes_may_be_called(databases: Databases) -> None:
    """Each sets the webhook to where it is called, which is one address for all outside of tests."""
    url = await databases("postgresql")
    async with TelegramWorld() as world, serving(world, url, free()) as one:
        await world.until(lambda: world.proxy.of("setWebhook"))
        async with serving(world, url, free()) as two:
            await world.until(lambda: len(world.proxy.of("setWebhook")) == 2)
            for number, where in enumerate((one, two, one)):
                world.proxy.hook.url = f"{where}/telegram"
                update = await world.say("Sri", "/bantuan")
                await world.acknowledged(update)
                await world.next("Sri")
                for other in (one, two):
                    world.proxy.hook.url = f"{other}/telegram"
                    assert await world.proxy.hook.again(update) == [OK]
                assert len(world.received("Sri")) == number + 1
    assert await rows(url, "inbox") == 3
