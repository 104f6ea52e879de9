"""What an operator may set: every key, its default and what it must be, from a document and the environment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.limits import Limits
from bot.ports import Retention

RETENTION = ("days", "talk_days", "change_days", "departed_days", "look_days")
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where the records are: an SQLAlchemy address. It may hold a password and is not shown."""

    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where platforms that call us reach us: `public` is the address they call, without a slash at its end, `host` and
    `port` where we listen, behind whatever stands at that address."""

    host: str
    port: int
    public: str


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How Telegram is reached. An empty `token` means not at all; `base_url` is the server, without `/bot<token>`.
    With `webhook` it calls us, else it is asked.

    `per_second` messages may be sent in a second, over all, `per_chat` of them to one chat; `per_group_minute` to a
    group chat in a minute. `per_second` 0: no limit of ours at all.
    """

    token: str = field(repr=False)
    base_url: str
    poll_seconds: int
    per_second: int
    per_chat: int
    per_group_minute: int
    webhook: bool


@dataclass(frozen=True, slots=True)
class WhatsAppSettings:
    """How WhatsApp is reached. An empty `token` means not at all; it calls us at `path` below the server's `public`.

    `app_secret` is with what its calls are signed, `verify_token` with what it asks first whether the path is ours;
    `per_second` messages may be sent in a second, over all. 0: no limit of ours at all.
    """

    phone_id: str
    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    base_url: str
    path: str
    per_second: int


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """Whether the page with the phones is served, and on which port of 127.0.0.1."""

    enabled: bool
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, valid together. `data` is relative to the current folder unless absolute; days are whole days.
    `operators` are accounts (channel, user).
    """

    data: Path
    storage: StorageSettings
    server: ServerSettings
    telegram: TelegramSettings
    whatsapp: WhatsAppSettings
    simulator: SimulatorSettings
    logging_level: str
    retention: Retention
    nik_keys: tuple[str, ...] = field(repr=False)
    operators: frozenset[tuple[str, str]]
    limits: Limits

    @property
    def live(self) -> bool:
        """Whether real people are served, by any platform."""
        return bool(self.telegram.token or self.whatsapp.token)


class SettingsInvalid(Exception):
    """Settings that cannot be used. `problems` has a line for each wrong key: the key, and what was expected."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


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
            default="/whatsapp", expected='a path such as "/whatsapp"', read=_words(r"(/[A-Za-z0-9_-]+)+")
        ),
        "whatsapp.per_second": Key(default=80, expected="a whole number from 0 to 1000", read=_whole(0, 1000)),
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
_TABLES = frozenset(key.partition(".")[0] for key in KEYS if "." in key)


def read_document(file: Path) -> Mapping[str, Any]:
    """A configuration file as it is written. Raises SettingsInvalid if it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsInvalid([f"{file}: expected TOML: {error}"]) from None
    except OSError as error:
        raise SettingsInvalid([f"{file}: cannot be read: {error.strerror}"]) from None


def read_settings(document: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """The settings of a parsed configuration file; variables of the environment go before it, empty ones do not.

    Raises SettingsInvalid, with every wrong key at once.
    """
    given = dict(_leaves(document))
    problems = [_unknown(key) for key in given if key not in KEYS]
    values: dict[str, Any] = {}
    for key, setting in KEYS.items():
        name, value = _source(key, setting, given, environment)
        try:
            values[key] = setting.read(value)
        except ValueError:
            problems.append(_wrong(name, setting, value))
    if problems or (problems := list(_missing(values))):
        raise SettingsInvalid(problems)
    return _settings(values)


def _missing(values: Mapping[str, Any]) -> Iterator[str]:
    """What has to be set because of what is."""
    telegram, whatsapp = bool(values["telegram.token"]), bool(values["whatsapp.token"])
    if not (telegram or whatsapp) and values["simulator.enabled"] is False:
        yield "telegram.token: expected a token, because simulator.enabled is false: nothing would be served"
    if not values["server.public"] and telegram and values["telegram.webhook"]:
        yield "server.public: expected the address that Telegram calls, because telegram.webhook is true"
    if not values["server.public"] and whatsapp:
        yield "server.public: expected the address that WhatsApp calls, because whatsapp.token is set"
    for name in ("whatsapp.phone_id", "whatsapp.app_secret", "whatsapp.verify_token") if whatsapp else ():
        if not values[name]:
            yield f"{name}: expected {KEYS[name].expected}, because whatsapp.token is set"


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping) and (value or path + name in _TABLES):
            yield from _leaves(value, f"{path}{name}.")
        else:
            yield path + name, value


def _source(key: str, setting: Key, given: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[str, Any]:
    if setting.variable and environment.get(setting.variable):
        return f"{key} ({setting.variable})", environment[setting.variable]
    return key, given.get(key, setting.default)


def _wrong(name: str, setting: Key, value: Any) -> str:
    got = "" if setting.secret else f", got {value!r}"
    return f"{name}: expected {setting.expected}{got}"


def _unknown(key: str) -> str:
    if key in _TABLES:
        return f"{key}: expected a table, [{key}]"
    known = {name.rpartition(".")[2]: name for name in reversed([*KEYS])} | {name: name for name in KEYS}
    nearest = get_close_matches(key, known, n=1)
    return f"{key}: no such setting" + (f"; did you mean {known[nearest[0]]}?" if nearest else "")


def _table(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key.removeprefix(f"{name}."): value for key, value in values.items() if key.startswith(f"{name}.")}


def _settings(values: Mapping[str, Any]) -> Settings:
    data, enabled = Path(values["data"]), values["simulator.enabled"]
    live = bool(values["telegram.token"] or values["whatsapp.token"])
    return Settings(
        data=data,
        storage=StorageSettings(values["storage.url"] or f"sqlite+aiosqlite:///{data / 'carik.db'}"),
        server=ServerSettings(**_table(values, "server")),
        telegram=TelegramSettings(**_table(values, "telegram")),
        whatsapp=WhatsAppSettings(**_table(values, "whatsapp")),
        simulator=SimulatorSettings(not live if enabled is None else enabled, values["simulator.port"]),
        logging_level=values["logging.level"],
        retention=Retention(*(values[f"retention.{name}"] for name in RETENTION)),
        nik_keys=values["nik.keys"],
        operators=frozenset(values["operators.accounts"]),
        limits=Limits(**_table(values, "limits")),
    )
