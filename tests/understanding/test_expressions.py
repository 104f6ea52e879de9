"""Expressions are compiled when they are used, and what is said to be in all they find is in all they find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from bot.understanding.expressions import FILE, Expression, expression
from tests.understanding.all_expressions import ALL
from tests.understanding.required import told

NEEDING = [each for each in ALL.values() if each.only_with]
MOST_TEXTS = 500
Tree = Sequence[tuple[Any, Any]]


def always(tree: Tree, words: Sequence[str]) -> bool:
    """Whether one of the words is in everything that a parsed expression matches. (False may also mean: not proven.)"""
    tree = list(tree)
    if any(all(any(word in text for word in words) for text in texts) for texts in _runs(tree)):
        return True
    return any(_within(tree, at, words) for at in range(len(tree)))


def _runs(tree: Tree) -> Iterator[list[str]]:
    """All texts that parts side by side can be, from each part on as far as that can be said."""
    for first in range(len(tree)):
        texts = [""]
        for part in tree[first:]:
            told = _texts(part)
            if told is None or len(told) * len(texts) > MOST_TEXTS:
                break
            texts = [one + other for one in texts for other in told]
        yield texts


def _texts(part: tuple[Any, Any]) -> list[str] | None:
    """All texts that a part can be; None if that cannot be said, or they are many."""
    what, how = part
    match what:
        case code.LITERAL:
            return [chr(how).casefold()]
        case code.AT:
            return [""]
        case code.IN:
            return [text for letter in _letters_of(how) for text in _texts(letter) or []] or None
        case code.SUBPATTERN:
            return _texts_of_all(how[3])
        case code.BRANCH:
            each = [_texts_of_all(alternative) for alternative in how[1]]
            return None if None in each else [text for texts in each for text in texts or []]
        case code.MAX_REPEAT if how[:2] == (0, 1):
            once = _texts_of_all(how[2])
            return None if once is None else ["", *once]
    return None


def _texts_of_all(tree: Tree) -> list[str] | None:
    each = [_texts(part) for part in tree]
    if None in each or prod(len(texts or []) for texts in each) > MOST_TEXTS:
        return None
    return ["".join(texts) for texts in product(*(texts or [] for texts in each))]


def _within(tree: Tree, at: int, words: Sequence[str]) -> bool:
    """The same by one part of it, with the letters right before and behind."""
    what, how = tree[at]
    before = next((i for i in range(at, 0, -1) if tree[i - 1][0] is not code.LITERAL), 0)
    after = next((i for i in range(at + 1, len(tree)) if tree[i][0] is not code.LITERAL), len(tree))
    begin, end = tree[before:at], tree[at + 1 : after]
    if what is code.BRANCH:
        return all(always([*begin, *alternative, *end], words) for alternative in how[1])
    if what is code.IN and (letters := _letters_of(how)):
        return all(always([*begin, letter, *end], words) for letter in letters)
    if what is code.SUBPATTERN:
        return always([*begin, *how[3], *end], words)
    if what is code.MAX_REPEAT and how[0] == 0 and how[1] == 1:
        return always([*begin, *end], words) and always([*begin, *how[2], *end], words)
    if what in (code.MAX_REPEAT, code.MIN_REPEAT) and how[0] > 0:
        return always(how[2], words)
    return what is code.ASSERT and always(how[1], words)


def _letters_of(kinds: Tree) -> Tree:
    """The letters of which a set has one; none if it has many, or is told by what is not in it."""
    if any(kind not in (code.LITERAL, code.RANGE) for kind, _how in kinds):
        return []
    spans = [(how, how) if kind is code.LITERAL else how for kind, how in kinds]
    letters = [(code.LITERAL, letter) for first, last in spans for letter in range(first, last + 1)]
    return letters if len(letters) < 9 else []


def test_most_expressions_are_known_to_need_a_word() -> None:
    assert len(ALL) > 300
    assert len(NEEDING) > 0.6 * len(ALL)


def test_what_is_known_of_expressions_is_of_those_there_are() -> None:
    """What was written anew since is compiled with the first message; a tenth is soon half."""
    known, now = (set(words.splitlines()) for words in (FILE.read_text(encoding="utf-8"), told(ALL.values())))
    assert len(known ^ now) < 0.1 * len(now), "run: make teach"


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
        ("(?=.*[2-4]).*", "2 3 4", True),
        ("(?=.*[2-5]).*", "2 3 4", False),
        ("[^2-4]", "2 3 4", False),
        ("di?deleng", "deleng", True),
        ("pe?sen", "pesen psen", True),
        ("pe?sen", "pesen", False),
        ("be(?:nar|tul)", "benar betul", True),
        ("be(?:nar|tul)", "benar", False),
        ("tet[ae]p(?:lah)?", "tetap tetep", True),
        (r"\w+ (?:be(?:nar|tul)|sip) ?ya", "benarya benar ya betulya betul ya sipya sip ya", True),
        (r"\w+ (?:be(?:nar|tul)|sip) ?ya", "benarya betulya sipya", False),
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
