"""The phones of a story: what a platform has to offer for a story to be played on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.channels.simulator.clock import OffsetClock
from bot.host import Host
from bot.messages import Incoming
from bot.ports import Channel
from storage.records import Records
from tests.player.story import Said

WIB = ZoneInfo("Asia/Jakarta")
Engine = Host[Records]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on a phone: its text, and its buttons as pairs of label and payload."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return " ".join([self.text, *(f"[{label}]" for label, _payload in self.buttons)])


class NoSuchButton(Exception):
    """A button that no message on the phone has."""


class StoryClock(OffsetClock):
    """A clock that stands still until the story moves it."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0

    def now(self) -> int:
        return self._now

    def set(self, now: int) -> None:
        self._now = now

    def set_local(self, at: datetime) -> None:
        """Set it to a time of western Indonesia."""
        self._now = instant(at)


def instant(at: datetime) -> int:
    """A time of western Indonesia in seconds since 1970, UTC."""
    return int(at.replace(tzinfo=WIB).timestamp())


class Phones(Protocol):
    """A platform with the phones of all persons. It lives through the whole story, as ours do not."""

    name: str

    def channels(self, host: Engine) -> Sequence[Channel]:
        """The channels for a process that starts now."""
        ...

    def first(self, who: str) -> Incoming:
        """A first message of somebody, from which the records know who they are."""
        ...

    async def do(self, said: Said) -> None:
        """Do something on a phone and wait until its turn is over and answered. Raises NoSuchButton."""
        ...

    async def again(self) -> None:
        """Deliver the last update once more, and wait until it was taken."""
        ...

    async def follow(self) -> bool:
        """Let what was sent have its consequences on the platform and at people who read it, if it has any that nobody
        in the story does: it says what became of a message, somebody opens what only was announced. Whether it had."""
        ...

    def received(self, who: str) -> list[Shown]:
        """All that a phone has received, oldest first."""
        ...


def button(shown: list[Shown], label: str, *, older: bool) -> str:
    """The payload of the newest button of this label; with `older` of the newest one that is another than that."""
    found = [payload for message in reversed(shown) for words, payload in message.buttons if words == label]
    different = list(dict.fromkeys(found))
    if len(different) <= older:
        there = ", ".join(f"[{words}]" for message in shown for words, _payload in message.buttons) or "none at all"
        raise NoSuchButton(f"no {'older ' if older else ''}button [{label}] on this phone; there are: {there}")
    return different[int(older)]
