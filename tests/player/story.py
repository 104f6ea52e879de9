"""A story as a `.chat` file tells it: what is given, who says what, what is to be answered, and what is true then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

MINUTE = "%Y-%m-%d %H:%M"
_ONLY = re.compile(r"only on (?P<channels>\w+(?:, \w+)*): .+", re.DOTALL)
_AT_END = re.compile(r"(?P<words>.*?)\s+at (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)")
_GIVEN = re.compile(r"given\s+(?P<words>.+)", re.DOTALL)
_THEN = re.compile(r"then\s+(?P<words>.+)", re.DOTALL)
_MOVE = re.compile(r"at (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)")
_BOT = re.compile(r"bot(?: to (?P<to>[^>]+?))? > ?(?P<text>.*)", re.DOTALL)
_SAID = re.compile(r"(?P<who>[^>]+?) > (?P<text>.+)", re.DOTALL)
_TAP = re.compile(r"\[(?P<label>[^\]]+)\](?P<older> \(older\))?")
_OTHER = re.compile(r"\((?P<kind>sticker|voice|photo|edited|contact|blocked|unblocked)(?: (?P<words>.+))?\)", re.DOTALL)


class NotAStory(Exception):
    """A line that cannot be read; says where."""


@dataclass(frozen=True, slots=True)
class Given:
    """How things are before anybody speaks; `at` (local time of western Indonesia) sets the clock first."""

    line: int
    words: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody does something on their phone. `kind` is "text", "tap" (of the newest button of that label, with `older`
    of the one before), "contact", "edited", or something without words: "sticker", "voice",
    "photo", and "blocked" or "unblocked": the talk was shut or opened again."""

    line: int
    who: str
    kind: str
    words: str
    older: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The clock is moved on to `at` (local time of western Indonesia)."""

    line: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """A message that is to appear on somebody's phone."""

    line: int
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What somebody does, or a move of the clock, and all the messages that it is to bring."""

    action: Said | Moved
    expected: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Then:
    """What is to be true of the records."""

    line: int
    words: str


Part = Given | Scene | Then


@dataclass(frozen=True, slots=True)
class Story:
    """A whole file. Where a platform cannot do what is told, it names the channels `only` on which it is played."""

    path: Path
    only: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """The story of a file. Raises NotAStory."""
    return parse(path, path.read_text(encoding="utf-8"))


def played_only_on(path: Path) -> tuple[str, ...]:
    """The channels on which alone a file is played, without reading all of its story; empty if on all."""
    found = re.search(rf"^{_ONLY.pattern}$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(found["channels"].split(", ")) if found else ()


def parse(path: Path, text: str) -> Story:
    """The story that a text tells. Raises NotAStory."""
    parts: list[Part] = []
    only: tuple[str, ...] = ()
    speaker = ""
    for number, words in _entries(path, text):
        if (channels := _ONLY.fullmatch(words)) and not parts:
            only = tuple(channels["channels"].split(", "))
            continue
        part = _part(number, words, speaker)
        if part is None:
            raise NotAStory(f"{path.name}:{number}: neither given, at, then, nor somebody > something")
        if isinstance(part, Expected):
            parts[-1:] = [_heard(path, parts[-1] if parts else None, part)]
            continue
        parts.append(part)
        if isinstance(part, Scene) and isinstance(part.action, Said):
            speaker = part.action.who
    return Story(path, only, parts)


def _entries(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """Numbered entries: a line with the indented ones that continue it."""
    entry: tuple[int, list[str]] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            if entry is None:
                raise NotAStory(f"{path.name}:{number}: nothing that it could continue")
            entry[1].append(line.strip())
            continue
        if entry:
            yield entry[0], "\n".join(entry[1])
        entry = (number, [line.rstrip()])
    if entry:
        yield entry[0], "\n".join(entry[1])


def _part(number: int, words: str, speaker: str) -> Part | Expected | None:
    if given := _GIVEN.fullmatch(words):
        return _given(number, given["words"])
    if then := _THEN.fullmatch(words):
        return Then(number, " ".join(then["words"].split()))
    if move := _MOVE.fullmatch(words):
        return Scene(Moved(number, datetime.strptime(move["at"], MINUTE)))
    if bot := _BOT.fullmatch(words):
        return Expected(number, bot["to"] or speaker, bot["text"])
    if said := _SAID.fullmatch(words):
        return Scene(_said(number, said["who"], said["text"]))
    return None


def _given(number: int, words: str) -> Given:
    words = " ".join(words.split())
    timed = _AT_END.fullmatch(words)
    return Given(number, timed["words"], datetime.strptime(timed["at"], MINUTE)) if timed else Given(number, words)


def _said(number: int, who: str, text: str) -> Said:
    if tap := _TAP.fullmatch(text):
        return Said(number, who, "tap", tap["label"], bool(tap["older"]))
    if other := _OTHER.fullmatch(text):
        return Said(number, who, other["kind"], other["words"] or "")
    return Said(number, who, "text", text)


def _heard(path: Path, before: Part | None, expected: Expected) -> Scene:
    if not isinstance(before, Scene) or not expected.to:
        raise NotAStory(f"{path.name}:{expected.line}: nothing was done that this could answer")
    return replace(before, expected=(*before.expected, expected))
