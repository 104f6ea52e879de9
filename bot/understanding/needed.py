"""The words without which nothing is found: of all that reads whole texts a text need be shown to few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

from bot.understanding.expressions import Expression, expression, folded
from bot.understanding.normalise import read

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
Needs = str | re.Pattern[str] | Callable[..., Any]
"""A word or a beginning of one; an expression, for the words it needs; a function marked by `only_with`."""

_WORD = expression(r"\w+")
_HEAD = 2
"""Letters by which words are looked up; shorter ones are looked for one by one."""


def only_with(*needs: Needs) -> Callable[[F], F]:
    """Says of a function that it finds nothing in a text in which none of these stands, as it was typed (in small
    letters, spaces made one), without signs between its words, or in plain words."""

    def marked(function: F) -> F:
        vars(function)["needs"] = needs
        return function

    return marked


def needed(function: Callable[..., Any]) -> tuple[str, ...]:
    """The words one of which stands in every text in which a function finds something; empty if none are known."""
    return _words(getattr(function, "needs", ()))


def _words(needs: Iterable[Needs]) -> tuple[str, ...]:
    """The words of all; none if one of them needs none."""
    each = [_of_one(one) for one in needs]
    return tuple(dict.fromkeys(word for words in each for word in words)) if all(each) else ()


def _of_one(one: Needs) -> tuple[str, ...]:
    if isinstance(one, str):
        return (one,)
    return one.only_with if isinstance(one, Expression) else needed(one) if callable(one) else ()


class Needed(Generic[T]):
    """Finds which of many things, each with what it needs, a text may be for. What needs nothing always may."""

    def __init__(self, things: Iterable[tuple[T, Iterable[Needs]]]) -> None:
        self._things = list(things)

    def __iter__(self) -> Iterator[T]:
        return (thing for thing, _needs in self._things)

    def within(self, text: str) -> list[T]:
        """Those whose words stand in a text, in their order."""
        found, by_head, short = self._index
        for said in _readings(text):
            for at in range(len(said) - 1):
                for word, which in by_head.get(said[at : at + _HEAD], ()):
                    if which & ~found and said.startswith(word, at):
                        found |= which
            for word, which in short:
                found |= which if word in said else 0
        return [self._things[at][0] for at in _bits(found)]

    @cached_property
    def _index(self) -> tuple[int, dict[str, list[tuple[str, int]]], list[tuple[str, int]]]:
        """Which need nothing, as bits of a number; of words which need them, by their first letters; short words."""
        always, of = 0, dict[str, int]()
        for at, (_thing, needs) in enumerate(self._things):
            words = _words(needs)
            always |= 0 if words else 1 << at
            for word in words:
                of[word] = of.get(word, 0) | 1 << at
        by_head: dict[str, list[tuple[str, int]]] = {}
        for word, which in of.items():
            by_head.setdefault(word[:_HEAD], []).append((word, which))
        return always, by_head, [pair for pair in of.items() if len(pair[0]) < _HEAD]


def _readings(text: str) -> set[str]:
    """A text as it may be looked at: as typed, in plain words, and with nothing but spaces between its words."""
    typed = " ".join(folded(text).split())
    worded = " ".join(_WORD.findall(typed))
    return {typed, read(text).plain} if worded in typed else {typed, read(text).plain, worded}


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
