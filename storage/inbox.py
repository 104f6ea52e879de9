"""The inbox: every update of a platform once, until its turn is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, case, exists, func, null, select, update

from bot.messages import Incoming
from bot.ports import Pending
from storage.direct import Connection
from storage.schema import inbox
from storage.statements import entering, on, returning, written

_ENTER = returning(entering(inbox, inbox.c.channel, inbox.c.update_id), inbox.c.id)
_waiting = inbox.alias("waiting")
_SOMETHING_WAITS = exists().where(
    _waiting.c.channel == bindparam("channel"), _waiting.c.chat == bindparam("chat"), _waiting.c.ended.is_(None)
)
_FILLED = tuple(column.name for column in inbox.c if column.name not in ("id", "ended"))
_ENTER_ONE = entering(inbox, inbox.c.channel, inbox.c.update_id).then(
    lambda statement: statement.values(
        {name: bindparam(name) for name in _FILLED}
        | {"ended": case((_SOMETHING_WAITS, null()), else_=bindparam("now", type_=inbox.c.ended.type))}
    ).returning(inbox.c.id, inbox.c.ended)
)
_later = inbox.alias("later")
_MORE = exists().where(
    _later.c.channel == inbox.c.channel,
    _later.c.chat == inbox.c.chat,
    _later.c.ended.is_(None),
    _later.c.id > inbox.c.id,
)
_NEXT = (
    select(inbox.c.id, inbox.c.body, inbox.c.attempts, _MORE.label("more"))
    .where(inbox.c.channel == bindparam("channel"), inbox.c.chat == bindparam("chat"), inbox.c.ended.is_(None))
    .order_by(inbox.c.id)
    .limit(1)
    .with_for_update(of=inbox)
)
_WAITING = (
    select(inbox.c.channel, inbox.c.chat)
    .where(inbox.c.ended.is_(None))
    .group_by(inbox.c.channel, inbox.c.chat)
    .order_by(func.min(inbox.c.id))
)
_THIS = inbox.c.id == bindparam("row")
_TAKEN = update(inbox).where(_THIS).values(ended=bindparam("now"))
_REWORD = update(inbox).where(_THIS).values(body=bindparam("words", type_=inbox.c.body.type))
_FAILED = update(inbox).where(_THIS).values(attempts=inbox.c.attempts + 1)
_FAILED_FOR_GOOD = _FAILED.values(ended=bindparam("now"), failed=True)
_IS_TAKEN = select(inbox.c.id).where(
    inbox.c.channel == bindparam("channel"), inbox.c.update_id == bindparam("update_id"), inbox.c.ended.is_not(None)
)
_FORGET = update(inbox).where(inbox.c.ended < bindparam("before"), inbox.c.body.is_not(null())).values(body=null())


class Inbox:
    """Rows of the inbox, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, messages: Sequence[Incoming], now: int) -> list[int]:
        """Enter messages that are not there yet; the ids of those entered, in the order of the messages."""
        if not messages:
            return []
        rows = [_row(message, now) for message in messages]
        return sorted(self._connection.execute(on(self._connection, _ENTER), rows).scalars())

    def enter(self, message: Incoming, now: int) -> Pending | None:
        """Enter a message whose turn is taken in this transaction, if it is not there yet: as taken already, where none
        of its chat waits. What `next_of` answers then."""
        values = {**_row(message, now), "now": now}
        row = self._connection.execute(on(self._connection, _ENTER_ONE), values).first()
        if row is None or row.ended is None:
            return self.next_of(message.channel, message.chat)
        return Pending(row.id, message, 0, more=False, taken=True)

    def pass_over(self, messages: Sequence[Incoming], now: int) -> None:
        """Enter messages as ended, without what they say: nobody takes their turn."""
        rows = [{**_row(message, now), "body": None, "ended": now} for message in messages]
        self._connection.execute(on(self._connection, _ENTER), rows)

    def next_of(self, channel: str, chat: str) -> Pending | None:
        """The oldest untaken row of one chat, locked for this transaction."""
        row = self._connection.execute(_NEXT, {"channel": channel, "chat": chat}).first()
        return None if row is None else Pending(row.id, _read(row.body), row.attempts, row.more)

    def waiting(self) -> list[tuple[str, str]]:
        """The chats (channel, chat) with untaken rows, oldest first."""
        return [(row.channel, row.chat) for row in self._connection.execute(_WAITING)]

    def taken(self, row: int, now: int) -> None:
        """Mark a row's turn as taken."""
        self._connection.execute(_TAKEN, {"row": row, "now": now})

    def reword(self, row: int, message: Incoming) -> None:
        """Keep a message in other words than it came in."""
        self._connection.execute(_REWORD, {"row": row, "words": message.dump()})

    def failed(self, row: int, now: int, *, final: bool) -> None:
        """Count a failed attempt; `final` ends the row."""
        if final:
            self._connection.execute(_FAILED_FOR_GOOD, {"row": row, "now": now})
        else:
            self._connection.execute(_FAILED, {"row": row})

    def is_taken(self, channel: str, update: str) -> int | None:
        """The id of the row of this update if its turn is over (taken, or failed for good), else None."""
        found: int | None = self._connection.execute(_IS_TAKEN, {"channel": channel, "update_id": update}).scalar()
        return found

    def forget(self, before: int) -> int:
        """Empty the bodies of rows that ended before `before`; ids stay. The number of rows emptied."""
        return written(self._connection, _FORGET, {"before": before})


def _read(body: Any) -> Incoming | None:
    """None for what no version of this program can have written, as far as this one knows."""
    try:
        return Incoming.load(body)
    except (TypeError, KeyError):
        return None


def _row(message: Incoming, now: int) -> dict[str, Any]:
    return {
        "channel": message.channel,
        "update_id": message.update,
        "chat": message.chat,
        "body": message.dump(),
        "entered": now,
        "attempts": 0,
        "failed": False,
    }
