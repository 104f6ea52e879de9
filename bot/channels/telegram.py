"""Telegram: what is sent, as plain text, and what is the same however its updates reach us."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import httpx
from telegram import Bot, BotCommand
from telegram.error import ChatMigrated, InvalidToken

from bot.channels.patience import patiently
from bot.channels.telegram_errors import in_our_words
from bot.channels.telegram_screen import Part, markup, parts
from bot.channels.telegram_transport import Transport
from bot.channels.telegram_updates import Told, incoming
from bot.messages import Attachment, Incoming, Outgoing
from bot.ports import Pace, Slower, Take, TokenRefused, Unavailable

__all__ = ["PACE", "REAL_API", "Telegram", "TokenRefused", "keep_token_out_of_logs"]

REAL_API = "https://api.telegram.org"
PACE = Pace(per_second=30, per_chat=1, per_group_minute=20)
"""Telegram's limits."""

PICTURES = ("image/png", "image/jpeg")
NO_PREVIEW = json.dumps({"is_disabled": True})
MENU_AFTER = 0.5
"""Seconds after the start when the menu is shown."""
_TALKATIVE = ("telegram", "httpx", "httpcore")
log = logging.getLogger(__name__)


class Telegram:
    """The channel "telegram", but for how its updates reach us: `TelegramByPolling` and `TelegramByWebhook` know that.

    `commands` are pairs of a name and a description in Indonesian, shown in the menu of every user. `now` gives the
    time of a tap, in seconds since 1970. Raises TokenRefused for an empty token and ValueError for a `base_url` that is
    no address.
    """

    name = "telegram"
    leased: bool

    def __init__(
        self,
        token: str,
        base_url: str = REAL_API,
        commands: Sequence[tuple[str, str]] = (),
        pace: Pace | None = PACE,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        keep_token_out_of_logs()
        self.pace = pace
        self._commands = [BotCommand(name.removeprefix("/"), description) for name, description in commands]
        self._now = now
        address = _address(base_url)
        self._transport = Transport()
        self._bot = _bot(token, address, self._transport)
        self._said: dict[int, int] = {}
        self._name = ""

    async def me(self) -> str:
        """The bot's user name, as Telegram knows it. Raises TokenRefused or Unavailable."""
        with in_our_words():
            self._name = (await self._bot.get_me()).username or ""
        return self._name

    async def start(self) -> None:
        """Learn the bot's user name, for its links; waits until Telegram can be asked. Raises TokenRefused."""
        await patiently(self.name, self.me)

    async def receive(self, take: Take) -> None:
        """As `Channel.receive`."""
        raise NotImplementedError

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        """Send a message, a long one and files in parts with the buttons under the last; the id of the last.

        Raises Unreachable, Slower or Unavailable; sent again, a message goes on with the part that failed. Any other
        exception means that Telegram refuses this very message.
        """
        said = parts(message.text, attachments)
        last = ""
        for number in range(self._said.pop(message.id, 0), len(said)):
            ends = number + 1 == len(said)
            try:
                last = await self._say(message, said[number], markup(message, said[number]) if ends else None)
            except (Slower, Unavailable, asyncio.CancelledError):
                self._said.update({message.id: number} if number else {})
                raise
            if self.pace and not ends:
                await asyncio.sleep(1 / self.pace.per_chat)
        return last

    async def show_work(self, message: Outgoing) -> None:
        """Let "sends a file ..." stand in the chat for five seconds."""
        action = "upload_photo" if message.files[0].type in PICTURES else "upload_document"
        with in_our_words():
            await self._plainly("send__chat__action", {"chat_id": message.chat, "action": action})

    def is_group(self, chat: str) -> bool:
        """Whether a chat is a group's: Telegram's ids of those are negative."""
        return chat.startswith("-")

    def link(self, code: str, *, chat: bool = False) -> str:
        """The address that opens a talk with the bot, or adds it to a group's chat, and starts it with this code; empty
        until its name is known."""
        return f"https://t.me/{self._name}?{'startgroup' if chat else 'start'}={code}" if self._name else ""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._transport.shutdown()

    async def _with_menu(self, receive: Callable[[asyncio.TaskGroup], Awaitable[None]]) -> None:
        """Receive updates, and show the menu beside: who waits for an answer does not wait for that.

        `receive` may do in the group what never raises.
        """
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(patiently(self.name, self._show_commands))
                await receive(group)
        except BaseExceptionGroup as failure:
            # The group holds what ended receiving, or refused the menu.
            raise failure.exceptions[0] from None

    async def _show_commands(self) -> None:
        """A little later: who waits for the first answer does not wait for the menu."""
        await asyncio.sleep(MENU_AFTER)
        with in_our_words():
            await self._bot.set_my_commands(self._commands)
            await self._bot.set_my_commands(self._commands, language_code="id")

    def _read(self, update: Told) -> Incoming | None:
        """One of a shape that cannot be read must not hold up the rest."""
        try:
            return incoming(self.name, update, self._now())
        except (KeyError, TypeError, ValueError, AttributeError):
            log.warning("telegram: an update cannot be read and is passed over")
            return None

    async def _plainly(self, method: str, fields: dict[str, Any], **how: Any) -> Any:
        """What Telegram answers, as it writes it: the library's objects, of which little is looked at, cost a third of
        a poll and a send. Of a method's name with two underscores the library does not say that it has one of its own.
        """
        return await self._bot.do_api_request(method, fields, **how)

    async def _say(self, message: Outgoing, part: Part, under: str | None) -> str:
        try:
            return await self._put(message.chat, part, under, message.silent)
        except ChatMigrated as moved:
            return await self._put(str(moved.new_chat_id), part, under, message.silent)
        except TokenRefused as refusal:
            # `receive` ends with it; what was to be said waits for the right token.
            raise Unavailable(str(refusal)) from None

    async def _put(self, chat: str, part: Part, under: str | None, silent: bool) -> str:
        text, file = part.text, part.file
        how: dict[str, Any] = {"reply_markup": under, "disable_notification": silent or None}
        with in_our_words():
            if file is None:
                said = {"chat_id": chat, "text": text, "link_preview_options": NO_PREVIEW, **how}
                return str((await self._plainly("send__message", said))["message_id"])
            send = self._bot.send_photo if file.type in PICTURES else self._bot.send_document
            sent = await send(chat, file.content, caption=text, filename=file.name, **how)
        return str(sent.message_id)


def keep_token_out_of_logs() -> None:
    """Silence the loggers that print addresses with the token in them, or what people wrote; called by Telegram too."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _bot(token: str, address: str, transport: Transport) -> Bot:
    try:
        return Bot(token, base_url=address, request=transport, get_updates_request=transport)
    except InvalidToken:
        raise TokenRefused("telegram.token", "the Telegram token is empty") from None


def _address(base_url: str) -> str:
    """The address before the token, for a base_url with or without the "/bot" at its end; ValueError if it is none."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("Telegram's base_url must be like https://api.telegram.org")
    return base_url.rstrip("/").removesuffix("/bot") + "/bot"
