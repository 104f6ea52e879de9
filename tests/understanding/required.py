"""The words one of which is in all that an expression finds: `python -m tests.understanding.required` writes them down
for all expressions there are, so that those which cannot find anything in a message need not be compiled for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from bot.understanding.expressions import FILE, Expression, name
from tests.understanding.all_expressions import ALL

SHORTEST, MOST = 2, 48
"""Letters of a word, and words of an expression, with which it is worth while."""
FEW_LETTERS = 9
SAYINGS = Path(__file__).parent.parent / "sayings" / "open.jsonl"
Words = frozenset[str]


def required(written: str, flags: int) -> Words:
    """The longest words found; none if nothing is sure, or too little."""
    found = frozenset(word.strip() for word in _of_all(parser.parse(written, flags)))
    if not found or len(found) > MOST or min(map(len, found)) < SHORTEST:
        return frozenset()
    return frozenset(word for word in found if not any(other != word and other in word for other in found))


def _of_all(parts: Iterable[tuple[Any, Any]], most: int = MOST) -> Words:
    """Of parts one after another: the best that one of them, or some side by side, are sure to need; not too many."""
    best, run = Words(), _NOTHING
    for what, how in parts:
        spelt = _spelt(what, how)
        longer = _side_by_side(run, spelt, most) if spelt else None
        if longer is not None:
            run = longer
            continue
        best, run = _better(_better(best, _sure(run), most), _of_one(what, how, most), most), spelt or _NOTHING
    return _better(best, _sure(run), most)


_NOTHING = Words([""])


def _sure(run: Words) -> Words:
    return run if all(run) else Words()


def _side_by_side(run: Words, spelt: Words, most: int = MOST) -> Words | None:
    both = Words(one + other for one in run for other in spelt)
    return both if len(both) <= most else None


def _spelt(what: Any, how: Any) -> Words | None:
    """All texts that a part can be; None if there are many."""
    if what is code.LITERAL:
        return Words([chr(how).casefold()])
    if what is code.IN:
        return _letters(how)
    if what is code.SUBPATTERN:
        return _all_spelt(how[3])
    if what is code.BRANCH:
        each = [_all_spelt(alternative) for alternative in how[1]]
        known = [words for words in each if words is not None]
        return Words().union(*known) if len(known) == len(each) else None
    if what is code.MAX_REPEAT and tuple(how[:2]) == (0, 1):
        once = _all_spelt(how[2])
        return None if once is None else once | _NOTHING
    return _NOTHING if what is code.AT else None


def _all_spelt(parts: Iterable[tuple[Any, Any]]) -> Words | None:
    run: Words | None = _NOTHING
    for what, how in parts:
        spelt = _spelt(what, how)
        run = _side_by_side(run, spelt) if run is not None and spelt is not None else None
    return run


def _letters(kinds: Iterable[tuple[Any, Any]]) -> Words | None:
    """The letters that a set is of, if they are few."""
    kinds = list(kinds)
    if any(kind not in (code.LITERAL, code.RANGE) for kind, _how in kinds):
        return None
    spans = [(how, how) if kind is code.LITERAL else how for kind, how in kinds]
    letters = Words(chr(letter).casefold() for first, last in spans for letter in range(first, last + 1))
    return letters if len(letters) < FEW_LETTERS else None


def _of_one(what: Any, how: Any, most: int) -> Words:
    if what is code.SUBPATTERN:
        return _of_all(how[3], most)
    if what is code.ATOMIC_GROUP:
        return _of_all(how, most)
    if what is code.ASSERT:
        return _of_all(how[1], most)
    if what is code.BRANCH:
        # Where the best of each is too many together, each has to do with its share.
        return _of_each(how[1], most, most) or _of_each(how[1], most // len(how[1]), most)
    if what in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT) and how[0] > 0:
        return _of_all(how[2], most)
    return Words()


def _of_each(alternatives: Sequence[Any], of_one: int, most: int) -> Words:
    each = [_of_all(alternative, of_one) for alternative in alternatives]
    together = Words().union(*each)
    return together if all(each) and len(together) <= most else Words()


def _better(one: Words, other: Words, most: int) -> Words:
    """Of two the one that stands in fewer sayings; of alike ones that whose shortest word is longer."""
    one, other = (words if len(words) <= most else Words() for words in (one, other))
    if not one or not other or min(map(len, one)) < SHORTEST or min(map(len, other)) < SHORTEST:
        return max((one, other), key=lambda words: min((len(word) for word in words), default=0))
    return min((one, other), key=lambda words: (_sayings_with(words), -min(map(len, words)), len(words)))


def _sayings_with(words: Words) -> int:
    of = 0
    for word in words:
        of |= _with(word)
    return of.bit_count()


@cache
def _with(word: str) -> int:
    """Which sayings a word stands in, as the bits of a number."""
    return sum(1 << at for at, saying in enumerate(_sayings()) if word in saying)


@cache
def _sayings() -> tuple[str, ...]:
    lines = SAYINGS.read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["text"].casefold() for line in lines)


def told(expressions: Iterable[Expression]) -> str:
    """The file as it has to be: the name of an expression a line, then its words, each after a tab."""
    of = {name(each.pattern, each.flags): required(each.pattern, each.flags) for each in expressions}
    return "".join("\t".join([which, *sorted(words)]) + "\n" for which, words in sorted(of.items()) if words)


if __name__ == "__main__":
    FILE.write_text(told(ALL.values()), encoding="utf-8")
