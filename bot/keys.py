"""Every setting by its key: its default, what it must be, its name in the environment, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lean import dataclass

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One setting: its default, what it must be, and how it is read (`ValueError` where it is not that).

    `variable` is the environment's name for it; the value of a `secret` is never told.
    """

    default: Any
    expected: str
    read: Callable[[Any], Any]
    variable: str | None = None
    secret: bool = False


def _whole(lowest: int, highest: int) -> Callable[[Any], int]:
    def read(given: Any) -> int:
        if isinstance(given, bool) or not isinstance(given, int | str) or not lowest <= int(given) <= highest:
            raise ValueError(given)
        return int(given)

    return read


def _words(pattern: str) -> Callable[[Any], str]:
    def read(given: Any) -> str:
        if not isinstance(given, str) or not re.fullmatch(pattern, given.strip()):
            raise ValueError(given)
        return given.strip()

    return read


def _storage_url(given: Any) -> str:
    driver, separator, rest = _words(r"|[a-z+]+://.+")(given).partition("://")
    if driver and driver not in _DRIVERS:
        raise ValueError(given)
    return f"{_DRIVERS[driver]}{separator}{rest}" if driver else ""


def _keys(given: Any) -> tuple[str, ...]:
    keys = tuple(_words(r".*")(given).split())
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys):
        raise ValueError(given)
    return keys


def _accounts(given: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError(given)
    split = [one.strip().partition(":") for one in given]
    if not all(channel.isalpha() and user.strip() for channel, _colon, user in split):
        raise ValueError(given)
    return tuple((channel, user.strip()) for channel, _colon, user in split)


def _yes_or_no(given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError(given)
    return given


def _switch(given: Any) -> bool | None:
    return None if given == "auto" else _yes_or_no(given)


def _address(given: Any) -> str:
    return _words(r"|https?://[^\s/@?#]+(/[^\s@?#]*)?")(given).rstrip("/")


def _limit(default: int, lowest: int, highest: int) -> Key:
    read = _whole(lowest, highest)
    return Key(default=default, expected=f"a whole number from {lowest} to {highest}", read=read)


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "data": Key(default="data", expected="a folder", read=_words(r".+"), variable="CARIK_DATA"),
        "storage.url": Key(
            default="",
            expected='an address that begins with "sqlite:///" or "postgresql://", or "" for a file in the data folder',
            read=_storage_url,
            variable="CARIK_DATABASE_URL",
            secret=True,
        ),
        "server.host": Key(
            default="127.0.0.1",
            expected='an address of this machine, such as "127.0.0.1", or "0.0.0.0" for all of them',
            read=_words(r"[A-Za-z0-9.:-]+"),
            variable="CARIK_SERVER_HOST",
        ),
        "server.port": Key(
            default=8081, expected="a whole number from 1 to 65535", read=_whole(1, 65535), variable="CARIK_SERVER_PORT"
        ),
        "server.public": Key(
            default="",
            expected='an address such as "https://carik.example.org", or "" where no platform calls',
            read=_address,
            variable="CARIK_SERVER_PUBLIC",
        ),
        "telegram.token": Key(
            default="",
            expected="a token as BotFather gives it (digits, a colon, letters and digits)",
            read=_words(r"|[0-9]+:[A-Za-z0-9_-]+"),
            variable="CARIK_TELEGRAM_TOKEN",
            secret=True,
        ),
        "telegram.base_url": Key(
            default="https://api.telegram.org",
            expected='an address that begins with "https://" or "http://", without a password, "/bot" or a token',
            read=lambda given: _words(r"https?://[^\s/@]((?!/bot)[^\s@])*")(given).rstrip("/"),
            secret=True,
        ),
        "telegram.poll_seconds": Key(default=30, expected="a whole number from 1 to 50", read=_whole(1, 50)),
        "telegram.per_second": Key(default=30, expected="a whole number from 0 to 1000", read=_whole(0, 1000)),
        "telegram.per_chat": Key(default=1, expected="a whole number from 1 to 30", read=_whole(1, 30)),
        "telegram.per_group_minute": Key(default=20, expected="a whole number from 1 to 1000", read=_whole(1, 1000)),
        "telegram.webhook": Key(default=False, expected="true or false", read=_yes_or_no),
        "whatsapp.phone_id": Key(
            default="",
            expected="Meta's id of the number (digits), not the number itself",
            read=_words(r"|[0-9]+"),
            variable="CARIK_WHATSAPP_PHONE_ID",
        ),
        "whatsapp.token": Key(
            default="",
            expected="a token as Meta gives it to a system user (letters and digits)",
            read=_words(r"|[A-Za-z0-9_|.-]+"),
            variable="CARIK_WHATSAPP_TOKEN",
            secret=True,
        ),
        "whatsapp.app_secret": Key(
            default="",
            expected="the app's secret as Meta shows it (letters and digits)",
            read=_words(r"|[A-Za-z0-9]+"),
            variable="CARIK_WHATSAPP_APP_SECRET",
            secret=True,
        ),
        "whatsapp.verify_token": Key(
            default="",
            expected="a word of your own, at least 16 letters and digits",
            read=_words(r"|[A-Za-z0-9_-]{16,}"),
            variable="CARIK_WHATSAPP_VERIFY_TOKEN",
            secret=True,
        ),
        "whatsapp.base_url": Key(
            default="https://graph.facebook.com",
            expected='an address that begins with "https://" or "http://", without a password or a version',
            read=lambda given: _words(r"https?://[^\s/@?#]+(/(?!v[0-9])[^\s/@?#]+)*/?")(given).rstrip("/"),
            secret=True,
        ),
        "whatsapp.path": Key(
            default="/whatsapp",
            expected='a path such as "/whatsapp", other than "/health" and "/telegram"',
            read=_words(r"(?!/(?:health|telegram)\s*$)(/[A-Za-z0-9_-]+)+"),
        ),
        "whatsapp.per_second": Key(default=80, expected="a whole number from 0 to 1000", read=_whole(0, 1000)),
        "whatsapp.people_per_day": Key(
            default=250, expected="a whole number from 0 to 1000000", read=_whole(0, 1_000_000)
        ),
        "simulator.enabled": Key(default="auto", expected='true, false or "auto"', read=_switch),
        "simulator.port": Key(
            default=8080, expected="a whole number from 1 to 65535", read=_whole(1, 65535), variable="CARIK_PORT"
        ),
        "logging.level": Key(
            default="INFO",
            expected='"DEBUG", "INFO", "WARNING" or "ERROR"',
            read=_words("DEBUG|INFO|WARNING|ERROR"),
        ),
        "nik.keys": Key(
            default="",
            expected='a key as "main.py key" prints it, or several with spaces between, or ""',
            read=_keys,
            variable="CARIK_NIK_KEYS",
            secret=True,
        ),
        "retention.days": Key(default=7, expected="a whole number from 1 to 365", read=_whole(1, 365)),
        "retention.talk_days": Key(default=90, expected="a whole number from 1 to 3650", read=_whole(1, 3650)),
        "retention.change_days": Key(default=730, expected="a whole number from 1 to 36500", read=_whole(1, 36500)),
        "retention.departed_days": Key(default=365, expected="a whole number from 1 to 36500", read=_whole(1, 36500)),
        "retention.look_days": Key(default=180, expected="a whole number from 1 to 36500", read=_whole(1, 36500)),
        "operators.accounts": Key(
            default=[], expected='a list of accounts, each like "telegram:123456789"', read=_accounts
        ),
        "limits.messages": _limit(120, 20, 1_000_000),
        "limits.characters": _limit(20_000, 1_000, 1_000_000),
        "limits.lines": _limit(400, 50, 100_000),
        "limits.codes": _limit(10, 3, 1_000),
        "limits.all_codes": _limit(1_000, 10, 1_000_000),
    }
)
TABLES = frozenset(key.partition(".")[0] for key in KEYS if "." in key)
