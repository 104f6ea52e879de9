"""Regular expressions that are compiled when they are first used: of the hundreds there are a message needs few."""

from __future__ import annotations

import re
from typing import Any, cast

_SHARED = ("fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer", "groups", "groupindex")


class _Expression:
    """Stands for a `re.Pattern` until it is asked for something, and afterwards has all that the pattern has."""

    def __init__(self, written: str, flags: re.RegexFlag) -> None:
        self.pattern = written
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _SHARED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        # Kept one by one, so that the second use costs what the pattern itself would cost.
        vars(self).update({each: getattr(compiled, each) for each in _SHARED})
        return vars(self)[name]


def expression(written: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A regular expression, used like what `re.compile` gives; one that is wrong raises when it is first used."""
    return cast("re.Pattern[str]", _Expression(written, flags))
