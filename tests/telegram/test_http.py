"""Our HTTP, against servers that answer byte by byte, close when it suits them, or speak something else."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.telegram_http import Answer, Connections, answer_in

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nhe\r\n3\r\nllo\r\n0\r\nX-Late: 1\r\n\r\n"
BEFORE = b"HTTP/1.1 100 Continue\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
OLD = b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"
UNTIL_THE_END = b"HTTP/1.1 200 OK\r\n\r\nhello"
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"
HEADERS = {"Content-Type": "text/plain"}


# -- reading an answer


@pytest.mark.parametrize(
    ("received", "answer"),
    [
        (PLAIN, Answer(200, b"hello", stays=True)),
        (CHUNKED, Answer(200, b"hello", stays=True)),
        (BEFORE + PLAIN, Answer(200, b"hello", stays=True)),
        (CLOSING, Answer(200, b"hello", stays=False)),
        (OLD, Answer(200, b"hello", stays=False)),
        (EMPTY, Answer(204, b"", stays=True)),
        (PLAIN + b"more than was said", Answer(200, b"hello", stays=False)),
        (b"HTTP/1.1 404\r\ncontent-length: 0\r\n\r\n", Answer(404, b"", stays=True)),
    ],
)
def test_an_answer_is_read_as_soon_as_it_is_whole(received: bytes, answer: Answer) -> None:
    assert answer_in(received) == answer


@pytest.mark.parametrize("received", [PLAIN, CHUNKED, BEFORE + PLAIN, CLOSING, OLD, EMPTY, UNTIL_THE_END])
@given(some.data())
def test_a_part_of_an_answer_is_none(received: bytes, data: some.DataObject) -> None:
    assert answer_in(received[: data.draw(some.integers(0, len(received) - 1))]) is None


def test_an_answer_of_no_length_ends_with_the_connection() -> None:
    assert answer_in(UNTIL_THE_END) is None
    assert answer_in(UNTIL_THE_END, ended=True) == Answer(200, b"hello", stays=False)


@pytest.mark.parametrize(
    "received",
    [
        b"220 smtp ready\r\n\r\n",
        b"HTTP/2 \r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"x" * 70_000,
        PLAIN.replace(b"5", b"five"),
        CHUNKED.replace(b"2;", b"zz;"),
    ],
)
def test_what_is_no_http_is_refused(received: bytes) -> None:
    with pytest.raises(ValueError, match=""):
        answer_in(received)


@given(some.binary(max_size=60))
def test_any_bytes_are_an_answer_or_none_or_refused(body: bytes) -> None:
    for head in (b"", b"HTTP/1.1 200\r\n\r\n", b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n"):
        try:
            assert isinstance(answer_in(head + body, ended=True), Answer | None)
        except ValueError:
            continue


# -- connections


class Server:
    """Answers every request with the next of `answers`; `asked` are the requests, `connections` how many came."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.asked, self.connections, self.url = list(answers), list[bytes](), 0, ""

    @asynccontextmanager
    async def served(self, secured: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
        """Listen on a free port of the loopback."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=secured)
        self.url = f"{'https' if secured else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while head := await _head(reader):
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            self.asked.append(head + await reader.readexactly(length))
            said = self.answers.pop(0)
            for at in range(len(said)):
                writer.write(said[at : at + 1])
                await writer.drain()
            if said == UNTIL_THE_END:
                break
        writer.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


def unsecured() -> ssl.SSLContext:
    raise AssertionError("nothing is secured here")


def straight(server: Server, certificates: Callable[[], ssl.SSLContext] = unsecured) -> Connections:
    return Connections(server.url, None, certificates)


async def test_a_request_is_sent_whole_and_its_connection_is_used_again() -> None:
    async with Server(PLAIN, CHUNKED).served() as server:
        connections = straight(server)
        first = await connections.request("POST", f"{server.url}/bot1:x/getMe?a=b", HEADERS, b"body")
        second = await connections.request("POST", server.url, HEADERS, b"")
        connections.close()
    assert (first.body, second.body, server.connections) == (b"hello", b"hello", 1)
    host = server.url.removeprefix("http://").encode()
    assert server.asked[0].split(b"\r\n") == [
        b"POST /bot1:x/getMe?a=b HTTP/1.1",
        b"Host: " + host,
        b"Content-Length: 4",
        b"Content-Type: text/plain",
        b"",
        b"body",
    ]


async def test_requests_at_once_have_a_connection_each() -> None:
    async with Server(PLAIN, PLAIN).served() as server:
        connections = straight(server)
        await asyncio.gather(*(connections.request("POST", server.url, HEADERS, b"") for _ in range(2)))
        connections.close()
    assert server.connections == 2


@pytest.mark.parametrize("answer", [CLOSING, OLD, UNTIL_THE_END])
async def test_a_connection_that_is_closed_after_an_answer_is_not_used_again(answer: bytes) -> None:
    async with Server(answer, PLAIN).served() as server:
        connections = straight(server)
        for _ in range(2):
            assert (await connections.request("POST", server.url, HEADERS, b"")).body == b"hello"
        connections.close()
    assert server.connections == 2


async def test_a_connection_that_says_something_unasked_is_not_used_again() -> None:
    async with Server(PLAIN, PLAIN).served() as server:
        connections = straight(server)
        await connections.request("POST", server.url, HEADERS, b"")
        connections._free[0].data_received(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
        assert (await connections.request("POST", server.url, HEADERS, b"")).status == 200
        connections.close()
    assert server.connections == 2


async def test_a_connection_that_idled_too_long_is_not_used_again() -> None:
    async with Server(PLAIN, PLAIN).served() as server:
        connections = straight(server)
        await connections.request("POST", server.url, HEADERS, b"")
        connections._free[0].used -= 16
        await connections.request("POST", server.url, HEADERS, b"")
        connections.close()
    assert server.connections == 2


async def test_a_request_that_is_given_up_takes_its_connection_with_it() -> None:
    async with Server(PLAIN[:-1], PLAIN).served() as server:
        connections = straight(server)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await connections.request("POST", server.url, HEADERS, b"")
        assert (await connections.request("POST", server.url, HEADERS, b"")).body == b"hello"
        connections.close()
    assert server.connections == 2


async def test_what_is_no_http_is_said_and_not_used_again() -> None:
    async with Server(b"220 smtp ready\r\n\r\n", PLAIN).served() as server:
        connections = straight(server)
        with pytest.raises(ValueError, match="no HTTP"):
            await connections.request("POST", server.url, HEADERS, b"")
        assert (await connections.request("POST", server.url, HEADERS, b"")).status == 200
        connections.close()


# -- secured, and through a proxy


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """What a server with a certificate for 127.0.0.1 is secured with, and that certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = (tmp_path_factory.mktemp("secured") / name for name in ("key.pem", "certificate.pem"))
    made = ["openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=carik", "-newkey", "ec"]
    to = [
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run([*made, *to], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


async def test_a_server_is_known_by_its_certificate(secured: tuple[ssl.SSLContext, Path]) -> None:
    context, certificate = secured
    async with Server(PLAIN).served(context) as server:
        known = straight(server, lambda: ssl.create_default_context(cafile=certificate))
        assert (await known.request("POST", server.url, HEADERS, b"x")).body == b"hello"
        known.close()
        unknown = straight(server, ssl.create_default_context)
        with pytest.raises(ssl.SSLError):
            await unknown.request("POST", server.url, HEADERS, b"x")
    assert len(server.asked) == 1


@asynccontextmanager
async def connecting(refused: bool = False) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A proxy that connects through, or refuses to; its address, with a name and a password, and what it was asked."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        host, port = asked[-1].split()[1].decode().split(":")
        if refused:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            writer.close()
            return
        there, away = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pour(reader, away), _pour(there, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://carik:ra%20hasia@127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


async def _pour(out: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    try:
        while some_bytes := await out.read(4096):
            into.write(some_bytes)
    except ConnectionError:
        pass
    into.close()


async def test_a_secured_server_is_reached_through_a_proxy(secured: tuple[ssl.SSLContext, Path]) -> None:
    context, certificate = secured
    async with Server(PLAIN, PLAIN).served(context) as server, connecting() as (proxy, asked):
        connections = Connections(server.url, proxy, lambda: ssl.create_default_context(cafile=certificate))
        for _ in range(2):
            assert (await connections.request("POST", f"{server.url}/x", HEADERS, b"x")).body == b"hello"
        connections.close()
        await asyncio.sleep(0.05)
    assert len(asked) == 1
    assert b"Proxy-Authorization: Basic Y2FyaWs6cmEgaGFzaWE=" in asked[0]
    assert server.asked[0].startswith(b"POST /x HTTP/1.1\r\n")
    assert b"Proxy-Authorization" not in server.asked[0]


async def test_a_proxy_that_refuses_is_a_failure_of_the_network() -> None:
    async with connecting(refused=True) as (proxy, _asked):
        connections = Connections("https://127.0.0.1:9", proxy, unsecured)
        with pytest.raises(ConnectionRefusedError):
            await connections.request("POST", "https://127.0.0.1:9/x", HEADERS, b"x")


async def test_a_plain_server_is_named_to_the_proxy_in_full() -> None:
    async with Server(PLAIN).served() as proxy:
        connections = Connections("http://telegram.invalid", proxy.url.replace("//", "//a:b@"), unsecured)
        await connections.request("POST", "http://telegram.invalid/x", HEADERS, b"")
        connections.close()
    assert proxy.asked[0].startswith(b"POST http://telegram.invalid/x HTTP/1.1\r\nHost: telegram.invalid\r\n")
    assert b"Proxy-Authorization: Basic YTpi\r\n" in proxy.asked[0]
