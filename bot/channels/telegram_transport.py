"""How the Telegram library reaches the network: aiohttp, at about half the cost of the library's own transport."""

from __future__ import annotations

import ssl
from functools import lru_cache
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 20.0
CONNECTIONS = 100
_ALWAYS = {"User-Agent": BaseRequest.USER_AGENT}
_FORM = {**_ALWAYS, "Content-Type": "application/x-www-form-urlencoded"}


class Transport(BaseRequest):
    """Requests to the server at `address`, by the proxy that the environment names for it, if any.

    Its errors name only what kind of failure it was: an aiohttp error may hold an address with the token in it.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._open: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer; a poll adds to it what it asks the server to wait."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Nothing to do: the first request opens the connections."""

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._open:
            await self._open.close()
            self._open = None

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
        body, headers = _packed(request_data)
        wait = read_timeout if isinstance(read_timeout, int | float) else ANSWER_SECONDS
        timeout = aiohttp.ClientTimeout(total=CONNECT_SECONDS + wait, connect=CONNECT_SECONDS)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NetworkError(type(error).__name__) from None

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._open is None:
            proxy = _proxy(self._address)
            secured = any(address.startswith("https:") for address in (self._address, proxy or ""))
            self._open = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS, ssl=_certificates() if secured else True),
                cookie_jar=aiohttp.DummyCookieJar(),
                # aiohttp's own reading of the environment costs a millisecond with every request.
                proxy=proxy,
            )
        return self._open


def _packed(data: RequestData | None) -> tuple[str | aiohttp.FormData, dict[str, str]]:
    """What is sent and its headers; files need a body of several parts, which makes its own."""
    if data is None or not data.contains_files:
        return urlencode(data.json_parameters) if data else "", _FORM
    form = aiohttp.FormData(data.json_parameters)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form, _ALWAYS


def _proxy(address: str) -> str | None:
    url = urlsplit(address)
    return None if proxy_bypass(url.hostname or "") else getproxies().get(url.scheme)


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    # Reading them takes 50 ms. These are the same as in the library's own transport.
    return httpx.create_ssl_context()
