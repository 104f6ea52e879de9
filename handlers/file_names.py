"""What a file is called: whose it is, what, for whom, of which day or days; told apart on any phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.bundles import safe
from bot.texts import HOME_LANGUAGE, Text
from jamaah.groups import Group

MOST = 20
"""Letters of a group's name, and of whom it is for."""


def file_called(group: Group, what: Text, days: Sequence[date] = (), whom: str = "", part: int = 0) -> str:
    """The name of a file without its ending; of several that belong together which `part` it is."""
    named = [shortened(safe(group.name)), safe(what.render(HOME_LANGUAGE)), *([shortened(safe(whom))] if whom else [])]
    return "-".join([*named, *(day.isoformat() for day in dict.fromkeys(days)), *([str(part)] if part else [])])


def shortened(name: str, most: int = MOST) -> str:
    """A name that is no longer than that, cut between words where it has any."""
    if len(name) <= most:
        return name
    whole, _between, _rest = name[: most + 1].rpartition("-")
    return whole or name[:most]
