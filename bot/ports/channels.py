"""What a talk needs of a platform, as protocols: a clock, a way words travel, and what only some ways can."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from bot.messages import Attachment, Incoming, Outgoing
from lean import dataclass


class Clock(Protocol):
    """The present moment."""

    def now(self) -> int:
        """Seconds since 1970, UTC."""


Take = Callable[[Sequence[Incoming]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a channel may send: messages a second over all, a second to one chat, a minute to a chat of many.

    To one person on average one in `chat_seconds`, if that is set, of which so many as `chat_burst` may go at once
    after a rest. To `opened` people in any 24 hours may be written who have not written lately; None: to all.
    """

    per_second: int
    per_chat: int
    per_group_minute: int
    chat_seconds: float = 0
    chat_burst: int = 1
    opened: int | None = None


class Channel(Protocol):
    """A way words travel. With `leased`, one process at a time reads its updates."""

    name: str
    pace: Pace | None
    leased: bool

    async def start(self) -> None:
        """Learn from the platform what every process has to know, with or without the lease; waits for it."""

    async def receive(self, take: Take) -> None:
        """Read updates until cancelled; `take` returns once they are committed, only then may they be acknowledged."""

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        """Send one message with its files, made by now, and answer the platform's id of it.

        Raises Unreachable, Unavailable, Slower, Knocked or NoRoom.
        """

    def is_group(self, chat: str) -> bool:
        """Whether a chat is one of many, not of one person."""

    def link(self, code: str, *, chat: bool = False) -> str:
        """An address that opens a talk with this bot, or lets a `chat` of many be chosen for it, and says "/start CODE"
        there; empty where there is none."""

    async def close(self) -> None:
        """Let go of connections."""


@runtime_checkable
class Called(Protocol):
    """A channel that the platform calls: `routes` (of bot/channels/web.py) are what it calls.

    A call is answered well only once what it says is committed; else the platform calls again.
    """

    @property
    def routes(self) -> Sequence[Any]: ...


@runtime_checkable
class HearsOfTrouble(Protocol):
    """A channel whose platform says what stands in the way."""

    async def troubles(self) -> Sequence[str]:
        """What is wrong at the platform, a line each that begins with the setting it is about. Raises what asking the
        platform raises."""


class Server(Protocol):
    """What platforms call."""

    async def serve(self) -> None:
        """Answer calls until cancelled; those under way are finished first."""

    def close(self) -> None:
        """Give the address back."""


@runtime_checkable
class HasWindow(Protocol):
    """A channel on which may be said freely only for `window` seconds after somebody has written, for which it has to
    know when that was (`Outgoing.heard`)."""

    window: int


@runtime_checkable
class ShowsWork(Protocol):
    """A channel on which can be seen that a file is being made."""

    async def show_work(self, message: Outgoing) -> None:
        """Show for some seconds that the files of this message are being made. Whatever is raised is of no matter."""
