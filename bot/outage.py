"""An outage: as long as the records cannot be written, said once in the log and once to each who writes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from bot.ports import Unavailable

Chat = tuple[str, str]
log = logging.getLogger(__name__)
GRACE = 3.0


class Outage:
    """Whether the records can be written.

    `apologise` is called for the chats (channel, chat) of those who wait, once each, from `grace` seconds on: most
    outages are over before anybody notices.
    """

    def __init__(self, apologise: Callable[[Chat], None] = lambda chat: None, grace: float = GRACE) -> None:
        self._apologise, self._grace = apologise, grace
        self._since: float | None = None
        self._writing = False
        self._told: set[Chat] = set()

    def seen(self, reason: Unavailable, waiting: Iterable[Chat] | None = None) -> None:
        """A transaction was not possible; `waiting` are those who wait for what it was to write, None if it was only
        to look for work."""
        now = time.monotonic()
        if self._since is None:
            self._since = now
            log.error("the records are not available: %s; all that is said has to wait", reason)
        if waiting is not None:
            self._writing = True
            self._tell(waiting, now - self._since)

    def over(self, *, written: bool) -> None:
        """A transaction was possible; one that has not `written` says nothing about a full disk."""
        if self._since is None or (self._writing and not written):
            return
        log.warning("the records are available again, after %d s", time.monotonic() - self._since)
        self._since, self._writing = None, False
        self._told.clear()

    def _tell(self, waiting: Iterable[Chat], seconds: float) -> None:
        if seconds < self._grace:
            return
        for chat in waiting:
            if chat not in self._told:
                self._told.add(chat)
                self._apologise(chat)
