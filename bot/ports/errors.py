"""Why something cannot be done, now or for good, in words that all channels and databases share."""

from __future__ import annotations

UNREACHABLE, EXPIRED = "unreachable", "expired"
"""Why a message ended unsent, where that is nobody's fault: else the kind of error is said."""


class Unreachable(Exception):
    """The person can no longer be written to (blocked the bot, chat gone): final."""


class Unavailable(Exception):
    """The platform cannot be reached now: the send is tried again later."""


class InTheWay(Unavailable):
    """Another transaction was in the way, and this one gave way to it: it is done again at once."""


class PortTaken(Exception):
    """Nothing can be served on this address; its text is one line that may be shown to the operator."""


class Slower(Exception):
    """The platform asks to wait `seconds` before the next message to this chat."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class TokenRefused(Exception):
    """The platform does not know our token, or whoever answers there is not the platform: final until the `setting` of
    this name is changed."""

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(why)
        self.setting = setting


class Knocked(Exception):
    """Only a word that there is news could be sent, as the message `sent`: the message itself is kept until somebody
    writes in its chat, and sent then."""

    def __init__(self, sent: str) -> None:
        super().__init__("the message waits until somebody writes")
        self.sent = sent


class NoRoom(Exception):
    """The platform takes nothing now for where nobody has written lately; what answers somebody it does take."""
