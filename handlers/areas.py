"""The village in which the groups lie that somebody asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Denied, Form, Kind, Reading
from bot.texts import _
from bot.understanding.groups import find_village, place_named
from handlers.access import groups_for
from jamaah.groups import Group
from jamaah.people import fold
from jamaah.roles import Deed


class Area(Kind[str]):
    """A village in which the speaker has groups, said anywhere in a message; else where it asks about, "di Batur"."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> str | None:
        words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
        villages = {group.village for group in groups_for(form.talk, Deed.ACCOMPANY)}
        named = [village for village in villages if lies_in(village, words)]
        return max(named, key=len, default=None) or find_village(text) or place_named(text)


def lies_in(place: str, within: str) -> bool:
    """Whether the words of a place stand in others, one after the other."""
    return f" {fold(place)} " in f" {fold(within)} "


def within(area: str | None, groups: Sequence[Group]) -> list[Group]:
    """The groups of a village, all where none was named. Raises Denied where there are none."""
    found = [group for group in groups if area is None or lies_in(area, group.village)]
    if not found:
        raise Denied(_("You accompany no group in {village}.")(village=area))
    return found
