"""The simulator as a channel: what is sent appears on a phone, what is said on a phone is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.channels.simulator.clock import OffsetClock
from bot.channels.simulator.desk import Desk
from bot.channels.simulator.files import Files
from bot.channels.simulator.interface import routes
from bot.channels.simulator.journal import Journal
from bot.channels.simulator.phones import Phones
from bot.channels.simulator.saying import NAME
from bot.channels.simulator.stage import Scenario, Stage
from bot.channels.web import Web
from bot.messages import Attachment, Outgoing
from bot.ports import Pace, Take


class Simulator:
    """A platform in the browser, on a loopback address only.

    `folder` keeps the phones over a restart. `live` says that real people are served beside: then records and clock may
    not be touched. `patience` is how many seconds a saying waits for its answers.
    """

    name: str = NAME
    pace: Pace | None = None
    leased: bool = False  # the port is its lock

    def __init__(
        self,
        folder: Path,
        clock: OffsetClock,
        desk: Desk,
        *,
        host: str = "127.0.0.1",
        port: int = 8080,
        live: bool = False,
        patience: float = 10.0,
    ) -> None:
        self.phones = Phones(Journal(folder / "phones.jsonl"), Files(folder / "files"))
        self._stage = Stage(self.phones, clock, desk, patience)
        self._clock = clock
        self._web = Web(host, port, routes(self._stage, live=live), loopback_only=True)

    def listen(self) -> str:
        """Claim the port and answer the page's URL; calls wait until `receive`. Raises PortTaken."""
        return self._web.listen()

    async def start(self) -> None:
        """There is nothing to learn: the phones are here."""

    async def receive(self, take: Take) -> None:
        """Serve until cancelled. Sayings go to the desk, which waits for their turns too; `take` is not needed."""
        await self._web.serve()

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        """Put a message on a phone and answer its number there; the same message twice is there once."""
        return str(self.phones.receive(message, self._clock.now(), attachments))

    def is_group(self, chat: str) -> bool:
        """Every phone is one person's."""
        return False

    def link(self, code: str, *, chat: bool = False) -> str:
        """There is no such address: the code is said on the page."""
        return ""

    async def reset(self, scenario: Scenario, now: int | None = None) -> Mapping[str, str]:
        """Empty everything and begin anew at `now` (else the real time); raises StoryBroken if the demo breaks off."""
        return await self._stage.reset(scenario, now)

    async def close(self) -> None:
        """Give the port back."""
        self._web.close()
