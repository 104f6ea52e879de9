"""The attendance of a span of time on paper: members by meetings, a letter for each; or that of one member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.forms import Denied
from bot.papers.paper import Cell, Column, ColumnKind, Format, Paper, Part, Prose, Table
from bot.talk import Talk
from bot.texts import PlainDate, Text, _
from handlers.access import can
from handlers.attendance_sheet import key
from handlers.on_paper import MAN_OR_WOMAN, NAME, NUMBER, Wish, column, days_of, figure, letter, none_held, paper
from handlers.ports import Store
from handlers.signing import officers_sign
from handlers.words import not_in_the_book
from jamaah.full_names import full_names
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.recap import COUNTED, Recap, Row, recap
from jamaah.roles import Deed

TITLE, OF_ONE = _("Attendance recap"), _("Attendance of {name}, {group}")
MOST_UPRIGHT, MOST_ACROSS = 6, 15
"""Meetings that stand side by side on a page upright, and on one across."""


def attendance_recap(wish: Wish) -> list[Paper]:
    """Members by meetings, with totals. Raises Denied where no meeting is recorded in the span."""
    held = wish.talk.store.meetings.between([wish.group.id], *wish.span)
    if not held:
        raise none_held(wish)
    found = recap(held, _book(wish))
    most = len(held) if wish.made_as is Format.XLSX else MOST_ACROSS
    pieces = range(0, len(held), most)
    tables = [_table(wish, found, at, min(at + most, len(held)), last=at == pieces[-1]) for at in pieces]
    about: list[tuple[Text, Text | str]] = [
        (_("Days"), days_of([one.day for one in held])),
        (_("Meetings"), str(len(held))),
    ]
    if wish.member is not None:
        about.insert(0, (NAME, wish.member.name))
    notes = [key(), *(_unnamed(found) if wish.member is None else ())]
    signed = [officers_sign(wish)] if wish.member is None else []
    parts: list[Part] = [*tables, Prose([*map(wish.say, notes)]), *signed]
    return [paper(wish, TITLE, parts, about, wide=len(held) > MOST_UPRIGHT)]


def _unnamed(found: Recap) -> Iterator[Text]:
    """At which meetings more were there than are known by name: these are in no sum."""
    for meeting, present, named in zip(found.meetings, found.present, found.named, strict=True):
        if present is not None and not named:
            yield _("{day}: {count} were there, not recorded by name.")(day=PlainDate(meeting.day), count=present)
        elif present is not None and named is not None and present > named:
            told = _("{day}: {count} were there, {named} of them recorded by name.")
            yield told(day=PlainDate(meeting.day), count=present, named=named)


def whose(talk: Talk[Store], group: Group) -> Member | None:
    """Whose attendance alone somebody may have: their own, who may not see that of others. Raises Denied where who asks
    for their own is in no book."""
    if can(talk, group.id, Deed.SEE_ATTENDANCE):
        return None
    own = talk.store.members.as_person(group.id, talk.person)
    if own is None:
        raise Denied(not_in_the_book(talk.store.people.get(talk.person).address))
    return own


def _book(wish: Wish) -> list[Member]:
    """The one whose attendance it is, else all who are or were members."""
    if (own := wish.member or whose(wish.talk, wish.group)) is not None:
        return [own]
    members, group = wish.talk.store.members, wish.group.id
    return sorted([*members.of(group), *members.departed(group)], key=lambda one: one.id)


def _table(wish: Wish, found: Recap, first: int, after: int, *, last: bool) -> Table:
    """Some of the meetings side by side, behind the last of them what was counted of all."""
    columns = (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, NAME, weight=3),
        column(wish, MAN_OR_WOMAN, ColumnKind.MARK, 0.5),
        *(Column(f"{one.day.day}/{one.day.month}", ColumnKind.MARK, 0.6) for one in found.meetings[first:after]),
        *(Column(f"Σ {one}", ColumnKind.NUMBER, 0.6) for one in COUNTED if last),
    )
    names = full_names(row.member for row in found.rows)
    rows = [
        _row(wish, number, names[row.member.id], row, first, after, last=last)
        for number, row in enumerate(found.rows, 1)
    ]
    counted = [found.total(one) for one in COUNTED if last]
    shows_all = len(found.rows) > 1
    total = (None, wish.say(_("Number present")), None, *map(figure, found.named[first:after]), *counted)
    return Table(columns, rows, total=total if shows_all else ())


def _row(wish: Wish, number: int, name: str, row: Row, first: int, after: int, *, last: bool) -> tuple[Cell, ...]:
    counts: Sequence[Cell] = [row.count(one) for one in COUNTED] if last else []
    return (
        number,
        name,
        letter(wish, row.member),
        *(None if one is None else one.value for one in row.letters[first:after]),
        *counts,
    )
