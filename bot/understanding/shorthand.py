"""Words typed without their vowels: "klmpk", "dbtlkn"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

_VOWELS = frozenset("aeiou")
_SHORTEST, _FEW = 4, 4
"""How long shorthand is at least, and of how many letters at most one is a vowel."""


def written_out(word: str, spellings: Mapping[str, str], alike: Mapping[str, Collection[str]]) -> str | None:
    """The one plain word of whose spellings `word` keeps the first letter, the consonants and few of the vowels, in
    order; None where there is none or several. `alike` is what `by_consonants` found of the spellings."""
    if len(word) < _SHORTEST or _FEW * sum(letter in _VOWELS for letter in word) > len(word):
        return None
    meant = {spellings[whole] for whole in alike.get(_consonants(word), ()) if _keeps(whole, word)}
    return meant.pop() if len(meant) == 1 else None


def by_consonants(words: Iterable[str]) -> dict[str, list[str]]:
    """The words by what is left of each without its vowels."""
    found: dict[str, list[str]] = {}
    for word in words:
        if word.isalpha():
            found.setdefault(_consonants(word), []).append(word)
    return found


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)


def _keeps(whole: str, short: str) -> bool:
    letters = iter(whole)
    return whole[0] == short[0] and len(short) < len(whole) and all(letter in letters for letter in short)
