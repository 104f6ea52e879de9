"""A talk: what a conversation may touch during one turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from bot.limits import USUAL, Limits
from bot.messages import Button, Incoming, Notice, Posting, Reply
from bot.ports import Account, Due, Json, Rows
from bot.sealing import UNSEALED, Seal
from bot.texts import HOME_LANGUAGE, Text
from bot.understanding import Reader
from lean import dataclass

S = TypeVar("S", bound=Rows)
HOME_ZONE = "Asia/Jakarta"


@dataclass(slots=True)
class Occasion(Generic[S]):
    """One transaction in which something is done: the records, the moment, and what is to be told to whom.

    `now` is in seconds since 1970, UTC. Notices and postings are only collected here; they are sent when the
    transaction commits. `dropped`: what was due came too late to be of use; that is counted.
    """

    store: S
    now: int
    notices: list[Notice] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    dropped: bool = False

    def tell(
        self, person: int, reply: Reply, key: str | None = None, *, channel: str = "", anyway: bool = False
    ) -> None:
        """Send something to somebody once this is committed; the same `key` is sent once for ever. With a `channel` it
        is heard there or nowhere; `anyway` also by who wants to hear nothing, as it is about their account."""
        self.notices.append(Notice(person, reply, key, channel, anyway))

    def post(self, channel: str, chat: str, reply: Reply, key: str | None = None) -> None:
        """Say something in a chat of many once this is committed; the same `key` is said once for ever."""
        self.postings.append(Posting(channel, chat, reply, key))


class Later(Exception):
    """What is due is to be done at `until` (seconds, UTC) instead: raised by due work that has written nothing."""

    def __init__(self, until: int) -> None:
        super().__init__(until)
        self.until = until


Work = Callable[[Occasion[Any], Due], None]
"""What is done when something falls due."""


@dataclass(slots=True, kw_only=True)
class Talk(Occasion[S]):
    """One turn of one talk: who speaks, and what is remembered between turns.

    `memory` is a small JSON object that lives as long as the talk; `turn` is the inbox row being answered, `message`
    what it says. `link(code, chat=False)` gives an address as a channel does, `link_on(channel, code)` one of another
    channel; `channels` are all that are served. `busy` says whether
    a form is open, whose question follows what is said now; `offers` are buttons for what words may have meant that
    were not understood. `hidden` are the digits of long numbers, which the message only counts; `took_hidden`: a form
    has sealed them with `seal`. `operates`: the configuration names this account as one that runs the service.
    """

    account: Account
    reader: Reader
    message: Incoming
    turn: int = 0
    memory: dict[str, Json] = field(default_factory=dict)
    opening: tuple[str, Mapping[str, Json]] | None = None
    link: Callable[..., str] = lambda code, chat=False: ""
    link_on: Callable[[str, str], str] = lambda channel, code: ""
    channels: Sequence[str] = ()
    busy: bool = False
    offers: tuple[Button, ...] = ()
    hidden: tuple[str, ...] = ()
    took_hidden: bool = False
    seal: Seal = UNSEALED
    cleaned: Callable[[dict[str, Json]], dict[str, Json]] | None = None
    operates: bool = False
    limits: Limits = USUAL

    @property
    def text(self) -> str:
        """What the message says."""
        return self.message.text

    @property
    def person(self) -> int:
        """Who speaks."""
        return self.account.person

    @property
    def local(self) -> datetime:
        """The moment on the speaker's clock: their group's zone, western Indonesia until it is known."""
        return _on_the_clock(self.now, self.memory.get("zone", HOME_ZONE))

    def at(self, moment: int) -> Talk[S]:
        """The same talk at another moment (seconds, UTC)."""
        return replace(self, now=moment)

    def say(self, text: Text) -> str:
        """A text in the speaker's language."""
        return text.render(self.account.language)

    def typed(self, label: Text) -> set[str]:
        """A label as it may be typed, in small letters: in the speaker's language, or in Indonesian."""
        return {self.say(label).casefold(), label.render(HOME_LANGUAGE).casefold()}

    def speaks(self, language: str) -> None:
        """Everything is said in `language` now, the answer of this turn included."""
        self.account.language = language

    def clean(self, cleaned: Callable[[dict[str, Json]], dict[str, Json]]) -> None:
        """Keep of this talk's state, once the turn is over, only what `cleaned` leaves of it."""
        self.cleaned = cleaned

    def open(self, intent: str, **answers: Json) -> None:
        """Open another form after this reply, with these answers given already."""
        self.opening = (intent, answers)


@lru_cache(maxsize=16)
def _on_the_clock(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment, ZoneInfo(zone))


Hearer = Callable[[Talk[Any]], Sequence[Reply] | None]
"""What is said to a message in a chat of many; None if the message is not meant for this."""
