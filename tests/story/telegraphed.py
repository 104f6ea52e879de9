"""The phones of Telegram: what people write goes over HTTP through an emulator of the Bot API."""

from __future__ import annotations

from tests.telegram.world import TelegramWorld

ANSWERS_WITHIN = 30.0


class TelegramPhone:
    """A tests.story.telling.Phone."""

    def __init__(self, world: TelegramWorld, person: str) -> None:
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
