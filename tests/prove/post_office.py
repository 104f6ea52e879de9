"""A platform without limits that notes what it was given to send, and when by the story's clock."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Attachment, Outgoing
from bot.ports import Clock, Pace, Take


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it went out: its row in the outbox, to which chat, of what kind, when (seconds, UTC)."""

    row: int
    chat: str
    kind: str
    at: int


class PostOffice:
    """The channel "post"."""

    name = "post"
    pace: Pace | None = None
    leased = False

    def __init__(self, clock: Clock, log: list[Sent]) -> None:
        self._clock, self._log = clock, log

    async def start(self) -> None:
        """There is nothing to learn."""

    async def receive(self, take: Take) -> None:
        """Nobody writes."""
        await asyncio.Event().wait()

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        """Note the message."""
        self._log.append(Sent(message.id, message.chat, message.kind, self._clock.now()))
        return str(len(self._log))

    def is_group(self, chat: str) -> bool:
        return False

    def link(self, code: str, *, chat: bool = False) -> str:
        """There are no links."""
        return ""

    async def close(self) -> None:
        """There is nothing to let go of."""
