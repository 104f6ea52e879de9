"""What the simulator needs of the engine behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.messages import Incoming


class Desk(Protocol):
    """The engine, as far as the simulator can see it."""

    async def take(self, messages: Sequence[Incoming]) -> None:
        """Commit messages to the inbox; an update that is there already is left out in silence."""
        ...

    async def settled(self, channel: str, update: str, chat: str) -> int | None:
        """Wait until this update's turn is over and its messages to `chat` are sent or dead; the inbox row's id.

        The row's id is `Outgoing.turn` of the answers; None if there is no such row. Being cancelled stops the waiting,
        not the turn.
        """
        ...

    async def next_due(self) -> int | None:
        """When the next work falls due (seconds since 1970, UTC)."""
        ...

    async def tick(self) -> None:
        """Do everything that is due by the clock, and wait until its messages are sent or dead."""
        ...

    async def reset(self) -> Mapping[str, str]:
        """Empty all records and answer `{"facilitator_code": ...}`; no message of before is sent once it returns."""
        ...
