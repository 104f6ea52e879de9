"""Reach: who, and which chat of many, can no longer be written to, and that somebody is to hear of it."""

from __future__ import annotations

from bot.messages import Outgoing
from bot.ports import Due, Rows

LOST, LOST_CHAT = "unreachable", "chat_gone"
DAY = 86_400


def lost(records: Rows, channel: str, chat: str, now: int) -> None:
    """Mark a chat as one that cannot be written to; for whom it was the last, plan LOST with `person` in its body.

    Who is lost, found and lost again on one day (UTC) is told of once.
    """
    gone = [person for person in records.talks.unreachable(channel, chat, now) if not records.talks.reachable(person)]
    records.due.plan([Due(now, LOST, f"{LOST}:{person}:{now // DAY}", {"person": person}) for person in gone])


def heard_elsewhere(records: Rows, message: Outgoing, now: int) -> bool:
    """Whether a message that nobody asked for, and that cannot be sent, goes to another account of the same person."""
    person = None if message.kind == "answer" else records.talks.writer(message.channel, message.chat)
    other = None if person is None else records.talks.reachable(person)
    if other is None or (other.channel, other.chat) == (message.channel, message.chat):
        return False
    records.outbox.forward(message.id, other.channel, other.chat, now)
    return True


def lost_chat(records: Rows, channel: str, chat: str, now: int) -> None:
    """Plan LOST_CHAT, with `channel` and `chat` in its body, for a chat of many that cannot be written to."""
    body = {"channel": channel, "chat": chat}
    records.due.plan([Due(now, LOST_CHAT, f"{LOST_CHAT}:{channel}:{chat}:{now // DAY}", body)])
