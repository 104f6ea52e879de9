"""What a short run tries of many like things: a part of them, another one each time; all of them with CARIK_FULL=1."""

from __future__ import annotations

import os
from collections.abc import Iterable
from zlib import crc32

import pytest

FULL = os.environ.get("CARIK_FULL") == "1"


def chosen(name: str, among: int) -> bool:
    """Whether a short run tries what has this name: one of so many."""
    return FULL or crc32(name.encode()) % among == 0


def of_many(things: Iterable[str], among: int, chosen_by: str = "") -> list[str]:
    """One of so many `things`, by their names: which ones differs with the name of what they are tried on."""
    return [thing for thing in things if chosen(f"{thing} {chosen_by}", among)]


def deselected(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The cases a short run leaves out: of a test marked `part(among)` it tries about one of so many."""
    marked = [(item, item.get_closest_marker("part")) for item in items]
    return [item for item, mark in marked if mark and not chosen(item.nodeid, *mark.args)]
