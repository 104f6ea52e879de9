"""What the conversations share that end in a picture."""

from __future__ import annotations

from bot.texts import Text
from bot.understanding.expressions import expression
from handlers.access import GroupForm, groups_for
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import Deed

DRAWN = expression(r"\b(?:gambar(?!an)|grafik|poster|peta|diagram|picture|chart)\w{0,4}\b")
"""Words for a picture that somebody has to draw."""
PICTURE = expression(rf"{DRAWN.pattern}|\bfoto\w*\b")
"""The same, or a photo: where nobody has one of their own."""


class Shown(GroupForm):
    """A conversation about one group that ends in a picture."""

    writes = False

    def called(self, group: Group) -> str:
        """The group as it is called."""
        return group_name(group, groups_for(self.talk, Deed.SEE_FIGURES))

    def said(self, text: Text) -> str:
        """A text in the speaker's language, to be set in type."""
        return self.talk.say(text)
