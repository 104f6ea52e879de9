"""The arrows that must never be: who may import whom, read from the source of every module."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bot", "commands", "handlers", "jamaah", "storage")
OWN = frozenset({*FOLDERS, "main", "lean"})
STANDARD = sys.stdlib_module_names | {"lean"}

# Each vendor has one home: the beginnings of the paths that may import it.
HOMES = {
    "aiosqlite": ("storage/",),
    "alembic": ("storage/",),
    "apscheduler": ("bot/clock.py",),
    "asyncpg": ("storage/",),
    "babel": ("bot/texts.py",),
    "cryptography": ("bot/sealing.py",),
    "docx": ("bot/papers/docx.py",),
    "certifi": ("bot/channels/connecting.py",),
    "holidays": ("bot/holidays.py",),
    "httpx": ("bot/channels/telegram", "bot/channels/whatsapp"),
    "pyreqwest": ("bot/channels/connecting.py", "bot/channels/telegram_transport.py", "bot/channels/whatsapp"),
    "pywa": ("bot/channels/whatsapp",),
    "pywa_async": ("bot/channels/whatsapp",),
    "segno": ("bot/files.py",),
    "typst": ("bot/papers/typesetting.py",),
    "sqlalchemy": ("storage/",),
    "starlette": ("bot/channels/web.py",),
    "telegram": ("bot/channels/telegram",),
    "uvicorn": ("bot/channels/web.py",),
    "xlsxwriter": ("bot/papers/xlsx.py",),
}

# Modules too heavy to import before they are needed (Alembic: 545 ms, SQLAlchemy's asyncio: 150): where, and which.
LATE = (
    ("storage/", "alembic"),
    ("storage/", "storage.migrations"),
    ("storage/database.py", "sqlalchemy.ext.asyncio"),
    ("bot/clock.py", "apscheduler"),
    ("bot/files.py", "segno"),
    ("bot/sealing.py", "cryptography"),
    ("bot/papers/typesetting.py", "typst"),
    ("bot/papers/making.py", "bot.papers.docx"),
    ("bot/papers/making.py", "bot.papers.xlsx"),
    ("bot/holidays.py", "holidays"),
    ("bot/texts.py", "babel"),
    # Repositories that few turns need, with the statements that are built with their import.
    ("storage/records.py", "storage"),
    ("storage/accounts.py", "storage.merging"),
    ("storage/talks.py", "storage.merging"),
    # What only some channels need.
    ("commands/__init__.py", "bot.channels.simulator.clock"),
    ("commands/platforms.py", "bot.channels.telegram_webhook"),
    ("commands/platforms.py", "bot.channels.whatsapp"),
    ("commands/serve.py", "bot.channels.server"),
    ("commands/serve.py", "bot.channels.simulator.channel"),
)

# Files of storage that may be async: they bring a turn to the database, or the database to its schema; no repository.
ASYNC_STORAGE = (
    "storage/backup.py",
    "storage/database.py",
    "storage/preparing.py",
    "storage/presence.py",
    "storage/thread.py",
    "storage/migrations",
)

# What channels share: how words get to any platform.
SHARED_BY_CHANNELS = ("bot.channels.connecting", "bot.channels.cutting", "bot.channels.patience", "bot.channels.web")

# What commands share; everything else of theirs is one and knows no other.
SHARED_BY_COMMANDS = ("commands.database", "commands.platforms")

# What handlers share, none of it a conversation; everything else of theirs is one and knows no other.
SHARED_BY_HANDLERS = (
    "handlers.access",
    "handlers.announcing",
    "handlers.book_of_ideas",
    "handlers.fates",
    "handlers.as_called",
    "handlers.business_book",
    "handlers.held_back",
    "handlers.unconnected",
    "handlers.sheets",
    "handlers.visits",
    "handlers.was_it_held",
    "handlers.accompanied",
    "handlers.areas",
    "handlers.attendance_words",
    "handlers.seen_by",
    "handlers.watching",
    "handlers.inquiry",
    "handlers.introducing",
    "handlers.joining",
    "handlers.attendance",
    "handlers.attendance_chart",
    "handlers.pictures",
    "handlers.attending",
    "handlers.reason_given",
    "handlers.replying",
    "handlers.differences",
    "handlers.doubts",
    "handlers.entry_words",
    "handlers.member_changes",
    "handlers.findings",
    "handlers.group_changes",
    "handlers.group_names",
    "handlers.channels",
    "handlers.guesses",
    "handlers.hands",
    "handlers.houses",
    "handlers.invitations",
    "handlers.hours",
    "handlers.codes",
    "handlers.kinds",
    "handlers.meeting_days",
    "handlers.mourning",
    "handlers.law_findings",
    "handlers.member_rows",
    "handlers.member_fields",
    "handlers.minutes",
    "handlers.minutes_in_mind",
    "handlers.names_that_follow",
    "handlers.new_day",
    "handlers.new_members",
    "handlers.next_steps",
    "handlers.objections",
    "handlers.one_meeting",
    "handlers.named",
    "handlers.names",
    "handlers.own_changes",
    "handlers.own_findings",
    "handlers.pauses",
    "handlers.red_days",
    "handlers.pasted_list",
    "handlers.places",
    "handlers.ports",
    "handlers.posts",
    "handlers.proofs",
    "handlers.registering",
    "handlers.reminders",
    "handlers.speaking_for",
    "handlers.rhythms",
    "handlers.same_meeting",
    "handlers.saved_words",
    "handlers.taken_back",
    "handlers.timetable_words",
    "handlers.held_of",
    "handlers.purposes",
    "handlers.cooperative_names",
    "handlers.document_names",
    "handlers.founding_board",
    "handlers.founding_gaps",
    "handlers.founding_papers",
    "handlers.founding_record",
    "handlers.founding_words",
    "handlers.on_paper",
    "handlers.signing",
    "handlers.file_names",
    "handlers.taken_along",
    "handlers.member_book",
    "handlers.shelf",
    "handlers.list_for_outside",
    "handlers.officer_book",
    "handlers.minutes_book",
    "handlers.attendance_recap",
    "handlers.idea_book",
    "handlers.change_book",
    "handlers.attendance_sheet",
    "handlers.rule_words",
    "handlers.spoken_names",
    "handlers.staying",
    "handlers.telling",
    "handlers.timetables",
    "handlers.told_ahead",
    "handlers.told_minutes",
    "handlers.the_member",
    "handlers.welcome",
    "handlers.which_paper",
    "handlers.unasked",
    "handlers.unreachable",
    "handlers.who_comes",
    "handlers.words",
    "handlers.written_meetings",
)

# The machinery under a talk, which is no vocabulary for a handler.
MACHINERY = (
    "bot.channels",
    "bot.answering",
    "bot.clock",
    "bot.delivery",
    "bot.engine",
    "bot.host",
    "bot.last_said",
    "bot.router",
    "bot.sending",
    "bot.session",
    "bot.keys",
    "bot.settings",
    "bot.state",
    "bot.taps",
    "bot.meaning",
    "bot.words",
    "bot.turn",
)


@dataclass(frozen=True)
class Module:
    """One source file: its path from the root and its tree."""

    path: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its dotted name: handlers/members.py is handlers.members."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def within(self, *beginnings: str) -> bool:
        """Whether its path begins with one of these."""
        return self.path.startswith(beginnings)


@dataclass(frozen=True)
class Import:
    """One module imported, where, and whether only inside a function."""

    target: str
    line: int
    late: bool


Breach = Iterator[tuple[int, str]]
Law = Callable[[Module], Breach]


def parse(path: str, source: str) -> Module:
    return Module(path, ast.parse(source, path))


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """All modules of the program, without its tests and benchmarks."""
    files = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    files += [ROOT / "main.py", ROOT / "lean.py"]
    return tuple(parse(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    return frozenset(module.name for module in modules())


def imports(module: Module) -> list[Import]:
    """All imports, also those for the type checker only. `from a import b` imports a.b where that is a module."""
    late = {id(inner) for outer in ast.walk(module.tree) if isinstance(outer, FUNCTIONS) for inner in ast.walk(outer)}
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += [Import(target, node.lineno, id(node) in late) for target in _targets(module, node)]
    return found


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _targets(module: Module, node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    source = _source(module, node)
    return [deeper if (deeper := f"{source}.{alias.name}") in known() else source for alias in node.names]


def _source(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name if module.path.endswith("__init__.py") else module.name.rpartition(".")[0]
    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parents, *([node.module] if node.module else [])])


def is_in(target: str, *packages: str) -> bool:
    """Whether a module is one of these or inside one of them."""
    return any(target == package or target.startswith(f"{package}.") for package in packages)


def called(node: ast.AST) -> str:
    """The dotted name that a call calls: "asyncio.create_task"; empty if it is no call of a name."""
    return (
        ast.unparse(node.func) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) else ""
    )


def forbids(module: Module, allowed: Callable[[str], bool], why: str) -> Breach:
    for one in imports(module):
        if not allowed(one.target):
            yield one.line, f"imports {one.target}: {why}"


def has_async(module: Module) -> Breach:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield node.lineno, "is async"
    yield from forbids(module, lambda target: not is_in(target, "asyncio"), "a turn is a plain function")


WORLDLY = (
    "asyncio",
    "io",
    "logging",
    "os",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
)
READS_CLOCK = (".now", ".today", ".utcnow")


def jamaah_is_pure(module: Module) -> Breach:
    """1: the standard library (its dataclasses made lean) only, no async, clock, logging or files but the rulebook."""
    if not module.within("jamaah/"):
        return
    standard = STANDARD
    yield from forbids(
        module, lambda to: is_in(to, "jamaah") or to.split(".")[0] in standard, "the standard library only"
    )
    yield from forbids(module, lambda to: not is_in(to, *WORLDLY), "no clock, logging, files or network")
    if not module.within("jamaah/rulebook/"):
        yield from forbids(
            module, lambda to: not is_in(to, "pathlib", "tomllib", "importlib"), "only the rulebook is read"
        )
    yield from has_async(module)
    for node in ast.walk(module.tree):
        if called(node) == "open" or called(node).endswith(READS_CLOCK):
            yield node.lineno, f"calls {called(node)}"  # type: ignore[attr-defined]


def lean_needs_nothing(module: Module) -> Breach:
    """1a: what all may import imports the standard library only."""
    if module.path == "lean.py":
        yield from forbids(module, lambda to: to.split(".")[0] in sys.stdlib_module_names, "the standard library only")


def dataclasses_are_lean(module: Module) -> Breach:
    """1b: 200 dataclasses of the standard library would cost a seventh of the start."""
    for node in ast.walk(module.tree) if module.path != "lean.py" else ():
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses":
            yield from ((node.lineno, "import it from lean") for one in node.names if one.name == "dataclass")


def bot_knows_no_group(module: Module) -> Breach:
    """2: bot imports neither handlers, storage nor jamaah, and outside channels no channel."""
    if not module.within("bot/"):
        return
    yield from forbids(module, lambda to: not is_in(to, "handlers", "storage", "jamaah"), "bot knows no group")
    if not module.within("bot/channels/"):
        yield from forbids(module, lambda to: not is_in(to, "bot.channels"), "bot knows no channel")


def understanding_stands_alone(module: Module) -> Breach:
    """2a: the package that understands needs itself and the standard library, so that others can take it as it is."""
    if not module.within("bot/understanding/"):
        return
    itself, standard = "bot.understanding", STANDARD
    yield from forbids(module, lambda to: is_in(to, itself) or to.split(".")[0] in standard, "it stands alone")
    yield from has_async(module)


def handlers_know_no_storage(module: Module) -> Breach:
    """3: handlers import jamaah and bot's vocabulary; never storage, channels, vendors or one another."""
    if not module.within("handlers/"):
        return
    yield from forbids(module, lambda to: not is_in(to, "storage", *MACHINERY), "not a handler's vocabulary")
    yield from has_async(module)
    if module.path != "handlers/__init__.py":
        shared = SHARED_BY_HANDLERS
        yield from forbids(module, lambda to: not is_in(to, "handlers") or is_in(to, *shared), "not one another")
    if module.name in SHARED_BY_HANDLERS:
        classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
        conversations = [
            node for node in classes if any(called(decorator) == "on" for decorator in node.decorator_list)
        ]
        yield from ((node.lineno, f"{node.name} is a conversation in a shared file") for node in conversations)


def storage_knows_no_talk(module: Module) -> Breach:
    """4: storage imports jamaah, bot.ports, bot.messages and the dataclasses of handlers.ports."""
    if not module.within("storage/"):
        return
    allowed = ("lean", "storage", "jamaah", "bot.ports", "bot.messages", "handlers.ports")
    yield from forbids(module, lambda to: to.split(".")[0] not in OWN or is_in(to, *allowed), "storage knows no talk")
    if not module.within(*ASYNC_STORAGE):
        yield from has_async(module)


def channels_only_carry(module: Module) -> Breach:
    """5: a channel imports bot.messages, bot.ports, what channels share and itself."""
    if not module.within("bot/channels/") or module.path == "bot/channels/__init__.py":
        return
    itself = module.name.split(".")[2].split("_")[0]
    allowed = ("lean", "bot.messages", "bot.ports", *SHARED_BY_CHANNELS)

    def may(target: str) -> bool:
        mine = target.split(".")[2:3] and target.startswith(f"bot.channels.{itself}")
        return target.split(".")[0] not in OWN or is_in(target, *allowed) or bool(mine)

    yield from forbids(module, may, "a channel only carries words")


def commands_know_all(module: Module) -> Breach:
    """6: nobody imports main, only main the commands, and no command another, so that a start imports one."""
    yield from forbids(module, lambda to: not is_in(to, "main"), "nobody imports main")
    if module.within("commands/"):
        shared = SHARED_BY_COMMANDS
        yield from forbids(
            module, lambda to: to == "commands" or not is_in(to, "commands") or is_in(to, *shared), "not one another"
        )
    else:
        mine = ("commands",) if module.path == "main.py" else ()
        yield from forbids(module, lambda to: not is_in(to, "commands") or to in mine, "only main runs commands")


def commands_read_configuration(module: Module) -> Breach:
    """6a: only main and its commands read configuration. (Rulebook, words, templates are data of ours.)"""
    if module.within("commands/") or module.path == "main.py":
        return
    yield from forbids(
        module,
        lambda to: is_in(module.name, "bot.settings") or not is_in(to, "bot.keys", "bot.settings"),
        "only commands read configuration",
    )
    data = ("jamaah/rulebook/", "bot/understanding/", "bot/channels/whatsapp_templates.py")
    if not module.within(*data, "bot/settings.py"):
        yield from forbids(
            module, lambda to: not is_in(to, "tomllib", "configparser"), "only commands read configuration"
        )
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv", "os.environb"):
            yield node.lineno, "only commands read the environment"


def vendors_have_homes(module: Module) -> Breach:
    """7: each vendor has one home."""
    for one in imports(module):
        package = one.target.split(".")[0]
        if package in OWN or package in sys.stdlib_module_names:
            continue
        if package not in HOMES:
            yield one.line, f"imports {package}, which has no home: give it one in HOMES"
        elif not module.within(*HOMES[package]):
            yield one.line, f"imports {package}, whose home is {' or '.join(HOMES[package])}"


def imports_stand_at_the_top(module: Module) -> Breach:
    """8a: no import inside a function, but of what is too heavy to start with."""
    for one in imports(module):
        allowed = any(module.within(path) and is_in(one.target, target) for path, target in LATE)
        if one.late and not allowed:
            yield one.line, f"imports {one.target} inside a function"


MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = frozenset({"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"})


def expressions_are_compiled_late(module: Module) -> Breach:
    """8d: what understands chat compiles none of its hundreds of regular expressions before one is used."""
    if not module.within("bot/understanding/", "handlers/"):
        return
    for statement in module.tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for node in ast.walk(statement):
                if called(node) == "re.compile":
                    yield node.lineno, "compiles with its import: use bot.understanding.expressions"  # type: ignore[attr-defined]


def no_module_has_state(module: Module) -> Breach:
    """8b: no mutable state in a module: what is not written in capitals is no constant, and nothing is `global`."""
    for statement in module.tree.body:
        for name, value in _assigned(statement):
            mutable = isinstance(value, MUTABLE) or called(value).rpartition(".")[2] in MAKERS
            if mutable and name != name.upper() and not name.startswith("__"):
                yield statement.lineno, f"{name} is mutable state of a module"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"global {', '.join(node.names)}"


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.Assign):
        yield from ((target.id, statement.value) for target in statement.targets if isinstance(target, ast.Name))
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        yield statement.target.id, statement.value


def every_task_is_kept(module: Module) -> Breach:
    """8c: a task is made in a TaskGroup or kept by who awaits it: the loop itself holds only a weak reference."""
    for node in ast.walk(module.tree):
        call = called(node.value) if isinstance(node, ast.Expr) else ""
        owner, _, deed = call.rpartition(".")
        of_loop = owner in ("", "asyncio") or "loop" in owner.rpartition(".")[2]
        if deed == "ensure_future" or (deed == "create_task" and of_loop):
            yield node.lineno, f"the task of {call} is kept by nobody"  # type: ignore[attr-defined]


LAWS: tuple[Law, ...] = (
    jamaah_is_pure,
    lean_needs_nothing,
    dataclasses_are_lean,
    bot_knows_no_group,
    understanding_stands_alone,
    handlers_know_no_storage,
    storage_knows_no_talk,
    channels_only_carry,
    commands_know_all,
    commands_read_configuration,
    vendors_have_homes,
    imports_stand_at_the_top,
    expressions_are_compiled_late,
    no_module_has_state,
    every_task_is_kept,
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_no_arrow_points_where_it_must_not(law: Law) -> None:
    breaches = [f"{module.path}:{line} {what}" for module in modules() for line, what in law(module)]
    assert not breaches, "\n".join(["", *breaches])


def test_every_folder_of_the_map_is_read() -> None:
    assert {module.path.split("/")[0] for module in modules()} >= set(FOLDERS)


@pytest.mark.parametrize(
    ("law", "path", "source"),
    [
        (jamaah_is_pure, "jamaah/x.py", "import sqlalchemy"),
        (jamaah_is_pure, "jamaah/x.py", "from bot.texts import _"),
        (jamaah_is_pure, "jamaah/x.py", "import logging"),
        (jamaah_is_pure, "jamaah/x.py", "from time import time"),
        (jamaah_is_pure, "jamaah/x.py", "import tomllib"),
        (jamaah_is_pure, "jamaah/x.py", "async def f(): pass"),
        (jamaah_is_pure, "jamaah/x.py", "from datetime import date\ndef f(): return date.today()"),
        (jamaah_is_pure, "jamaah/x.py", "import datetime\ndef f(): return datetime.datetime.now(None)"),
        (jamaah_is_pure, "jamaah/x.py", "open('x')"),
        (lean_needs_nothing, "lean.py", "from bot.texts import _"),
        (dataclasses_are_lean, "jamaah/x.py", "from dataclasses import dataclass, replace"),
        (bot_knows_no_group, "bot/x.py", "from jamaah.people import Born"),
        (bot_knows_no_group, "bot/channels/x.py", "from storage import schema"),
        (bot_knows_no_group, "bot/x.py", "if TYPE_CHECKING:\n    from handlers.ports import Store"),
        (bot_knows_no_group, "bot/x.py", "from bot.channels import web"),
        (bot_knows_no_group, "bot/x.py", "from .channels import web"),
        (understanding_stands_alone, "bot/understanding/x.py", "from bot.forms import Form"),
        (understanding_stands_alone, "bot/understanding/x.py", "from bot.texts import Text"),
        (understanding_stands_alone, "bot/understanding/x.py", "import rapidfuzz"),
        (handlers_know_no_storage, "handlers/x.py", "import storage"),
        (handlers_know_no_storage, "handlers/x.py", "from bot.engine import Engine"),
        (handlers_know_no_storage, "handlers/x.py", "from handlers.members import RegisterMember"),
        (handlers_know_no_storage, "handlers/x.py", "from . import members"),
        (handlers_know_no_storage, "handlers/x.py", "async def f(): pass"),
        (handlers_know_no_storage, "handlers/words.py", "@on('greet')\nclass Greet(Form): pass"),
        (storage_knows_no_talk, "storage/x.py", "from bot.talk import Talk"),
        (storage_knows_no_talk, "storage/x.py", "import handlers.members"),
        (storage_knows_no_talk, "storage/x.py", "import asyncio"),
        (channels_only_carry, "bot/channels/x.py", "from bot.engine import Engine"),
        (channels_only_carry, "bot/channels/x.py", "import jamaah"),
        (channels_only_carry, "bot/channels/telegram.py", "from bot.channels.simulator.channel import Simulator"),
        (commands_know_all, "bot/x.py", "import main"),
        (commands_know_all, "commands/x.py", "from main import main"),
        (commands_know_all, "bot/x.py", "from commands.serve import build"),
        (commands_know_all, "storage/x.py", "from commands import wrong"),
        (commands_know_all, "main.py", "from commands.serve import build"),
        (commands_know_all, "commands/x.py", "from commands.serve import build"),
        (commands_know_all, "commands/x.py", "from commands import serve"),
        (commands_read_configuration, "bot/x.py", "from tomllib import loads"),
        (commands_read_configuration, "bot/x.py", "from bot.settings import read_document"),
        (commands_read_configuration, "bot/x.py", "import os\nTOKEN = os.environ['T']"),
        (vendors_have_homes, "bot/x.py", "import telegram"),
        (vendors_have_homes, "bot/engine.py", "from sqlalchemy import text"),
        (vendors_have_homes, "bot/x.py", "import requests"),
        (imports_stand_at_the_top, "bot/x.py", "def f():\n    import json"),
        (imports_stand_at_the_top, "storage/x.py", "def f():\n    from storage import schema"),
        (imports_stand_at_the_top, "commands/x.py", "def f():\n    from storage import backup"),
        (imports_stand_at_the_top, "main.py", "def f():\n    import json"),
        (expressions_are_compiled_late, "bot/understanding/x.py", "import re\n_X = re.compile('x')"),
        (expressions_are_compiled_late, "handlers/x.py", "import re\n_XS = {1: [re.compile('x')]}"),
        (no_module_has_state, "bot/x.py", "cache = {}"),
        (no_module_has_state, "bot/x.py", "_seen: set[int] = set()"),
        (no_module_has_state, "bot/x.py", "from collections import defaultdict\nrows = defaultdict(list)"),
        (no_module_has_state, "bot/x.py", "N = 0\ndef f():\n    global N\n    N = 1"),
        (every_task_is_kept, "bot/x.py", "asyncio.create_task(f())"),
        (every_task_is_kept, "bot/x.py", "create_task(f())"),
        (every_task_is_kept, "bot/x.py", "asyncio.get_running_loop().create_task(f())"),
        (every_task_is_kept, "bot/x.py", "self._loop.create_task(f())"),
        (every_task_is_kept, "bot/x.py", "asyncio.ensure_future(f())"),
    ],
)
def test_a_forbidden_arrow_is_seen(law: Law, path: str, source: str) -> None:
    assert list(law(parse(path, source)))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("jamaah/x.py", "from datetime import time\nfrom jamaah.people import Born\nfrom lean import dataclass"),
        ("jamaah/rulebook/x.py", "import tomllib\nfrom pathlib import Path"),
        ("bot/clock.py", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
        ("handlers/x.py", "from handlers.words import spoken\nfrom bot.forms import Form\nfrom jamaah import members"),
        ("handlers/__init__.py", "from handlers import members, ports"),
        ("storage/x.py", "import sqlalchemy\nfrom bot.messages import Incoming\nfrom handlers.ports import Code"),
        ("storage/database.py", "async def f(): pass\ndef g():\n    import alembic.command"),
        ("bot/channels/telegram.py", "import telegram\nfrom bot.channels.telegram_updates import incoming"),
        (
            "commands/x.py",
            "import os\nfrom commands import wrong\nfrom commands.database import opened\nX = os.environ",
        ),
        ("main.py", "from bot.settings import SettingsInvalid\nfrom commands import wrong"),
        ("bot/x.py", "TABLE = {1: 2}\n__all__ = ['f']"),
        ("bot/x.py", "async def f(group):\n    group.create_task(g())\n    kept = asyncio.create_task(g())"),
    ],
)
def test_what_is_allowed_is_not_blamed(path: str, source: str) -> None:
    assert [what for law in LAWS for what in law(parse(path, source))] == []
