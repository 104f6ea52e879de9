"""Whether a request keeps to the Bot API, by our own description of the part of it that we use."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DESCRIBED: Mapping[str, Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("bot_api.toml").read_text("utf-8"))
METHODS, SHAPES, WORDS = DESCRIBED["methods"], DESCRIBED["shapes"], DESCRIBED["words"]
MEGABYTE = 1024 * 1024
WIDEST, MOST = "1-8", 100
"""How many buttons there may be in a row, and in all."""
AS_IT_IS = ("text", "bytes", "file", *WORDS)
"""Kinds whose value is not JSON where it is a field of its own."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    type: str
    content: bytes


def breaches(method: str, fields: Mapping[str, str | Upload]) -> list[str]:
    """What is wrong with a request, a sentence each; fields are as they were sent, JSON not yet read."""
    if method not in METHODS:
        return [f"{method} is no method that is described"]
    found = [f"{method}: {problem}" for problem in _differences(METHODS[method], fields, raw=True)]
    if "request_contact" in str(fields.get("reply_markup")) and str(fields.get("chat_id")).startswith("-"):
        found.append(f"{method}: a number is asked for in a group chat")
    return found


def _differences(described: Mapping[str, str], fields: Mapping[str, Any], *, raw: bool = False) -> Iterator[str]:
    kinds = {name.rstrip("!"): kind for name, kind in described.items()}
    yield from (f"{name} is missing" for name in kinds if f"{name}!" in described and name not in fields)
    for name, value in fields.items():
        if name not in kinds:
            yield f"{name} is not described"
        elif not any(_fits(kind, _read(kind, value) if raw else value) for kind in kinds[name].split(" or ")):
            yield f"{name} is not {kinds[name]}: {str(value)[:80]}"


def _read(kind: str, value: Any) -> Any:
    """What a field says; None if it should be JSON and is not."""
    if kind.split()[0] in AS_IT_IS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def _fits(kind: str, value: Any) -> bool:
    name, *more = kind.split()
    if name in WORDS:
        return isinstance(value, str) and re.fullmatch(WORDS[name], value, re.DOTALL) is not None
    if name in SHAPES:
        return isinstance(value, dict) and not list(_differences(SHAPES[name], value))
    return KINDS[name](value, *more)


def _within(count: int, limits: str) -> bool:
    least, most = limits.split("-")
    return int(least) <= count <= int(most)


def _whole(value: Any, limits: str) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and _within(value, limits)


def _text(value: Any, limits: str) -> bool:
    return isinstance(value, str) and _within(len(value.strip().encode("utf-16-le")) // 2, limits)


def _bytes(value: Any, limits: str) -> bool:
    return isinstance(value, str) and _within(len(value.encode()), limits)


def _file(value: Any, most: str) -> bool:
    return isinstance(value, Upload) and 0 < len(value.content) <= int(most) * MEGABYTE


def _list(value: Any, _of: str, one: str, limits: str) -> bool:
    return isinstance(value, list) and _within(len(value), limits) and all(_fits(one, item) for item in value)


def _rows(value: Any, _of: str, one: str) -> bool:
    if not isinstance(value, list) or not all(_list(row, "of", one, WIDEST) for row in value):
        return False
    return 1 <= sum(len(row) for row in value) <= MOST


KINDS: Mapping[str, Callable[..., bool]] = {
    "whole": _whole,
    "flag": lambda value: isinstance(value, bool),
    "yes": lambda value: value is True,
    "text": _text,
    "bytes": _bytes,
    "file": _file,
    "list": _list,
    "rows": _rows,
}
