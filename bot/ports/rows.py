"""The rows in which turns are kept, as protocols; the storage satisfies them by its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from bot.messages import Incoming, Outgoing
from bot.ports.kept import Account, Draft, Due, Held, Json, Pending, Retention, Sent, Told

T = TypeVar("T")


class InboxPort(Protocol):
    def add(self, messages: Sequence[Incoming], now: int) -> list[int]:
        """Enter messages that are not there yet; the ids of those entered (a redelivered update has none)."""

    def enter(self, message: Incoming, now: int) -> Pending | None:
        """Enter a message whose turn is taken in this transaction, if it is not there yet: as taken already, where none
        of its chat waits. What `next_of` answers then."""

    def pass_over(self, messages: Sequence[Incoming], now: int) -> None:
        """Enter messages as ended, without what they say: nobody takes their turn."""

    def next_of(self, channel: str, chat: str) -> Pending | None:
        """The oldest untaken row of one chat, locked for this transaction."""

    def waiting(self) -> list[tuple[str, str]]:
        """The chats (channel, chat) with untaken rows, oldest first."""

    def taken(self, row: int, now: int) -> None:
        """Mark a row's turn as taken."""

    def reword(self, row: int, message: Incoming) -> None:
        """Keep a message in other words than it came in."""

    def failed(self, row: int, now: int, *, final: bool) -> None:
        """Count a failed attempt; `final` ends the row."""

    def is_taken(self, channel: str, update: str) -> int | None:
        """The id of the row of this update if its turn is over, else None."""

    def forget(self, before: int) -> int:
        """Empty the bodies of rows taken before `before`; ids stay. The number of rows emptied."""


class OutboxPort(Protocol):
    def add(self, drafts: Sequence[Draft], now: int) -> int:
        """Enter messages, leaving out those whose key is there already; the number entered."""

    def answer(self, drafts: Sequence[Draft], now: int, until: int) -> Outgoing | None:
        """Enter messages; the first is leased until `until` and answered, unless something waits in its chat: None."""

    def claim(self, channel: str, limit: int, now: int, until: int, *, reminders: int | None = None) -> list[Outgoing]:
        """Lease due messages until `until`: answers first, then at most `reminders` others, one per chat.

        What is of no use any more is ended instead.
        """

    def more(self, channel: str, now: int) -> bool:
        """Whether anything unsent may be tried by now, be it behind another message to its chat that is leased."""

    def sent(self, marks: Sequence[tuple[int, str]], now: int) -> None:
        """Mark rows as sent, each with the platform's id of the message."""

    def postpone(self, row: int, until: int, *, failed: bool = False) -> None:
        """Give a row back, to be tried again at `until`; `failed` counts as an attempt."""

    def dead(self, row: int, now: int, error: str) -> None:
        """End a row that can never be sent; `error` says what kind of failure that is, without any words."""

    def forward(self, row: int, channel: str, chat: str, now: int) -> None:
        """Let a message that waits be sent to another chat."""

    def drop(self, channel: str, chat: str, now: int, *, unasked: bool = False) -> int:
        """End all that waits for a chat to which nothing is to be sent any more, or only what was not asked for; the
        number ended."""

    def kept(self, row: int) -> Outgoing | None:
        """A message that was sent, as far as it is kept; None if it is not."""

    def latest(self, channel: str, chat: str, count: int, since: int) -> list[Told]:
        """The last messages to a chat, the newest first, of those not sent before `since`."""

    def unsettled(self, turn: int, chat: str) -> int:
        """How many messages of this turn to this chat are neither sent nor dead."""

    def next_due(self, channel: str) -> int | None:
        """When the next unsent message of this channel may be tried."""

    def forget(self, before: int) -> int:
        """Empty the bodies of rows settled before `before`."""


class WindowPort(Protocol):
    """What went, or is to go, where nobody has written lately; on channels that have a window."""

    def seen(self, messages: Sequence[Outgoing], since: int) -> list[Outgoing]:
        """Messages of one channel with what is known of their chats: when somebody was `heard` there last, unless the
        platform says that it is too long ago; whether there was a knock after `since`."""

    def opened(self, channel: str, chats: Sequence[str], now: int, most: int) -> set[str]:
        """Note to which of these chats, in their order, is written without anybody having written there, as long as
        there are no more than `most` in 24 hours; those chats."""

    def free_at(self, channel: str) -> int:
        """When the next chat may be opened, if none may now."""

    def keep(self, row: int, now: int, knock: str, since: int) -> None:
        """Keep a message until somebody writes in its chat: a knock was sent instead, or a while before (""). Where
        somebody has written after `since`, while it was on its way, it goes at once."""

    def hold(self, rows: Sequence[int], now: int) -> None:
        """Keep messages until somebody writes in their chats, or until there is room for them."""

    def held(self) -> Sequence[Held]:
        """What there was no room for, and what of it somebody else passes on, the oldest first."""

    def pass_on(self, rows: Sequence[int]) -> None:
        """Somebody else passes these on: they do not go by themselves any more, only when they are asked for."""

    def let(self, channel: str, chat: str, now: int) -> bool:
        """Somebody writes: let what was kept for a chat go before anything else; whether there is any."""

    def let_all(self, channel: str, now: int) -> None:
        """There is room again: let what is held go."""

    def sent_as(self, channel: str, message: str) -> Sent | None:
        """The message that was sent under a platform's id, or for which was knocked by it; None if there is none."""

    def again(self, row: int, now: int) -> bool:
        """Send a message once more, as one that goes where nobody has written lately; False if it was such a one."""

    def once_more(self, row: int, now: int) -> None:
        """Let a message that did not arrive, or the knock for it, wait to be sent as it was."""

    def give_back(self, sent: Sent, now: int) -> Sequence[int]:
        """Let a message that did not arrive, and all that is kept for its chat, wait to be sent; their rows."""

    def failed(self, row: int, now: int, error: str) -> None:
        """A message that was sent did not arrive; `error` says why, without any words."""


class ChargesPort(Protocol):
    def count(self, of: Sent, month: str, group: int | None, category: str) -> None:
        """Count what a message costs in a month ("2026-12"): for a group, or for that of the person to whom it went."""


class TalksPort(Protocol):
    def load(self, message: Incoming) -> tuple[Account, int, dict[str, Json]]:
        """The speaker's account (made at the first message), the talk's version and its state."""

    def resume(self, account: int) -> tuple[Account, int, dict[str, Json]] | None:
        """An account by its id, the talk's version and state, locked until the commit; nobody has written."""

    def save(self, account: Account, version: int, state: Mapping[str, Json]) -> bool:
        """Write the state if the version is still `version`; False if another process was faster."""

    def reachable(self, person: int, channel: str = "", *, refused: bool = False) -> Account | None:
        """The account by which a person is to hear what they did not ask for, perhaps on one channel alone, or None;
        with `refused` also one where they want to hear nothing."""

    def writer(self, channel: str, chat: str) -> int | None:
        """Who writes in a private chat; None if nobody is known there."""

    def chats(self, person: int) -> list[tuple[str, str]]:
        """The private chats (channel, chat) in which a person has written."""

    def unreachable(self, channel: str, chat: str, now: int) -> list[int]:
        """Mark a private chat as one that cannot be written to; the persons of whom that is news."""


class DuePort(Protocol):
    def plan(self, works: Sequence[Due]) -> int:
        """Enter work, leaving out keys that were planned before; the number entered."""

    def cancel(self, prefix: str, now: int) -> int:
        """Take back work due later than `now` whose key begins with `prefix`; its keys may be planned again."""

    def waiting(self, prefix: str) -> Sequence[str]:
        """The keys of the work not done yet that begin with `prefix`."""

    def waits(self, prefix: str, but: str = "") -> bool:
        """Whether work whose key begins with `prefix` is not done yet, `but` for that of one key."""

    def first(self, now: int) -> Due | None:
        """The earliest work due by `now`, locked for this transaction; None if there is none."""

    def done(self, row: int, now: int, *, dropped: bool = False) -> None:
        """Mark work as done, or as dropped because it came too late to be of use."""

    def postpone(self, row: int, until: int) -> None:
        """Put work off until `until`."""

    def next_at(self) -> int | None:
        """When the next work falls due."""


class KeepingPort(Protocol):
    def step(self, keep: Retention, now: int, day: str) -> int:
        """Empty some of what is older than it has to be; how many rows were emptied. `day` (ISO): whoever left before
        it is known by name only."""


class LeasesPort(Protocol):
    def hold(self, name: str, holder: str, now: int, until: int) -> bool:
        """Take or prolong a lease; False while another holder has it."""

    def release(self, name: str, holder: str) -> None:
        """Give a lease back."""


class TalliesPort(Protocol):
    def count(self, what: str, now: int, more: int = 1) -> None:
        """Count that something happened in this hour."""

    def within(self, what: str, now: int) -> int:
        """How often something happened in this hour of the clock."""

    def forget(self, before: int) -> None:
        """Let go of hours that began before a moment."""


class Rows(Protocol):
    """What the talk machinery itself keeps, apart from any group's records."""

    @property
    def inbox(self) -> InboxPort: ...
    @property
    def outbox(self) -> OutboxPort: ...
    @property
    def window(self) -> WindowPort: ...
    @property
    def charges(self) -> ChargesPort: ...
    @property
    def talks(self) -> TalksPort: ...
    @property
    def due(self) -> DuePort: ...
    @property
    def keeping(self) -> KeepingPort: ...
    @property
    def leases(self) -> LeasesPort: ...
    @property
    def tallies(self) -> TalliesPort: ...

    def author(self, turn: int, person: int, now: int) -> None:
        """Whose changes the following writes are: the inbox row of the turn, the person, the moment."""


S_co = TypeVar("S_co", bound=Rows, covariant=True)


class Database(Protocol[S_co]):
    """Runs plain functions, each as one transaction."""

    async def run(self, work: Callable[[S_co], T]) -> T:
        """Run `work` on the records in one transaction that commits unless it raises. Raises Unavailable if locked."""

    async def tidy(self) -> None:
        """Leave nothing in files of what was taken out of the records, as far as that is ours to do."""

    async def close(self) -> None:
        """Close the connections."""
