"""Settings: defaults, the example file, the environment, and what is said of a wrong key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.keys import KEYS
from bot.ports import Retention
from bot.settings import SettingsInvalid, read_settings

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
TOKEN = "123456:AbC-dEf_0123456789"
DEFAULTS = read_settings({}, {})


def problems(document: dict[str, Any], environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(SettingsInvalid) as caught:
        read_settings(document, environment or {})
    return caught.value.problems


def test_nothing_set_serves_the_simulator_from_the_data_folder() -> None:
    assert DEFAULTS.simulator.enabled
    assert DEFAULTS.simulator.port == 8080
    assert DEFAULTS.data == Path("data")
    assert DEFAULTS.storage.url == "sqlite+aiosqlite:///data/carik.db"
    assert (DEFAULTS.logging_level, DEFAULTS.retention) == ("INFO", Retention(7, 90, 730, 365, 180))


def test_telegrams_own_limit_is_kept_unless_another_is_set() -> None:
    assert DEFAULTS.telegram.per_second == 30
    assert read_settings({"telegram": {"per_second": 0}}, {}).telegram.per_second == 0


def test_the_example_file_holds_exactly_the_defaults() -> None:
    assert read_settings(tomllib.loads(EXAMPLE.read_text()), {}) == DEFAULTS


@pytest.mark.parametrize("key", KEYS)
def test_the_example_file_sets_and_explains_every_setting(key: str) -> None:
    table, _, name = key.rpartition(".")
    example = tomllib.loads(EXAMPLE.read_text())
    assert (example[table] if table else example)[name] == KEYS[key].default
    section = EXAMPLE.read_text().partition(f"\n[{table}]\n")[2] if table else EXAMPLE.read_text()
    above = section[: section.index(f"\n{name} = ")].rpartition("\n")[2]
    assert above.startswith("# ")
    assert KEYS[key].variable is None or f"({KEYS[key].variable})" in above


def test_a_token_turns_the_simulator_off_unless_it_is_enabled_by_name() -> None:
    token = {"token": TOKEN}
    assert not read_settings({"telegram": token}, {}).simulator.enabled
    assert not read_settings({}, {"CARIK_TELEGRAM_TOKEN": TOKEN}).simulator.enabled
    assert read_settings({"telegram": token, "simulator": {"enabled": True}}, {}).simulator.enabled


def test_the_environment_goes_before_the_file_and_an_empty_variable_counts_as_none() -> None:
    document = {"data": "file", "simulator": {"port": 1}, "storage": {"url": "sqlite:///file.db"}}
    environment = {"CARIK_DATA": "/srv/carik", "CARIK_PORT": "9000", "CARIK_DATABASE_URL": "postgres://u:p@db/carik"}
    settings = read_settings(document, environment)
    assert (settings.data, settings.simulator.port) == (Path("/srv/carik"), 9000)
    assert settings.storage.url == "postgresql+asyncpg://u:p@db/carik"
    assert read_settings(document, dict.fromkeys(environment, "")) == read_settings(document, {})


def test_the_sqlite_file_is_in_the_data_folder_wherever_that_is() -> None:
    assert read_settings({}, {"CARIK_DATA": "/srv/carik"}).storage.url == "sqlite+aiosqlite:////srv/carik/carik.db"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"simulator": {"port": "abc"}}, "simulator.port: expected a whole number from 1 to 65535, got 'abc'"),
        ({"simulator": {"port": 65536}}, "simulator.port: expected a whole number from 1 to 65535, got 65536"),
        ({"simulator": {"port": True}}, "simulator.port: expected a whole number from 1 to 65535, got True"),
        ({"telegram": {"per_second": -1}}, "telegram.per_second: expected a whole number from 0 to 1000, got -1"),
        ({"telegram": {"webhook": "auto"}}, "telegram.webhook: expected true or false, got 'auto'"),
        ({"retention": {"days": 0}}, "retention.days: expected a whole number from 1 to 365, got 0"),
        ({"simulator": {"enabled": "yes"}}, "simulator.enabled: expected true, false or \"auto\", got 'yes'"),
        ({"telegram": {"tokn": TOKEN}}, "telegram.tokn: no such setting; did you mean telegram.token?"),
        ({"token": TOKEN}, "token: no such setting; did you mean telegram.token?"),
        ({"weather": {"sunny": 1}}, "weather.sunny: no such setting"),
        ({"weather": {}}, "weather: no such setting"),
        ({"telegram": TOKEN}, "telegram: expected a table, [telegram]"),
    ],
)
def test_a_wrong_key_is_named_with_what_was_expected(document: dict[str, Any], said: str) -> None:
    assert problems(document) == [said]


def test_a_wrong_variable_is_named_with_its_setting() -> None:
    said = "simulator.port (CARIK_PORT): expected a whole number from 1 to 65535, got 'abc'"
    assert problems({}, {"CARIK_PORT": "abc"}) == [said]


def test_every_wrong_key_is_named_at_once() -> None:
    said = problems({"nonsense": 1, "data": 5, "logging": {"level": "loud"}}, {"CARIK_PORT": "0"})
    assert [line.partition(":")[0] for line in said] == [
        "nonsense",
        "data",
        "simulator.port (CARIK_PORT)",
        "logging.level",
    ]


WHATSAPP = {"token": "EAAx", "phone_id": "1", "app_secret": "abc", "verify_token": "v" * 16}
PUBLIC = {"public": "https://desa.example.org/"}


def test_whatsapp_is_live_like_telegram_and_turns_the_simulator_off() -> None:
    settings = read_settings({"whatsapp": WHATSAPP, "server": PUBLIC}, {})
    assert settings.live
    assert not settings.simulator.enabled
    assert read_settings({"whatsapp": WHATSAPP, "server": PUBLIC, "simulator": {"enabled": False}}, {}).live


def test_with_a_token_of_whatsapp_the_rest_of_it_is_needed_too() -> None:
    said = problems({"whatsapp": {"token": "EAAx"}})
    assert [line.partition(":")[0] for line in said] == [
        "server.public",
        "whatsapp.phone_id",
        "whatsapp.app_secret",
        "whatsapp.verify_token",
    ]


def test_the_graph_apis_address_has_no_version_and_the_path_no_end() -> None:
    assert read_settings({"whatsapp": {"base_url": "http://proxy/wa/"}}, {}).whatsapp.base_url == "http://proxy/wa"
    for document in ({"base_url": "https://graph.facebook.com/v23.0"}, {"path": "whatsapp"}, {"path": "/a/"}):
        assert problems({"whatsapp": document})


@pytest.mark.parametrize("path", ["/health", "/telegram"])
def test_whatsapp_takes_no_path_that_is_taken(path: str) -> None:
    assert problems({"whatsapp": {"path": path}})
    assert read_settings({"whatsapp": {"path": f"{path}/wa"}}, {}).whatsapp.path == f"{path}/wa"


def test_settings_that_would_serve_nothing_are_refused() -> None:
    assert problems({"simulator": {"enabled": False}})[0].startswith("telegram.token: expected a token")


@pytest.mark.parametrize("public", ["desa.example.org", "ftp://desa.example.org", "https://u:p@desa.example.org", "/x"])
def test_a_public_address_is_one(public: str) -> None:
    assert problems({"server": {"public": public}})[0].startswith("server.public: expected an address such as")


def test_to_be_called_needs_an_address() -> None:
    called = {"telegram": {"token": TOKEN, "webhook": True}}
    assert problems(called)[0].startswith("server.public: expected the address that Telegram calls")
    settings = read_settings({**called, "server": {"public": "https://desa.example.org/carik/"}}, {})
    assert (settings.server.public, settings.server.host, settings.server.port) == (
        "https://desa.example.org/carik",
        "127.0.0.1",
        8081,
    )
    assert settings.telegram.webhook


@pytest.mark.parametrize(
    "document",
    [
        {"telegram": {"token": "hunter2 hunter2"}},
        {"storage": {"url": "mysql://u:hunter2@db/carik"}},
        {"telegram": {"base_url": "https://api.telegram.org/bot1:hunter2"}},
        {"telegram": {"base_url": "https://u:hunter2@proxy"}},
        {"telegram": "1:hunter2"},
        {"telegram": {"tokn": "1:hunter2"}},
        {"whatsapp": {"token": "hunter2 hunter2"}},
        {"whatsapp": {"app_secret": "hunter2!"}},
        {"whatsapp": {"verify_token": "hunter2"}},
        {"whatsapp": {"base_url": "https://u:hunter2@proxy"}},
    ],
)
def test_a_wrong_secret_is_not_repeated(document: dict[str, Any]) -> None:
    assert "hunter2" not in "\n".join(problems(document))


def test_secrets_are_not_in_the_representation() -> None:
    environment = {"CARIK_TELEGRAM_TOKEN": "1:hunter2", "CARIK_DATABASE_URL": "postgresql://u:hunter2@db/carik"}
    secrets = ("TOKEN", "APP_SECRET", "VERIFY_TOKEN")
    environment |= {f"CARIK_WHATSAPP_{name}": "hunter2hunter2hunter2" for name in secrets}
    environment |= {"CARIK_SERVER_PUBLIC": PUBLIC["public"], "CARIK_WHATSAPP_PHONE_ID": "1"}
    settings = read_settings({}, environment)
    assert settings.telegram.token == "1:hunter2"
    assert "hunter2" not in repr(settings)
