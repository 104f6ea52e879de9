"""The words one of which is in all that an expression finds: `python -m tests.understanding.required` writes them down
for all expressions there are, so that those which cannot find anything in a message need not be compiled for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from bot.understanding.expressions import FILE, Expression, name
from tests.understanding.all_expressions import ALL

SHORTEST, MOST = 2, 48
"""Letters of a word, and words of an expression, with which it is worth while."""
SAYINGS = Path(__file__).parent.parent / "sayings" / "open.jsonl"
Words = frozenset[str]


def required(written: str, flags: int) -> Words:
    """The longest words found; none if nothing is sure, or too little."""
    found = frozenset(word.strip() for word in _of_all(parser.parse(written, flags)))
    if not found or len(found) > MOST or min(map(len, found)) < SHORTEST:
        return frozenset()
    return frozenset(word for word in found if not any(other != word and other in word for other in found))


def _of_all(parts: Iterable[tuple[Any, Any]]) -> Words:
    """Of parts one after another: the best that one of them, or letters side by side, are sure to need."""
    best, run = Words(), ""
    for what, how in parts:
        if what is code.LITERAL:
            run += chr(how).casefold()
            continue
        best, run = _better(_better(best, Words({run} if run else ())), _of_one(what, how)), ""
    return _better(best, Words({run} if run else ()))


def _of_one(what: Any, how: Any) -> Words:
    if what is code.SUBPATTERN:
        return _of_all(how[3])
    if what is code.ATOMIC_GROUP:
        return _of_all(how)
    if what is code.ASSERT:
        return _of_all(how[1])
    if what is code.BRANCH:
        each = [_of_all(alternative) for alternative in how[1]]
        return Words().union(*each) if all(each) else Words()
    if what in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT) and how[0] > 0:
        return _of_all(how[2])
    return Words()


def _better(one: Words, other: Words) -> Words:
    """Of two the one that stands in fewer sayings; of alike ones that whose shortest word is longer."""
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
