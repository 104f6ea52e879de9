"""Expressions are compiled when they are used, and what is said to be in all they find is in all they find."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import bot.understanding
import handlers
from bot.understanding.expressions import Expression, expression


def kept(value: Any) -> Iterator[Expression]:
    """The expressions of a value: itself, those of a collection or a form."""
    match value:
        case Expression():
            yield value
        case list() | tuple():
            for each in value:
                yield from kept(each)
        case dict():
            yield from kept(list(value.values()))
        case type():
            yield from kept(vars(value).get("pattern"))


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


ALL = {
    each.pattern: each
    for package in (bot.understanding, handlers)
    for module in modules(package)
    for each in kept(vars(module))
}
NEEDING = [each for each in ALL.values() if each.only_with]
Tree = Sequence[tuple[Any, Any]]


def always(tree: Tree, words: Sequence[str]) -> bool:
    """Whether one of the words is in everything that a parsed expression matches. (False may also mean: not proven.)"""
    tree = list(tree)
    if any(word in run for word in words for run in "".join(map(_letter, tree)).split("\0")):
        return True
    return any(_within(tree, at, words) for at in range(len(tree)))


def _letter(item: tuple[Any, Any]) -> str:
    return chr(item[1]).casefold() if item[0] is code.LITERAL else "\0"


def _within(tree: Tree, at: int, words: Sequence[str]) -> bool:
    """The same by one part of it, with the letters right before and behind."""
    what, how = tree[at]
    before = next((i for i in range(at, 0, -1) if tree[i - 1][0] is not code.LITERAL), 0)
    after = next((i for i in range(at + 1, len(tree)) if tree[i][0] is not code.LITERAL), len(tree))
    begin, end = tree[before:at], tree[at + 1 : after]
    if what is code.BRANCH:
        return all(always([*begin, *alternative, *end], words) for alternative in how[1])
    if what is code.IN and all(kind is code.LITERAL for kind, _letter in how):
        return len(how) < 9 and all(always([*begin, letter, *end], words) for letter in how)
    if what is code.SUBPATTERN:
        return always([*begin, *how[3], *end], words)
    if what is code.MAX_REPEAT and how[0] == 0 and how[1] == 1:
        return always([*begin, *end], words) and always([*begin, *how[2], *end], words)
    if what in (code.MAX_REPEAT, code.MIN_REPEAT) and how[0] > 0:
        return always(how[2], words)
    return what is code.ASSERT and always(how[1], words)


def test_there_are_expressions_that_need_a_word() -> None:
    assert len(ALL) > 300
    assert len(NEEDING) > 9


@pytest.mark.parametrize("one", NEEDING, ids=lambda one: one.only_with[0])
def test_what_an_expression_needs_is_in_all_it_finds(one: Expression) -> None:
    assert always(parser.parse(one.pattern, one.flags), one.only_with)


@pytest.mark.parametrize(
    ("written", "words", "proven"),
    [
        ("kapan", "kapan", True),
        ("ka(?:pan|lau)", "kapan kalau", True),
        ("ka(?:pan|lau)", "kapan", False),
        ("s(?:top|etop) .*", "stop setop", True),
        ("(?:kapan)?", "kapan", False),
        ("(?:kapan )+", "kapan", True),
        ("(?=.*kapan).*", "kapan", True),
        ("(?!.*kapan).*", "kapan", False),
        ("[sp]apa", "sapa papa", True),
        ("[sp]apa", "sapa", False),
        ("di?deleng", "deleng", True),
        ("pe?sen", "pesen psen", True),
        ("pe?sen", "pesen", False),
    ],
)
def test_the_proof_itself(written: str, words: str, proven: bool) -> None:
    assert always(parser.parse(written), words.split()) is proven


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = expression("(", only_with="kapan")
    assert wrong.search("jam berapa") is None
    with pytest.raises(re.error):
        wrong.search("KAPAN")


def test_an_expression_is_used_like_a_pattern() -> None:
    one, of = expression("k(a)pan", re.IGNORECASE, only_with="kapan"), re.compile("k(a)pan", re.IGNORECASE)
    for text in ("Kapan", "kapan kapan", "jam berapa", ""):
        for _again in range(2):
            assert bool(one.fullmatch(text)) == bool(of.fullmatch(text))
            assert [found.span() for found in one.finditer(text)] == [found.span() for found in of.finditer(text)]
            assert one.sub("-", text) == of.sub("-", text)
            assert bool(one.search(text, 1)) == bool(of.search(text, 1))
    assert (one.pattern, one.groups) == (of.pattern, of.groups)


def test_what_a_pattern_does_not_have_it_does_not_have() -> None:
    assert not hasattr(expression("x"), "nothing")
