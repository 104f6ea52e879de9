"""The program as an operator starts it: what each command prints, what it says is wrong, and how it ends."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import main
from bot.ports import EXPIRED, UNREACHABLE, Due, Sent
from handlers.ports import Code
from jamaah.roles import Role
from jamaah.rulebook import RulebookInvalid
from storage.database import open_database
from storage.preparing import prepare
from storage.records import Records
from tests.storage.fresh import Kind
from tests.storage.samples import draft, group

PROGRAM = Path(main.__file__)
Databases = Callable[[Kind], Awaitable[str]]
TOKEN = "424242:not-a-real-token"
ENDS_WITHIN = 20
COMMANDS = ("serve", "understand", "check", "invite", "key", "templates", "backup", "restore")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, without any setting of the environment."""
    for name in [name for name in os.environ if name.startswith("CARIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Ran:
    """What a command printed, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def problems(self) -> list[str]:
        """What is wrong, a line each."""
        return self.err.splitlines()


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the program with these arguments and this config.toml."""

    def ran(*arguments: str, config: str | bytes = "") -> Ran:
        if config:
            (folder / "config.toml").write_bytes(config if isinstance(config, bytes) else config.encode())
        try:
            status = main.main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Ran(status, *capsys.readouterr())

    return ran


TOKEN_OF_WHATSAPP = "EAAhunter2"


@contextmanager
def telegram(status: int, answer: object) -> Iterator[str]:
    """A platform's server that answers everything alike."""

    class Always(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Always)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def with_token(base_url: str) -> str:
    return f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{base_url}"\n'


def with_whatsapp(base_url: str) -> str:
    keys = f'token = "{TOKEN_OF_WHATSAPP}"\nphone_id = "1"\napp_secret = "hunter2"\nverify_token = "{"v" * 16}"\n'
    return f'[server]\npublic = "https://desa.example.org"\n[whatsapp]\nbase_url = "{base_url}"\n{keys}'


def stored_at(path: Path, revision: str | None = None) -> None:
    """A database of ours, perhaps of another revision."""

    async def made() -> None:
        database = open_database(f"sqlite:///{path}")
        await prepare(database)
        await database.close()

    asyncio.run(made())
    if revision:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
            connection.commit()


# -- help


def test_help_lists_every_command_with_what_it_is_for(run: Any) -> None:
    helped = run("--help")
    assert helped.status == 0
    for command in COMMANDS:
        assert re.search(rf"^ +{command} +\S+", helped.out, re.MULTILINE), command


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["serve", "--fast"], ["understand", "--now", "tomorrow"]])
def test_a_command_that_does_not_exist_is_refused_with_how_it_is_used(run: Any, arguments: list[str]) -> None:
    refused = run(*arguments)
    assert refused.status == 2
    assert refused.err.startswith("usage: main.py")


# -- what a start takes


def test_what_a_start_does_not_need_is_not_imported() -> None:
    late = (
        "alembic",
        "apscheduler",
        "babel",
        "segno",
        "typst",
        "docx",
        "xlsxwriter",
        "holidays",
        "asyncpg",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.ext.asyncio",
        "uvicorn",
        "starlette",
        "pywa",
        "matplotlib",
        "storage.backup",
        "storage.undelivered",
        "bot.channels.simulator",
        "bot.channels.web",
        "bot.channels.whatsapp_templates",
        *(f"commands.{command}" for command in COMMANDS if command != "serve"),
    )
    asked = f"import sys, main, commands.serve; print(*(name for name in {late!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=PROGRAM.parent, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


# -- check


def test_check_of_a_new_folder_says_all_is_well(run: Any, folder: Path) -> None:
    checked = run("check")
    assert (checked.status, checked.out, checked.err) == (0, "All is well.\n", "")


def test_a_rulebook_that_cannot_be_used_is_named_by_file_key_and_reason(run: Any, monkeypatch: Any) -> None:
    def invalid() -> None:
        raise RulebookInvalid("law/uu.toml", "rule[0].at_least", "is missing")

    for command in ("check", "serve"):
        monkeypatch.setattr(f"commands.{command}.load", invalid)
        ran = run(command)
        assert (ran.status, ran.problems) == (1, ["jamaah/rulebook/law/uu.toml: rule[0].at_least: is missing"])


def test_check_of_a_folder_in_use_says_all_is_well_and_changes_nothing(run: Any, folder: Path) -> None:
    (folder / "data").mkdir()
    stored_at(folder / "data" / "carik.db")
    before = (folder / "data" / "carik.db").read_bytes()
    assert run("check").status == 0
    assert (folder / "data" / "carik.db").read_bytes() == before


def given_up(path: Path, *errors: str, ended: int) -> None:
    """Messages that were given up in a database of ours, one for each error, and due work that was dropped."""

    def fill(records: Records) -> None:
        drafts = [draft("kabar", chat=f"c{number}", kind="reminder") for number in range(len(errors))]
        records.outbox.add(drafts, ended)
        for row, error in zip(records.outbox.claim("telegram", len(errors), ended, ended + 9), errors, strict=True):
            records.outbox.dead(row.id, ended, error)
        records.due.plan([Due(ended, "remind", str(ended), {})])
        due = records.due.first(ended)
        assert due is not None
        records.due.done(due.id, ended, dropped=True)

    async def filled() -> None:
        database = open_database(f"sqlite:///{path}")
        await database.run(fill)
        await database.close()

    asyncio.run(filled())


def test_check_lists_messages_that_were_given_up_lately_and_counts_what_came_too_late(run: Any, folder: Path) -> None:
    (folder / "data").mkdir()
    path, now = folder / "data" / "carik.db", int(time.time())
    stored_at(path)
    given_up(path, UNREACHABLE, EXPIRED, ended=now)
    late = "In the last 7 days 1 messages and 1 pieces of due work were too late to be of use and were dropped.\n"
    checked = run("check")
    assert (checked.status, checked.out, checked.err) == (0, f"{late}All is well.\n", "")
    given_up(path, "BadRequest", ended=now - 6 * 86_400)
    given_up(path, "BadRequest", ended=now - 8 * 86_400)
    checked = run("check")
    assert (checked.status, checked.out) == (1, late.replace("1 pieces", "2 pieces"))
    [said] = checked.problems
    assert re.fullmatch(
        r"outbox: message 3 to telegram \(reminder\) was given up 20\d\d-\d\d-\d\d \d\d:\d\d UTC: BadRequest", said
    )


def test_check_says_where_messages_wait_though_nothing_was_given_up(run: Any, folder: Path) -> None:
    (folder / "data").mkdir()
    path = folder / "data" / "carik.db"
    stored_at(path)

    def fill(records: Records) -> None:
        records.outbox.add([draft("kabar", chat="a"), draft("kabar", chat="b"), draft("kabar", chat="c")], 0)
        for row, attempts in zip(records.outbox.claim("telegram", 3, 0, 9), (7, 4, 3), strict=True):
            for _attempt in range(attempts):
                records.outbox.postpone(row.id, 9, failed=True)

    async def filled() -> None:
        database = open_database(f"sqlite:///{path}")
        await database.run(fill)
        await database.close()

    asyncio.run(filled())
    [said] = run("check").problems
    assert said == (
        "outbox: telegram has not taken 2 messages, the oldest of 1970-01-01 00:00 UTC, in up to 7 attempts; "
        "the log says why"
    )


def charged(path: Path, *counts: tuple[str, str, int]) -> None:
    """A group, and for how many messages of which category was charged in which month."""

    def fill(records: Records) -> None:
        records.author(0, 0, 0)
        of, sent = group(records).id, Sent(1, "whatsapp", "1", None)
        for month, category, count in counts:
            for number in range(count):
                records.charges.count(sent, month, of if number else None, category)

    async def filled() -> None:
        database = open_database(f"sqlite:///{path}")
        await database.run(fill)
        await database.close()

    asyncio.run(filled())


def test_check_says_for_how_many_messages_of_which_group_was_charged(run: Any, folder: Path) -> None:
    (folder / "data").mkdir()
    stored_at(folder / "data" / "carik.db")
    month = time.strftime("%Y-%m", time.gmtime())
    charged(folder / "data" / "carik.db", (month, "utility", 3), ("2020-01", "utility", 1))
    checked = run("check")
    assert (checked.status, checked.out.splitlines()) == (
        0,
        [
            f"Charged for in {month}, utility: 2 messages of group 1 (JP Mandiri, Sukamaju).",
            f"Charged for in {month}, utility: 1 messages of nobody's group.",
            "All is well.",
        ],
    )


def test_check_lists_the_latest_fifty_and_how_many_more_there_are(run: Any, folder: Path) -> None:
    (folder / "data").mkdir()
    stored_at(folder / "data" / "carik.db")
    given_up(folder / "data" / "carik.db", *["BadRequest"] * 53, ended=int(time.time()))
    problems = run("check").problems
    assert len(problems) == 51
    assert (problems[0].split()[2], problems[-1]) == ("53", "outbox: and 3 more")


def test_check_of_a_token_that_telegram_knows_says_all_is_well(run: Any) -> None:
    known = {"ok": True, "result": {"id": 424242, "is_bot": True, "first_name": "Carik", "username": "carik_bot"}}
    with telegram(200, known) as url:
        checked = run("check", config=with_token(url))
    assert (checked.status, checked.out) == (0, "All is well.\n")


def test_check_asks_telegram_how_its_calls_went(run: Any) -> None:
    failed = {
        "last_error_date": int(time.time()),
        "last_error_message": "Connection refused",
        "pending_update_count": 2,
    }
    told = {"ok": True, "result": {"id": 424242, "is_bot": True, "first_name": "Carik", "url": "", **failed}}
    called = '\nwebhook = true\n[server]\npublic = "https://desa.example.org"\n'
    with telegram(200, told) as url:
        checked = run("check", config=with_token(url) + called)
    assert checked.status == 1
    [said] = checked.problems
    assert re.fullmatch(
        r"telegram\.webhook: Telegram could not deliver at [-0-9]+ [:0-9]+ UTC: Connection refused; 2 updates wait",
        said,
    )


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (200, {"display_phone_number": "+62 811-1000-222", "id": "1"}, None),
        (200, {"display_phone_number": "+62 811-1000-222", "id": "1", "status": "CONNECTED"}, None),
        (
            200,
            {"display_phone_number": "+62 811-1000-222", "id": "1", "status": "PENDING"},
            "whatsapp.phone_id: WhatsApp says that the number is PENDING; it has to be registered to be connected",
        ),
        (401, {"error": {"code": 190, "message": "expired"}}, "whatsapp.token: WhatsApp refuses the token (error 190)"),
        (400, {"error": {"code": 100, "message": "?"}}, "whatsapp.phone_id: WhatsApp refuses this id (error 100)"),
        (500, {"error": {"code": 2, "message": "?"}}, "whatsapp.base_url: WhatsApp answers with error 2"),
        (200, {"login": "to the network"}, "whatsapp.base_url: whoever answers does not speak the Graph API"),
        (403, {"error": "?"}, "whatsapp.base_url: whoever answers does not speak the Graph API"),
    ],
)
def test_check_asks_whatsapp_for_its_number(run: Any, status: int, answer: object, told: str | None) -> None:
    with telegram(status, answer) as url:
        checked = run("check", config=with_whatsapp(url))
    assert (checked.status, checked.problems) == ((1, [told]) if told else (0, []))
    assert TOKEN_OF_WHATSAPP not in checked.err + checked.out


@pytest.mark.parametrize(
    ("public", "told"),
    [
        ("https://desa.example.org/carik", None),
        ("http://desa.example.org", "server.public: expected an address that begins with https://"),
        ("https://desa.example.org/whatsapp", "server.public: expected the address without /whatsapp"),
    ],
)
def test_check_says_where_meta_calls(run: Any, public: str, told: str | None) -> None:
    with telegram(200, {"display_phone_number": "+62 811-1000-222", "id": "1"}) as url:
        checked = run("check", config=with_whatsapp(url).replace("https://desa.example.org", public))
    assert f"The callback URL of WhatsApp is {public}/whatsapp\n" in checked.out
    assert [problem.partition(",")[0] for problem in checked.problems] == ([told] if told else [])


def test_whoever_stops_reading_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), "templates"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROGRAM.parent
    ) as printing:
        assert printing.stdout is not None
        assert printing.stderr is not None
        printing.stdout.readline()
        printing.stdout.close()
        assert printing.stderr.read() == b""
    assert printing.returncode == 0


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("data = \n", [r"config\.toml: expected TOML: .*line 1"]),
        (b'data = "\xff"', [r"config\.toml: expected TOML"]),
        ("colour = 1\n", ["colour: no such setting"]),
        ("[telegram]\ntokn = 'x'\n", [r"telegram\.tokn: no such setting; did you mean telegram\.token\?"]),
        ("[simulator]\nport = 0\n", [r"simulator\.port: expected a whole number from 1 to 65535, got 0"]),
        ("[simulator]\nport = 'http'\n", [r"simulator\.port: expected a whole number"]),
        ("[retention]\ndays = 0\n[logging]\nlevel = 'LOUD'\n", ["logging.level: expected", "retention.days: expected"]),
        ("[storage]\nurl = 'mysql://somewhere/carik'\n", [r"storage\.url: expected an address"]),
        ("[storage]\nurl = 'sqlite:///'\n", [r"storage\.url.*: expected an address"]),
        ("[storage]\nurl = 'postgresql://carik@127.0.0.1:port/carik'\n", [r"storage\.url.*: expected an address"]),
        ("[storage]\nurl = 'postgresql://carik@127.0.0.1:1/carik'\n", [r"storage\.url: cannot reach the database"]),
        ("[storage]\nurl = 'sqlite:////proc/no/where.db'\n", [r"storage\.url: cannot open the database"]),
        ("data = 'config.toml'\n", [r"data.*: expected a folder"]),
        ("[telegram]\ntoken = 'x'\n", [r"telegram\.token: expected a token"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_is_wrong_is_said_in_a_line_each(run: Any, config: str | bytes, told: list[str]) -> None:
    checked = run("check", config=config)
    assert checked.status == 1
    assert len(checked.problems) == len(told), checked.err
    for problem, pattern in zip(sorted(checked.problems), told, strict=True):
        assert re.match(pattern, problem), problem
    assert checked.out == ""


@pytest.mark.parametrize("command", ["check", "serve", "invite"])
def test_what_is_wrong_is_said_by_every_command_that_needs_it(run: Any, command: str) -> None:
    refused = run(command, config="[simulator]\nport = 0\n")
    assert refused.status == 1
    assert [problem.partition(":")[0] for problem in refused.problems] == ["simulator.port"]


@pytest.mark.parametrize("command", ["check", "serve", "invite"])
def test_a_database_of_a_newer_program_is_refused_and_left_alone(run: Any, folder: Path, command: str) -> None:
    (folder / "data").mkdir()
    stored_at(folder / "data" / "carik.db", "9999")
    before = (folder / "data" / "carik.db").read_bytes()
    refused = run(command)
    assert refused.status == 1
    assert len(refused.problems) == 1
    assert re.match(r"storage\.url: the database is at revision 9999; this program knows up to \d+", refused.err)
    assert (folder / "data" / "carik.db").read_bytes() == before


@pytest.mark.parametrize("command", ["check", "serve", "invite"])
def test_a_file_that_is_no_database_is_refused_in_one_line(run: Any, folder: Path, command: str) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "carik.db").write_bytes(b"these are no records\n" * 500)
    refused = run(command)
    assert refused.status == 1
    assert len(refused.problems) == 1
    assert refused.err.startswith("storage.url: ")
    assert (folder / "data" / "carik.db").read_bytes().startswith(b"these are no records")


def test_a_configuration_that_was_named_and_is_not_there_is_said(run: Any) -> None:
    refused = run("--config", "elsewhere.toml", "check")
    assert (refused.status, refused.problems) == (1, ["elsewhere.toml: cannot be read: No such file or directory"])


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_token_that_telegram_refuses_is_said_and_not_shown(run: Any, command: str) -> None:
    with telegram(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}) as url:
        checked = run(command, config=with_token(url))
    assert checked.status == 1
    assert [problem for problem in checked.problems if problem.startswith("telegram.")] == [
        "telegram.token: Telegram refuses the token"
    ]
    assert TOKEN not in checked.err + checked.out


def test_a_server_that_is_not_there_is_said_as_such(run: Any) -> None:
    checked = run("check", config=with_token("http://127.0.0.1:1"))
    assert checked.status == 1
    assert [problem.partition(":")[0] for problem in checked.problems] == ["telegram.base_url"]


def test_a_wrong_database_and_a_wrong_token_are_both_said(run: Any) -> None:
    with telegram(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}) as url:
        checked = run("check", config="[storage]\nurl = 'sqlite:////proc/no/where.db'\n" + with_token(url))
    assert [problem.partition(":")[0] for problem in checked.problems] == ["storage.url", "telegram.token"]


async def test_a_postgresql_server_without_such_a_database_is_one_line(run: Any, databases: Databases) -> None:
    there = await databases("postgresql")
    nowhere = re.sub(r"/fresh\d+", "/nowhere", there)
    for command in ("check", "invite"):
        refused = await asyncio.to_thread(run, command, config=f'[storage]\nurl = "{nowhere}"\n')
        assert (refused.status, refused.out) == (1, "")
        assert refused.problems == ["storage.url: the server has no database of this name (3D000)"]
    checked = await asyncio.to_thread(run, "check", config=f'[storage]\nurl = "{there}"\n')
    assert (checked.status, checked.out) == (0, "All is well.\n")


def test_a_password_in_an_address_is_never_shown(run: Any) -> None:
    for url in ("postgresql://carik:rahasia@127.0.0.1:1/carik", "postgresql://carik:rahasia@[x/carik", "x://rahasia"):
        checked = run("check", config=f'[storage]\nurl = "{url}"\n')
        assert checked.status == 1
        assert "rahasia" not in checked.err + checked.out


# -- understand


def understood(run: Any, monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    ran = run("understand", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_understand_prints_one_json_object_for_each_line(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "daftar bu siti aminah 45 th\n\nberapa anggota kita?\n"
    told = understood(run, monkeypatch, said, "--now", "2026-11-23T10:00:00+07:00")
    assert [each["intent"] for each in told][::2] == ["register_member", "list_members"]
    assert len(told) == 3
    assert told[0]["slots"] | {"age": 45, "gender": "female", "name": "Siti Aminah"} == told[0]["slots"]


def test_understand_reads_backslash_n_as_a_new_line(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    [told] = understood(run, monkeypatch, "tambah anggota:\\nSiti 45 th\\nBudi 30 th\n")
    assert told["intent"] == "register_members"
    assert len(told["slots"]["members"]) == 2


@pytest.mark.parametrize("now", ["2026-11-23T10:00:00+07:00", "2026-11-23T10:00:00", "2026-11-23T03:00:00+00:00"])
def test_understand_reckons_from_the_moment_it_is_given(run: Any, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    [told] = understood(run, monkeypatch, "kumpulan kemarin hadir semua\n", "--now", now)
    assert told["slots"]["date"] == "2026-11-22"


def test_understand_needs_no_folder_and_writes_none(run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    understood(run, monkeypatch, "halo\n")
    assert list(folder.iterdir()) == []


# -- invite


def test_every_invitation_is_a_new_code_that_opens_the_facilitators_role(run: Any, folder: Path) -> None:
    invited = run("invite")
    assert invited.status == 0
    found = re.fullmatch(r"/start ([A-Z2-9]{4}-[A-Z2-9]{4})\n", invited.out)
    assert found
    assert run("invite").out != invited.out

    async def used() -> list[Code | None]:
        database = open_database(f"sqlite:///{folder / 'data' / 'carik.db'}")
        now = int(datetime.now().timestamp())
        opened = [await database.run(lambda records: records.codes.peek(found[1], now))]
        opened.append(await database.run(lambda records: records.codes.peek("ZZZZ-9999", now)))
        await database.close()
        return opened

    code, other = asyncio.run(used())
    assert code == Code(Role.FACILITATOR, None, None, None)
    assert other is None


def test_an_invitation_of_the_operator_lets_one_facilitator_in(run: Any, folder: Path) -> None:
    stored_at_start(folder)
    with Serving(folder) as served:
        code = run("invite").out.strip()
        assert "dipanggil" in served.post("say", person="Nurul", text=code)["replies"][-1]["text"]
        assert "pendamping" in served.post("say", person="Nurul", text="mbak nurul")["replies"][0]["text"]
        assert "Kode itu" in served.post("say", person="Orang lain", text=code)["replies"][0]["text"]
        assert code.removeprefix("/start ") not in served.log


def test_the_operator_lets_a_facilitator_into_a_group_whose_secretary_cannot_be_reached(run: Any, folder: Path) -> None:
    stored_at_start(folder)
    assert run("invite", "--group", "Mandiri").problems == ["invite: 0 groups are called “Mandiri”"]
    with Serving(folder) as served:
        for village in ("Getasan", "Kopeng"):
            for text in (f"saya mau bikin kelompok Mandiri di desa {village} RT 3", "WIB", "bu sri", "ya"):
                served.post("say", person=f"Sri {village}", text=text)
        refused = run("invite", "--group", "Mandiri").problems
        assert refused == ["invite: 2 groups are called “Mandiri”: say the village too"]
        code = run("invite", "--group", "Mandiri Kopeng").out.strip()
        served.post("say", person="Nurul", text=code)
        served.post("say", person="Nurul", text="mbak nurul")
        assert "Kopeng" in served.post("say", person="Nurul", text="kabar mandiri")["replies"][0]["text"]


# -- serve


class Serving:
    """A process that serves the simulator from a folder."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder, self.port = folder, port or free_port()
        ours = {"CARIK_PORT": str(self.port), "CARIK_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
        with (folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(PROGRAM), "serve"],
                cwd=folder,
                env={name: value for name, value in os.environ.items() if not name.startswith("CARIK_")} | ours,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def __enter__(self) -> Serving:
        assert self.process.stdout
        self.greeting = self.process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(ENDS_WITHIN)
        assert self.process.stdout
        self.process.stdout.close()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def post(self, path: str, **body: object) -> Any:
        data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/simulator/{path}", data, headers)
        with urllib.request.urlopen(request, timeout=ENDS_WITHIN) as answer:
            return json.load(answer)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def kept(folder: Path) -> tuple[int, int, int]:
    """How many messages were taken in, how many of them wait for a turn, how many answers wait to be sent."""
    questions = ("FROM inbox", "FROM inbox WHERE ended IS NULL", "FROM outbox WHERE ended IS NULL")
    with closing(sqlite3.connect(folder / "data" / "carik.db")) as connection:
        taken, waiting, unsent = (connection.execute(f"SELECT count(*) {each}").fetchone()[0] for each in questions)
    return taken, waiting, unsent


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_serving_cleanly_and_what_was_said_is_kept(folder: Path, number: signal.Signals) -> None:
    stored_at_start(folder)
    with Serving(folder) as served:
        assert served.greeting == f"Carik: open http://127.0.0.1:{served.port} in a browser; Ctrl-C stops.\n"
        told = served.post("say", person="Sri", text="/kelompok", id="first")
        assert told["replies"], "the turn was taken"
        answers: list[object] = []
        late = threading.Thread(target=lambda: answers.append(answered(served)))
        late.start()
        served.process.send_signal(number)
        assert served.process.wait(ENDS_WITHIN) == 0
        late.join()
        assert "Traceback" not in served.log
    taken, waiting, unsent = kept(folder)
    assert (waiting, unsent) == (0, 0), "what was begun is finished"
    assert taken == (1 if answers == [None] else 2), "who was heard has an answer, who was not heard has none"


def answered(served: Serving) -> object:
    """The answer to a message that comes at the same moment as the signal; None if nobody listened any more."""
    try:
        return served.post("say", person="Sri", text="JP Mandiri", id="second")
    except OSError:
        return None


def stored_at_start(folder: Path) -> None:
    """Records in which somebody is known, so that no demo is played first."""
    (folder / "data").mkdir(exist_ok=True)
    stored_at(folder / "data" / "carik.db")
    with closing(sqlite3.connect(folder / "data" / "carik.db")) as connection:
        connection.execute("INSERT INTO people (address, language) VALUES ('Bu Sri', 'id')")
        connection.commit()


def test_a_talk_goes_on_where_it_was_after_a_stop(folder: Path) -> None:
    stored_at_start(folder)
    with Serving(folder) as served:
        served.post("say", person="Sri", text="/kelompok", id="1")
        asked = served.post("say", person="Sri", text="JP Mandiri", id="2")["replies"][-1]["text"]
        served.process.terminate()
        served.process.wait(ENDS_WITHIN)
    with Serving(folder) as served:
        told = served.post("say", person="Sri", text="Getasan", id="3")["replies"][-1]["text"]
    assert "desa" in asked.casefold()
    assert "RT" in told


def test_a_port_that_is_taken_is_one_clear_line(folder: Path) -> None:
    stored_at_start(folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        with Serving(folder, port) as served:
            assert served.process.wait(ENDS_WITHIN) == 1
            assert served.greeting == ""
            problems = [line for line in served.log.splitlines() if " INFO " not in line]
    assert len(problems) == 1, served.log
    assert problems[0].startswith("simulator.port (CARIK_PORT): ")
    assert str(port) in problems[0]
