"""The phones of a village where some use one platform and some another."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Incoming
from bot.ports import Channel
from tests.player.phones import Engine, Phones, Shown
from tests.player.story import Said


class MixedPhones:
    """Everybody has the phone that is said `of` them; all others have that of `others`."""

    name = "mixed"

    def __init__(self, of: Mapping[str, Phones], others: Phones) -> None:
        self._of, self._others = of, others
        self._all = list(dict.fromkeys([*of.values(), others]))

    def channels(self, host: Engine) -> list[Channel]:
        return [channel for phones in self._all for channel in phones.channels(host)]

    def first(self, who: str) -> Incoming:
        return self._phones(who).first(who)

    async def do(self, said: Said) -> None:
        await self._phones(said.who).do(said)

    async def again(self) -> None:
        for phones in self._all:
            await phones.again()

    async def follow(self) -> bool:
        return any([await phones.follow() for phones in self._all])

    def received(self, who: str) -> list[Shown]:
        return self._phones(who).received(who)

    def _phones(self, who: str) -> Phones:
        return self._of.get(who, self._others)
