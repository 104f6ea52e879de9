"""The members' book on paper: all who are or were members, in the order in which they were entered."""

from __future__ import annotations

from datetime import date

from bot.papers.paper import Cell, Column, ColumnKind, Paper, Table
from bot.texts import _, ngettext
from handlers.on_paper import MAN_OR_WOMAN, NAME, NUMBER, SIGNATURE, Wish, address, column, letter, paper
from handlers.signing import officers_sign
from jamaah.full_names import full_names
from jamaah.members import Departure, Member, told_joining
from jamaah.nik import ends
from jamaah.people import Born
from jamaah.roles import Deed

TITLE = _("Members' book")
WHY = {
    Departure.MOVED: _("moved away"),
    Departure.DIED: _("died"),
    Departure.LEFT: _("stopped"),
}


def member_book(wish: Wish) -> list[Paper]:
    """The members' book; where NIK are wished, and may be seen, by their last digits."""
    store, group = wish.talk.store, wish.group
    members = sorted([*store.members.of(group.id), *store.members.departed(group.id)], key=lambda one: one.id)
    niks = _niks(wish) if wish.nik and wish.may(Deed.KEEP_NIK) else None
    names = full_names(members)
    rows = [_row(wish, number, member, names[member.id], niks) for number, member in enumerate(members, 1)]
    there = sum(member.left is None for member in members)
    table = Table(_columns(wish, with_nik=niks is not None), rows, empty=wish.say(_("No members yet.")))
    count = ngettext("{count} member", "{count} members", there)
    return [paper(wish, TITLE, [table, officers_sign(wish)], [(_("Now"), count)], wide=True)]


def _columns(wish: Wish, *, with_nik: bool) -> tuple[Column, ...]:
    nik = (column(wish, _("NIK"), weight=1.2),) if with_nik else ()
    return (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, NAME, weight=2.6),
        *nik,
        column(wish, _("Place, date of birth"), weight=1.8),
        column(wish, MAN_OR_WOMAN, ColumnKind.MARK, 0.5),
        column(wish, _("Occupation"), weight=1.5),
        column(wish, _("Address (RT/RW)"), weight=1),
        column(wish, _("Joined on"), ColumnKind.DATE, 1.3),
        column(wish, SIGNATURE, ColumnKind.SIGN, 1.6),
        column(wish, _("Stopped on"), ColumnKind.DATE, 1.3),
        column(wish, _("Cause"), weight=1),
    )


def _row(wish: Wish, number: int, member: Member, name: str, niks: dict[int, str] | None) -> tuple[Cell, ...]:
    if member.erased is not None:
        return _blank(number, name, member, with_nik=niks is not None)
    return (
        number,
        name,
        *(() if niks is None else (niks.get(member.id),)),
        born(wish, member.born),
        letter(wish, member),
        member.occupation,
        address(wish, member),
        told_joining(member, wish.group.founded),
        None,
        member.left,
        wish.say(WHY[member.departure]) if member.departure else None,
    )


def _blank(number: int, name: str, member: Member, *, with_nik: bool) -> tuple[Cell, ...]:
    """The row of somebody erased: what would tell by its place in an older printout who that was stands in none."""
    return (number, name, *((None,) * (6 + with_nik)), member.left, None)


def born(wish: Wish, told: Born | None) -> date | str | None:
    """When somebody was born: the day, else as exactly as is known."""
    if told is None:
        return None
    if told.month and told.day and not told.about:
        return date(told.year, told.month, told.day)
    return wish.say(_("about {year}")(year=told.year)) if told.about else str(told.year)


def _niks(wish: Wish) -> dict[int, str]:
    known = {one.member: one.nik for one in wish.talk.store.founders.of(wish.group.id) if one.nik is not None}
    opened = {member: wish.talk.seal.open(nik) for member, nik in known.items()}
    return {member: ends(number) for member, number in opened.items() if number}
