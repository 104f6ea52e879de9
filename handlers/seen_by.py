"""Who sees what is kept of members: by what their groups let facilitators see."""

from __future__ import annotations

from collections.abc import Iterable

from bot.texts import Text, _
from jamaah.groups import Group

CLOSED = _("The secretary and the facilitator see it, the phone number only the secretary. Other members do not.")
OPEN = _("The secretary and the facilitator see it, the phone number too. Other members do not.")


def seen_by(groups: Iterable[Group]) -> Text:
    """Who sees the data of a member of these groups; of several it is told as if all said what one says."""
    return OPEN if any(group.shares for group in groups) else CLOSED
