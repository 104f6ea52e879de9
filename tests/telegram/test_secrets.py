"""The token is in every address of the Bot API, and in nothing we print."""

from __future__ import annotations

import pytest

from bot.channels.telegram import TokenRefused
from bot.channels.telegram_polling import TelegramByPolling
from bot.messages import Outgoing
from tests.printing import failure_of
from tests.telegram.conftest import Inbox, listening
from tests.telegram.world import TOKEN, TelegramWorld

pytest_plugins = ("tests.printing",)


async def test_no_log_line_holds_the_token_or_what_people_wrote(world: TelegramWorld, printed: list[str]) -> None:
    channel = TelegramByPolling(world.token, world.url)
    world.proxy.drop("getMe")
    world.proxy.garble("getUpdates", 502, "<html>")
    world.proxy.fail("getUpdates", 409)
    async with listening(channel, Inbox()):
        await channel.send(Outgoing(id=1, channel="telegram", chat=str(world.person("Sri")), text="Rahasia Bu Sri"))
        await world.deliver(message={"text": "Rahasia Bu Sri"})
        await world.acknowledged(await world.say("Sri", "Rahasia Bu Sri"))
    await channel.close()
    assert any("bot.channels.telegram" in line or "telegram:" in line for line in printed)
    assert not [line for line in printed if world.token in line or "Rahasia" in line or "5001" in line]


@pytest.mark.parametrize("status", [401, 404, 500, 403, 400])
async def test_no_exception_holds_the_token(world: TelegramWorld, status: int) -> None:
    channel = TelegramByPolling(world.token, world.url)
    world.proxy.fail("getMe", status)
    world.proxy.fail("sendMessage", status)
    message = Outgoing(id=1, channel="telegram", chat="5", text="halo")
    assert world.token not in await failure_of(channel.me())
    assert world.token not in await failure_of(channel.send(message))
    await channel.close()


async def test_the_real_refusal_of_a_token_does_not_repeat_it(world: TelegramWorld) -> None:
    channel = TelegramByPolling(world.token, world.url)
    world.proxy.fail("getMe", 401, "Unauthorized")
    printed = await failure_of(channel.receive(Inbox().take))
    await channel.close()
    assert TokenRefused.__name__ in printed
    assert world.token not in printed


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://localhost:99999", "http://.", "https://127.0.0.1:9/x"])
async def test_an_address_where_nobody_answers_does_not_give_the_token_away(world: TelegramWorld, url: str) -> None:
    channel = TelegramByPolling(world.token, url)
    printed = await failure_of(channel.me())
    await channel.close()
    assert "Unavailable" in printed
    assert world.token not in printed


@pytest.mark.parametrize("url", ["", "api.telegram.org", "ftp://example.org", "http://", "http://[::1"])
def test_a_base_url_that_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="base_url must be like"):
        TelegramByPolling(TOKEN, url)
