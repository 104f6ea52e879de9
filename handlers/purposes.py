"""What a file of all data is wanted for, in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts import Text, _
from jamaah.exports import Purpose

PURPOSES: Mapping[Purpose, Text] = {
    Purpose.KEEP: _("For the group to keep"),
    Purpose.FACILITATOR: _("For the facilitator"),
    Purpose.OFFICE: _("For an office or the notary"),
    Purpose.MOVE: _("To keep the books elsewhere"),
}
