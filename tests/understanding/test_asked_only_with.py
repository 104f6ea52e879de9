"""What says that it finds something only with certain words finds nothing in any known text without them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import bot.understanding
import handlers
from bot.forms import Form
from bot.understanding.needed import Needed, needed
from handlers import ALL
from tests.player.story import Said, Scene, read_story
from tests.understanding.all_expressions import modules

HERE = Path(__file__).parent.parent
NOW = datetime(2026, 12, 3, 19, 30)
Reading = Callable[[str], Any]


def marked() -> dict[str, FunctionType]:
    """All functions that say which words they need, outside of conversations."""
    all_modules = (module for package in (bot.understanding, handlers) for module in modules(package))
    found = (one for module in all_modules for one in vars(module).values())
    functions = [one for one in found if isinstance(one, FunctionType) and hasattr(one, "needs")]
    return {f"{one.__module__}.{one.__name__}": one for one in functions}


HEARING: list[type[Form[Any]]] = [form for form in ALL if form.hears_whole_texts()]


def alone(function: FunctionType) -> Reading | None:
    """The function with only a text to be given; None if it takes more than that and the time."""
    wanted = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty]
    match [one.annotation for one in wanted]:
        case ["str"] | ["str | Said"]:
            return function
        case ["str", "datetime"] | ["str | Said", "datetime"]:
            return lambda text: function(text, NOW)
    return None


@cache
def texts() -> tuple[str, ...]:
    """What is said in any transcript, and all labelled sayings."""
    said = [
        part.action.words
        for file in sorted((HERE / "transcripts").glob("*.chat"))
        for part in read_story(file).parts
        if isinstance(part, Scene) and isinstance(part.action, Said)
    ]
    lines = (HERE / "sayings" / "open.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys([*said, *(json.loads(line)["text"] for line in lines)]))


def test_no_function_finds_anything_without_the_words_it_needs() -> None:
    readings = {name: reading for name, one in marked().items() if (reading := alone(one))}
    known = Needed([(name, (marked()[name],)) for name in readings])
    wrong = [
        f"{name}: {text!r}"
        for text in texts()
        for name in readings.keys() - set(known.within(text))
        if readings[name](text)
    ]
    assert wrong == []


def test_no_pattern_is_for_a_text_without_the_words_it_needs() -> None:
    patterns = {form.intent: form.pattern for form in ALL if form.pattern}
    known = Needed((intent, (pattern,)) for intent, pattern in patterns.items())
    found = [(intent, text) for intent, pattern in patterns.items() for text in texts() if pattern.fullmatch(text)]
    assert len({intent for intent, _text in found}) > len(patterns) / 2
    assert [(intent, text) for intent, text in found if intent not in known.within(text)] == []


@pytest.mark.parametrize("name", marked())
def test_of_what_needs_words_they_are_known(name: str) -> None:
    assert needed(marked()[name]), "an expression of it is not known to need a word; if it does: make teach"


@pytest.mark.parametrize(
    "form", [form for form in HEARING if hasattr(form.hears, "needs")], ids=lambda form: form.intent
)
def test_of_conversations_that_need_words_they_are_known(form: type[Form[Any]]) -> None:
    assert needed(form.hears), "an expression of it is not known to need a word; if it does: make teach"


def test_most_conversations_are_asked_only_where_their_words_stand() -> None:
    always = sorted(form.intent for form in HEARING if not needed(form.hears))
    assert len(always) < 0.06 * len(HEARING), always
