"""Who is said to be dead where people are listed: "Mbah Surip alm.", "almh. Bu Tarmi"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression

# "Swargi" says the same in Javanese, but people are called so, too.
_LATE = r"alm(?:h|arhum|arhumah)?"
# Of "janda alm. pak Darmo" and "suami alm." another than who stands first is dead.
_OF_KIN = "".join(rf"(?<!{kin} )(?<!{kin}nya )(?<!{kin}ne )" for kin in ("suami", "istri", "bojo", "bapak", "ibu"))
_BEFORE = expression(rf"^\W*{_LATE}\b[. ]*(?=[^\W\d])", re.IGNORECASE)
_BEHIND = expression(rf"(?<=[\s,(]){_OF_KIN}{_LATE}\b[.)]*\s*$", re.IGNORECASE)


def without_late(line: str) -> str:
    """A line of one person without the word that they are dead; the line itself if it does not say so."""
    rest = _BEFORE.sub("", line)
    found = _BEHIND.search(rest)
    return rest[: found.start()].rstrip(" ,(") if found else rest
