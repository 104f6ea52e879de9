"""How requests travel: by the proxy that the environment names, or straight."""

from __future__ import annotations

import pytest

from bot.channels.telegram import Telegram
from bot.messages import Outgoing
from bot.ports import Unavailable
from tests.telegram.world import TelegramWorld


@pytest.fixture
def proxy_named(world: TelegramWorld, monkeypatch: pytest.MonkeyPatch) -> TelegramWorld:
    """The environment names the small Telegram as a proxy for everything."""
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", world.url)
    return world


async def test_the_proxy_of_the_environment_is_used(proxy_named: TelegramWorld) -> None:
    channel = Telegram(proxy_named.token, "http://telegram.invalid")
    await channel.send(Outgoing(id=1, channel="telegram", chat=str(proxy_named.person("Sri")), text="halo"))
    await channel.close()
    assert [said.text for said in proxy_named.received("Sri")] == ["halo"]


async def test_a_server_that_needs_no_proxy_is_reached_without(
    proxy_named: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "telegram.invalid")
    channel = Telegram(proxy_named.token, "http://telegram.invalid")
    with pytest.raises(Unavailable):
        await channel.me()
    await channel.close()
    assert proxy_named.proxy.calls == []


async def test_a_closed_channel_opens_its_connections_again_when_it_is_used(world: TelegramWorld) -> None:
    channel = Telegram(world.token, world.url)
    await channel.me()
    await channel.close()
    await channel.me()
    await channel.close()
    assert len(world.proxy.of("getMe")) == 2
