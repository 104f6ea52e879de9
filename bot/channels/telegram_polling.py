"""Telegram by long polling: an update is acknowledged, by the next poll, only once it is kept."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from telegram.error import BadRequest, TelegramError

from bot.channels.patience import patiently
from bot.channels.telegram import PACE, REAL_API, Telegram
from bot.channels.telegram_errors import in_our_words
from bot.channels.telegram_updates import ALLOWED, Told, tapped
from bot.ports import Pace, Take, Unavailable, Unreachable

_ASKED_FOR = json.dumps(ALLOWED)
log = logging.getLogger(__name__)


class TelegramByPolling(Telegram):
    """The channel "telegram", asking for updates: one process at a time may. `polling` is how many seconds one poll
    waits for news; the rest as with `Telegram`."""

    leased = True

    def __init__(
        self,
        token: str,
        base_url: str = REAL_API,
        commands: Sequence[tuple[str, str]] = (),
        polling: int = 30,
        pace: Pace | None = PACE,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        super().__init__(token, base_url, commands, pace, now)
        self._polling = polling

    async def receive(self, take: Take) -> None:
        """Poll until cancelled; the next poll, which acknowledges, is made after `take` has returned.

        What Telegram or the network does wrong is waited out, and so is Unavailable from `take`. Raises TokenRefused,
        and whatever else `take` raises: the updates it did not take come again.
        """
        await patiently(self.name, self._introduce)
        await self._with_menu(partial(self._poll, take))

    async def _introduce(self) -> None:
        if not self._name:
            await self.me()
        with in_our_words():
            # Telegram refuses polling as long as a webhook is set; updates that wait are kept.
            await self._bot.delete_webhook()

    async def _poll(self, take: Take, answers: asyncio.TaskGroup) -> None:
        offset = 0
        while True:
            updates = await patiently(self.name, partial(self._fetch, offset))
            if messages := [message for update in updates if (message := self._read(update))]:
                await patiently(self.name, partial(take, messages))
            offset = max((int(update["update_id"]) + 1 for update in updates), default=offset)
            for tap in filter(None, map(tapped, updates)):
                answers.create_task(self._acknowledge(tap))

    async def _fetch(self, offset: int) -> Sequence[Told]:
        asked = {"offset": offset, "timeout": self._polling, "allowed_updates": _ASKED_FOR}
        try:
            with in_our_words():
                found: Sequence[Told] = await self._plainly(
                    "get__updates", asked, read_timeout=self._transport.read_timeout + self._polling
                )
                return found
        except (Unreachable, BadRequest):
            raise Unavailable("polling was refused") from None

    async def _acknowledge(self, tap: str) -> None:
        try:
            await self._bot.answer_callback_query(tap)
        except TelegramError as error:
            # Too late, or not now: the button merely keeps its spinner a little longer.
            log.debug("telegram: a tap was not answered: %s", type(error).__name__)
