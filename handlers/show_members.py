"""Seeing who the members are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Form, ask, on, opens
from bot.kinds import Words
from bot.messages import Button, Reply
from bot.texts import Text, _, lines, verbatim
from handlers.access import GroupForm, can
from handlers.accompanied import as_of_today
from handlers.words import counted
from jamaah.groups import Group
from jamaah.members import Member, addressed, figures
from jamaah.people import YOUTH, Gender, age
from jamaah.roles import Deed

CONNECTED = (
    r"(?:siapa|sapa|sopo|sinten)(?: (?:saja|wae|ae|mawon))? (?:yang|sing|ingkang) (?:sudah|wis|uwis|udah|sampun)"
    r" (?:terhubung|tersambung|nyambung|konek|gabung)[?. ]*"
)


class Only(Words):
    """Which of the members; "linked" by words alone."""

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return "linked" if re.fullmatch(CONNECTED, token, re.IGNORECASE) else super().tap(token, form)


@on("list_members", deed=Deed.SEE_MEMBERS, command="anggota", pattern=CONNECTED)
class ListMembers(GroupForm):
    """See who the members are."""

    title = _("Show the list")
    writes = False
    only: str | None = ask(Only(20), optional=True, takes=("filter",))

    def act(self, group: Group) -> Reply | list[Reply]:
        today = self.talk.local.date()
        roll = self.talk.store.members.of(group.id)
        shown = [(at, member) for at, member in enumerate(roll, 1) if _fits(member, self.only, today)]
        if not roll:
            fill = opens("register_members", _("Members' list"), group=group.id)
            return Reply(_("No members yet."), (fill,) if can(self.talk, group.id, Deed.REGISTER_MEMBERS) else ())
        dated = as_of_today(self.talk, group)
        told = [
            _headline(self.only, len(shown), roll, today),
            *_numbered(shown, roll, today),
            *([dated] if dated else []),
        ]
        pieces = [told[at : at + LONGEST] for at in range(0, len(told), LONGEST)]
        picture = opens("members_picture", _("Picture"), group=group.id)
        printed = opens("export", _("PDF"), group=group.id, book="members")
        buttons = (*self._others(group), *(() if self.only in FILTERS else (picture, printed)))
        return [Reply(lines(*piece), buttons if piece is pieces[-1] else ()) for piece in pieces]

    def _others(self, group: Group) -> tuple[Button, ...]:
        """The other lists, of those there are."""
        return tuple(
            opens("list_members", label, group=group.id, only=only)
            for only, label in LISTS.items()
            if only != (self.only if self.only in FILTERS else "all")
        )


LONGEST = 45
"""Lines of a message: so many of the longest names still fit."""
LISTS = {
    "all": _("All"),
    "women": _("Women"),
    "men": _("Men"),
    "youth": _("Youth"),
    "unlinked": _("Not connected"),
}
FILTERS = {
    "women": _("{count} women of {total} members:"),
    "men": _("{count} men of {total} members:"),
    "youth": _("{count} aged 16 to 30 of {total} members:"),
    "unlinked": _("{count} of {total} members are not connected yet:"),
    "linked": _("{count} of {total} members are connected:"),
}
NOBODY = {
    "women": _("No women yet, of {total} members."),
    "men": _("No men yet, of {total} members."),
    "youth": _("None aged 16 to 30 yet, of {total} members."),
    "unlinked": _("All {total} members are connected."),
    "linked": _("None of {total} members is connected yet."),
}


def _fits(member: Member, only: str | None, today: date) -> bool:
    match only:
        case "women":
            return member.gender is Gender.FEMALE
        case "men":
            return member.gender is Gender.MALE
        case "youth":
            return member.born is not None and age(member.born, today) in YOUTH
        case "unlinked":
            return member.person is None
        case "linked":
            return member.person is not None
        case _:
            return True


def _headline(only: str | None, count: int, roll: Sequence[Member], today: date) -> Text:
    if only in FILTERS:
        return (FILTERS if count else NOBODY)[only](count=count, total=len(roll))
    return _("{total} members: {counted}.")(total=len(roll), counted=counted(figures(roll, today)))


def _numbered(shown: Sequence[tuple[int, Member]], roll: Sequence[Member], today: date) -> list[Text]:
    """Each with the number of the whole list, so that a number means the same member everywhere."""
    apart = Counter(addressed(member, today) for member in roll)
    return [verbatim(f"{number}. {_told(member, apart, today)}") for number, member in shown]


def _told(member: Member, apart: Mapping[str, int], today: date) -> str:
    name = addressed(member, today)
    return f"{name} ({member.name}, RT {member.rt})" if apart[name] > 1 and member.rt else name
