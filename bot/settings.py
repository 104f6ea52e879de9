"""What an operator has set: valid together, from a document and the environment."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.keys import KEYS, TABLES, Key
from bot.limits import Limits
from bot.ports import Retention
from lean import dataclass

RETENTION = ("days", "talk_days", "change_days", "departed_days", "look_days")


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
    `per_second` messages may be sent in a second, over all (0: no limit of ours at all); in 24 hours to no more than
    `people_per_day` who have not written within a day (0: to all).
    """

    phone_id: str
    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    base_url: str
    path: str
    per_second: int
    people_per_day: int


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
        if isinstance(value, Mapping) and (value or path + name in TABLES):
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
    if key in TABLES:
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
