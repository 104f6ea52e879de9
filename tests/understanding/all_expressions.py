"""All expressions there are: of what is understood, and of the conversations."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import bot.understanding
import handlers
from bot.understanding.expressions import Expression


def kept(value: Any) -> Iterator[Expression]:
    """The expressions of a value: itself, those of a collection or a form."""
    match value:
        case Expression():
            yield value
        case list() | tuple():
            for each in value:
                yield from kept(each)
        case dict():
            yield from kept(list(value.values()))
        case type():
            yield from kept(vars(value).get("pattern"))


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


ALL = {
    each.pattern: each
    for package in (bot.understanding, handlers)
    for module in modules(package)
    for each in kept(vars(module))
}
