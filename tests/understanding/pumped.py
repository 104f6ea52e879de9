"""Texts made of our own regular expressions: a way through one of them, with a piece of it over and over.

What reads a text in so many places that its time grows with the square of its length is found by such texts soonest.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 4096
ANY = "a 1,"
CATEGORIES = {codes.CATEGORY_DIGIT: "7", codes.CATEGORY_SPACE: " ", codes.CATEGORY_NOT_WORD: " "}
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
RARELY = 0.3


@lru_cache(maxsize=1024)
def _tree(written: str, flags: int) -> Any:
    return parser.parse(written, flags)


def way_through(written: str, flags: int, random: Random) -> str:
    """A text that goes along an expression; it need not fit, for what is looked at ahead and behind may forbid it."""
    return _sequence(_tree(written, flags), random)


def pumped(written: str, flags: int, random: Random) -> str:
    """A way through an expression in which a piece comes so often that the text is as long as a message may be."""
    way = way_through(written, flags, random) or "a"
    begin = random.randrange(len(way))
    end = random.randint(begin + 1, min(len(way), begin + random.choice((2, 12, 40))))
    piece = way[begin:end] + random.choice(("", "", " ", ", "))
    behind = random.choice((way[end:], "", "!", "\n"))[: LONGEST // 2]
    before = way[: LONGEST // 2][:begin]
    room = LONGEST - len(before) - len(behind)
    return before + (piece * room)[:room] + behind


def _sequence(nodes: Iterable[tuple[Any, Any]], random: Random) -> str:
    return "".join(_node(code, value, random) for code, value in nodes)


def _node(code: Any, value: Any, random: Random) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code in (codes.ANY, codes.NOT_LITERAL):
        return random.choice(ANY)
    if code is codes.IN:
        return _one_of(value, random)
    if code is codes.BRANCH:
        return _sequence(random.choice(value[1]), random)
    if code is codes.SUBPATTERN:
        return _sequence(value[3], random)
    if code is codes.ATOMIC_GROUP:
        return _sequence(value, random)
    if code in REPEATS:
        least, most, part = value
        return "".join(_sequence(part, random) for _ in range(random.randint(least, min(most, least + 2))))
    ahead = code is codes.ASSERT and random.random() < RARELY
    return _sequence(value[1], random) if ahead else ""


def _one_of(signs: Iterable[tuple[Any, Any]], random: Random) -> str:
    code, value = random.choice(list(signs))
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(random.randint(value[0], min(value[1], value[0] + 60)))
    return CATEGORIES.get(value, "ab") if code is codes.CATEGORY else random.choice(ANY)
