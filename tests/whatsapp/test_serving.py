"""The whole product called by WhatsApp: real calls, the real server, real turns; and what it prints meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import text

from bot.channels.server import server
from bot.delivery import Delivery
from bot.host import Host
from bot.messages import Outgoing
from commands.serve import build, keep_words_out_of_logs
from storage.database import open_database
from storage.preparing import prepare
from storage.records import Records
from tests.player.phones import StoryClock
from tests.printing import failure_of
from tests.storage.fresh import Kind
from tests.whatsapp.cloud_api import Refusal
from tests.whatsapp.conftest import PATH, connected, running
from tests.whatsapp.graph_api import TOO_FAST, WRONG_TOKEN
from tests.whatsapp.test_receiving import SRI
from tests.whatsapp.webhook import payload, signed, status
from tests.whatsapp.world import START, WhatsAppWorld

pytest_plugins = ("tests.printing",)

Databases = Callable[[Kind], Awaitable[str]]
AT_ONCE = 10


@asynccontextmanager
async def serving(world: WhatsAppWorld, url: str) -> AsyncIterator[str]:
    """One process of the product on this database; where WhatsApp calls it."""
    database, clock = open_database(url), StoryClock()
    clock.set(START)
    await prepare(database)
    host, channel = build(database, clock), connected(world)
    host.add(channel)
    web = server("127.0.0.1", 0, "", [channel], host.is_ready)
    where = web.listen() + PATH
    host.called_at(web)
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            await ready(host)
            yield where
            stop.set()
    finally:
        await host.close()


async def ready(host: Host[Records]) -> None:
    async with asyncio.timeout(10):
        while not await host.is_ready():  # noqa: ASYNC110  it is asked as Meta asks: again and again
            await asyncio.sleep(0.01)


async def rows(url: str, table: str) -> int:
    """How many rows a table has: messages that were taken in, talks."""
    database = open_database(url)
    count = await database.run_raw(
        lambda connection: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
    )
    await database.close()
    return int(count or 0)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_the_same_message_ten_times_at_once_is_answered_once(
    world: WhatsAppWorld, databases: Databases, kind: Kind
) -> None:
    url = await databases(kind)
    async with serving(world, url) as one:
        world.webhook = one
        update = await world.say("Sri", "/bantuan")
        first = await world.next("Sri")
        again = await asyncio.gather(*(world.again(update) for _number in range(AT_ONCE)))
        assert again == [200] * AT_ONCE
        await world.say("Tini", "/bantuan")
        assert (await world.next("Tini")).text == first.text
    assert len(world.received("Sri")) == 1
    assert await rows(url, "inbox") == 2


async def test_two_processes_that_are_called_at_once_answer_once(world: WhatsAppWorld, databases: Databases) -> None:
    url = await databases("postgresql")
    async with serving(world, url) as one, serving(world, url) as two, httpx.AsyncClient() as client:

        async def everywhere(raw: bytes, headers: Mapping[str, str]) -> int:
            calls = (client.post(where, content=raw, headers=headers) for where in (one, two) * (AT_ONCE // 2))
            return max(answer.status_code for answer in await asyncio.gather(*calls))

        world.post = everywhere
        assert await world.again(await world.say("Sri", "/bantuan")) == 200
        await world.next("Sri")
    assert len(world.received("Sri")) == 1
    assert await rows(url, "inbox") == 1


async def test_what_meta_says_of_messages_nobody_knows_disturbs_nothing(
    world: WhatsAppWorld, databases: Databases
) -> None:
    unknown = [
        status("wamid.unknown", SRI, "failed", START, errors=[{"code": code, "title": "?"}]) for code in (131026, 1)
    ]
    charged = status("wamid.of-another", SRI, "sent", START, pricing={"billable": True, "category": "utility"})
    raw = payload([SRI], statuses=[*unknown, charged, {}])
    async with serving(world, await databases("sqlite")) as world.webhook:
        for _twice in range(2):
            assert await world.post(raw, signed(raw, world.secret)) == 200
        await world.say("Tini", "/bantuan")
        await world.next("Tini")
    assert len(world.graph.calls) == 1


async def test_a_word_of_patience_is_said_plainly_to_who_has_just_written(
    world: WhatsAppWorld, databases: Databases
) -> None:
    database, clock, channel = open_database(await databases("sqlite")), StoryClock(), connected(world)
    clock.set(START)
    await prepare(database)
    delivery: Delivery[Records] = Delivery(database, channel, clock, lambda: None)
    world.hears("Sri")
    async with running(delivery.run()):
        delivery.say_once(world.person("Sri").user_id, "Sebentar, nggih.")
        said = await world.next("Sri")
    assert (said.text, said.template) == ("Sebentar, nggih.", "")
    await channel.close()
    await database.close()


async def test_who_changes_the_number_goes_on_with_the_open_question(
    world: WhatsAppWorld, databases: Databases
) -> None:
    url, sri = await databases("sqlite"), world.person("Sri")
    async with serving(world, url) as world.webhook:
        await world.say("Sri", "bikin kelompok")
        asked = await world.next("Sri")
        changed = {"type": "user_changed_number", "wa_id": "6281299999999", "user_id": "ID.A9z", "body": "Sri changed"}
        changed |= {"previous_user_id": sri.user_id}
        told = {"from": sri.phone, "id": "wamid.changed", "timestamp": str(START), "type": "system", "system": changed}
        sri.phone, sri.user_id = changed["wa_id"], changed["user_id"]
        raw = payload([], messages=[told])
        for _twice in range(2):
            assert await world.post(raw, signed(raw, world.secret)) == 200
        world.hears("Sri")
        await world.say("Sri", "JP Mandiri")
        assert (await world.next("Sri")).text != asked.text
    assert await rows(url, "talks") == 1


# -- nothing of it is printed


async def test_no_log_line_holds_a_secret_a_number_a_name_or_what_was_said(
    world: WhatsAppWorld, databases: Databases, printed: list[str]
) -> None:
    keep_words_out_of_logs()
    async with serving(world, await databases("sqlite")) as world.webhook:
        await world.say("Sri Rahasia", "rahasia keluarga")
        await world.next("Sri Rahasia")
        raw = payload([SRI], messages=[{"type": "text", "text": {"body": "rahasia keluarga"}}])
        await world.post(raw, signed(raw, world.secret))
        await world.post(raw, signed(raw, "rahasia"))
        for number, refusal in enumerate((TOO_FAST, WRONG_TOKEN, Refusal(131009, "rahasia", "rahasia"))):
            world.graph.fail(refusal)
            await world.say(f"Rahasia {number}", "rahasia keluarga")
            await world.graph.until(lambda: world.graph.calls[-1].code == refusal.code)  # noqa: B023  waited for here
    person = world.person("Sri Rahasia")
    secrets = (world.token, world.secret, world.verify, "ahasia", person.phone, person.user_id, SRI.phone, "wamid.")
    assert any("whatsapp: a message of type" in line for line in printed)
    assert [line for line in printed if any(secret in line for secret in secrets)] == []


@pytest.mark.parametrize("code", [190, 131009, 131026, 131047, 131056, 1])
async def test_no_exception_holds_what_was_answered_or_said(world: WhatsAppWorld, code: int) -> None:
    channel = connected(world)
    world.graph.fail(Refusal(code, "rahasia", "rahasia"), times=2)
    world.hears("Sri")
    chat = world.person("Sri").user_id
    told = await failure_of(channel.send(Outgoing(id=1, channel="whatsapp", chat=chat, text="rahasia", heard=START)))
    await channel.close()
    assert [secret for secret in (world.token, "ahasia", chat) if secret in told] == []
