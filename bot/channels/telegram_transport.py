"""How the Telegram library reaches the network: pyreqwest, at a quarter of the cost of the library's own transport."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from pyreqwest.client import Client
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.request import RequestBuilder
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.connecting import ANSWER_SECONDS, CONNECT_SECONDS, cancelled_for_sure, opened

FORM = "application/x-www-form-urlencoded"


class Transport(BaseRequest):
    """Requests to a server, by the proxy that the environment names for it, if any.

    Its errors name only what kind of failure it was: a text of theirs may hold an address with the token in it.
    """

    def __init__(self) -> None:
        self._open: Client | None = None

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
        wait = read_timeout if isinstance(read_timeout, int | float) else ANSWER_SECONDS
        try:
            asked = _filled(self._client.request(method, url), request_data)
            with cancelled_for_sure():
                answer = await asked.timeout(timedelta(seconds=CONNECT_SECONDS + wait)).build().send()
                return answer.status, bytes(await answer.bytes())
        except TimeoutError:
            raise TimedOut from None
        except (PyreqwestError, OSError, ValueError) as error:
            raise NetworkError(type(error).__name__) from None

    @property
    def _client(self) -> Client:
        if self._open is None:
            self._open = opened(BaseRequest.USER_AGENT)
        return self._open


def _filled(asked: RequestBuilder, data: RequestData | None) -> RequestBuilder:
    """With what is sent; files need a body of several parts."""
    if data is None or not data.contains_files:
        return asked.header("Content-Type", FORM).body_text(urlencode(data.json_parameters) if data else "")
    form = FormBuilder()
    for field, value in data.json_parameters.items():
        form.text(field, value)
    for field, (name, content, kind) in data.multipart_data.items():
        whole = content if isinstance(content, bytes) else content.read()
        form.part(field, PartBuilder.from_bytes(whole).file_name(name).mime(kind))
    return asked.multipart(form)
