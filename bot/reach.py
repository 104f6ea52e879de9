"""Reach: who can no longer be written to, and that somebody else is to hear of it."""

from __future__ import annotations

from bot.ports import Due, Rows

LOST = "unreachable"
DAY = 86_400


def lost(records: Rows, channel: str, chat: str, now: int) -> None:
    """Mark a chat as one that cannot be written to; for whom it was the last, plan LOST with `person` in its body.

    Who is lost, found and lost again on one day (UTC) is told of once.
    """
    gone = [person for person in records.talks.unreachable(channel, chat, now) if not records.talks.reachable(person)]
    records.due.plan([Due(now, LOST, f"{LOST}:{person}:{now // DAY}", {"person": person}) for person in gone])
