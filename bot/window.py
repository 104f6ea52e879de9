"""The window: on some channels may be said freely only for a while after somebody has written; elsewhere little.

What may not be said is kept until somebody writes, or until there is room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.messages import READ, Incoming, Outgoing, Reply
from bot.ports import Channel, Due, HasWindow, NoRoom, Rows
from bot.talk import HOME_ZONE
from bot.texts import HOME_LANGUAGE, _

HELD, AGAIN = "held_back", "room_again"
"""Work: somebody hears of what there was no room for; it is tried anew."""
DAY, HOUR, QUARTER = 86_400, 3_600, 900
TRIES = 100
"""A message that the platform does not take by then is given up: with an hour between them, after a week."""
MARGIN = 300
"""So many seconds before a window closes it counts as closed: a message is on its way meanwhile."""
RESERVED = 10
"""One in so many of those who may be written to is kept for what is more than a reminder."""
MORNING, EVENING = time(5), time(19)
"""By the clock of HOME_ZONE; where the sun rises two hours earlier it is not night yet either."""
READ_LABEL = _("Read")
"""What stands on the button of the word that there is news."""
_NOTHING_NEW = _("There is nothing that has not been read.")


class Window:
    """What may be sent on one channel where nobody has written lately."""

    def __init__(self, channel: Channel, seconds: int) -> None:
        self._name, self._seconds = channel.name, seconds
        self._most = channel.pace.opened if channel.pace else None

    def admitted(self, records: Rows, claimed: Sequence[Outgoing], now: int) -> list[Outgoing]:
        """The messages that may be sent, with what the channel has to know of their chats; the rest is held."""
        seen = [self._as_it_is(message, now) for message in records.window.seen(claimed, now - DAY)]
        outside = [message for message in seen if message.heard is None]
        if self._most is None or not outside:
            return seen
        may = self._opened(records, outside, self._most, now)
        held = [message for message in outside if message.chat not in may]
        if held:
            records.window.hold([message.id for message in held], now)
            records.due.plan(_looks(self._name, by_day(records.window.free_at(self._name)), now))
        return [message for message in seen if message not in held]

    def _as_it_is(self, message: Outgoing, now: int) -> Outgoing:
        """Nobody has written lately where that is just over."""
        over = message.heard is not None and now - message.heard >= self._seconds - MARGIN
        return replace(message, heard=None) if over else message

    def _opened(self, records: Rows, outside: Sequence[Outgoing], most: int, now: int) -> set[str]:
        """The chats that may be written to: those of alerts before those of reminders, which do not get the last."""
        urgent = [message.chat for message in outside if message.kind != "reminder"]
        others = [message.chat for message in outside if message.kind == "reminder"]
        may = records.window.opened(self._name, urgent, now, most) if urgent else set()
        return may | (records.window.opened(self._name, others, now, most - most // RESERVED) if others else set())


def window_of(channel: Channel) -> Window | None:
    """What may be sent on a channel, if it has a window."""
    return Window(channel, channel.window) if isinstance(channel, HasWindow) else None


def full(records: Rows, message: Outgoing, now: int) -> None:
    """The platform takes a message not now, for nobody has written in its chat: it is held like one for which there is
    no room, and tried by day about every hour, in the end no more."""
    if message.attempts >= TRIES:
        records.outbox.dead(message.id, now, NoRoom.__name__)
        return
    records.outbox.postpone(message.id, now, failed=True)
    records.window.hold([message.id], now)
    records.due.plan(_looks(message.channel, by_day(now + HOUR), now))


def _looks(channel: str, room: int, now: int) -> list[Due]:
    """When there is room again, and soon, when all that there is no room for now is known."""
    soon, body = _next_quarter(now), {"channel": channel, "until": room}
    return [
        Due(room, AGAIN, f"{AGAIN}:{channel}:{room}", body),
        Due(soon, HELD, f"{HELD}:{channel}:{soon}", body),
    ]


def by_day(at: int) -> int:
    """A moment at full quarters, or the next one at which it is day in all of the country."""
    at = _next_quarter(at - 1)
    local = datetime.fromtimestamp(at, ZoneInfo(HOME_ZONE))
    if MORNING <= local.time() < EVENING:
        return at
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return int(datetime.combine(day, MORNING, local.tzinfo).timestamp())


def _next_quarter(at: int) -> int:
    return at - at % QUARTER + QUARTER


# -- somebody writes


def asks_to_read(message: Incoming, *, waited: bool) -> bool:
    """Whether a message is the tap on "there is news", or says what stands on that button while something waits."""
    return message.tap == READ or (
        waited and message.text.strip().casefold() == READ_LABEL.render(HOME_LANGUAGE).casefold()
    )


def read(*, waited: bool) -> list[Reply]:
    """What is said to who asks for news: the news itself, or that there is none."""
    return [] if waited else [Reply(_NOTHING_NEW)]
