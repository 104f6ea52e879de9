"""The program from the command line: what is wrong is said in a line each, and a deploy loses nothing."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.messages import Incoming
from main import main
from storage.database import AsyncDatabase, open_database
from storage.preparing import prepare
from tests.storage.fresh import Kind
from tests.story.product import ROOT, Product
from tests.story.simulated import SERVES_WITHIN, Simulation
from tests.telegram.world import START, TelegramWorld

Databases = Callable[[Kind], Awaitable[str]]
COMMANDS = ("serve", "understand", "check", "invite")
CODE = re.compile(r"/start [A-Z0-9]{4}-[A-Z0-9]{4}")
PASSWORD = "rahasia-sekali"
ENDS_WITHIN = 5


class Console:
    """The program called in an empty folder, with this configuration: `check(...)` says what came of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def configure(self, document: str) -> None:
        """The content of config.toml."""
        (self.folder / "config.toml").write_text(document, encoding="utf-8")

    async def run(self, *arguments: str) -> tuple[int, list[str], list[str]]:
        """The exit status, and the lines of output and of complaints; in a thread, as it brings its own event loop."""
        self._capsys.readouterr()
        status = await asyncio.to_thread(main, arguments)
        out, err = self._capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    async def complaint(self, *arguments: str) -> str:
        """The one line in which something is said to be wrong."""
        status, out, err = await self.run(*arguments)
        assert (status, out) == (1, [])
        [line] = err
        assert PASSWORD not in line
        assert "Traceback" not in line
        return line


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Console:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CARIK_")]:
        monkeypatch.delenv(name)
    return Console(tmp_path, capsys)


def in_a_process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CARIK_")}
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SERVES_WITHIN, check=False
    )


def test_help_names_every_command(tmp_path: Path) -> None:
    helped = in_a_process(tmp_path, "--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^ +{command} +\w+", helped.stdout, re.MULTILINE), f"{command} and what it is for"


# -- check


async def test_all_is_well_without_any_configuration(console: Console) -> None:
    assert await console.run("check") == (0, ["All is well."], [])


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (f"[telegram\ntoken = '{PASSWORD}'", "config.toml: expected TOML: "),
        ("[telegram]\ntokn = 'x'", "telegram.tokn: no such setting; did you mean telegram.token?"),
        (f"[telegram]\ntoken = '{PASSWORD}'", "telegram.token: expected a token"),
        ("[simulator]\nport = 70000", "simulator.port: expected a whole number from 1 to 65535, got 70000"),
        ("[simulator]\nport = 'eighty'", "simulator.port: expected a whole number from 1 to 65535, got 'eighty'"),
        ("data = 'config.toml'", "data (CARIK_DATA): expected a folder"),
        ("[storage]\nurl = 'sqlite:///'", "storage.url (CARIK_DATABASE_URL): expected an address"),
        ("[storage]\nurl = 'sqlite:////dev/null/carik.db'", "storage.url: cannot open the database"),
        (
            f"[storage]\nurl = 'postgresql://carik:{PASSWORD}/carik'",
            "storage.url (CARIK_DATABASE_URL): expected an address",
        ),
        (
            f"[storage]\nurl = 'postgresql://carik:{PASSWORD}@127.0.0.1:1/carik'",
            "storage.url: cannot reach the database: ConnectionRefusedError",
        ),
    ],
)
async def test_what_is_wrong_is_one_line_that_names_the_key(console: Console, document: str, said: str) -> None:
    console.configure(document)
    assert (await console.complaint("check")).startswith(said)


async def test_everything_that_is_wrong_is_said_at_once(console: Console) -> None:
    console.configure("[simulator]\nport = 0\n[retention]\ndays = 0\n[logging]\nlevel = 'LOUD'")
    status, _out, err = await console.run("check")
    assert status == 1
    assert sorted(line.partition(":")[0] for line in err) == ["logging.level", "retention.days", "simulator.port"]


async def test_a_configuration_that_was_named_and_is_not_there_is_not_passed_over(console: Console) -> None:
    assert (await console.complaint("--config", "there.toml", "check")).startswith("there.toml: cannot be read")


@pytest.mark.parametrize("command", ["check", "serve", "invite"])
async def test_a_database_of_a_newer_version_is_left_alone(
    console: Console, databases: Databases, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    url = await databases("sqlite")
    await execute(url, "UPDATE alembic_version SET version_num = '9999'")
    before = content(url)
    monkeypatch.setenv("CARIK_DATABASE_URL", url)
    if command == "serve":
        served = in_a_process_with(console.folder, url, "serve")
        assert (served.returncode, served.stdout) == (1, "")
        [line] = served.stderr.splitlines()
    else:
        line = await console.complaint(command)
    assert line.startswith("storage.url: the database is at revision 9999")
    assert content(url) == before


def content(url: str) -> bytes:
    return Path(url.removeprefix("sqlite:///")).read_bytes()


def in_a_process_with(folder: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "config.toml").write_text(f"[storage]\nurl = '{url}'", encoding="utf-8")
    return in_a_process(folder, *arguments)


async def execute(url: str, statement: str) -> None:
    database = open_database(url)
    await database.run_raw(lambda connection: connection.execute(text(statement)))
    await database.close()


async def test_a_postgresql_server_without_such_a_database_is_one_line(
    console: Console, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = await databases("postgresql")
    monkeypatch.setenv("CARIK_DATABASE_URL", re.sub(r"/fresh\d+", "/nowhere", there))
    assert (await console.complaint("check")).startswith("storage.url: ")
    monkeypatch.setenv("CARIK_DATABASE_URL", there)
    assert await console.run("check") == (0, ["All is well."], [])


async def test_a_token_is_tried_and_never_told(console: Console) -> None:
    async with TelegramWorld() as world:
        console.configure(f"[telegram]\ntoken = '{world.token}'\nbase_url = '{world.url}'")
        assert await console.run("check") == (0, ["All is well."], [])
        world.proxy.fail("getMe", 401, "Unauthorized")
        refused = await console.complaint("check")
        world.proxy.fail("getMe", 502)
        elsewhere = await console.complaint("check")
    gone = await console.complaint("check")
    assert refused.startswith("telegram.token: ")
    assert elsewhere.startswith("telegram.base_url: ")
    assert gone.startswith("telegram.base_url: ")
    for line in (refused, elsewhere, gone):
        assert world.token not in line
        assert world.token.partition(":")[2] not in line


# -- understand


async def test_understand_answers_each_line_with_what_it_means(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("berapa anggota kita\ndaftar bu Siti Aminah 45 th\n\nqwxz\n"))
    status, out, err = await console.run("understand", "--now", "2026-11-23T09:00:00")
    assert (status, err) == (0, [])
    answers = [json.loads(line) for line in out]
    assert [set(answer) for answer in answers] == [{"intent", "slots", "confidence"}] * 4
    assert [answer["intent"] for answer in answers[:2]] == ["list_members", "register_member"]
    assert answers[1]["slots"]["name"] == "Siti Aminah"
    assert all(0 <= answer["confidence"] <= 1 for answer in answers)


# -- serve and invite


@pytest.fixture
async def product(tmp_path: Path) -> AsyncIterator[Product]:
    """A product that was stopped once before it had answered."""
    await keep(tmp_path, "first")
    with Product(tmp_path) as product:
        yield product


@asynccontextmanager
async def simulation(product: Product) -> AsyncIterator[Simulation]:
    play = Simulation(product)
    try:
        await play.serves()
        yield play
    finally:
        await play.close()


async def test_a_port_that_is_taken_is_one_clear_line(console: Console) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        console.configure(f"[simulator]\nport = {port}")
        served = await asyncio.to_thread(in_a_process, console.folder, "serve")
    assert (served.returncode, served.stdout) == (1, "")
    [line] = served.stderr.splitlines()
    assert line.startswith(f"simulator.port (CARIK_PORT): cannot serve on 127.0.0.1:{port}: Address already in use")


async def test_either_signal_ends_it_well_and_what_was_kept_is_answered_by_the_next(
    product: Product, tmp_path: Path
) -> None:
    async with simulation(product) as play:
        await received(play, 1)
        assert await asyncio.to_thread(ended, product, signal.SIGINT) == 0
        await keep(tmp_path, "second")
        product.start()
        await play.serves()
        await received(play, 2)
        assert await asyncio.to_thread(ended, product, signal.SIGTERM) == 0
    assert await waiting(tmp_path) == []
    assert "Traceback" not in product.logged()


def ended(product: Product, by: signal.Signals) -> int:
    """The exit status of a product that was sent this signal."""
    process = product._process
    assert process is not None
    process.send_signal(by)
    return process.wait(ENDS_WITHIN)


async def keep(folder: Path, update: str) -> None:
    """What a process has committed that was stopped before the turn."""
    message = Incoming(channel="simulator", update=update, chat="sri", user="sri", at=START, text="bantuan")
    async with opened(folder) as database:
        await database.run(lambda records: (records.talks.load(message), records.inbox.add([message], START)))


async def waiting(folder: Path) -> list[tuple[str, str]]:
    """The chats that have not been answered."""
    async with opened(folder) as database:
        return await database.run(lambda records: records.inbox.waiting())


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[AsyncDatabase]:
    """The product's database."""
    database = open_database(f"sqlite:///{folder / 'data' / 'carik.db'}")
    await prepare(database)
    yield database
    await database.close()


async def received(play: Simulation, messages: int) -> None:
    for _look in range(400):
        if len(await play.phone("sri").received()) >= messages:
            return
        await asyncio.sleep(0.025)
    raise TimeoutError


async def test_an_invitation_of_the_operator_lets_one_facilitator_in(product: Product, console: Console) -> None:
    async with simulation(product) as play:
        await play.reset(now="2031-01-06T09:00:00+07:00")
        status, out, err = await console.run("invite")
        assert (status, err) == (0, [])
        [line] = out
        assert CODE.fullmatch(line)
        await play.phone("nurul").says(line, "Biasa dipanggil apa?")
        await play.phone("nurul").says("mbak nurul", "✓ Mbak Nurul tercatat sebagai pendamping.")
        await play.phone("orang lain").says(line, "Kode itu")
    assert line.removeprefix("/start ") not in product.logged()
