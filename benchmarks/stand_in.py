"""A lean local stand-in for Telegram: hands out updates by long polling, takes answers, and says when each arrived."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

TOKEN = "1000:benchmark"
LONGEST_BATCH = 100
ME = {"id": 1000, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


class StandIn:
    """The Bot API as far as an echo needs it: getUpdates by offset, sendMessage, and a plain yes to anything else.

    `answers` counts the messages of the bot. Updates are numbered from the one after `last`: a bot that was told
    something before by another stand-in takes none of the same number.
    """

    def __init__(self, last: int = 0) -> None:
        self.url = ""
        self.answers = 0
        self._updates: list[dict[str, Any]] = []
        self._last = last
        self._more = asyncio.Event()
        self._answered: dict[int, asyncio.Future[str]] = {}

    @asynccontextmanager
    async def served(self) -> AsyncIterator[StandIn]:
        """Listen on a free port of the loopback; `url` is the address as python-telegram-bot wants it."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
        try:
            yield self
        finally:
            await runner.cleanup()

    def write(self, chat: int, text: str) -> asyncio.Future[str]:
        """A person writes; the future is done when the bot's next message to that chat is here."""
        self._last += 1
        answered = self._answered[chat] = asyncio.get_running_loop().create_future()
        self._updates.append(_update(self._last, chat, text))
        self._more.set()
        return answered

    async def _call(self, request: web.Request) -> web.Response:
        fields = {key: values[0] for key, values in parse_qs((await request.read()).decode()).items()}
        match request.match_info["method"]:
            case "getUpdates":
                return _yes(await self._after(int(fields.get("offset", 0)), float(fields.get("timeout", 0))))
            case "sendMessage":
                return _yes(self._sent(int(fields["chat_id"]), fields["text"]))
            case "getMe":
                return _yes(ME)
            case _:
                return _yes(True)

    async def _after(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates:
            self._more.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._more.wait()
            except TimeoutError:
                return []
        return self._updates[:LONGEST_BATCH]

    def _sent(self, chat: int, text: str) -> dict[str, Any]:
        self.answers += 1
        waiting = self._answered.get(chat)
        if waiting and not waiting.done():
            waiting.set_result(text)
        return {"message_id": self._last, "date": 1, "chat": {"id": chat, "type": "private"}, "text": text}


def _update(number: int, chat: int, text: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Sri", "language_code": "id"}
    message = {"message_id": number, "date": 1795399200, "chat": {"id": chat, "type": "private", "first_name": "Sri"}}
    return {"update_id": number, "message": {**message, "from": person, "text": text}}


def _yes(result: Any) -> web.Response:
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")
