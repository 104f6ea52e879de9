"""The village in which the groups lie that somebody asks about, be it said after the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Denied, Form, Kind, Reading
from bot.ports import Json
from bot.talk import Talk
from bot.texts import _
from bot.understanding.groups import find_village, place_named
from handlers.access import groups_for
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.people import fold
from jamaah.roles import Deed

ASKED = "asked_of_groups"
"""Where the last question of all groups stands in a talk's memory."""


class Area(Kind[str]):
    """A village in which the speaker has groups, said anywhere in a message; else where it asks about, "di Batur"."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> str | None:
        words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
        villages = {group.village for group in groups_for(form.talk, Deed.ACCOMPANY)}
        named = [village for village in villages if lies_in(village, words)]
        return max(named, key=len, default=None) or find_village(text) or place_named(text)

    def tap(self, token: str, form: Form[Any]) -> str | None:
        """The village of a group: its name may be longer than a button can carry."""
        mine = groups_for(form.talk, Deed.ACCOMPANY)
        return next((group.village for group in mine if str(group.id) == token), None)


def keep_asked(talk: Talk[Store], intent: str, **answers: Json) -> None:
    """Remember what was asked of all groups, so that it may be asked of a village next."""
    talk.memory[ASKED] = [intent, answers]


def area_token(area: str | None, groups: Sequence[Group]) -> dict[str, int]:
    """The answer by which a button keeps to a village; none where no village was named."""
    there = [group.id for group in groups if area is not None and lies_in(area, group.village)]
    return {"area": there[0]} if there else {}


def lies_in(place: str, within: str) -> bool:
    """Whether the words of a place stand in others, one after the other."""
    return f" {fold(place)} " in f" {fold(within)} "


def within(area: str | None, groups: Sequence[Group]) -> list[Group]:
    """The groups of a village, all where none was named. Raises Denied where there are none."""
    found = [group for group in groups if area is None or lies_in(area, group.village)]
    if not found:
        raise Denied(_("You accompany no group in {village}.")(village=area))
    return found
