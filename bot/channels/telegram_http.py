"""HTTP as far as Telegram needs it: requests to one server over connections that are kept, straight or by a proxy."""

from __future__ import annotations

import asyncio
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 15.0
"""A connection that was not used for so long is not trusted: what stands between may have forgotten it."""
_LONGEST_HEAD = 65_536
_END_OF_HEAD, _END_OF_LINE = b"\r\n\r\n", b"\r\n"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, and whether the connection may be used again."""

    status: int
    body: bytes
    stays: bool


class Connections:
    """Connections to the server of `address`, by the address of a `proxy` if there is one.

    A request takes the connection used last, or opens another. Whatever fails raises OSError, or ValueError where the
    other side speaks no HTTP; what was asked may then have been done all the same.
    """

    def __init__(self, address: str, proxy: str | None, certificates: Callable[[], ssl.SSLContext]) -> None:
        self._server = urlsplit(address)
        self._proxy = urlsplit(proxy) if proxy else None
        self._certificates = certificates
        self._free: list[_Connection] = []

    async def request(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send a request and wait for its answer; who stops waiting gives the connection up."""
        connection = self._kept() or await self._opened()
        try:
            connection.send(self._head(method, url, headers, len(body)) + body)
            answer = await connection.answer()
        except BaseException:
            connection.close()
            raise
        if answer.stays:
            connection.used = time.monotonic()
            self._free.append(connection)
        else:
            connection.close()
        return answer

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._free:
            self._free.pop().close()

    def _kept(self) -> _Connection | None:
        while self._free:
            connection = self._free.pop()
            if connection.is_open and time.monotonic() - connection.used < IDLE_SECONDS:
                return connection
            connection.close()
        return None

    async def _opened(self) -> _Connection:
        loop = asyncio.get_running_loop()
        first = self._proxy or self._server
        secured = self._certificates() if first.scheme == "https" else None
        async with asyncio.timeout(CONNECT_SECONDS):
            _transport, connection = await loop.create_connection(
                _Connection, first.hostname or "", _port(first), ssl=secured, happy_eyeballs_delay=0.25
            )
            if self._proxy and self._server.scheme == "https":
                try:
                    await self._tunnel(connection, self._proxy)
                except BaseException:
                    connection.close()
                    raise
        return connection

    async def _tunnel(self, connection: _Connection, proxy: SplitResult) -> None:
        """Have the proxy connect us through, and speak with the server itself."""
        to = f"{self._server.hostname}:{_port(self._server)}"
        named = "".join(f"{name}: {value}\r\n" for name, value in _known_to(proxy).items())
        connection.send(f"CONNECT {to} HTTP/1.1\r\nHost: {to}\r\n{named}\r\n".encode("latin-1"))
        if (await connection.answer(bodiless=True)).status != 200:
            raise ConnectionRefusedError("the proxy refuses")
        await connection.secure(self._certificates(), self._server.hostname or "")

    def _head(self, method: str, url: str, headers: Mapping[str, str], length: int) -> bytes:
        asked = urlsplit(url)
        target = f"{asked.path or '/'}?{asked.query}" if asked.query else asked.path or "/"
        known: Mapping[str, str] = {}
        if self._proxy and self._server.scheme == "http":
            target, known = f"{asked.scheme}://{asked.netloc}{target}", _known_to(self._proxy)
        lines = (f"{name}: {value}" for name, value in {**headers, **known}.items())
        first = f"{method} {target} HTTP/1.1\r\nHost: {asked.netloc}\r\nContent-Length: {length}"
        return "\r\n".join([first, *lines, "", ""]).encode("latin-1")


def _port(of: SplitResult) -> int:
    return of.port or _PORTS.get(of.scheme, 80)


def _known_to(proxy: SplitResult) -> dict[str, str]:
    """The header by which a proxy knows us, where its address has a name and a password."""
    if proxy.username is None:
        return {}
    who = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(who.encode()).decode()}"}


class _Connection(asyncio.Protocol):
    """One connection and the answer that is waited for on it."""

    def __init__(self) -> None:
        self.used = 0.0
        self._received = bytearray()
        self._waiting: asyncio.Future[Answer] | None = None
        self._bodiless = False
        self._transport: asyncio.Transport | None = None

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def send(self, request: bytes) -> None:
        if self._transport is None:
            raise ConnectionResetError
        self._transport.write(request)

    async def answer(self, *, bodiless: bool = False) -> Answer:
        self._received.clear()
        self._bodiless = bodiless
        self._waiting = asyncio.get_running_loop().create_future()
        if not self.is_open:
            raise ConnectionResetError
        try:
            return await self._waiting
        finally:
            self._waiting = None

    async def secure(self, certificates: ssl.SSLContext, host: str) -> None:
        loop, transport = asyncio.get_running_loop(), self._transport
        if transport is None:
            raise ConnectionResetError
        self._transport = await loop.start_tls(transport, self, certificates, server_hostname=host)

    def close(self) -> None:
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._waiting is None or self._waiting.done():
            self.close()  # Nothing was asked: what comes is the answer to nothing.
        else:
            self._received += data
            self._look(self._waiting, ended=False)

    def connection_lost(self, _reason: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._look(self._waiting, ended=True)

    def _look(self, waiting: asyncio.Future[Answer], *, ended: bool) -> None:
        try:
            found = answer_in(bytes(self._received), ended=ended, bodiless=self._bodiless)
        except ValueError as error:
            waiting.set_exception(error)
        else:
            if found:
                waiting.set_result(found)
            elif ended:
                waiting.set_exception(ConnectionResetError())


def answer_in(received: bytes, *, ended: bool = False, bodiless: bool = False) -> Answer | None:
    """The answer that was received, None if it is not whole yet; `ended` when no more will come.

    One that is `bodiless` ends with its head. Raises ValueError for what is no HTTP.
    """
    head, found, body = received.partition(_END_OF_HEAD)
    if not found:
        if len(received) > _LONGEST_HEAD:
            raise ValueError("the answer has no end of its head")
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _space, status = first.partition(" ")
    if not version.startswith("HTTP/1.") or not status[:3].isdecimal():
        raise ValueError("the answer is no HTTP")
    number = int(status[:3])
    if number < 200:  # what goes before the answer itself
        return answer_in(body, ended=ended, bodiless=bodiless)
    headers = {name.strip().lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    stays = version != "HTTP/1.0" and headers.get("connection", "").lower() != "close"
    if bodiless or number in (204, 304):
        return Answer(number, b"", stays and not body)
    if headers.get("transfer-encoding", "").lower() == "chunked":
        whole = _unchunked(body)
        return None if whole is None else Answer(number, whole, stays)
    if "content-length" not in headers:
        return Answer(number, body, stays=False) if ended else None
    length = int(headers["content-length"])
    return Answer(number, body[:length], stays and len(body) == length) if len(body) >= length >= 0 else None


def _unchunked(body: bytes) -> bytes | None:
    """A body that is sent in pieces, each with its length before it; None if it is not whole yet."""
    parts: list[bytes] = []
    at = 0
    while (end := body.find(_END_OF_LINE, at)) >= 0:
        length = int(body[at:end].partition(b";")[0], 16)
        at = end + 2
        if length == 0:
            ended = body.startswith(_END_OF_LINE, at) or body.find(_END_OF_HEAD, at) >= 0
            return b"".join(parts) if ended else None
        if length < 0 or len(body) < at + length + 2:
            return None
        parts.append(body[at : at + length])
        at += length + 2
    return None
