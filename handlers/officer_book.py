"""The officers' book on paper: who holds or held which post, from when to when."""

from __future__ import annotations

from collections.abc import Mapping

from bot.papers.paper import Cell, ColumnKind, Paper, Table
from bot.texts import _
from handlers.member_book import born
from handlers.on_paper import ADDRESS, MAN_OR_WOMAN, NAME, NUMBER, SIGNATURE, Wish, address, column, letter, paper
from handlers.posts import HEADINGS
from handlers.signing import officers_sign
from jamaah.full_names import full_names
from jamaah.members import Member
from jamaah.officers import Officer, Post

TITLE = _("Officers' book")
_ORDER = list(Post)


def officer_book(wish: Wish) -> list[Paper]:
    """All who hold or held a post, by the posts; why somebody stopped is not in the records, and left to the pen."""
    store = wish.talk.store
    book = sorted(store.officers.of(wish.group.id), key=lambda one: (_ORDER.index(one.post), one.id))
    known = [(one, store.members.get(one.member)) for one in book if one.until is None or one.until != one.since]
    names = full_names([*store.members.of(wish.group.id), *store.members.departed(wish.group.id)])
    rows = [_row(wish, number, one, member, names) for number, (one, member) in enumerate(known, 1)]
    columns = (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, NAME, weight=2.4),
        column(wish, _("Date of birth"), weight=1.5),
        column(wish, MAN_OR_WOMAN, ColumnKind.MARK, 0.5),
        column(wish, _("Occupation"), weight=1.4),
        column(wish, ADDRESS),
        column(wish, _("Post"), weight=1.3),
        column(wish, _("Appointed on"), ColumnKind.DATE, 1.3),
        column(wish, _("Stopped on"), ColumnKind.DATE, 1.3),
        column(wish, _("Reason"), weight=1.2),
        column(wish, SIGNATURE, ColumnKind.SIGN, 1.6),
    )
    empty = wish.say(_("The officers are not written down yet."))
    return [paper(wish, TITLE, [Table(columns, rows, empty=empty), officers_sign(wish)], wide=True)]


def _row(
    wish: Wish, number: int, officer: Officer, member: Member | None, names: Mapping[int, str]
) -> tuple[Cell, ...]:
    return (
        number,
        names.get(member.id) if member else None,
        born(wish, member.born) if member else None,
        letter(wish, member) if member else None,
        member.occupation if member else None,
        address(wish, member) if member else None,
        wish.say(HEADINGS[officer.post]),
        officer.since,
        officer.until,
        None,
        None,
    )
