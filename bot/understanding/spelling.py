"""The plain word for every other spelling: phone shorthand, Javanese, endings and doubled letters undone."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.understanding.expressions import expression
from bot.understanding.shorthand import by_consonants, written_out

DATA = Path(__file__).parent / "data"
_APOSTROPHE = expression(r"['’`ʼ]")
_DOUBLED = expression(r"(.)\1+")
_TRIPLED = expression(r"(.)\1{2,}")
_ENDINGS = ("nipun", "ipun", "nya", "ne", "na", "kah", "lah", "e", "ku", "mu")
_VERB_ENDINGS = ("", "kan", "aken", "keun", "ake", "ke", "no", "in", "i", "nya", "en", "e")
_STARTS_TO_ROOTS = (
    "dipun- di- tak- meny-s mem-p mem- men-t men- meng-k meng- me- "
    "nge- ng-k ng- ny-s ny-c n-t n- m-p m- ber- ter- ke- -"
)
_VERB_STARTS = tuple((start, root) for start, _, root in (pair.partition("-") for pair in _STARTS_TO_ROOTS.split()))


@cache
def tables(file: str) -> dict[str, Any]:
    """What stands in a file of the data folder."""
    return tomllib.loads((DATA / file).read_text("utf-8"))


def is_spelt(word: str) -> bool:
    """Whether the spelling file knows a word, typed so; no name then."""
    return word in spellings()


def plain_word(word: str) -> str:
    """The plain word for one word as typed: spelling, Javanese, endings and doubled letters undone."""
    return _plain(word.lower())


@lru_cache(maxsize=1)
def called() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are names behind an honorific, and the honorifics."""
    spelling, words = tables("spelling.toml"), tables("words.toml")
    honorifics = " ".join(words[kind] for kind in ("female", "male", "neutral"))
    return frozenset(spelling["names"].split()), frozenset(honorifics.split())


@lru_cache(maxsize=1)
def _spelling() -> tuple[dict[str, str], frozenset[str]]:
    data = tables("spelling.toml")
    variants: dict[str, str] = {}
    for word, others in data["words"].items():
        for other in [word, *others.split()]:
            if variants.setdefault(other, word) != word:
                raise ValueError(f"spelling.toml: {other!r} stands for {variants[other]!r} and for {word!r}")
    roots = frozenset(data["roots"].split())
    nouns = data["nouns"].split()
    return {noun: noun for noun in nouns} | variants | {root: variants.get(root, root) for root in roots}, roots


def spellings() -> dict[str, str]:
    """Every other spelling with its plain word."""
    return _spelling()[0]


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    if known := spellings().get(word):
        return known
    word = _APOSTROPHE.sub("", word)
    if word.isdigit():
        return word
    squeezed = _DOUBLED.sub(r"\1", word) if len(word) > 3 else word
    for spelt in dict.fromkeys((word, _TRIPLED.sub(r"\1", word), squeezed)):
        if known := _known(spelt):
            return known
    return _plain(bare) if (bare := _bare(word)) != word else written_out(word, spellings(), _shorthand()) or word


def _bare(word: str) -> str:
    """A word without accents: "soré", "dhéwé"."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@lru_cache(maxsize=1)
def _shorthand() -> dict[str, list[str]]:
    return by_consonants(spellings())


def _known(word: str) -> str | None:
    variants, roots = _spelling()
    if word in variants:
        return variants[word]
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) > 2 and stem != word and stem in variants:
            return variants[stem]
    return _root_of(word, roots)


def _root_of(word: str, roots: frozenset[str]) -> str | None:
    if len(word) < 5:
        return None
    variants = spellings()
    endings = [len(ending) for ending in _VERB_ENDINGS if word.endswith(ending)]
    for start, instead in _VERB_STARTS:
        if word.startswith(start):
            for ending in endings:
                stem = instead + word[len(start) : len(word) - ending]
                root = variants.get(stem, stem)
                if root in roots and (stem in roots or len(stem) > 3):
                    return root
    return None
