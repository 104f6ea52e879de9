"""Whether a message is the expected one: word for word, but for what the story leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping

_OPEN = re.compile(r"\.\.\.|…|\{(?P<name>[a-z]\w*)\}")
_BUTTON_BELOW = re.compile(r"\s*\n\s*(?=\[)")


def filled(words: str, known: Mapping[str, str]) -> str:
    """Words with the codes in them that are known by now: "{code}" is what an earlier message held there."""
    return re.sub(r"\{([a-z]\w*)\}", lambda name: known.get(name[1], name[0]), words)


def likeness(expected: str, got: str, known: Mapping[str, str]) -> dict[str, str] | None:
    """What a message holds in the expected one's "{name}", or None if it is another message.

    "..." stands for anything, line ends and buttons too. White space at line ends, and whether buttons stand on a line
    of their own, is passed over.
    """
    found = re.fullmatch(_pattern(_tidy(filled(expected, known))), _tidy(got), re.DOTALL)
    return found.groupdict() if found else None


def _tidy(text: str) -> str:
    return _BUTTON_BELOW.sub(" ", "\n".join(line.strip() for line in text.strip().splitlines()))


def _pattern(expected: str) -> str:
    pattern, at, names = "", 0, set[str]()
    for gap in _OPEN.finditer(expected):
        pattern += re.escape(expected[at : gap.start()]) + _gap(gap["name"], names)
        at = gap.end()
    return pattern + re.escape(expected[at:])


def _gap(name: str | None, names: set[str]) -> str:
    if name is None:
        return ".*"
    again = name in names
    names.add(name)
    return f"(?P={name})" if again else rf"(?P<{name}>[^\s\[\]]+)"
