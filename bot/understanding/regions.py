"""What words mean where somebody speaks the language of a region: "sing" is "yang" in Java and "tidak" in Bali."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.normalise import Token

FILE = Path(__file__).parent / "data" / "regions.toml"
MARKS = "marks"
_NO_APOSTROPHES = dict.fromkeys(map(ord, "'’`ʼ"))


def in_region(tokens: list[Token], honorifics: Container[str]) -> list[Token]:
    """The tokens as they are meant in the region of whose marks one stands among them, or as they are where none does.

    Where marks of several regions stand in a text, it is the one with most of them. Who is named behind an honorific
    keeps his name.
    """
    typed = [token.raw.lower().translate(_NO_APOSTROPHES) for token in tokens]
    said = frozenset(typed)
    marks, plain = max(_regions(), key=lambda region: len(region[0] & said))
    if not marks & said:
        return tokens
    before = ["", *(token.word for token in tokens)]
    return [
        token if previous in honorifics or raw not in plain else replace(token, word=plain[raw])
        for previous, token, raw in zip(before, tokens, typed, strict=False)
    ]


@lru_cache(maxsize=1)
def _regions() -> tuple[tuple[frozenset[str], Mapping[str, str]], ...]:
    """The marks of each region and what its words mean."""
    tables = tomllib.loads(FILE.read_text("utf-8"))
    return tuple((frozenset(table[MARKS].split()), _variants(table)) for table in tables.values())


def _variants(table: Mapping[str, str]) -> Mapping[str, str]:
    return {other: word for word, others in table.items() if word != MARKS for other in others.split()}
