"""Which words are ordinary and which may be a name: what the data files say about single words."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.expressions import expression
from bot.understanding.plain import ordinary_words
from bot.understanding.spelling import is_spelt, tables

_APOSTROPHES = expression("['’`ʼ]")
_VERB = expression(
    r"(?:me|di|ber|ter|ke|pe)[^\W\d]{3,}(?:kan|annya|aken|nya|ipun)|(?:ke|pe)[^\W\d]{5,}an"
    r"|di[^\W\d]{4,}(?:in|ne|ke|no)"
)
GENDERS = {"female": "female", "male": "male", "neutral": None}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    files = tables("words.toml"), tables("stops.toml")
    return {kind: frozenset(words.split()) for file in files for kind, words in file.items()}


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[str]:
    return frozenset(word for kind in GENDERS for word in _kinds()[kind])


def words_of(kind: str) -> frozenset[str]:
    """A list of words.toml or stops.toml ("titles", "occupations", "group_names", ...)."""
    return _kinds()[kind]


def is_of(kind: str, word: str) -> bool:
    """Whether a plain word is in a list of words.toml or stops.toml."""
    return word in _kinds()[kind]


def is_honorific(word: str) -> bool:
    """Whether a plain word stands before names: Bu, Pak, Mbah."""
    return word in _honorifics()


def gender_of_honorific(word: str) -> str | None:
    """ "female" or "male" as the honorific says it; None where it does not say."""
    return next((gender for kind, gender in GENDERS.items() if word in _kinds()[kind]), None)


@lru_cache(maxsize=4096)
def may_be_name(raw: str, word: str) -> bool:
    """Whether a word, as typed and as a plain word, is no ordinary word, so that it may be part of a name."""
    lower = raw.lower()
    if not raw[:1].isalpha() or len(raw) > 25 or word != _APOSTROPHES.sub("", lower):
        return False
    return (
        len(raw) > 1
        and not _VERB.fullmatch(lower)
        and not (is_spelt(lower) or not ordinary_words().isdisjoint((lower, word, _stem(lower))) or is_honorific(word))
    )


def title_case(typed: list[str]) -> str:
    """The words of a name with capitals; two that stand for something stay, and those inside a word: "FX Sutopo"."""
    shouted = all(word.isupper() for word in typed)
    return " ".join(word if _stands_for(word) and not shouted else _capital(word) for word in typed)


def _capital(word: str) -> str:
    return word.capitalize() if word.islower() or word.isupper() else word


def _stands_for(word: str) -> bool:
    return len(word) == 2 and word.isupper() and not set("AEIOU") & set(word)


def _stem(word: str) -> str:
    for ending in ("nipun", "ipun", "nya", "kan", "ne"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word
