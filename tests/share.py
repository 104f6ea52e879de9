"""What a short run tries of many like things: a part of them, another one each time; all of them with CARIK_FULL=1."""

from __future__ import annotations

import os
from collections.abc import Iterable
from zlib import crc32

FULL = os.environ.get("CARIK_FULL") == "1"


def of_many(things: Iterable[str], among: int, chosen_by: str = "") -> list[str]:
    """One of so many `things`, by their names: which ones differs with the name of what they are tried on."""
    return [thing for thing in things if FULL or crc32(f"{thing} {chosen_by}".encode()) % among == 0]
