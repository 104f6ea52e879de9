"""What goes wrong with WhatsApp, in our words and without the library's: its errors hold what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pyreqwest.exceptions import PyreqwestError
from pywa_async.errors import WhatsAppError

from bot.ports import Slower, TokenRefused, Unavailable, Unreachable

CLOSED = frozenset({131047})
"""Nobody has written there for 24 hours, so only a template may be sent."""
GONE = frozenset({131026})
"""The number is not on WhatsApp (any more), or its terms were not accepted, or the app is too old."""

OF_TEMPLATES = range(132000, 132100)
"""It is not approved (yet), or in other words, or was paused or taken back."""

TOO_MANY_REQUESTS = 429
_SLOWER = {4: 60.0, 80007: 60.0, 130429: 5.0, 131056: 6.0, TOO_MANY_REQUESTS: 5.0}
"""The platform's limits, and the seconds after which it is worth while to try again: calls of the app and of the
account are counted by the hour, messages by the second, those to one person one in six seconds."""
_TOKEN = (0, 3, 10, 190, 401, *range(200, 300))
_NO_SUCH_NUMBER = (33, 803)
_ACCOUNT = (368, 131031, 131045, 131057, 130497, 133010)
"""Something is wrong with the account or its number: every message would fail, and none is at fault."""
_NO_ROOM = (131037, 131042, 131048, 131064)
"""Too many were written to, or complained, or a bill is not paid, or the name is not approved: it concerns above all
what is said where nobody has written."""
_LATER = (1, 2, 131000, 131005, 131016, 135000)


def afterwards(code: int) -> str:
    """What an error means that is told of a message which was taken: see "unsent" in bot/messages.py."""
    if code in CLOSED:
        return "closed"
    if code in GONE:
        return "gone"
    if code in _NO_ROOM:
        return f"full:{code}"
    return f"later:{code}" if code in (*_ACCOUNT, *_LATER, *_SLOWER) else str(code)


class WindowClosed(Exception):
    """Nobody has written in this chat for 24 hours: only a template may be sent."""


class NotOutside(Unavailable):
    """Nothing is sent now where nobody has written; elsewhere it may be tried."""


class Refused(Exception):
    """WhatsApp refuses this very request, whenever it is made."""

    def __init__(self, code: int) -> None:
        super().__init__(f"WhatsApp answers with error {code}")
        self.code = code


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn the library's errors into Slower, Unreachable, Unavailable, TokenRefused, WindowClosed or Refused."""
    try:
        yield
    except WhatsAppError as error:
        raise _translated(error) from None
    except (httpx.HTTPError, PyreqwestError, OSError) as error:
        raise Unavailable(type(error).__name__) from None
    except UnicodeError:
        raise  # in what was to be sent
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise Unavailable("whoever answers does not speak the Graph API") from None


def _translated(error: WhatsAppError) -> Exception:
    code, status = error.code, error.status_code or 0
    if code in CLOSED:
        return WindowClosed()
    if code in GONE:
        return Unreachable("there is nobody on WhatsApp by this number")
    if code in _SLOWER or status == TOO_MANY_REQUESTS:
        return Slower(_SLOWER.get(code, _SLOWER[TOO_MANY_REQUESTS]))
    if code in _NO_SUCH_NUMBER or (error.subcode or 0) in _NO_SUCH_NUMBER:
        return TokenRefused("whatsapp.phone_id", f"WhatsApp refuses this id (error {code})")
    if code in _TOKEN:
        return TokenRefused("whatsapp.token", f"WhatsApp refuses the token (error {code})")
    if code in _NO_ROOM:
        return NotOutside(f"WhatsApp answers with error {code}")
    if code in _ACCOUNT or code in _LATER or status >= 500 or error.is_transient:
        return Unavailable(f"WhatsApp answers with error {code}")
    return Refused(code)
