"""A file of JSON objects, one a line, to which lines are only added."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class Journal:
    """Lines that survive the process; a line that was being written when it died is dropped."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        self._drop_torn_line()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        with self._file.open("rb") as lines:
            yield from map(json.loads, lines)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Write one line; it is with the operating system when this returns."""
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
        with self._file.open("ab", buffering=0) as end:
            end.write(line.encode())

    def clear(self) -> None:
        """Begin again with an empty file."""
        self._file.write_bytes(b"")

    def _drop_torn_line(self) -> None:
        content = self._file.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            with self._file.open("r+b") as file:
                file.truncate(whole)
