"""`python -m bot.understanding.check`: whether the data files hold together, told to whoever edits them."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.understanding.cues import cue, shapes
from bot.understanding.entries import entries, misplaced
from bot.understanding.examples import INTENTS, Lesson, parse
from bot.understanding.features import cue_index
from bot.understanding.normalise import read
from bot.understanding.reader import Reader
from bot.understanding.regions import FILE, MARKS
from bot.understanding.spelling import DATA, plain_word

_LISTS = {
    "answers.toml": "polite yes save no cancel neither wait back skip on",
    "small_talk.toml": "joke salam day hello how doing sick tired free who robot what thanks laugh curse praise sorry"
    " bye condolence",
    "spelling.toml": "roots nouns names places words",
    "stops.toml": "empty polite group_links no_group after_name fields place_ends no_place occupation_ends answering"
    " bare asking wanting minutes showing attending recording"
    " sending gives to_whom told told_with_to others links_message"
    " asks_politely idea_owners"
    " not_why says_of before_why",
    "words.toml": "female male neutral spoken before_names shortened also_names register greeting_names greeted"
    " before_person after_person"
    " titles called_by occupations ordinary group_names behind_sido places_too animals",
}
_VALUES = {
    "filter": "women men youth unlinked linked",
    "document": "attendance members minutes registration_pack all",
    "format": "pdf xlsx docx",
    "role": "secretary facilitator member",
    "language": "jv id en",
    "action": "erase show",
    "period": "last_meeting month year",
    "kind": "collective individual",
    "field": "processing fish livestock forest crop trade service",
    "topic": "women members_max members_min youth meetings proxy civil_servants state_aid business_form business_field"
    " bottom_up",
    "leaving": "died moved left",
    "answer": "maybe no yes",
    "update_field": "called birth_date birth_year household age rt phone occupation gender name",
}
KNOWN = MappingProxyType({file: frozenset(names.split()) for file, names in _LISTS.items()})
"""The lists that each file of lists has."""
CHOICES = MappingProxyType({slot: frozenset(values.split()) for slot, values in _VALUES.items()})
"""The tables of choices.toml and the values that each may choose."""
APART: Mapping[str, frozenset[str]] = MappingProxyType({
    "answers.toml": KNOWN["answers.toml"] - {"polite", "save", "neither", "skip", "on"},
    "small_talk.toml": KNOWN["small_talk.toml"],
    "words.toml": frozenset({"female", "male", "neutral"}),
})  # fmt: skip
"""Lists of one file that may not share an entry. Words that skip are heard only where a question may be left open,
those that go on only where a yes would answer nothing."""
_SAID_AT = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=7)))


def problems(folder: Path = DATA) -> list[str]:
    """What is wrong in the data files of a folder, a sentence for each with its file and entry; [] if all is well."""
    files, found = _read(folder)
    for name, content in files.items():
        found += [f"{name}: {problem}" for problem in _of_file(name, content)]
    return found or list(_of_intents(folder))


def _read(folder: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    files, found = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            files[path.name] = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            found.append(f"{path.name}: this cannot be read ({error}). Is a quotation mark missing?")
    there = {path.name for path in folder.glob("*.toml")}
    found += [f"{name}: the file is missing." for name in sorted({*KNOWN, "choices.toml", FILE.name} - there)]
    return files, found


def _of_file(name: str, content: Mapping[str, Any]) -> Iterator[str]:
    if name.startswith("intents_"):
        yield from _of_tables(content, dict.fromkeys(INTENTS, frozenset({"certain", "examples"})))
    elif name == "choices.toml":
        yield from _of_tables(content, CHOICES)
    elif name == FILE.name:
        yield from _of_regions(content)
    elif name in KNOWN:
        yield from _names(content, KNOWN[name], "the list")
    else:
        yield "no file of this name is read."
    all_entries = list(entries(name, content))
    for entry in all_entries:
        yield from entry.problems()
    yield from misplaced(name, all_entries, APART)
    if name == "spelling.toml":
        yield from _of_spelling(content)


def _of_tables(content: Mapping[str, Any], known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    yield from _names(content, frozenset(known) if "filter" in known else frozenset(content) & INTENTS, "the table")
    for table, inside in content.items():
        if table in known and isinstance(inside, Mapping):
            yield from (f"[{table}] {problem}" for problem in _names(inside, known[table], "the entry"))
        elif table in known:
            yield f"[{table}] has to be a table."


def _names(content: Mapping[str, Any], known: frozenset[str], what: str) -> Iterator[str]:
    yield from (f"{what} {name!r} is not known." for name in content if name not in known)
    yield from (f"{what} {name!r} is missing." for name in sorted(known - content.keys()))


def _of_regions(content: Mapping[str, Any]) -> Iterator[str]:
    """Every region has marks and words; what a word stands for is plain itself."""
    for region, words in content.items():
        if not isinstance(words, Mapping):
            yield f"[{region}] has to be a table."
            continue
        if MARKS not in words:
            yield f"[{region}] has no marks: no text would be read as of there."
        strange = [word for word in words if word != MARKS and plain_word(word) != word]
        yield from (f'[{region}] "{word}" is no plain word: it is read as "{plain_word(word)}".' for word in strange)


def _of_spelling(content: Mapping[str, Any]) -> Iterator[str]:
    words = content.get("words", {})
    written = {other: word for word, others in words.items() for other in str(others).split()}
    for word in words:
        for part in word.split("+"):
            if part in written and written[part] != word:
                yield f'"{word}" is the plain word of one line, but "{part}" is another spelling of "{written[part]}".'
        if word in written:
            yield f'"{word}" is the plain word and another spelling of "{written[word]}" as well.'
    for word in str(content.get("names", "")).split():
        if word not in written:
            yield f'names: "{word}" is no other spelling of anything, so that it is a name already.'


def _of_intents(folder: Path) -> Iterator[str]:
    """What is wrong among the intents of all files; only looked for where each file is well by itself."""
    lessons = [
        (path.name, one) for path in sorted(folder.glob("intents_*.toml")) for one in parse(path.read_text("utf-8"))
    ]
    owners: dict[str, str] = {}
    homes: dict[str, str] = {}
    for name, lesson in lessons:
        if lesson.intent in homes:
            yield f"{name}: [{lesson.intent}] stands in {homes[lesson.intent]} too."
        homes[lesson.intent] = name
        for said in {**dict.fromkeys(lesson.certain), **dict.fromkeys(lesson.examples)}:
            meant = " ".join(plain_word(word.strip(".,:;?!")) for word in said.lower().split())
            if owners.setdefault(meant, lesson.intent) != lesson.intent:
                yield f'{name}: [{lesson.intent}] "{said}" stands under [{owners[meant]}] too.'
    yield from (f"[{intent}] is missing: no file says how people mean it." for intent in sorted(INTENTS - homes.keys()))
    yield from _sent_elsewhere([lesson for _name, lesson in lessons], homes)


def _sent_elsewhere(lessons: list[Lesson], homes: Mapping[str, str]) -> Iterator[str]:
    """Examples that a phrase of another intent decides."""
    index, reader = cue_index(lessons), Reader.load()
    for lesson in lessons:
        for example in lesson.examples:
            words = shapes(read(example))
            weights = index.weights(words)
            heaviest = max(weights, key=lambda intent: weights[intent], default=lesson.intent)
            if weights.get(lesson.intent, 0) >= weights.get(heaviest, 0):
                continue
            if reader.understand(example, _SAID_AT).intent == heaviest:
                phrase = _deciding(next(one for one in lessons if one.intent == heaviest), words)
                at = f'{homes[lesson.intent]}: [{lesson.intent}] the example "{example}"'
                yield f'{at} is read as [{heaviest}], by the phrase "{phrase}" there.'


def _deciding(lesson: Lesson, words: list[str]) -> str:
    found = [said for said in lesson.certain if any(cue(said).found_at(words, at) for at in range(len(words)))]
    return max(found, key=lambda said: cue(said).weight)


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = problems()
    sys.stdout.write("\n".join(found) + "\n" if found else "All data files hold together.\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
