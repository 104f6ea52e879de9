"""A change of which everybody is told once it is saved, unless the secretary says that nobody is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form, ask
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, sentence
from bot.understanding.untold import only_untold, untold
from handlers.access import GroupForm
from handlers.announcing import listeners
from handlers.meeting_days import Mention


class Quietly(Mention):
    """Whether it was said that nobody is to be told; never asked."""

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return untold(text) or None


class Telling(GroupForm):
    """A conversation whose end everybody hears of, unless it is to be saved `quietly`."""

    quietly: bool | None = ask(Quietly(), optional=True)

    def on_condition(self, text: str) -> tuple[Mapping[str, Json], bool] | None:
        saved = only_untold(text)
        return None if saved is None else ({"quietly": True}, saved)

    def question(self, but: int | None = None) -> Text:
        """Whether it is right, with the number of those who will be told, `but` for one."""
        if self.quietly:
            return sentence(_("Nobody is told."), _("Is that right?"))
        return listeners(self.talk, self.group, but).question()

    def kept_quiet(self) -> Reply:
        """What is said where nobody was told."""
        return Reply(_("✓ Saved. Nobody is told."))


def said_quietly(text: str) -> Mapping[str, Json]:
    """The answer that a text gives to whether anybody is to be told."""
    return {"quietly": True} if untold(text) else {}
