"""Telegram by webhook: it calls us, and a call is answered well only once the update is kept."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from telegram.error import BadRequest

from bot.channels.patience import patiently
from bot.channels.telegram import PACE, REAL_API, Telegram
from bot.channels.telegram_errors import in_our_words
from bot.channels.telegram_updates import ALLOWED, Told, tapped
from bot.channels.web import Answer, Call, Problem, Route
from bot.ports import Pace, Take, Unavailable, Unreachable

PATH = "/telegram"
HEADER = "x-telegram-bot-api-secret-token"
LARGEST_UPDATE = 1024 * 1024
LATELY = 3600
MOST_CALLS = 40
"""How many calls Telegram may have open at once; those about one chat it makes one after another."""


class TelegramByWebhook(Telegram):
    """The channel "telegram", called by Telegram at `address`, below `public`; any number of processes may be. The rest
    as with `Telegram`."""

    leased = False

    def __init__(
        self,
        token: str,
        public: str,
        base_url: str = REAL_API,
        commands: Sequence[tuple[str, str]] = (),
        pace: Pace | None = PACE,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        super().__init__(token, base_url, commands, pace, now)
        self.address = public + PATH
        self._secret = secret(token)
        self._take: Take | None = None

    @property
    def routes(self) -> Sequence[Route]:
        """What Telegram calls."""
        return [Route("POST", PATH, self._called, guard=self._check, raw=True, largest=LARGEST_UPDATE)]

    async def receive(self, take: Take) -> None:
        """Let Telegram call until cancelled. What it or the network does wrong is waited out. Raises TokenRefused."""
        self._take = take
        try:
            await self._with_menu(self._be_called)
        finally:
            self._take = None

    async def troubles(self) -> Sequence[str]:
        """Where Telegram calls, if that is not here, and its last call that failed, if that was lately or something
        still waits because of it."""
        with in_our_words():
            told: Told = await self._plainly("get__webhook__info", {})
        found = []
        if told.get("url") and told["url"] != self.address:
            found.append("telegram.webhook: Telegram calls another address than this; a start of Carik changes that")
        failed, waiting = told.get("last_error_date", 0), told.get("pending_update_count", 0)
        if failed and (waiting or failed > self._now() - LATELY):
            said = f"Telegram could not deliver at {datetime.fromtimestamp(failed, UTC):%Y-%m-%d %H:%M} UTC"
            found.append(f"telegram.webhook: {said}: {told.get('last_error_message', '')}; {waiting} updates wait")
        return found

    async def _be_called(self, _group: asyncio.TaskGroup) -> None:
        await patiently(self.name, self._set)
        await asyncio.Event().wait()

    async def _set(self) -> None:
        """Each process says the same, so it does no harm that each does; updates that wait are kept."""
        set_it = partial(self._bot.set_webhook, self.address, secret_token=self._secret)
        try:
            with in_our_words():
                await set_it(allowed_updates=ALLOWED, max_connections=MOST_CALLS)
        except (Unreachable, BadRequest) as refusal:
            raise Unavailable(f"the webhook was refused: {refusal}") from None

    def _check(self, call: Call) -> None:
        if not hmac.compare_digest(call.headers.get(HEADER, "").encode(), self._secret.encode()):
            raise Problem(403, "only Telegram may call here")

    async def _called(self, call: Call) -> Answer:
        update = _update(call.raw)
        if message := self._read(update):
            if self._take is None:
                raise Problem(503, "nothing is taken yet")
            try:
                await self._take([message])
            except Unavailable:
                raise Problem(503, "nothing can be kept now") from None
        tap = tapped(update)
        return {"method": "answerCallbackQuery", "callback_query_id": tap} if tap else {}


def secret(token: str) -> str:
    """By what we know that it is Telegram that calls: made of the bot's token, so that all processes have the same, and
    the token cannot be found from it."""
    return hmac.new(token.encode(), b"webhook", "sha256").hexdigest()


def _update(content: bytes) -> Told:
    try:
        update = json.loads(content)
    except (ValueError, RecursionError):
        raise Problem(400, "the body is not JSON") from None
    if not isinstance(update, Mapping):
        raise Problem(400, "the body has to be a JSON object")
    return update
