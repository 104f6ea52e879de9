"""A list of the members for somebody outside of the group: who they are and where they live, more only when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.papers.paper import Cell, Column, ColumnKind, Paper, Table
from bot.texts import Text, _
from handlers.member_book import born
from handlers.on_paper import Wish, column, paper, who_cells, who_columns
from handlers.purposes import MORE
from handlers.signing import officers_sign
from jamaah.full_names import full_names
from jamaah.members import Member, told_joining

TITLE = _("Members list")
FOR_WHOM = _("For: {receiver}. For what: {reason}. Handed out by {person} on {day}.")
_TITLES: Mapping[str, Text] = {
    "born": _("Date of birth"),
    "occupation": _("Occupation"),
    "phone": _("Phone number"),
    "joined": _("Joined on"),
}
_KINDS = {"joined": ColumnKind.DATE}
_CELLS: Mapping[str, Callable[[Wish, Member], Cell]] = {
    "born": lambda wish, member: born(wish, member.born),
    "occupation": lambda wish, member: member.occupation,
    "phone": lambda wish, member: member.phone,
    "joined": lambda wish, member: told_joining(member, wish.group.founded),
}


def list_for_outside(wish: Wish, receiver: str, reason: str, more: Sequence[str]) -> Paper:
    """Those who are members now; for whom and what for stands above them."""
    roll = wish.talk.store.members.of(wish.group.id)
    asked, names = [name for name in MORE if name in more], full_names(roll)
    rows = [
        (*who_cells(wish, number, member, names), *(_CELLS[name](wish, member) for name in asked))
        for number, member in enumerate(roll, 1)
    ]
    columns: list[Column] = [*who_columns(wish), *(_column(wish, name) for name in asked)]
    person = wish.talk.store.people.get(wish.talk.person).address
    notice = FOR_WHOM(receiver=receiver, reason=reason, person=person, day=wish.today)
    return paper(wish, TITLE, [Table(columns, rows), officers_sign(wish)], notice=notice)


def _column(wish: Wish, name: str) -> Column:
    return column(wish, _TITLES[name], _KINDS.get(name, ColumnKind.TEXT), 1.5)
