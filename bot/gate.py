"""The gate: so many messages of one person, and of one chat of many, are read within a minute, and none is endless."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from enum import Enum

from bot.limits import Limits
from bot.messages import Incoming
from lean import dataclass

MINUTE = 60
KEPT = 10_000
"""Of so many senders it is known how much they wrote; of those who wrote longest ago it is forgotten."""
LONGEST_TAP = 256
ALWAYS = ("blocked", "unblocked", "moved", "unsent", "charged")
log = logging.getLogger(__name__)

Key = tuple[str, str]


class Fate(Enum):
    """What becomes of a message: READ, ANSWERED only that it is too much, or passed OVER."""

    READ = 0
    ANSWERED = 1
    OVER = 2


@dataclass(slots=True)
class _Sender:
    """The last messages of a sender by their updates, each with its moment and what became of it; and how many of them
    came in each second."""

    last: dict[str, tuple[int, Fate]] = field(default_factory=dict)
    seconds: Counter[int] = field(default_factory=Counter)
    over: int = 0

    def near(self, at: int) -> int:
        """How many came within a minute of a moment."""
        return sum(count for second, count in self.seconds.items() if abs(at - second) < MINUTE)

    def keep(self, update: str, at: int, fate: Fate, most: int) -> None:
        """Note a message; of more than `most` the oldest is forgotten."""
        self.last[update] = at, fate
        self.seconds[at] += 1
        if len(self.last) > most:
            oldest, _fate = self.last.pop(next(iter(self.last)))
            self.seconds[oldest] -= 1
            if not self.seconds[oldest]:
                del self.seconds[oldest]


class Gate:
    """Lets messages in. Moments are the platform's, so that what waited there while nobody served is no flood."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._senders: dict[Key, _Sender] = {}

    def sorted(self, messages: Sequence[Incoming]) -> tuple[list[Incoming], list[Incoming]]:
        """Those whose turn is to be taken, the first that is too many as one of kind "flood", and those passed over."""
        read, over = [], []
        for message in messages:
            match self._fate(message):
                case Fate.READ:
                    read.append(self._clipped(message))
                case Fate.ANSWERED:
                    read.append(replace(message, kind="flood", text="", tap=""))
                case Fate.OVER:
                    over.append(message)
        return read, over

    def _fate(self, message: Incoming) -> Fate:
        if message.kind in ALWAYS:
            return Fate.READ
        fates = [self._of_sender(key, message) for key in _keys(message)]
        return max(fates, key=lambda fate: fate.value)

    def _of_sender(self, key: Key, message: Incoming) -> Fate:
        sender = self._senders.pop(key, None) or _Sender()
        self._senders[key] = sender
        if len(self._senders) > KEPT:
            del self._senders[next(iter(self._senders))]
        if message.update in sender.last:
            return sender.last[message.update][1]
        fate = self._new(sender, message.at)
        sender.keep(message.update, message.at, fate, self._limits.messages)
        return fate

    def _new(self, sender: _Sender, at: int) -> Fate:
        if sender.near(at) < self._limits.messages:
            if sender.over:
                log.warning("%d messages of one sender were passed over", sender.over)
            sender.over = 0
            return Fate.READ
        sender.over += 1
        if sender.over == 1:
            log.warning("one sender writes more than %d messages within a minute", self._limits.messages)
        return Fate.ANSWERED if sender.over == 1 else Fate.OVER

    def _clipped(self, message: Incoming) -> Incoming:
        """What nobody can mean is not kept either; one character too many tells that it was too long."""
        most = self._limits.characters + 1
        if len(message.text) <= most and len(message.tap) <= LONGEST_TAP:
            return message
        return replace(message, text=message.text[:most], tap=message.tap[:LONGEST_TAP])


def _keys(message: Incoming) -> Iterator[Key]:
    yield message.channel, f"user {message.user}"
    if not message.private:
        yield message.channel, f"chat {message.chat}"
