"""What a platform says afterwards of a message of ours: that it did not arrive, or what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.messages import Incoming
from bot.ports import UNREACHABLE, Due, Rows, Sent
from bot.reach import heard_elsewhere, lost
from bot.sending import back_off
from bot.window import TRIES, full

WORK, SOON, LATELY = "said_afterwards", 10, 60
"""Work: what was said of a message is heard once more, after so many seconds; of one said so lately."""
GroupOf = Callable[[str], int | None]
"""Which group a message is about, by its key."""


def reported(records: Rows, message: Incoming, now: int, group_of: GroupOf) -> None:
    """A message did not arrive, or costs something; of a message that is not ours, or not any more, nothing is kept.

    By which id ours was sent is written down a moment afterwards, and another process may hear of it sooner.
    """
    sent = records.window.sent_as(message.channel, message.message)
    if sent is None:
        if now - message.at < LATELY:
            body = {name: getattr(message, name) for name in ("channel", "message", "kind", "text")}
            records.due.plan([Due(now + SOON, WORK, f"{WORK}:{message.channel}:{message.update}", body)])
        return
    if message.kind == "charged":
        month = f"{datetime.fromtimestamp(message.at, UTC):%Y-%m}"
        records.charges.count(sent, month, group_of(sent.key or ""), message.text)
    elif message.text == "gone":
        _gone(records, sent, now)
    elif ":" in message.text:
        _tried_again(records, sent, message.text, now)
    elif message.text != "closed" or not records.window.again(sent.id, now):
        records.window.failed(sent.id, now, message.text)


def once_more(records: Rows, due: Due, now: int, group_of: GroupOf) -> None:
    """What was said of a message that was not known yet."""
    reported(records, Incoming(update="", chat="", user="", at=due.at - LATELY, **due.body), now, group_of)


def _tried_again(records: Rows, sent: Sent, why: str, now: int) -> None:
    """It waits as it would have if the same had been said at once, but for so many times only."""
    when, code = why.split(":")
    message = records.outbox.kept(sent.id)
    if message is None or message.attempts >= TRIES:
        records.window.failed(sent.id, now, code)
        return
    records.window.once_more(sent.id, now)
    if when == "full":
        full(records, message, now)
    else:
        records.outbox.postpone(sent.id, now + back_off(message.attempts), failed=True)


def _gone(records: Rows, sent: Sent, now: int) -> None:
    """What was to be told there, and what is kept for it, is told elsewhere, if it can be."""
    lost(records, sent.channel, sent.chat, now)
    for row in records.window.give_back(sent, now):
        message = records.outbox.kept(row)
        if message is None or not heard_elsewhere(records, message, now):
            records.outbox.dead(row, now, UNREACHABLE)
