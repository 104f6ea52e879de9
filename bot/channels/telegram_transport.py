"""How the Telegram library reaches the network: plain HTTP of ours, at a fraction of what its own transport costs."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from urllib.parse import quote_plus, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram_http import CONNECT_SECONDS, Connections

ANSWER_SECONDS = 20.0
_ALWAYS = {"User-Agent": BaseRequest.USER_AGENT}
_FORM = "application/x-www-form-urlencoded"
_ESCAPED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


class Transport(BaseRequest):
    """Requests to the server at `address`, by the proxy that the environment names for it, if any.

    Its errors name only what kind of failure it was: the words of an error may hold an address with the token in it.
    """

    def __init__(self, address: str) -> None:
        self._connections = Connections(address, _proxy(address), _certificates)

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer; a poll adds to it what it asks the server to wait."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Nothing to do: the first request opens the connections."""

    async def shutdown(self) -> None:
        """Close the connections."""
        self._connections.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body of the answer. Of the timeouts only `read_timeout` is heard."""
        kind, body = _packed(request_data)
        wait = read_timeout if isinstance(read_timeout, int | float) else ANSWER_SECONDS
        try:
            async with asyncio.timeout(CONNECT_SECONDS + wait):
                answer = await self._connections.request(method, url, {**_ALWAYS, "Content-Type": kind}, body)
        except TimeoutError:
            raise TimedOut from None
        except (OSError, ValueError) as error:
            raise NetworkError(type(error).__name__) from None
        return answer.status, answer.body


def _packed(data: RequestData | None) -> tuple[str, bytes]:
    """The kind of a body and what is sent; files need a body of several parts."""
    if data is None or not data.contains_files:
        return _FORM, form(data.json_parameters).encode() if data else b""
    between = token_hex(16)
    parts = [(f'name="{name}"', value.encode()) for name, value in data.json_parameters.items()]
    for field, (name, content, kind) in data.multipart_data.items():
        head = f'name="{field}"; filename="{name.translate(_ESCAPED)}"\r\nContent-Type: {kind}'
        parts.append((head, content if isinstance(content, bytes) else content.read()))
    begin = f"--{between}\r\nContent-Disposition: form-data; "
    pieces = [b"".join([f"{begin}{head}\r\n\r\n".encode(), content, b"\r\n"]) for head, content in parts]
    return f"multipart/form-data; boundary={between}", b"".join([*pieces, f"--{between}--\r\n".encode()])


class _Quoted(dict[int, str]):
    """Characters by their code, as a form writes them."""

    def __missing__(self, code: int) -> str:
        quoted = self[code] = quote_plus(chr(code))
        return quoted


_QUOTED = _Quoted()


def form(fields: Mapping[str, str]) -> str:
    """The same as the standard library's `urlencode`, which takes twice as long."""
    return "&".join([f"{name}={value.translate(_QUOTED)}" for name, value in fields.items()])


def _proxy(address: str) -> str | None:
    url = urlsplit(address)
    named = None if proxy_bypass(url.hostname or "") else getproxies().get(url.scheme)
    return f"http://{named}" if named and "://" not in named else named


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    # Reading them takes 50 ms. These are the same as in the library's own transport.
    return httpx.create_ssl_context()
