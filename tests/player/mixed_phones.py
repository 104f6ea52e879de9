"""The phones of a village where some use one platform and some another, and some both."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.messages import Incoming
from bot.ports import Channel
from tests.player.phones import Engine, Phones, Shown
from tests.player.story import Said


class MixedPhones:
    """All have a phone of the first platform, but for those `of` whom another is said; "Tini@telegram" is one more of
    Tini."""

    name = "mixed"

    def __init__(self, platforms: Mapping[str, Phones], of: Mapping[str, str] | None = None) -> None:
        self._platforms, self._of = platforms, of or {}
        self._first = next(iter(platforms))
        self._channels: list[Channel] = []

    def channels(self, host: Engine) -> list[Channel]:
        self._channels = [channel for phones in self._platforms.values() for channel in phones.channels(host)]
        return self._channels

    def first(self, who: str) -> Incoming:
        return self._phones(who).first(who)

    async def do(self, said: Said) -> None:
        # What is said on one platform may name the link of another, which that has to be asked for first.
        while not all(channel.link("x") for channel in self._channels):  # noqa: ASYNC110  nothing tells of it
            await asyncio.sleep(0.01)
        await self._phones(said.who).do(said)

    async def again(self) -> None:
        for phones in self._platforms.values():
            await phones.again()

    async def follow(self) -> bool:
        return any([await phones.follow() for phones in self._platforms.values()])

    def received(self, who: str) -> list[Shown]:
        return self._phones(who).received(who)

    def _phones(self, who: str) -> Phones:
        return self._platforms[self._of.get(who) or who.partition("@")[2] or self._first]
