"""Descriptions of what a platform takes, in a form of our own: shapes of named fields, each field of a kind.

kinds   whole A-B              a whole number
        flag                   true or false
        yes                    nothing but true
        text A-B               characters, without space around them, in UTF-16 units
        bytes A-B              characters, counted in bytes of UTF-8
        file A                 an upload of at most so many megabytes, not empty
        list of KIND A-B       so many of a kind
        rows of KIND           rows of 1 to 8, 100 in all
        a word or a shape      described beside; "or" between kinds means any of them

A field with "!" may not be left out. What is not described is not used: with it a request is wrong until it is.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
WIDEST, MOST = "1-8", 100
"""How many buttons there may be in a row, and in all."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    type: str
    content: bytes


class Description:
    """What is described in a file: tables "words" (expressions), "shapes", and whatever else it has."""

    def __init__(self, file: Path) -> None:
        self.tables: Mapping[str, Mapping[str, Any]] = tomllib.loads(file.read_text("utf-8"))
        self._shapes, self._words = self.tables["shapes"], self.tables["words"]

    def differences(
        self, described: Mapping[str, str], fields: Mapping[str, Any], *, raw: bool = False
    ) -> Iterator[str]:
        """What is wrong with fields; `raw` ones are as they were sent, JSON not yet read."""
        kinds = {name.rstrip("!"): kind for name, kind in described.items()}
        yield from (f"{name} is missing" for name in kinds if f"{name}!" in described and name not in fields)
        for name, value in fields.items():
            if name not in kinds:
                yield f"{name} is not described"
            elif not any(self._fits(kind, self._read(kind, value) if raw else value) for kind in _either(kinds[name])):
                yield f"{name} is not {kinds[name]}: {str(value)[:80]}"

    def _read(self, kind: str, value: Any) -> Any:
        """What a field says; None if it should be JSON and is not."""
        if kind.split()[0] in ("text", "bytes", "file", *self._words) or not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return None

    def _fits(self, kind: str, value: Any) -> bool:
        name, *more = kind.split()
        if name in self._words:
            return isinstance(value, str) and re.fullmatch(self._words[name], value, re.DOTALL) is not None
        if name in self._shapes:
            return isinstance(value, dict) and not list(self.differences(self._shapes[name], value))
        if name == "list":
            return self._list(value, more[1], more[2])
        if name == "rows":
            return self._rows(value, more[1])
        return KINDS[name](value, *more)

    def _list(self, value: Any, one: str, limits: str) -> bool:
        return isinstance(value, list) and _within(len(value), limits) and all(self._fits(one, item) for item in value)

    def _rows(self, value: Any, one: str) -> bool:
        if not isinstance(value, list) or not all(self._list(row, one, WIDEST) for row in value):
            return False
        return 1 <= sum(len(row) for row in value) <= MOST


def _either(kinds: str) -> list[str]:
    return kinds.split(" or ")


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


KINDS: Mapping[str, Callable[..., bool]] = {
    "whole": _whole,
    "flag": lambda value: isinstance(value, bool),
    "yes": lambda value: value is True,
    "text": _text,
    "bytes": _bytes,
    "file": _file,
}
