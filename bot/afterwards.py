"""What a platform says afterwards of a message of ours: that it did not arrive, or what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.messages import Incoming
from bot.ports import UNREACHABLE, Rows
from bot.reach import lost

GroupOf = Callable[[str], int | None]
"""Which group a message is about, by its key."""


def reported(records: Rows, message: Incoming, now: int, group_of: GroupOf) -> None:
    """A message did not arrive, or costs something; of a message that is not ours, or not any more, nothing is kept."""
    sent = records.window.sent_as(message.channel, message.message)
    if sent is None:
        return
    if message.kind == "charged":
        month = f"{datetime.fromtimestamp(message.at, UTC):%Y-%m}"
        records.charges.count(sent, month, group_of(sent.key or ""), message.text)
    elif message.text == "gone":
        records.window.failed(sent.id, now, UNREACHABLE)
        lost(records, sent.channel, sent.chat, now)
    elif message.text != "closed" or not records.window.again(sent.id, now):
        records.window.failed(sent.id, now, message.text)
