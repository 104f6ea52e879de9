"""The single words and phrases of the data files, and what one of them may look like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.understanding.spelling import plain_word
from lean import dataclass

PLACEHOLDERS = frozenset({"ORANG", "ANGKA", "NAMA"})
_GAP = "..."
_WORDS = ("regions.toml", "spelling.toml", "stops.toml", "words.toml")
_PHRASES = ("answers.toml", "small_talk.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase: the list it stands in ("[filter] women"), its words, and whether it is an example, in which
    names have capitals, a cue phrase, or a single word as it is typed."""

    place: str
    words: str
    example: bool = False
    cue: bool = False
    raw: bool = False

    @property
    def meant(self) -> str:
        """What it is read as, so that two ways to write one thing are found to be one."""
        words = self.words if self.cue else self.words.lower()
        return words if self.raw else " ".join(plain_word(word.strip(".,:;?!")) for word in words.split())

    def problems(self) -> Iterator[str]:
        """Sentences about what is wrong with it by itself."""
        if not self.words:
            yield f"{self.place} is empty."
        capitals = [word for word in self.words.split() for part in word.split("/") if self._is_wrong_case(part)]
        if capitals:
            yield f'{self.place} "{self.words}": {capitals[0]} has to be written small.'
        if self.cue:
            yield from (f'{self.place} "{self.words}": {problem}' for problem in _of_cue(self.words.split()))

    def _is_wrong_case(self, word: str) -> bool:
        if self.example:
            return len(word) > 3 and word.isupper()
        return word != word.lower() and word not in PLACEHOLDERS


def _of_cue(words: Sequence[str]) -> Iterator[str]:
    inner = [word for word in words if word not in ("^", "$", "!")]
    if not inner:
        yield "there is no word in it."
    elif _GAP in (inner[0], inner[-1]):
        yield '"..." stands between words, not at the beginning or the end.'
    elif "NAMA" in inner[0].split("/"):
        yield "NAMA cannot begin a phrase."
    if "^" in words[1:]:
        yield "^ can only stand at the beginning."
    if "$" in [word for word in words if word != "!"][:-1]:
        yield "$ can only stand at the end."
    if any("" in word.split("/") for word in inner):
        yield "a word is missing beside a stroke."


def entries(file: str, content: Mapping[str, Any], table: str = "") -> Iterator[Entry]:
    """All entries of a file, in order; a list without any has one without words."""
    for name, value in content.items():
        place = f"[{table}] {name}" if table else str(name)
        if isinstance(value, Mapping):
            yield from entries(file, value, str(name))
        else:
            is_example = name == "examples"
            cues = name == "certain" or file == "choices.toml"
            for words in _split(file, table, value) or [""]:
                yield Entry(place, words, is_example, cues, raw=cues or file in _WORDS)


def _split(file: str, table: str, value: object) -> list[str]:
    if not isinstance(value, str):
        return []
    if file == "choices.toml":
        return [part.strip() for part in value.split("|")]
    if file.startswith("intents_") or file in _PHRASES:
        lines = [line.strip() for line in value.splitlines()]
        return [line for line in lines if line and not line.startswith("#")]
    return value.split()


def misplaced(file: str, found: Sequence[Entry], apart: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Entries that stand twice in one list, or in two lists of `apart`, which may not share any."""
    alike: dict[tuple[str, str], str] = {}
    meant: dict[tuple[str, str], str] = {}
    for entry in found:
        key = entry.place, entry.meant if entry.example else entry.words
        if entry.words and alike.setdefault(key, entry.words) is not entry.words:
            yield f'{entry.place} "{entry.words}" stands there twice.'
        home = _home(file, entry, apart)
        there = meant.setdefault((home, entry.meant), entry.place) if home and entry.words else entry.place
        if there != entry.place:
            yield f'{entry.place} "{entry.words}" stands in {there} too: it can mean one thing only.'


def _home(file: str, entry: Entry, apart: Mapping[str, frozenset[str]]) -> str:
    """Within what an entry may mean one thing only; empty if within nothing."""
    table, _bracket, name = entry.place.rpartition("] ")
    if file == "choices.toml" or (file == "spelling.toml" and table):
        return table
    if file == "regions.toml":
        return table if name != "marks" else ""
    return file if name in apart.get(file, ()) else ""
