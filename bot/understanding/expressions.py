"""Regular expressions that are compiled when they are first used: of the hundreds there are a message needs few."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

FILE = Path(__file__).parent / "data" / "expressions.tsv"
"""Of expressions the words one of which is in all they find, as `make teach` finds them out of the expressions."""

SPARED = 2
"""So many texts are looked at for words before the expression is compiled all the same."""
_SHARED = ("fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer", "groups", "groupindex")


class Expression:
    """Stands for a `re.Pattern` until it is asked for something, and afterwards has all that the pattern has.

    Without one of the words `only_with` in a text (in small letters, anywhere) it finds nothing there.
    """

    def __init__(self, written: str, flags: re.RegexFlag, only_with: str) -> None:
        self.pattern = written
        self.flags = flags
        self._given = tuple(only_with.split())
        self._spared = 0

    @cached_property
    def only_with(self) -> tuple[str, ...]:
        """The words as they are known of an expression written just so, else as they were given; empty if none are."""
        return _known().get(name(self.pattern, self.flags)) or self._given

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a pattern."""
        return self._compiled("fullmatch")(text, *span) if self._may_find(text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a pattern."""
        return self._compiled("match")(text, *span) if self._may_find(text) else None

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a pattern."""
        return self._compiled("search")(text, *span) if self._may_find(text) else None

    def sub(self, instead: Any, text: str, count: int = 0) -> str:
        """As of a pattern."""
        return str(self._compiled("sub")(instead, text, count)) if self._may_find(text) else text

    def __getattr__(self, name: str) -> Any:
        if name not in _SHARED:
            raise AttributeError(name)
        return self._compiled(name)

    def _may_find(self, text: str) -> bool:
        """Whether a word that is needed is in a text. To look for words takes longer than to use what is compiled, so
        what is asked again and again is compiled."""
        if not self.only_with or self._spared >= SPARED:
            return True
        small = folded(text)
        if any(word in small for word in self.only_with):
            return True
        self._spared += 1
        return False

    def _compiled(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        # Kept one by one, so that from now on a use costs what that of the pattern itself costs.
        vars(self).update({each: getattr(compiled, each) for each in _SHARED})
        return vars(self)[name]


def folded(text: str) -> str:
    """A text in small letters, as expressions that heed no case compare it: to them İ and ı are an i."""
    small = text.casefold()
    return small if small.isascii() else small.replace("i\u0307", "i").replace("ı", "i")


@lru_cache(maxsize=1)
def _known() -> Mapping[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {of: tuple(words) for of, *words in rows}


def name(written: str, flags: int) -> str:
    """What an expression is called in the file: a digest of how it is written, and of its flags."""
    return blake2b(f"{int(flags)} {written}".encode(), digest_size=8).hexdigest()


def expression(written: str, flags: re.RegexFlag = re.NOFLAG, *, only_with: str = "") -> re.Pattern[str]:
    """A regular expression, used like what `re.compile` gives; one that is wrong raises when it is first used.

    `only_with` are words, one of which is in everything it can find: where none is, it need not be compiled.
    """
    return cast("re.Pattern[str]", Expression(written, flags, only_with))
