"""What is kept of talks: accounts, what waits to be answered, to be done and to be sent, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.messages import File, Incoming, OutKind, Wording
from lean import dataclass

Json = Any


@dataclass(slots=True)
class Account:
    """One person on one channel: who writes, where an answer goes, and in which language. `refused`: they want nothing
    there that they do not ask for."""

    id: int
    channel: str
    chat: str
    person: int
    name: str
    language: str
    unreachable: bool = False
    refused: bool = False


@dataclass(slots=True)
class Pending:
    """An inbox row whose turn is to be taken; `more` if others of its chat wait behind it.

    `message` is None if what was kept of it cannot be read; `taken` if it is marked as taken already, which holds if
    the transaction does.
    """

    id: int
    message: Incoming | None
    attempts: int
    more: bool = True
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Work that falls due: at `at` (seconds, UTC) do `what` with `body`. The same `key` is planned once for ever."""

    at: int
    what: str
    key: str
    body: Mapping[str, Json]
    id: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A message for the outbox: rendered already, addressed to a chat; of no use after `expires` (seconds, UTC). A
    `silent` one makes no sound. `home` says the same in the language of the country, if it is in another one."""

    channel: str
    chat: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    kind: OutKind
    turn: int | None = None
    key: str | None = None
    files: tuple[File, ...] = ()
    share: str = ""
    expires: int | None = None
    silent: bool = False
    home: Wording | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A message as it was told: its buttons (label, payload), when it was sent (seconds, UTC; None: not yet)."""

    buttons: tuple[tuple[str, str], ...]
    sent: int | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent: its row, where to, and its key, if it has one."""

    id: int
    channel: str
    chat: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A message for which there was no room within 24 hours: its row, whom it is for, its key, since when it is held,
    until when it is of use, and what it says. `passed`: somebody else passes it on."""

    id: int
    person: int
    key: str
    since: int
    expires: int | None
    text: str = ""
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days what is kept: the wording of messages that were handled, talks in which nobody writes any more,
    what stood in the records before and after a change, more than the name of who has left a group, and who looked at
    what is kept of a member."""

    messages: int = 7
    talks: int = 90
    changes: int = 730
    departed: int = 365
    looks: int = 180


KEEP = Retention()
