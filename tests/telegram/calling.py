"""How Telegram calls a webhook: about one chat one call after another, about others beside it, each until it is
answered well."""

from __future__ import annotations

import asyncio
import json
import socket
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PAUSE, LONGEST_PAUSE, PATIENCE = 0.05, 0.4, 5.0
"""Seconds between two calls of the same update (Telegram's are longer), and for which an answer is waited for."""
NO_REPLY = ("setwebhook", "deletewebhook", "close", "logout")
"""Methods that Telegram does not do for whoever names them in an answer; nor those that get something."""
Update = Mapping[str, Any]


class Calling:
    """The webhook of a bot, once it is `set`. `look` finds what is not acknowledged, `done` acknowledges, `replied` is
    for what an answer asks for.

    `answers` are the status of each call so far, with the id of its update; status 0 is no answer. The answers of the
    next `lose` calls are lost on their way.
    `twice` makes each update come once more though it was answered well. `now` is Telegram's time.
    """

    def __init__(
        self,
        look: Callable[[], Awaitable[Sequence[Update]]],
        done: Callable[[int], Awaitable[None]],
        replied: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        self._look, self._done, self._replied = look, done, replied
        self.url, self.secret = "", ""
        self.now: Callable[[], int] = lambda: 1
        self.answers: list[tuple[int, int]] = []
        self.lose, self.twice = 0, False
        self._error: dict[str, Any] = {}
        self._open = asyncio.Semaphore(1)
        self._told: dict[int, Update] = {}
        self._seen: set[int] = set()
        self._waiting: dict[str, deque[Update]] = {}
        self._news = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    @property
    def info(self) -> Mapping[str, Any]:
        """What getWebhookInfo answers."""
        waiting = sum(len(queue) for queue in self._waiting.values())
        return {"url": self.url, "has_custom_certificate": False, "pending_update_count": waiting, **self._error}

    async def set(self, fields: Mapping[str, str]) -> None:
        """Call there from now on."""
        await self.unset()
        self.url, self.secret = fields["url"], fields.get("secret_token", "")
        self._open = asyncio.Semaphore(int(fields.get("max_connections", 40)))
        self._work = asyncio.create_task(self._call_all())

    async def unset(self) -> None:
        """Call no more; what was not answered well waits."""
        self.url, self._error = "", {}
        if self._work:
            self._work.cancel()
            await asyncio.wait([self._work])
        self._work = None

    def wake(self) -> None:
        """There are news."""
        self._news.set()

    async def again(self, number: int, times: int = 1) -> list[int]:
        """Call with an update once more, or so many `times` at once; what was answered."""
        before = len(self.answers)
        async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as client:
            await asyncio.gather(*(self._call(client, self._told[number]) for _time in range(times)))
        return [status for update, status in self.answers[before:] if update == number]

    async def _call_all(self) -> None:
        self._seen.clear()
        self._waiting.clear()
        async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as client, asyncio.TaskGroup() as group:
            while True:
                self._news.clear()
                for update in await self._look():
                    if update["update_id"] not in self._seen:
                        self._seen.add(update["update_id"])
                        self._told[update["update_id"]] = update
                        if queue := self._waiting.setdefault(_queue(update), deque()):
                            queue.append(update)
                        else:
                            queue.append(update)
                            group.create_task(self._call_in_turn(client, queue))
                await self._news.wait()

    async def _call_in_turn(self, client: ClientSession, queue: deque[Update]) -> None:
        pause = PAUSE
        while queue:
            if await self._call(client, queue[0]) and (not self.twice or await self._call(client, queue[0])):
                await self._done(queue.popleft()["update_id"])
                pause = PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _call(self, client: ClientSession, update: Update) -> bool:
        headers = {HEADER: self.secret} if self.secret else {}
        status, body = 0, b""
        async with self._open:
            try:
                async with client.post(self.url, json=update, headers=headers, allow_redirects=False) as answer:
                    status, body = answer.status, await answer.read()
            except (ClientError, TimeoutError, OSError):
                pass
        if self.lose:
            self.lose, status = self.lose - 1, 0
        self.answers.append((update["update_id"], status))
        if not 200 <= status < 300:
            said = f"Wrong response from the webhook: {status}" if status else "Webhook connection closed"
            self._error = {"last_error_date": self.now(), "last_error_message": said}
            return False
        await self._reply(body)
        return True

    async def _reply(self, body: bytes) -> None:
        try:
            asked = json.loads(body)
        except ValueError:
            return
        method = str(asked.get("method", "")).lower() if isinstance(asked, dict) else ""
        if method and method not in NO_REPLY and not method.startswith("get"):
            await self._replied(asked)


def _queue(update: Update) -> str:
    """What is about one chat, or taps of one person, comes one after another."""
    if tap := update.get("callback_query"):
        return f"taps of {tap['from']['id']}"
    return next(
        (f"chat {each['chat']['id']}" for each in update.values() if isinstance(each, dict) and "chat" in each), ""
    )


def free() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
