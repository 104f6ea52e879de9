"""Cue phrases: short patterns of plain words that decide an intent, as the data files write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from bot.understanding.normalise import Said
from bot.understanding.people import people_in
from bot.understanding.spelling import plain_word
from bot.understanding.words import is_of, may_be_name
from lean import dataclass

PERSON, NUMBER, NAME = "ORANG", "ANGKA", "NAMA"
_GAP, _MARKS = "...", "^$!"
_WIDEST_GAP = 4
_STRONG = 2.5


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase: the words that may stand at each place, None for a gap; whether it must begin or end the message.

    One of the words `beside` must stand beside those of the first place; empty where that cannot be said.
    """

    parts: tuple[frozenset[str] | None, ...]
    first: bool
    last: bool
    strong: bool = False
    beside: frozenset[str] = frozenset()

    @property
    def weight(self) -> float:
        """How much the phrase says: its words, and its being the whole message."""
        return sum(part is not None for part in self.parts) + 0.5 * self.first + 0.5 * self.last + _STRONG * self.strong

    def found_at(self, words: Sequence[str], start: int) -> bool:
        """Whether the phrase stands in `words` from `start` on."""
        return self._follows(words, start, 0)

    def _follows(self, words: Sequence[str], at: int, index: int) -> bool:
        if index == len(self.parts):
            return not self.last or all(is_of("polite", word) for word in words[at:])
        part = self.parts[index]
        if part is None:
            return any(self._follows(words, to, index + 1) for to in range(at, min(at + _WIDEST_GAP, len(words)) + 1))
        return at < len(words) and _fits(words[at], part) and self._follows(words, at + 1, index + 1)


def _fits(word: str, part: frozenset[str]) -> bool:
    return word in part or (NAME in part and may_be_name(word, word))


@cache
def cue(phrase: str) -> Cue:
    """The cue a line of the data files writes."""
    words = phrase.split()
    parts = tuple(None if word == _GAP else _alternatives(word) for word in words if word not in _MARKS)
    beside = next((part for part in parts[1:] if part is not None and NAME not in part), frozenset[str]())
    return Cue(parts, first="^" in words, last="$" in words, strong="!" in words, beside=beside)


def _alternatives(written: str) -> frozenset[str]:
    return frozenset(word if word in (PERSON, NUMBER, NAME) else plain_word(word) for word in written.split("/"))


def shapes(said: Said, most: int = 80) -> list[str]:
    """The plain words of a text with people and numbers made alike: "bu Tini umur 50" is ORANG umur ANGKA."""
    ends = {person.first: person.end for person in people_in(said) if person.titled}
    found: list[str] = []
    at = 0
    while at < min(most, len(said.tokens)):
        word = said.tokens[at].word
        found.append(PERSON if at in ends else NUMBER if word.isdigit() else word)
        at = ends.get(at, at + 1)
    return found


class CueIndex:
    """Finds which intents' cues stand in a text. Of a phrase only the first words are read before they are said."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        for intent, phrase in phrases:
            first = next((word for word in phrase.split() if word not in _MARKS), _GAP)
            for word in () if first == _GAP else _alternatives(first):
                self._by_word.setdefault(word, []).append((intent, phrase))

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """For each intent with a cue in `words` what its strongest cue weighs, and a little for every other."""
        begin = next((at for at, word in enumerate(words) if not is_of("polite", word)), 0)
        best: dict[str, float] = {}
        there = frozenset(words)
        for start, word in enumerate(words):
            for intent, phrase in self._by_word.get(word, ()):
                found = cue(phrase)
                if found.beside and found.beside.isdisjoint(there):
                    continue
                if (not found.first or start in (0, begin)) and found.found_at(words, start):
                    high, low = max(best.get(intent, 0.0), found.weight), min(best.get(intent, 0.0), found.weight)
                    best[intent] = high + min(low, 0.25)
        return best
