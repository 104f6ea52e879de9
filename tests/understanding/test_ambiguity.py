"""No regular expression reads one text in more and more ways: a message would wait for ever."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot
import handlers
import jamaah
import storage
from bot.understanding.expressions import Expression
from handlers import ALL
from tests.share import chosen
from tests.understanding.ambiguity import Automaton

OURS: tuple[ModuleType, ...] = (bot, handlers, jamaah, storage)
ROOT = Path(bot.__file__).parent.parent
MANY = 500

Written = tuple[str, int]


def _held(value: Any) -> Iterator[Written]:
    """The expressions that a name of a module stands for, also in lists and tables."""
    if isinstance(value, Expression | re.Pattern):
        yield value.pattern, int(value.flags) & ~int(re.UNICODE)
    elif isinstance(value, dict):
        yield from (found for one in value.values() for found in _held(one))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (found for one in value for found in _held(one))


def _in_calls(file: Path) -> Iterator[Written]:
    """Those written right into a call: re.sub(r"...", ...)."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of, first = node.func.value, node.args[0]
            if isinstance(of, ast.Name) and of.id == "re" and isinstance(first, ast.Constant):
                yield str(first.value), 0


def _all() -> set[Written]:
    for package in OURS:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    names = tuple(package.__name__ for package in OURS)
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in names]
    named = {found for module in modules for value in list(vars(module).values()) for found in _held(value)}
    of_forms = {found for form in ALL for found in _held(form.pattern)}
    files = [file for name in names for file in (ROOT / name).rglob("*.py")]
    return named | of_forms | {found for file in files for found in _in_calls(file)}


def test_no_expression_reads_a_text_in_more_and_more_ways() -> None:
    every = _all()
    assert len(every) > MANY
    looked_at = [one for one in sorted(every) if chosen(one[0], 4)]
    doubled = [written for written, flags in looked_at if Automaton(written, flags).doubled()]
    assert doubled == []


@pytest.mark.parametrize(
    "written",
    [
        r"(a+)+b",
        r"(?:a|a)*c",
        r"(?:x|[\d./-]+[\s,.]*)+",
        r"(?:[ ,]*\d+)*!",
        r"(?:a(?:x?)?b)*c",
        r"(?:, 0*\d{1,3})*!",
        r"(?:kemarin|kemarin_lusa|_lusa)*",
        r"(?:x[^:]{1,40})*:",
    ],
)
def test_what_doubles_is_found(written: str) -> None:
    assert Automaton(written).doubled()


@pytest.mark.parametrize(
    "written",
    [
        r"(?:a|b)*c",
        r"(?:foo|fob)(?:, (?:foo|fob))*",
        r"(?:, [1-9]\d{0,2})*!",
        r"(?:(?>(?:kemarin|kemarin_lusa)\b) ?)+",
        r"a.*b.*c",
        r"(?:(?:a+)++b)*c",
        r"(?:(?>(?:kuwi|kuwi|ini)\b)[ ,]+)*x",
    ],
)
def test_what_does_not_double_is_let_be(written: str) -> None:
    assert Automaton(written).doubled() is None
