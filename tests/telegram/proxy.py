"""Stands before the emulator: writes down whole requests, fails chosen calls, and delivers updates twice if asked."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, web

UNMODELLED = {"link_preview_options"}
"""Fields of the Bot API that the emulator refuses because it does not know them."""

OBJECTS = {"reply_markup", "link_preview_options", "commands", "allowed_updates"}
"""Fields that hold JSON; all others are written down as they are."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it was answered; status 0 is a connection dropped without an answer."""

    method: str
    fields: dict[str, Any]
    status: int
    result: Any = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of, or after, being passed on."""

    body: str = "{}"
    status: int = 0
    drop: bool = False
    pass_on: bool = False


class Proxy:
    """`calls` are all requests so far; `url` is the address a bot gets, `target` the emulator's.

    `offset` is the highest a poll has asked for: all updates before it are acknowledged. `twice` makes every update be
    delivered by two polls, as Telegram does when an acknowledgement was lost.

    A long poll is passed on as short ones, so that a bot that was stopped leaves no poll behind.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self.url = ""
        self.calls: list[Call] = []
        self.offset = 0
        self.twice = False
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._held: list[dict[str, Any]] = []
        self._polling = False
        self._again: web.Response | None = None
        self._called = asyncio.Condition()
        self._written = asyncio.Event()

    @asynccontextmanager
    async def served(self) -> AsyncIterator[Proxy]:
        """Listen on a free port of the loopback."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._handle)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        async with ClientSession() as self._client:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            try:
                yield self
            finally:
                await runner.cleanup()

    def fail(self, method: str, status: int, description: str = "", times: int = 1, **parameters: Any) -> None:
        """Refuse the next calls as the Bot API does; `parameters` are the answer's, such as retry_after."""
        text = description or f"injected {status}"
        body = {"ok": False, "error_code": status, "description": text, "parameters": parameters}
        self._faults[method].extend([Fault(json.dumps(body), status)] * times)

    def garble(self, method: str, status: int, body: str) -> None:
        """Answer the next call with something that is not of the Bot API."""
        self._faults[method].append(Fault(body, status))

    def spare(self, method: str) -> None:
        """Let the next call through, before the failures that follow."""
        self._faults[method].append(Fault(pass_on=True))

    def drop(self, method: str, times: int = 1, *, after: bool = False) -> None:
        """Cut the connection of the next calls: before they reach Telegram, or `after` it has done what they ask."""
        self._faults[method].extend([Fault(drop=True, pass_on=after)] * times)

    def hold(self, update: dict[str, Any]) -> None:
        """Deliver an update of a kind that the emulator cannot hold, until it is acknowledged."""
        self._held.append(update)
        self.wake()

    def of(self, method: str, status: int = 200) -> list[Call]:
        """The calls of one method that were answered with this status."""
        return [call for call in self.calls if call.method == method and call.status == status]

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something about the calls is true; TimeoutError otherwise."""
        async with asyncio.timeout(seconds), self._called:
            await self._called.wait_for(true)

    def wake(self) -> None:
        """An update is there: the poll that waits looks again."""
        self._written.set()

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        fields = dict(await request.post())
        fault = self._faults[method].popleft() if self._faults[method] else None
        if fault and not fault.pass_on:
            answer = web.Response(text=fault.body, status=fault.status or 200, content_type="application/json")
        else:
            answer = await self._poll(request, fields) if method == "getUpdates" else await self._pass(request, fields)
        dropped = fault is not None and fault.drop
        await self._write_down(method, fields, answer, 0 if dropped else answer.status)
        if dropped and request.transport:
            request.transport.abort()
        return answer

    async def _write_down(self, method: str, fields: dict[str, Any], answer: web.Response, status: int) -> None:
        result = json.loads(answer.text or "").get("result") if status == 200 else None
        plain = {name: json.loads(text) if name in OBJECTS else text for name, text in fields.items()}
        self.calls.append(Call(method, plain, status, result))
        await self._tell()

    async def _tell(self) -> None:
        async with self._called:
            self._called.notify_all()

    async def _poll(self, request: web.Request, fields: dict[str, Any]) -> web.Response:
        if self._polling:
            return web.json_response({"ok": False, "error_code": 409, "description": "Conflict"}, status=409)
        self._polling = True
        self.offset = max(self.offset, int(fields.get("offset", 0)))
        await self._tell()
        try:
            async with asyncio.timeout(float(fields.get("timeout", 0))):
                return await self._news(request, {**fields, "timeout": "0"})
        except TimeoutError:
            return web.json_response({"ok": True, "result": []})
        finally:
            self._polling = False

    async def _news(self, request: web.Request, fields: dict[str, Any]) -> web.Response:
        if self._again:
            answer, self._again = self._again, None
            return answer
        self._written.clear()
        while _empty(answer := await self._look(request, fields)):
            await self._written.wait()
            self._written.clear()
        self._again = _copy(answer) if self.twice else None
        return answer

    async def _look(self, request: web.Request, fields: dict[str, Any]) -> web.Response:
        self._held = [update for update in self._held if update["update_id"] >= self.offset]
        if self._held:
            return web.json_response({"ok": True, "result": self._held})
        return await self._pass(request, fields)

    async def _pass(self, request: web.Request, fields: dict[str, Any]) -> web.Response:
        known = {name: value for name, value in fields.items() if name not in UNMODELLED}
        async with self._client.post(f"{self.target}{request.path}", data=known) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")


def _empty(answer: web.Response) -> bool:
    return answer.status == 200 and not json.loads(answer.text or "{}")["result"]


def _copy(answer: web.Response) -> web.Response:
    return web.Response(text=answer.text, status=answer.status, content_type="application/json")
