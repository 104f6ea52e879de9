"""Undelivered: messages that could not be sent by a fault of ours, or not yet, and how much came too late."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text

from bot.ports import EXPIRED, UNREACHABLE
from lean import dataclass
from storage.schema import due, outbox

MOST = 50
TRIED = 3
"""After more attempts than these, in a minute or so, it is no accident that a message waits."""

# Written as in the definition of the index, so that SQLite uses it.
_FAILED = (text("outbox.failed"), outbox.c.ended >= bindparam("since"))
_BY_US = func.coalesce(outbox.c.error, "").not_in((UNREACHABLE, EXPIRED))
_DEAD = (
    select(outbox.c.id, outbox.c.channel, outbox.c.kind, outbox.c.ended, outbox.c.error)
    .where(*_FAILED, _BY_US)
    .order_by(outbox.c.ended.desc(), outbox.c.id.desc())
    .limit(MOST)
)
_DEAD_IN_ALL = select(func.count()).select_from(outbox).where(*_FAILED, _BY_US)
_TRIED = (
    select(outbox.c.channel, func.count().label("number"), func.min(outbox.c.entered).label("since"))
    .add_columns(func.max(outbox.c.attempts).label("attempts"))
    .where(outbox.c.ended.is_(None), outbox.c.channel.is_not(None), outbox.c.attempts > TRIED)
    .group_by(outbox.c.channel)
    .order_by(outbox.c.channel)
)
_EXPIRED = select(func.count()).select_from(outbox).where(*_FAILED, outbox.c.error == EXPIRED)
_DROPPED = select(func.count()).select_from(due).where(text("due.dropped"), due.c.done >= bindparam("since"))


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What was not delivered: a line for each of the latest dead letters, and how much was of no use any more.

    `letters` name the outbox row, where it was to go, what it was, when it was given up and by what kind of error; no
    words, names or chats. `dead` is how many there are in all; `waiting` has a line for each channel that takes
    nothing or not all, `expired` how many messages came too late, `dropped` how much due work did.
    """

    letters: tuple[str, ...]
    dead: int
    waiting: tuple[str, ...]
    expired: int
    dropped: int


def undelivered(connection: Connection, since: int) -> Undelivered:
    """What was not delivered since a moment, other than to who cannot be reached: of them their secretary hears."""
    dead, *late = (
        connection.execute(each, {"since": since}).scalar_one() for each in (_DEAD_IN_ALL, _EXPIRED, _DROPPED)
    )
    letters = tuple(_letter(row) for row in connection.execute(_DEAD, {"since": since}))
    waiting = tuple(_waiting(row) for row in connection.execute(_TRIED))
    return Undelivered(letters, dead, waiting, *late)


def _letter(row: Any) -> str:
    when = datetime.fromtimestamp(row.ended, UTC)
    return f"message {row.id} to {row.channel} ({row.kind}) was given up {when:%Y-%m-%d %H:%M} UTC: {row.error}"


def _waiting(row: Any) -> str:
    when = datetime.fromtimestamp(row.since, UTC)
    return (
        f"{row.channel} has not taken {row.number} messages, the oldest of {when:%Y-%m-%d %H:%M} UTC, in up to "
        f"{row.attempts} attempts; the log says why"
    )
