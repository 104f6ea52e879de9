"""Telegram calls us: only it may, and it is told that all is well only once what it says is kept."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.channels.telegram import Telegram, TokenRefused
from bot.channels.telegram_webhook import LARGEST_UPDATE, LATELY, TelegramByWebhook, secret
from bot.ports import Unavailable
from tests.telegram.calling import free
from tests.telegram.conftest import Inbox, listening, receiving
from tests.telegram.world import START, TelegramWorld

HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": START,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "Sri"},
        "text": "halo",
    },
}


class Caller:
    """Whoever calls, with or without the secret."""

    def __init__(self, client: httpx.AsyncClient, channel: TelegramByWebhook, secret: str) -> None:
        self._client, self._channel, self._secret = client, channel, secret

    async def calls(self, body: bytes | dict[str, Any] = UPDATE, **headers: str) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {HEADER: self._secret, "Content-Type": "application/json", **headers}
        sent = {name.encode(): value.encode() for name, value in given.items()}
        return await self._client.post(self._channel.address, content=content, headers=sent)


@pytest.fixture
async def caller(world: TelegramWorld, called: TelegramByWebhook) -> AsyncIterator[Caller]:
    async with httpx.AsyncClient(timeout=10) as client:
        yield Caller(client, called, secret(world.token))


async def set_up(world: TelegramWorld) -> None:
    """Wait until Telegram knows where to call."""
    await world.until(lambda: world.proxy.of("setWebhook"))


# -- what Telegram is told


async def test_telegram_is_told_where_to_call_and_by_what_we_know_it(
    world: TelegramWorld, called: TelegramByWebhook
) -> None:
    async with listening(called, Inbox()):
        await set_up(world)
    [call] = world.proxy.of("setWebhook")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/telegram", call.fields["url"])
    assert re.fullmatch(r"[0-9a-f]{64}", call.fields["secret_token"])
    assert call.fields["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert call.fields["max_connections"] == "40"


def test_all_processes_of_a_bot_have_one_secret_and_each_bot_its_own() -> None:
    assert secret("1:a") == secret("1:a") != secret("1:b")


async def test_a_public_address_with_a_path_is_called_below_it(world: TelegramWorld) -> None:
    assert TelegramByWebhook(world.token, "https://desa.example.org/carik").address.endswith("/carik/telegram")


async def test_an_address_that_telegram_refuses_is_said_and_tried_again(
    world: TelegramWorld, called: TelegramByWebhook, caplog: pytest.LogCaptureFixture
) -> None:
    world.proxy.fail("setWebhook", 400, "Bad Request: bad webhook: HTTPS URL must be provided for webhook")
    inbox = Inbox()
    async with listening(called, inbox):
        await world.acknowledged(await world.say("Sri", "halo"))
    assert "telegram: the webhook was refused: Bad webhook: https url must be provided" in caplog.text
    assert [message.text for message in inbox.messages] == ["halo"]


async def test_a_refused_token_ends_being_called(world: TelegramWorld, called: TelegramByWebhook) -> None:
    world.proxy.fail("setWebhook", 401, "Unauthorized")
    with pytest.raises(TokenRefused, match="Telegram refuses the token"):
        await asyncio.wait_for(called.receive(Inbox().take), 5)


async def test_what_waits_is_kept_from_polling_to_webhook_and_back(
    world: TelegramWorld, channel: Telegram, called: TelegramByWebhook
) -> None:
    inboxes = [Inbox(), Inbox(), Inbox()]
    for way, inbox in zip((channel, called, channel), inboxes, strict=True):
        update = await world.say("Sri", "halo")
        async with listening(way, inbox):
            await world.acknowledged(update)
    assert [len(inbox.messages) for inbox in inboxes] == [1, 1, 1]
    assert world.proxy.hook.url == ""


# -- when all is well


async def test_telegram_is_answered_only_after_its_word_was_taken(
    world: TelegramWorld, called: TelegramByWebhook, caller: Caller
) -> None:
    taking, kept = asyncio.Event(), asyncio.Event()

    async def take(_: object) -> None:
        taking.set()
        await kept.wait()

    async with receiving(called, take):
        await set_up(world)
        answer = asyncio.create_task(caller.calls())
        await asyncio.wait_for(taking.wait(), 5)
        assert not (await asyncio.wait([answer], timeout=0.1))[0]
        kept.set()
        assert ((await answer).status_code, (await answer).json()) == (200, {})


@pytest.mark.parametrize("failure", [Unavailable("locked"), ZeroDivisionError()], ids=["outage", "bug"])
async def test_what_cannot_be_taken_is_not_well_and_comes_again(
    world: TelegramWorld, called: TelegramByWebhook, failure: Exception
) -> None:
    inbox = Inbox(failure)
    async with listening(called, inbox):
        await world.acknowledged(await world.say("Sri", "halo"))
    assert [status for _update, status in world.proxy.hook.answers] == [
        503 if isinstance(failure, Unavailable) else 500,
        200,
    ]
    assert [message.text for message in inbox.messages] == ["halo"]


async def test_an_answer_that_is_lost_brings_the_same_update_again(
    world: TelegramWorld, called: TelegramByWebhook
) -> None:
    world.proxy.hook.lose = 1
    inbox = Inbox()
    async with listening(called, inbox):
        update = await world.say("Sri", "halo")
        await world.acknowledged(update)
    assert [message.update for message in inbox.messages] == [str(update)] * 2


async def test_before_words_can_be_taken_it_is_not_well(
    world: TelegramWorld, called: TelegramByWebhook, caller: Caller
) -> None:
    async with listening(called, Inbox()):
        await set_up(world)
        called._take = None
        answer = await caller.calls()
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


async def test_a_tap_is_acknowledged_in_the_answer_without_a_call_of_ours(
    world: TelegramWorld, called: TelegramByWebhook
) -> None:
    async with listening(called, Inbox()):
        await world.acknowledged(await world.tap("Sri", "save:12"))
    [call] = world.proxy.of("answerCallbackQuery")
    assert list(call.fields) == ["callback_query_id"]


# -- what Telegram says of it


async def test_telegram_says_what_has_gone_wrong_lately(world: TelegramWorld, called: TelegramByWebhook) -> None:
    assert await called.troubles() == []
    async with listening(called, Inbox(Unavailable("locked"))):
        await world.acknowledged(await world.say("Sri", "halo"))
    said = "Telegram could not deliver at 2026-11-23 02:00 UTC: Wrong response from the webhook: 503; 0 updates wait"
    assert await called.troubles() == [f"telegram.webhook: {said}"]
    world.now += LATELY
    assert await called.troubles() == [], "that is over"
    await world.say("Sri", "halo")
    async with asyncio.timeout(5):
        while not world.proxy.hook.info["pending_update_count"]:  # noqa: ASYNC110  nobody is told that nobody answers
            await asyncio.sleep(0.01)
    assert [each.rpartition(";")[2] for each in await called.troubles()] == [" 1 updates wait"]


async def test_an_address_that_is_not_ours_is_said_without_telling_it(
    world: TelegramWorld, called: TelegramByWebhook
) -> None:
    world.proxy.hook.url = "https://another.example.org/secret"
    [said] = await called.troubles()
    assert said == "telegram.webhook: Telegram calls another address than this; a start of Carik changes that"


# -- who calls, and with what


@pytest.mark.parametrize(
    "given",
    ["", "wrong", secret("1:another"), secret("424242:not-a-real-token")[:-1], "ä"],
    ids=["none", "wrong", "of another bot", "cut off", "not ASCII"],
)
async def test_whoever_does_not_know_the_secret_is_refused(
    world: TelegramWorld, called: TelegramByWebhook, caller: Caller, given: str
) -> None:
    inbox = Inbox()
    async with listening(called, inbox):
        await set_up(world)
        for body in (json.dumps(UPDATE).encode(), b"{", b"x" * (5 * 1024 * 1024)):
            answer = await caller.calls(body, **{HEADER: given})
            assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert inbox.messages == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b"x" * (LARGEST_UPDATE + 1), 413),
        (b"x" * (5 * 1024 * 1024), 413),
        (b"{}", 200),
        (b'{"update_id": 1, "message": {"text": "halo"}}', 200),
        (b'{"update_id": 1, "message": 7}', 200),
        (b'{"update_id": 1, "callback_query": "x"}', 200),
        (b'{"update_id": 1, "my_chat_member": []}', 200),
        (b'{"update_id": null, "something_of_next_year": {}}', 200),
    ],
    ids=lambda value: str(value[:40]) + f" of {len(value)}" if isinstance(value, bytes) else "",
)
async def test_what_cannot_be_read_does_no_harm(
    world: TelegramWorld, called: TelegramByWebhook, caller: Caller, body: bytes, status: int
) -> None:
    inbox = Inbox()
    async with listening(called, inbox):
        await set_up(world)
        answer = await caller.calls(body)
        assert answer.status_code == status
        assert inbox.messages == []
        assert (await caller.calls()).status_code == 200
    assert len(inbox.messages) == 1


async def test_other_paths_and_methods_are_not_answered(
    world: TelegramWorld, called: TelegramByWebhook, caller: Caller
) -> None:
    async with listening(called, Inbox()), httpx.AsyncClient() as client:
        await set_up(world)
        assert (await client.get(called.address)).status_code == 405
        for path in ("/", "/telegram/x", "/x", f"/{secret(world.token)}"):
            assert (await client.post(f"{called.address.removesuffix('/telegram')}{path}")).status_code == 404


async def test_neither_the_secret_nor_what_people_wrote_is_logged(
    world: TelegramWorld, called: TelegramByWebhook, caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.proxy.fail("setWebhook", 400, "Bad Request: bad webhook")
    async with listening(called, Inbox(ZeroDivisionError(), Unavailable("locked"))):
        await world.acknowledged(await world.say("Sri", "Rahasia Bu Sri"))
        await caller.calls(b'{"update_id": 1, "message": {"from": {"id": 5001}, "text": "Rahasia Bu Sri"}}')
        await caller.calls(UPDATE, **{HEADER: "wrong"})
    assert "cannot be read" in caplog.text
    assert not [word for word in (secret(world.token), world.token, "Rahasia", "5001") if word in caplog.text]


async def test_a_process_may_listen_before_telegram_can_be_reached(world: TelegramWorld) -> None:
    """Telegram knows the address from an earlier start, and calls there."""
    first = TelegramByWebhook(world.token, at := free(), world.url, pace=None)
    async with listening(first, Inbox()):
        await set_up(world)
    world.proxy.drop("setWebhook", 3)
    second, inbox = TelegramByWebhook(world.token, at, world.url, pace=None), Inbox()
    async with listening(second, inbox):
        await world.acknowledged(await world.say("Sri", "halo"))
        assert len(world.proxy.of("setWebhook")) == 1
    assert len(inbox.messages) == 1
    for channel in (first, second):
        await channel.close()
