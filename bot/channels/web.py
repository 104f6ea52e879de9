"""The web server: the one home of Starlette and uvicorn; channels declare routes, this serves them as JSON."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import traceback
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute

from bot.ports import PortTaken
from lean import dataclass

LARGEST_BODY = 64 * 1024
SECONDS_TO_FINISH = 3
UNAVAILABLE, SECONDS_TO_WAIT = 503, 2
"""Who is told so calls again so soon, if they hear that: else an answer comes minutes after all is well again."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
log = logging.getLogger(__name__)


class Problem(Exception):
    """An answer that says what is wrong: an HTTP status and one sentence, sent as `{"error": ...}`."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Call:
    """A request: the parts of its path, its query, its headers by their names in small letters, and for POST the JSON
    object it carried, or the bytes as they came where the route wants them `raw`."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Content:
    """A file to answer with: its bytes and their media type; with a `name` it is to be saved under it, not shown."""

    data: bytes
    type: str
    name: str = ""


Answer = Mapping[str, Any] | Content
Act = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """What is done on a call of `method` to `path` ("/files/{id}"); a mapping is answered as JSON.

    A body is at most `largest` bytes. A `raw` one is not read as JSON: whoever has signed it signed these very bytes.
    `guard` sees a call before its body is read, and raises Problem to refuse it.
    """

    method: str
    path: str
    act: Act
    raw: bool = False
    largest: int = LARGEST_BODY
    guard: Callable[[Call], None] = lambda call: None


class Web:
    """Serves routes on one address. With `loopback_only`, calls that name another host or come from another site's
    page are refused, so that no page of the internet can reach it through the browser of whoever runs it."""

    def __init__(self, host: str, port: int, routes: Sequence[Route], *, loopback_only: bool) -> None:
        if loopback_only and not is_loopback(host):
            raise ValueError(f"{host} is not a loopback address")
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._app = _app(routes, loopback_only)

    def listen(self) -> str:
        """Claim the address and answer its URL; calls wait until `serve`. Raises PortTaken."""
        if self._socket is None:
            self._socket = _claim(*self._address)
        host, port = self._socket.getsockname()[:2]
        return f"http://{host}:{port}"

    async def serve(self) -> None:
        """Answer calls until cancelled; those under way are finished first. Raises PortTaken."""
        self.listen()
        assert self._socket is not None
        server = _Server(_config(self._app))
        serving = asyncio.ensure_future(server.serve(sockets=[self._socket]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            server.should_exit = True
            await serving
            raise
        finally:
            self.close()

    def close(self) -> None:
        """Give the address back."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without a port, means this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to `main`."""
        yield


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )


def _claim(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=256)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "no such port"
        raise PortTaken(f"cannot serve on {host}:{port}: {why}") from None


def _app(routes: Sequence[Route], loopback_only: bool) -> Starlette:
    return Starlette(
        routes=[
            StarletteRoute(route.path, partial(_endpoint, route, loopback_only), methods=[route.method])
            for route in routes
        ],
        exception_handlers={HTTPException: _not_found},
    )


async def _endpoint(route: Route, loopback_only: bool, request: Request) -> Response:
    try:
        if loopback_only:
            _check_loopback(request)
        answer = await route.act(await _call(route, request))
    except Problem as problem:
        return _json({"error": problem.message}, problem.status)
    except Exception as error:  # the last guard: whoever calls gets JSON, the log gets no words of theirs
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s %s: %s at %s:%s", route.method, route.path, type(error).__name__, place.filename, place.lineno)
        return _json({"error": "something went wrong here; the log says where"}, 500)
    if isinstance(answer, Content):
        save = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(answer.name, safe='')}"}
        return Response(answer.data, media_type=answer.type, headers=HEADERS | save if answer.name else HEADERS)
    return _json(answer, 200)


async def _call(route: Route, request: Request) -> Call:
    call = Call(request.path_params, dict(request.query_params), headers=dict(request.headers))
    route.guard(call)
    if request.method != "POST":
        return call
    if route.raw:
        return replace(call, raw=await _limited(request, route.largest))
    return replace(call, body=await _body(request, route.largest))


async def _not_found(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"error": str(error.detail)}, error.status_code)


def _json(body: Mapping[str, Any], status: int) -> Response:
    words = json.dumps(body, ensure_ascii=False).encode()
    again = {"Retry-After": str(SECONDS_TO_WAIT)} if status == UNAVAILABLE else {}
    return Response(words, status, media_type="application/json", headers=HEADERS | again)


def _check_loopback(request: Request) -> None:
    if not _names_loopback("//" + request.headers.get("host", "")):
        raise Problem(403, "only calls to this machine's loopback address are answered")
    origin = request.headers.get("origin")
    if origin is not None and not _names_loopback(origin):
        raise Problem(403, "calls from pages of other sites are refused")


def _names_loopback(address: str) -> bool:
    try:
        return is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False


async def _body(request: Request, largest: int) -> Mapping[str, Any]:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Problem(415, "the body has to be application/json")
    try:
        body = json.loads(await _limited(request, largest))
    except (ValueError, RecursionError):
        raise Problem(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise Problem(400, "the body has to be a JSON object")
    return body


async def _limited(request: Request, largest: int) -> bytes:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > largest:
            raise Problem(413, f"the body is longer than {largest} bytes")
    return bytes(content)
