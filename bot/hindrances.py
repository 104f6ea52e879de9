"""Hindrances: why something cannot be sent on a channel for a while; each is in the log, but not all the time."""

from __future__ import annotations

import logging
import time

AGAIN, LATELY = 3_600.0, 600.0
log = logging.getLogger(__name__)


class Hindrances:
    """What stands in the way on one channel: each reason is said once an hour, and when something was sent again."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._said: dict[str, float] = {}
        self._open = False
        self._sent = -LATELY

    def seen(self, reason: Exception) -> None:
        """Something could not be sent now; its reason has no words of anybody's."""
        now, why = time.monotonic(), str(reason) or type(reason).__name__
        if now - self._said.get(why, -AGAIN) >= AGAIN:
            log.warning("%s: %s; what is to be said there waits", self._channel, why)
            self._said[why], self._open = now, True

    def over(self) -> None:
        """Something was sent."""
        self._sent = time.monotonic()
        if self._open:
            log.warning("%s: something was sent again", self._channel)
            self._open = False

    def concern_few(self) -> bool:
        """Whether other things are sent: something was within ten minutes."""
        return time.monotonic() - self._sent < LATELY
