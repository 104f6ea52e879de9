"""WhatsApp by the Cloud API: a call of the webhook is answered well only once what it says is kept."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import httpx
from pyreqwest.compatibility.httpx import HttpxTransport
from pywa_async.api import GraphAPIAsync
from pywa_async.client import WhatsApp as Client

from bot.channels.connecting import ANSWER_SECONDS, CONNECT_SECONDS, cancelled_for_sure, opened
from bot.channels.patience import patiently
from bot.channels.web import Answer, Call, Content, Problem, Route
from bot.channels.whatsapp_errors import OF_TEMPLATES, NotOutside, Refused, WindowClosed, in_our_words
from bot.channels.whatsapp_files import TEXT
from bot.channels.whatsapp_screen import Part, in_a_template, parts
from bot.channels.whatsapp_templates import Filled, templates
from bot.channels.whatsapp_updates import incoming
from bot.messages import Attachment, Outgoing
from bot.ports import Knocked, NoRoom, Pace, Slower, Take, TokenRefused, Unavailable

__all__ = ["PACE", "REAL_API", "VERSION", "WhatsApp", "keep_words_out_of_logs"]

REAL_API = "https://graph.facebook.com"
VERSION = "25.0"
"""Of the Graph API; Meta keeps one for two years."""
PACE = Pace(per_second=80, per_chat=5, per_group_minute=20, chat_seconds=6, chat_burst=20, opened=250)
"""WhatsApp's limits. One person may get 45 messages within six seconds, and then none until as many times six have
passed: less than half of that is used, so that two processes together keep to it. Who is new there may write to 250
people a day who have not written."""

CONNECTED = "CONNECTED"
"""The state of a number that is registered, and from which may be sent."""
LARGEST = 4 * 1024 * 1024
"""Bytes of a call; Meta's are said to be up to 3 MB."""
SIGNATURE = "x-hub-signature-256"
_TALKATIVE = ("pywa", "pywa_async", "httpx", "httpcore")
log = logging.getLogger(__name__)


class WhatsApp:
    """The channel "whatsapp".

    `phone_id` is Meta's id of the number from which is sent, `token` may send from it; with `app_secret` Meta signs
    what it tells us, with `verify_token` it asks whether `path` is ours. `now` gives the time where none is said, in
    seconds since 1970. Raises ValueError for a `base_url` that is no address.
    """

    name = "whatsapp"
    leased = False
    window = 86_400

    def __init__(
        self,
        phone_id: str,
        token: str,
        app_secret: str,
        verify_token: str,
        base_url: str = REAL_API,
        path: str = "/whatsapp",
        pace: Pace | None = PACE,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        keep_words_out_of_logs()
        self.pace = pace
        self._phone, self._secret, self._verify_token = phone_id, app_secret.encode(), verify_token.encode()
        self._path, self._now = path, now
        self._session = _session()
        self._api = _api(phone_id, token, self._session, _address(base_url))
        self._take: Take | None = None
        self._said: dict[int, int] = {}
        self._not_approved: set[str] = set()
        self._number = ""

    # -- what is told to us

    @property
    def routes(self) -> Sequence[Route]:
        """What Meta calls: whether this address is ours, and what people wrote to us."""
        return (
            Route("GET", self._path, self._asked),
            Route("POST", self._path, self._told, guard=_is_signed, raw=True, largest=LARGEST),
        )

    async def _asked(self, call: Call) -> Answer:
        given = call.query.get("hub.verify_token", "").encode()
        if call.query.get("hub.mode") != "subscribe" or not hmac.compare_digest(given, self._verify_token):
            raise Problem(403, "this verify token is not ours")
        return Content(call.query.get("hub.challenge", "").encode(), "text/plain")

    async def _told(self, call: Call) -> Answer:
        right = "sha256=" + hmac.new(self._secret, call.raw, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(call.headers.get(SIGNATURE, "").encode(), right.encode()):
            raise Problem(403, "the signature is not that of this app")
        if self._take is None:
            raise Problem(503, "messages cannot be taken yet")
        messages = list(incoming(self.name, _object(call.raw), self._phone, self._now()))
        try:
            if messages:
                await self._take(messages)
        except Unavailable:
            raise Problem(503, "messages cannot be kept just now") from None
        return {"status": "kept"}

    async def receive(self, take: Take) -> None:
        """Take what the routes are told until cancelled; before and after it is refused, and Meta tells it again."""
        self._take = take
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self._take = None

    # -- what we say

    async def me(self) -> str:
        """The number from which is sent, in digits, as WhatsApp knows it. Raises TokenRefused or Unavailable."""
        try:
            with cancelled_for_sure(), in_our_words():
                found = await self._api.get_business_phone_number(self._phone, ("display_phone_number",))
                self._number = "".join(filter(str.isdecimal, found["display_phone_number"]))
        except Refused as refused:
            raise TokenRefused("whatsapp.phone_id", f"WhatsApp refuses this id (error {refused.code})") from None
        return self._number

    async def troubles(self) -> Sequence[str]:
        """That nothing can be sent from the number as it is, if WhatsApp says so."""
        try:
            with in_our_words():
                told = await self._api.get_business_phone_number(self._phone, ("status",))
                state = str(told.get("status") or CONNECTED)
        except Refused:
            return []  # it does not say
        if state == CONNECTED:
            return []
        return [f"whatsapp.phone_id: WhatsApp says that the number is {state}; it has to be registered to be connected"]

    async def start(self) -> None:
        """Learn the number, for links to it; waits until WhatsApp can be asked. Raises TokenRefused."""
        await patiently(self.name, self.me)

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        """Send a message, in several of WhatsApp's where it has to be; the id of the last.

        Where nobody has written for 24 hours it is sent as a template that says the same. Raises Unreachable, Slower,
        Unavailable, Knocked or NoRoom; sent again, a message goes on with the part that failed. Any other exception
        means that WhatsApp refuses this very message.
        """
        try:
            if self._may_be_open(message):
                return await self._in_parts(message, attachments)
        except WindowClosed:
            pass
        return await self._outside_the_window(message)

    def _may_be_open(self, message: Outgoing) -> bool:
        return message.heard is not None and self._now() - message.heard < self.window

    async def _in_parts(self, message: Outgoing, attachments: Sequence[Attachment]) -> str:
        said = parts(message, attachments)
        last = ""
        for number in range(self._said.pop(message.id, 0), len(said)):
            try:
                last = await self._say(message.chat, said[number])
            except (Slower, Unavailable, asyncio.CancelledError):
                self._said.update({message.id: number} if number else {})
                raise
        return last

    async def _outside_the_window(self, message: Outgoing) -> str:
        """What no template says is kept, and a knock is sent, unless there was one lately. So is what one says that
        Meta has not approved, or not any more; where that is so of the knock itself, the message is kept all the same.
        """
        filled = templates().fitting(message)
        if filled is not None and (sent := await self._in_a_template(message.chat, filled)):
            return sent
        raise Knocked("" if message.knocked else await self._in_a_template(message.chat, templates().knocking()))

    async def _in_a_template(self, chat: str, filled: Filled) -> str:
        """The id of the message, empty if Meta refuses the template."""
        try:
            return await self._say(chat, in_a_template(filled))
        except NotOutside as refused:
            raise NoRoom(str(refused)) from None
        except Refused as refused:
            if refused.code not in OF_TEMPLATES:
                raise
            if filled.template.name not in self._not_approved:
                self._not_approved.add(filled.template.name)
                log.error("whatsapp: the template %s is refused (error %d)", filled.template.name, refused.code)
            return ""

    def is_group(self, chat: str) -> bool:
        """No chat is one of many."""
        return False

    def link(self, code: str, *, chat: bool = False) -> str:
        """The address that opens a talk with us in which "/start CODE" stands ready to be sent; empty until our number
        is known, and for a chat of many."""
        return f"https://wa.me/{self._number}?text={quote(f'/start {code}')}" if self._number and not chat else ""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.aclose()

    async def _say(self, chat: str, part: Part) -> str:
        try:
            # The library's errors can pass no context manager but the one that translates them.
            with cancelled_for_sure(), in_our_words():
                says = part.with_file(await self._uploaded(part.file)) if part.file else dict(part.says)
                sent = await self._api.send_message(
                    sender=self._phone, recipient_type="individual", typ=part.type, msg=says, **_to(chat)
                )
                return str(sent["messages"][0]["id"])
        except TokenRefused as refusal:
            # `start` ends with it; what was to be said waits for the right token.
            raise Unavailable(str(refusal)) from None
        except Refused as refused:
            if refused.code not in OF_TEMPLATES:
                log.error("whatsapp: a message of type %s is refused with error %d", part.type, refused.code)
            raise

    async def _uploaded(self, file: Attachment) -> str:
        # What is said to be plain text has to be called so; the phone shows the name that the message says.
        name = f"{file.name}.txt" if file.type == TEXT else file.name
        kept = await self._api.upload_media(self._phone, file.content, file.type, name)
        return str(kept["id"])


def keep_words_out_of_logs() -> None:
    """Silence the loggers that print what people wrote, their numbers, or addresses; called by WhatsApp too."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _is_signed(call: Call) -> None:
    """Of whoever does not even claim to be Meta nothing is read."""
    if not call.headers.get(SIGNATURE):
        raise Problem(401, "the signature is missing")


def _to(chat: str) -> dict[str, str | None]:
    """A phone number is addressed otherwise than the opaque id of somebody who keeps theirs to themselves."""
    return {"to": chat, "recipient": None} if chat.isdecimal() else {"to": None, "recipient": chat}


def _session() -> httpx.AsyncClient:
    """The library's transport is the one part of it that costs: see docs/decisions/0004-dependencies.md."""
    # The transport waits for the sum of these, and nobody may wait longer than a message is leased.
    wait = httpx.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS, write=None, pool=None)
    return httpx.AsyncClient(transport=HttpxTransport(opened("Carik")), timeout=wait)


def _api(phone_id: str, token: str, session: httpx.AsyncClient, address: str) -> GraphAPIAsync:
    """The library's calls of the Graph API, at this address."""
    api = Client(phone_id, token, session=session, validate_updates=False, api_version=VERSION).api
    # The library knows no other address than Meta's.
    session.base_url = httpx.URL(f"{address}/v{VERSION}")
    return api


def _address(base_url: str) -> str:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("WhatsApp's base_url must be like https://graph.facebook.com")
    return base_url.rstrip("/")


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "the body is not JSON") from None
    return told if isinstance(told, dict) else {}
