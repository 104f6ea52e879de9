"""All regular expressions of the project: named, in lists and tables, of forms, or written right into calls."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import bot
import handlers
import jamaah
import storage
from bot.understanding.expressions import Expression
from handlers import ALL

OURS: tuple[ModuleType, ...] = (bot, handlers, jamaah, storage)
ROOT = Path(bot.__file__).parent.parent

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


@lru_cache(maxsize=1)
def expressions() -> tuple[Written, ...]:
    """Each as it is written, with its flags; in order."""
    for package in OURS:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    names = tuple(package.__name__ for package in OURS)
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in names]
    named = {found for module in modules for value in list(vars(module).values()) for found in _held(value)}
    of_forms = {found for form in ALL for found in _held(form.pattern)}
    files = [file for name in names for file in (ROOT / name).rglob("*.py")]
    return tuple(sorted(named | of_forms | {found for file in files for found in _in_calls(file)}))
