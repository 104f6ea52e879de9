"""The phones of Telegram: the real channel over HTTP, against an emulator of the Bot API."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

from bot.channels.server import server
from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.channels.telegram_webhook import TelegramByWebhook
from bot.messages import Incoming
from bot.ports import Clock
from tests.player.phones import Engine, Shown, button
from tests.player.story import Said
from tests.telegram.calling import free
from tests.telegram.world import TelegramWorld

FILE = {"file_id": "f", "file_unique_id": "u"}
CONTENT: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    },
    "voice": {"voice": {**FILE, "duration": 3}},
    "photo": {"photo": [{**FILE, "width": 1, "height": 1}]},
}
PATIENCE = 20.0
OK = 200


class TelegramPhones:
    """Phones in a world that is open already; Telegram is asked by our process, or calls it where that is `called`."""

    name = "telegram"

    def __init__(self, world: TelegramWorld, clock: Clock, *, called: bool = False) -> None:
        self._world, self._clock, self._called = world, clock, called
        self._host: Engine
        self._last: int | None = None

    def channels(self, host: Engine) -> list[Telegram]:
        self._host = host
        if self._called:
            at, now = urlsplit(free()), self._clock.now
            channel = TelegramByWebhook(self._world.token, at.geturl(), self._world.url, pace=None, now=now)
            host.called_at(server("127.0.0.1", at.port or 0, "", [channel], host.is_ready))
            return [channel]
        return [TelegramByPolling(self._world.token, self._world.url, polling=30, pace=None, now=self._clock.now)]

    def first(self, who: str) -> Incoming:
        chat = str(self._world.person(who))
        return Incoming(channel=self.name, update="0", chat=chat, user=chat, at=self._clock.now(), name=who)

    async def do(self, said: Said) -> None:
        self._world.now = self._clock.now()
        self._last = await self._push(said)
        await self._world.acknowledged(self._last, PATIENCE)
        await self._host.settled(self.name, str(self._last), str(self._world.person(said.who)))

    async def again(self) -> None:
        proxy = self._world.proxy
        while self._called and self._last and await proxy.hook.again(self._last) != [OK]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # the new process is not there yet
        for call in reversed(proxy.of("getUpdates") if self._last else []):
            for update in call.result:
                if update["update_id"] == self._last:
                    proxy.offset = 0  # as if what we acknowledged had not arrived
                    proxy.hold(update)
                    return await self._world.acknowledged(update["update_id"], PATIENCE)
        return None

    async def follow(self) -> bool:
        return False

    def received(self, who: str) -> list[Shown]:
        return [Shown(said.text, tuple(said.buttons)) for said in self._world.received(who)]

    async def _push(self, said: Said) -> int:
        match said.kind:
            case "text":
                return await self._world.say(said.who, said.words)
            case "tap":
                payload = button(self.received(said.who), said.words, older=said.older)
                return await self._world.tap(said.who, payload)
            case "contact":
                contact = {"phone_number": said.words, "first_name": said.who, "user_id": self._world.person(said.who)}
                return await self._world.send(said.who, contact=contact)
            case "edited":
                return await self._world.deliver(**self._world.edited(said.who, said.words))
            case "blocked":
                return await self._world.block(said.who)
            case "unblocked":
                return await self._world.unblock(said.who)
            case kind:
                caption = {"caption": said.words} if said.words else {}
                return await self._world.send(said.who, **CONTENT[kind], **caption)
