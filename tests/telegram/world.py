"""A small Telegram for tests: persons write and tap, and read what a bot says to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

from tests.telegram.bot_api import Upload
from tests.telegram.proxy import Call, Proxy

TOKEN = "424242:not-a-real-token"
FIRST_PERSON, FIRST_GROUP, FIRST_SUPERGROUP = 5001, -7001, -1000000007001
SENDS = ("sendMessage", "sendPhoto", "sendDocument")
START = 1795399200
"""2026-11-23 09:00 in western Indonesia, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot: its text, the labels and payloads of its buttons in rows, and its file.

    `share` is the label of the button that shares one's own number, `unshared` whether such a button was taken away.
    """

    text: str
    keyboard: tuple[tuple[tuple[str, str], ...], ...] = ()
    id: int = 0
    file: Upload | None = None
    share: str = ""
    unshared: bool = False

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons, in order."""
        return [label for label, _ in self.buttons]

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The buttons, each a label and a payload, in order."""
        return [button for row in self.keyboard for button in row]


class TelegramWorld:
    """`async with TelegramWorld() as world:` a bot that gets `world.url` and `world.token` is in it.

    Persons are named by any name; a first mention makes them. Each has a private chat; `group` names a group chat.
    What is written after the bot stopped waits for the next bot, as with Telegram. A bot whose requests did not keep to
    the Bot API makes the end of the block an AssertionError.
    """

    token = TOKEN

    def __init__(self) -> None:
        self.proxy: Proxy
        self.now = START
        self._emulator = LoBotApiEmulator()
        self._ids: dict[str, int] = {}
        self._update = 0
        self._read: dict[str, int] = defaultdict(int)
        self._written: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        self._open = AsyncExitStack()
        runner = web.AppRunner(self._emulator.app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.proxy = await self._open.enter_async_context(Proxy(_address(runner)).served())
        self.proxy.hook.now = lambda: self.now
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()
        assert not self.proxy.breaches, self.proxy.breaches

    @property
    def url(self) -> str:
        """The `base_url` of the bot."""
        return self.proxy.url

    def person(self, name: str) -> int:
        """The numeric id of a person, which is also that of the private chat with them."""
        return self._ids.setdefault(name, FIRST_PERSON + len(self._ids))

    def group(self, name: str) -> int:
        """The numeric id of a group chat."""
        return self._ids.setdefault(f"group {name}", FIRST_GROUP - len(self._ids))

    async def say(self, user: str, text: str, group: str | None = None) -> int:
        """A person writes to the bot; the id of the update."""
        return await self.send(user, group, text=text)

    async def send(self, user: str, group: str | None = None, **content: Any) -> int:
        """A person sends something, said in the fields of a Message: text, sticker, contact, photo and so on."""
        message = {**self._message(user, group), **content}
        self._written[user] = message["message_id"]
        return await self._push(message=message)

    async def tap(self, user: str, button: str) -> int:
        """A person taps the newest button of that label or payload, else one of this payload on an old message."""
        said, payload = self._find(user, button)
        message = {"message_id": said.id, "date": self.now, "chat": self._chat(user, None), "text": said.text}
        query = {"id": str(self._update + 1), "from": self._from(user), "chat_instance": "1", "data": payload}
        return await self._push(callback_query={**query, "message": message})

    async def deliver(self, **update: Any) -> int:
        """An update of a kind that the emulator cannot hold; its id."""
        self._update += 1
        self.proxy.hold({"update_id": self._update, **update})
        return self._update

    def edited(self, user: str, text: str) -> dict[str, Any]:
        """The content of an update that says that a person changed the message written last, if any."""
        changed = {"message_id": self._written.get(user, self._update + 1), "edit_date": self.now, "text": text}
        return {"edited_message": {**self._message(user, None), **changed}}

    def reached(self, user: str, status: str) -> dict[str, Any]:
        """The content of an update that says that the bot is now "kicked" by a person, or "member" again."""
        was = "member" if status == "kicked" else "kicked"
        states = {"old_chat_member": _bot_as(was), "new_chat_member": _bot_as(status)}
        return {
            "my_chat_member": {"chat": self._chat(user, None), "from": self._from(user), "date": self.now, **states}
        }

    async def block(self, user: str, *, told: bool = True) -> int:
        """A person blocks the bot, which is `told` so or finds out; the id of the last update."""
        self.proxy.shut.add(self.person(user))
        return await self.deliver(**self.reached(user, "kicked")) if told else self._update

    async def unblock(self, user: str) -> int:
        """A person opens the talk with the bot again; the id of the update."""
        self.proxy.shut.discard(self.person(user))
        return await self.deliver(**self.reached(user, "member"))

    async def upgrade(self, user: str, group: str) -> int:
        """A person turns a group into a supergroup, which has another id; the id of the last update."""
        old, title = self._message(user, group), f"group {group}"
        self._ids[title] = new = FIRST_SUPERGROUP - len(self._ids)
        self.proxy.moved[old["chat"]["id"]] = new
        await self._push(message={**old, "migrate_to_chat_id": new})
        return await self.send(user, group, migrate_from_chat_id=old["chat"]["id"])

    def received(self, user: str) -> list[Said]:
        """All that the bot has said to a person so far, oldest first; also what it does not know to have arrived."""
        return [_said(call) for call in self._sent(self.person(user))]

    def received_in(self, group: str) -> list[Said]:
        """All that the bot has said in a group chat so far."""
        return [_said(call) for call in self._sent(self.group(group))]

    async def next(self, user: str, seconds: float = 5.0) -> Said:
        """The oldest message to a person that was not yet read by `next`; waits for it."""
        number = self._read[user]
        await self.proxy.until(lambda: len(self.received(user)) > number, seconds)
        self._read[user] += 1
        return self.received(user)[number]

    def unread(self, user: str) -> list[Said]:
        """What the bot has said to a person that was not yet read by `next`."""
        return self.received(user)[self._read[user] :]

    async def acknowledged(self, update: int, seconds: float = 5.0) -> None:
        """Wait until the bot has acknowledged this update."""
        await self.proxy.until(lambda: self.proxy.offset > update, seconds)

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something about what the bot did is true."""
        await self.proxy.until(true, seconds)

    @property
    def updates(self) -> int:
        """How many updates there were; their ids count from 1."""
        return self._update

    async def _push(self, **update: Any) -> int:
        self._update += 1
        await self._emulator.enqueue_update({"update_id": self._update, **update}, token=self.token)
        self.proxy.wake()
        return self._update

    def _message(self, user: str, group: str | None) -> dict[str, Any]:
        chat = self._chat(user, group)
        return {"message_id": self._update + 1, "date": self.now, "chat": chat, "from": self._from(user)}

    def _from(self, user: str) -> dict[str, Any]:
        return {"id": self.person(user), "is_bot": False, "first_name": user, "language_code": "id"}

    def _chat(self, user: str, group: str | None) -> dict[str, Any]:
        if group:
            number = self.group(group)
            return {"id": number, "type": "group" if number > FIRST_SUPERGROUP else "supergroup", "title": group}
        return {"id": self.person(user), "type": "private", "first_name": user}

    def _find(self, user: str, button: str) -> tuple[Said, str]:
        said = self.received(user)
        for message in reversed(said):
            for label, payload in message.buttons:
                if button in (label, payload):
                    return message, payload
        return (said or [Said("", id=1)])[0], button

    def _sent(self, chat: int) -> Sequence[Call]:
        return [call for call in self.proxy.calls if call.method in SENDS and call.result and call.chat == chat]


def _said(call: Call) -> Said:
    under = call.fields.get("reply_markup", {})
    rows = tuple(tuple((key["text"], key["callback_data"]) for key in row) for row in under.get("inline_keyboard", ()))
    shares = [key["text"] for row in under.get("keyboard", ()) for key in row if key.get("request_contact")]
    return Said(
        text=call.fields.get("text") or call.fields.get("caption", ""),
        keyboard=rows,
        id=call.result["message_id"],
        file=call.fields.get("photo") or call.fields.get("document"),
        share="".join(shares),
        unshared="remove_keyboard" in under,
    )


def _bot_as(status: str) -> dict[str, Any]:
    member = {"user": {"id": 7, "is_bot": True, "first_name": "Carik"}, "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member


def _address(runner: web.AppRunner) -> str:
    return f"http://127.0.0.1:{runner.addresses[0][1]}"
