"""Who is said to be dead where people are listed: "Mbah Surip alm.", "almh. Bu Tarmi"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression

# "Swargi" says the same in Javanese, but people are called so, too.
_LATE = r"alm(?:h|arhum|arhumah)?"
# Of "janda alm. pak Darmo" another than who stands first is dead.
_BEFORE = expression(rf"^\W*{_LATE}\b[. ]*(?=[^\W\d])", re.IGNORECASE)
_BEHIND = expression(rf"(?<=[\s,(]){_LATE}\b[.)]*\s*$", re.IGNORECASE)


def without_late(line: str) -> str:
    """A line of one person without the word that they are dead; the line itself if it does not say so."""
    rest = _BEFORE.sub("", line)
    found = _BEHIND.search(rest)
    return rest[: found.start()].rstrip(" ,(") if found else rest
