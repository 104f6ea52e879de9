"""The phones of Telegram and WhatsApp: what people write goes over HTTP through a stand-in for the platform."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

ANSWERS_WITHIN = 30.0


class Told(Protocol):
    """A message on a phone."""

    @property
    def text(self) -> str: ...


class World(Protocol):
    """A platform: tests.telegram.world, tests.whatsapp.world."""

    async def say(self, user: str, text: str, /) -> Any: ...
    async def tap(self, user: str, button: str, /) -> Any: ...
    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None: ...
    def received(self, user: str, /) -> Sequence[Told]: ...


class MessagedPhone:
    """A tests.story.telling.Phone."""

    def __init__(self, world: World, person: str) -> None:
        self._world, self.person = world, person
        self._read = 0

    async def says(self, words: str, answer: str) -> str:
        self.listens()
        await self._world.say(self.person, words)
        return await self.gets(answer)

    async def taps(self, label: str, answer: str) -> str:
        self.listens()
        await self._world.tap(self.person, label)
        return await self.gets(answer)

    def listens(self) -> None:
        """What comes from now on is what `gets` waits for."""
        self._read = len(self.received())

    async def gets(self, answer: str, seconds: float = ANSWERS_WITHIN) -> str:
        """Wait for a message with this in it, later than what was last said or got here."""
        try:
            await self._world.until(lambda: self._first(answer) is not None, seconds)
        except TimeoutError:
            raise AssertionError(f"{self.person} expected: {answer}\ngot: {self.received()[self._read :]}") from None
        found = self._first(answer)
        assert found is not None
        self._read = found + 1
        return self.received()[found]

    def received(self) -> list[str]:
        """The texts of all messages on this phone."""
        return [said.text for said in self._world.received(self.person)]

    def _first(self, answer: str) -> int | None:
        return next((at for at, text in enumerate(self.received()) if at >= self._read and answer in text), None)
