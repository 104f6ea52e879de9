"""Undelivered: messages that could not be sent by a fault of ours, and how much came too late to be of use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text

from bot.ports import EXPIRED, UNREACHABLE
from storage.schema import due, outbox

MOST = 50

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
_EXPIRED = select(func.count()).select_from(outbox).where(*_FAILED, outbox.c.error == EXPIRED)
_DROPPED = select(func.count()).select_from(due).where(text("due.dropped"), due.c.done >= bindparam("since"))


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What was not delivered: a line for each of the latest dead letters, and how much was of no use any more.

    `letters` name the outbox row, where it was to go, what it was, when it was given up and by what kind of error; no
    words, names or chats. `dead` is how many there are in all, `expired` how many messages came too late, `dropped` how
    much due work did.
    """

    letters: tuple[str, ...]
    dead: int
    expired: int
    dropped: int


def undelivered(connection: Connection, since: int) -> Undelivered:
    """What was not delivered since a moment, other than to who cannot be reached: of them their secretary hears."""
    found = [connection.execute(each, {"since": since}).scalar_one() for each in (_DEAD_IN_ALL, _EXPIRED, _DROPPED)]
    letters = tuple(_letter(row) for row in connection.execute(_DEAD, {"since": since}))
    return Undelivered(letters, *found)


def _letter(row: Any) -> str:
    when = datetime.fromtimestamp(row.ended, UTC)
    return f"message {row.id} to {row.channel} ({row.kind}) was given up {when:%Y-%m-%d %H:%M} UTC: {row.error}"
