"""How requests travel: by the proxy that the environment names, or straight."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.telegram_polling import TelegramByPolling
from bot.channels.telegram_transport import Transport
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
    channel = TelegramByPolling(proxy_named.token, "http://telegram.invalid")
    await channel.send(Outgoing(id=1, channel="telegram", chat=str(proxy_named.person("Sri")), text="halo"))
    await channel.close()
    assert [said.text for said in proxy_named.received("Sri")] == ["halo"]


async def test_a_server_that_needs_no_proxy_is_reached_without(
    proxy_named: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "telegram.invalid")
    channel = TelegramByPolling(proxy_named.token, "http://telegram.invalid")
    with pytest.raises(Unavailable):
        await channel.me()
    await channel.close()
    assert proxy_named.proxy.calls == []


async def test_a_closed_channel_opens_its_connections_again_when_it_is_used(world: TelegramWorld) -> None:
    channel = TelegramByPolling(world.token, world.url)
    await channel.me()
    await channel.close()
    await channel.me()
    await channel.close()
    assert len(world.proxy.of("getMe")) == 2


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with a new certificate for 127.0.0.1 and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    file = tmp_path / "certificate.pem"
    made = "openssl req -x509 -nodes -days 2 -subj /CN=carik -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
    named = [
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-addext",
        "basicConstraints=CA:FALSE",
        "-keyout",
        str(file),
        "-out",
        str(tmp_path / "it"),
    ]
    subprocess.run([*made.split(), *named], check=True, capture_output=True)
    file.write_text(file.read_text() + (tmp_path / "it").read_text())
    return file


@pytest.mark.parametrize("known", [True, False])
async def test_a_secured_server_is_spoken_with_if_its_certificate_is_known(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = web.ServerRunner(web.Server(_getting_me))
    await server.setup()
    site = web.TCPSite(server, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    channel = TelegramByPolling("1:x", f"https://127.0.0.1:{server.addresses[0][1]}")
    if known:
        assert await channel.me() == "carik_bot"
    else:
        with pytest.raises(Unavailable):
            await channel.me()
    await channel.close()
    await server.cleanup()


async def test_a_machine_without_certificates_of_its_own_speaks_with_servers(
    world: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    channel = TelegramByPolling(world.token, world.url)
    assert await channel.me()
    await channel.close()


async def _getting_me(_request: web.BaseRequest) -> web.Response:
    me = {"id": 1, "is_bot": True, "first_name": "Carik", "username": "carik_bot"}
    return web.json_response({"ok": True, "result": me})


class Deaf:
    """A client that does not hear that it is cancelled, as the real one where that comes together with the answer."""

    status = 200

    def __getattr__(self, step: str) -> Callable[..., Deaf]:
        return lambda *_given: self

    async def send(self) -> Deaf:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(5)
        return self

    async def bytes(self) -> bytes:
        return b"{}"


async def test_a_cancellation_that_comes_with_the_answer_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = Transport()
    monkeypatch.setattr(transport, "_open", Deaf())
    asking = asyncio.create_task(transport.do_request("http://127.0.0.1:9", "POST"))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
