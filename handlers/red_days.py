"""What is said of a public holiday on which a meeting falls: it is mentioned, and nothing is moved for it."""

from __future__ import annotations

from datetime import date

from bot.holidays import holiday
from bot.texts import Text, _


def red_day(day: date) -> Text | None:
    """That a day is a public holiday, and which; None if it is none."""
    found = holiday(day)
    if found is None:
        return None
    words = _("A public holiday: {name} (estimated).") if found.estimated else _("A public holiday: {name}.")
    return words(name=found.name)
