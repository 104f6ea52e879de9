"""Letters: what can stand on a paper, and where a word that is longer than its column may be broken."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Any

# Unseen signs that turn the direction of what follows: a name could turn round the rest of its line.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_KEPT = ("\n", "\t")
_MAY_BREAK, _JOINERS = "\u200b", ("\u200d", "\ua9c0")
_NARROW, _WIDE, _EM = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW@%"), 1.8


def written(value: Any) -> Any:
    """A value of JSON, with the signs left out that no paper can hold: controls, halves of letters, turning signs."""
    match value:
        case str():
            return "".join(one for one in _TURNING.sub("", value) if _stands(one))
        case list():
            return [written(one) for one in value]
        case dict():
            return {name: written(one) for name, one in value.items()}
        case _:
            return value


def length(text: str) -> float:
    """How wide a text is, about, in letters of usual width."""
    return sum(map(_wide, text))


def longest_word(text: str) -> float:
    """How wide its longest word is."""
    return max(map(length, text.split()), default=0.0)


def broken(text: str, room: float) -> str:
    """The text, with unseen places to break in words that are wider than the room (in letters of usual width)."""
    if longest_word(text) <= room:
        return text
    return re.sub(r"\S+", lambda word: word[0] if length(word[0]) <= room else _breakable(word[0]), text)


def _breakable(word: str) -> str:
    parted = [word[0]]
    for before, letter in pairwise(word):
        joined = unicodedata.category(letter).startswith("M") or before in _JOINERS or letter in _JOINERS
        parted.append(letter if joined else _MAY_BREAK + letter)
    return "".join(parted)


def _stands(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter in _KEPT or not (kind in ("Cc", "Cs") or ord(letter) & 0xFFFE == 0xFFFE)


def _wide(letter: str) -> float:
    if letter.isascii():
        return 0.5 if letter in _NARROW else 1.5 if letter in _WIDE else 1.2 if letter.isupper() else 1.0
    return 0.0 if unicodedata.category(letter).startswith("M") else _EM if ord(letter) > 0x2FFF else 1.2
