"""The files that were sent to phones: each content is written once, into a folder."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from bot.messages import Attachment
from lean import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as a message names it; the same file sent again has the same `id`."""

    id: str
    name: str
    type: str


class Files:
    """Contents by id, on disk before a message speaks of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, made: Attachment) -> Kept:
        """Write a file unless it is there already."""
        kept = Kept(_id(made), made.name, made.type)
        file = self._folder / kept.id
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = file.with_suffix(".new")
            fresh.write_bytes(made.content)
            fresh.replace(file)
        return kept

    def content(self, kept: Kept) -> bytes | None:
        """What is in a file; None if somebody took it away."""
        file = self._folder / kept.id
        return file.read_bytes() if file.exists() else None

    def clear(self) -> None:
        """Forget all files."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _id(made: Attachment) -> str:
    head = f"{made.type}\0{made.name}\0".encode()
    return hashlib.sha256(head + made.content).hexdigest()[:32]
