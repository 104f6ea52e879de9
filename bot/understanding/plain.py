"""What the phrases and words of the data files are in plain words, as `teach` writes it: to read each of them as a text
takes 30 ms, for which nobody's first message should wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.understanding.examples import Lesson
from bot.understanding.normalise import read
from bot.understanding.spelling import DATA, plain_word, tables

FILE = DATA / "plain.tsv"
ORDINARY = "ordinary"
PHRASES = ("answers", "small_talk")
"""The data files of which each entry is phrases, one a line."""


@lru_cache(maxsize=1)
def _written() -> Mapping[str, frozenset[str]]:
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    return {name: frozenset(said) for name, *said in rows}


def phrases(file: str) -> Mapping[str, frozenset[str]]:
    """The phrases of a data file ("answers", "small_talk") by their kind, in the order of the file, in plain words."""
    return {name.removeprefix(f"{file}."): said for name, said in _written().items() if name.startswith(f"{file}.")}


def ordinary_words() -> frozenset[str]:
    """The words that no name is made of, as they are typed and as plain words."""
    return _written()[ORDINARY]


def written(lessons: tuple[Lesson, ...]) -> str:
    """The file as it has to be: a name a line, then what is said, each after a tab."""
    rows = {ORDINARY: _ordinary(lessons), **dict(_phrases())}
    return "".join("\t".join([name, *sorted(said)]) + "\n" for name, said in rows.items())


def _phrases() -> Iterator[tuple[str, set[str]]]:
    for file in PHRASES:
        for kind, lines in tables(f"{file}.toml").items():
            yield f"{file}.{kind}", {" ".join(read(line).words) for line in lines.splitlines() if line.strip()}


def _ordinary(lessons: tuple[Lesson, ...]) -> set[str]:
    """Listed words, and those that examples write in small letters: names in examples begin with a capital."""
    words = tables("words.toml")
    listed = {word for kind in ("ordinary", "titles", "occupations") for word in words[kind].split()}
    typed = {word for lesson in lessons for line in lesson.examples for word in line.split() if word.islower()}
    all_of_them = listed | {word.strip(".,:;?!()\"'") for word in typed}
    return (all_of_them | {plain_word(word) for word in all_of_them}) - set(words["greeting_names"].split()) - {""}
