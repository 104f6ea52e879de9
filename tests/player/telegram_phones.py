"""The phones of Telegram: the real channel over HTTP, against an emulator of the Bot API."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.messages import Incoming
from bot.ports import Clock
from tests.player.phones import Engine, Shown, button
from tests.player.story import Said
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


class TelegramPhones:
    """Phones in a world that is open already."""

    name = "telegram"

    def __init__(self, world: TelegramWorld, clock: Clock) -> None:
        self._world, self._clock = world, clock
        self._host: Engine
        self._last: int | None = None

    def channels(self, host: Engine) -> list[Telegram]:
        self._host = host
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
