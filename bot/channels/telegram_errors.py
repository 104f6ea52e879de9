"""What goes wrong with Telegram, in our words and without the library's: its text may hold the token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.ports import Slower, TokenRefused, Unavailable, Unreachable

_GONE = ("chat not found", "user not found", "peer_id_invalid", "chat_write_forbidden", "not enough rights to send")


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn the library's errors into Slower, Unreachable, Unavailable or TokenRefused.

    Two stay as they are: ChatMigrated, and BadRequest where Telegram refuses this very request.
    """
    try:
        yield
    except TelegramError as error:
        raise _translated(error) from None


def _translated(error: TelegramError) -> Exception:
    if isinstance(error.__cause__, InvalidToken):
        error = error.__cause__  # said once more, in other words
    if error.__cause__ is not None:
        # The network failed, or whoever answered does not speak the Bot API: nothing is known about the chat or token.
        return Unavailable(type(error).__name__)
    match error:
        case RetryAfter():
            return Slower(_seconds(error))
        case Conflict():
            return Unavailable("another process polls with this token, and only one may")
        case InvalidToken():
            return TokenRefused("telegram.token", "Telegram refuses the token")
        case Forbidden():
            return Unreachable("the bot may not write to this chat")
        case ChatMigrated():
            return error
        case BadRequest():
            gone = any(sign in error.message.lower() for sign in _GONE)
            return Unreachable("there is no such chat") if gone else error
        case _:
            return Unavailable(type(error).__name__)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
