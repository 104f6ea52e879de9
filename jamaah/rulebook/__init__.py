"""The rulebook: the rules as data, each with its threshold, its source and the days on which it is in force."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jamaah.rulebook.parsing import RulebookInvalid, read
from jamaah.rulebook.rules import TRACKS, Counted, Measure, Period, Rule, Rulebook, Track, Version

__all__ = [
    "TRACKS",
    "Counted",
    "Measure",
    "Period",
    "Rule",
    "Rulebook",
    "RulebookInvalid",
    "Track",
    "Version",
    "load",
    "read",
]

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def load(folder: Path = FOLDER) -> Rulebook:
    """The rulebook of a folder: own.toml, and law/*.toml, one file for each law. Raises RulebookInvalid."""
    paths = [folder / "own.toml", *sorted(folder.glob("law/*.toml"))]
    return read({path.relative_to(folder).as_posix(): _text(path, folder) for path in paths})


def _text(path: Path, folder: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookInvalid(path.relative_to(folder).as_posix(), "(file)", str(error)) from error
