"""Titles before a name and degrees behind it: part of the name on paper, no part of how people speak of somebody."""

from __future__ import annotations

import re
from functools import lru_cache

from jamaah.people import fold, split_honorific

_BEFORE = re.compile(
    r"^(?:(?:prof|drs|dra|drg|dr|ir|h|hj|kh|k\.h|r\.a|r\.m|r\.ay|r\.ng|r\.r)\.\s*)+(?=[^\W\d_])", re.IGNORECASE
)
_HAJJAH = re.compile(r"\bhj\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """A name without titles and degrees: "Drs. Bambang Irawan, M.Si." is "Bambang Irawan"."""
    return _BEFORE.sub("", name.partition(",")[0].strip(), count=1) or name


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A name for comparing: as `fold` makes it, without titles and degrees."""
    return fold(bare_name(split_honorific(name)[1] or name))


def whole_name(said: str) -> str:
    """A name as it was said, without Bu or Pak, but with Hj., which is both spoken and part of a name."""
    bare = split_honorific(said)[1]
    before = " ".join(said.split()).removesuffix(bare)
    return f"Hj. {bare}" if bare and _HAJJAH.search(before) else bare
