"""Stands before the emulator: keeps whole requests, checks each by our description, and fails those it is told to."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, FormData, web

from tests.telegram.bot_api import Upload, breaches
from tests.telegram.calling import Calling, Update

UNMODELLED = {"link_preview_options"}
"""Fields of the Bot API that the emulator refuses because it does not know them."""

NAME = "carik_coba_bot"
"""The bot's user name."""

OBJECTS = {"reply_markup", "link_preview_options", "commands", "allowed_updates"}
"""Fields that hold JSON; all others are written down as they are."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request and how it was answered; status 0 is no answer. With a `result` Telegram has done what it asks."""

    method: str
    fields: dict[str, Any]
    status: int
    result: Any = None

    @property
    def chat(self) -> int:
        """The chat it is about; 0 if none."""
        return int(self.fields.get("chat_id", 0))


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of, or after, being passed on; of a call about any chat if `chat` is None."""

    body: str = "{}"
    status: int = 0
    drop: bool = False
    hang: bool = False
    pass_on: bool = False
    chat: int | None = None


class Proxy:
    """`calls` are all requests so far; `url` is the address a bot gets, `target` the emulator's.

    `breaches` says what was wrong with requests; such a request is refused. `shut` are the private chats that cannot be
    written to, `moved` the group chats that have another id now.

    `offset` is the highest a poll has asked for: all updates before it, counted from 1, are acknowledged. `twice` makes
    every update be delivered by two polls, as Telegram does when an acknowledgement was lost. `hook` is the webhook,
    which acknowledges too.

    A long poll is passed on as short ones, so that a bot that was stopped leaves no poll behind.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self.url = ""
        self.calls: list[Call] = []
        self.offset = 1
        self.twice = False
        self.breaches: list[str] = []
        self.shut: set[int] = set()
        self.moved: dict[int, int] = {}
        self.hook = Calling(self._unread, self._answered_well, self._replied)
        self._bot = ""
        self._well: set[int] = set()
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
                await self.hook.unset()
                await runner.cleanup()

    def fail(
        self,
        method: str,
        status: int,
        description: str = "",
        times: int = 1,
        chat: int | None = None,
        **parameters: Any,
    ) -> None:
        """Refuse the next calls as the Bot API does; `parameters` are the answer's, such as retry_after."""
        body = _refusal(status, description or f"injected {status}", **parameters)
        self._faults[method].extend([Fault(body, status, chat=chat)] * times)

    def garble(self, method: str, status: int, body: str) -> None:
        """Answer the next call with something that is not of the Bot API."""
        self._faults[method].append(Fault(body, status))

    def spare(self, method: str) -> None:
        """Let the next call through, before the failures that follow."""
        self._faults[method].append(Fault(pass_on=True))

    def drop(self, method: str, times: int = 1, *, after: bool = False, chat: int | None = None) -> None:
        """Cut the connection of the next calls: before they reach Telegram, or `after` it has done what they ask."""
        self._faults[method].extend([Fault(drop=True, pass_on=after, chat=chat)] * times)

    def hang(self, method: str, times: int = 1, *, after: bool = False, chat: int | None = None) -> None:
        """Never answer the next calls: they do not reach Telegram, or only its answer is lost."""
        self._faults[method].extend([Fault(hang=True, pass_on=after, chat=chat)] * times)

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
        """An update is there: the poll that waits looks again, or the webhook is called."""
        self._written.set()
        self.hook.wake()

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        fields = {name: _sent(value) for name, value in (await request.post()).items()}
        fault = self._fault(method, fields)
        answer = self._refused(method, fields, fault) or await self._passed(request, method, fields)
        lost = fault is not None and (fault.drop or fault.hang)
        await self._write_down(method, fields, answer, 0 if lost else answer.status)
        if fault and fault.hang:
            await asyncio.Event().wait()
        if fault and fault.drop and request.transport:
            request.transport.abort()
        return answer

    def _fault(self, method: str, fields: Mapping[str, Any]) -> Fault | None:
        chat = fields.get("chat_id")
        found = next((each for each in self._faults[method] if each.chat is None or str(each.chat) == chat), None)
        if found:
            self._faults[method].remove(found)
        return found

    def _refused(self, method: str, fields: Mapping[str, str | Upload], fault: Fault | None) -> web.Response | None:
        """The answer of a Telegram that does not do what is asked."""
        problems, chat = breaches(method, fields), str(fields.get("chat_id", 0))
        if problems:
            self.breaches += problems
            return _json(_refusal(400, f"Bad Request: {problems[0]}"), 400)
        if fault and not fault.pass_on:
            return _json(fault.body, fault.status or 200)
        if int(chat) in self.shut:
            return _json(_refusal(403, "Forbidden: bot was blocked by the user"), 403)
        if new := self.moved.get(int(chat)):
            moved = "Bad Request: group chat was upgraded to a supergroup chat"
            return _json(_refusal(400, moved, migrate_to_chat_id=new), 400)
        return None

    async def _passed(self, request: web.Request, method: str, fields: dict[str, Any]) -> web.Response:
        match method:
            case "getUpdates":
                return await self._poll(request, fields)
            case "getWebhookInfo":
                return web.json_response({"ok": True, "result": self.hook.info})
            case "setWebhook":
                self._bot = request.path.removesuffix(method)
                await self.hook.set(fields)
                return web.json_response({"ok": True, "result": True})
            case "deleteWebhook":
                await self.hook.unset()
        answer = await self._pass(request.path, fields)
        return _named(answer) if method == "getMe" else answer

    async def _write_down(self, method: str, fields: Mapping[str, Any], answer: web.Response, status: int) -> None:
        result = json.loads(answer.text or "").get("result") if answer.status == 200 else None
        plain = {name: json.loads(value) if name in OBJECTS else value for name, value in fields.items()}
        self.calls.append(Call(method, plain, status, result))
        await self._tell()

    async def _tell(self) -> None:
        async with self._called:
            self._called.notify_all()

    async def _poll(self, request: web.Request, fields: dict[str, Any]) -> web.Response:
        if self._polling or self.hook.url:
            return web.json_response({"ok": False, "error_code": 409, "description": "Conflict"}, status=409)
        self._polling = True
        self.offset = max(self.offset, int(fields.get("offset", 0)))
        await self._tell()
        try:
            return await self._news(request, {**fields, "timeout": "0"}, float(fields.get("timeout", 0)))
        finally:
            self._polling = False

    async def _news(self, request: web.Request, fields: dict[str, Any], seconds: float) -> web.Response:
        if self._again:
            answer, self._again = self._again, None
            return answer
        self._written.clear()
        deadline = asyncio.get_running_loop().time() + seconds
        while _empty(answer := await self._look(request.path, fields)):
            try:
                async with asyncio.timeout_at(deadline):
                    await self._written.wait()
            except TimeoutError:
                return answer
            self._written.clear()
        self._again = _copy(answer) if self.twice else None
        return answer

    async def _look(self, path: str, fields: dict[str, Any]) -> web.Response:
        self._held = [update for update in self._held if update["update_id"] >= self.offset]
        answer = await self._pass(path, fields)
        if not self._held or answer.status != 200:
            return answer
        found = [*json.loads(answer.text or "{}")["result"], *self._held]
        return web.json_response({"ok": True, "result": sorted(found, key=lambda update: int(update["update_id"]))})

    async def _unread(self) -> Sequence[Update]:
        """What the webhook has not yet acknowledged."""
        answer = await self._look(f"{self._bot}getUpdates", {"offset": str(self.offset), "timeout": "0"})
        found: Sequence[Update] = json.loads(answer.text or "{}")["result"]
        return [update for update in found if update["update_id"] not in self._well]

    async def _answered_well(self, update: int) -> None:
        self._well.add(update)
        while self.offset in self._well:
            self.offset += 1
        await self._tell()

    async def _replied(self, asked: Mapping[str, Any]) -> None:
        """Do what the answer to a call asks for; whoever asked does not hear how that went."""
        method = str(asked["method"])
        fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in asked.items()}
        del fields["method"]
        fault = self._fault(method, fields)
        answer = self._refused(method, fields, fault) or await self._pass(f"{self._bot}{method}", fields)
        await self._write_down(method, fields, answer, answer.status)

    async def _pass(self, path: str, fields: dict[str, Any]) -> web.Response:
        async with self._client.post(f"{self.target}{path}", data=_form(fields)) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")


def _sent(value: Any) -> str | Upload:
    if isinstance(value, str):
        return value
    return Upload(value.filename, value.content_type, value.file.read())


def _form(fields: Mapping[str, str | Upload]) -> FormData:
    form = FormData()
    for name, value in fields.items():
        if isinstance(value, Upload):
            form.add_field(name, value.content, filename=value.name, content_type=value.type)
        elif name not in UNMODELLED:
            form.add_field(name, value)
    return form


def _refusal(status: int, description: str, **parameters: Any) -> str:
    return json.dumps({"ok": False, "error_code": status, "description": description, "parameters": parameters})


def _json(body: str, status: int) -> web.Response:
    return web.Response(text=body, status=status, content_type="application/json")


def _named(answer: web.Response) -> web.Response:
    """Every bot has a user name; the emulator's has none."""
    body = json.loads(answer.text or "{}")
    return _json(json.dumps({**body, "result": {**body["result"], "username": NAME}}), answer.status)


def _empty(answer: web.Response) -> bool:
    return answer.status == 200 and not json.loads(answer.text or "{}")["result"]


def _copy(answer: web.Response) -> web.Response:
    return web.Response(text=answer.text, status=answer.status, content_type="application/json")
