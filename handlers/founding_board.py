"""Officers and supervisors on the founding papers: who holds which post, and rows to fill in for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.papers.paper import Cell, Column, ColumnKind, Table
from bot.texts import Text, _
from handlers.founding_gaps import Pack
from handlers.on_paper import ADDRESS, MAN_OR_WOMAN, NAME, address, column, letter
from handlers.posts import HEADINGS, NEEDED
from jamaah.members import Member
from jamaah.officers import Officer, Post

BLANKS = {**dict.fromkeys(NEEDED, 1), Post.SUPERVISOR: 3}
"""So many rows a post has at least, to be filled in by hand."""


def board(pack: Pack, title: Text, posts: Sequence[Post], *, whole: bool = False) -> Table:
    """Who holds which of these posts; `whole`: with all that a list of its own tells of each."""
    columns, rows = _columns(pack, whole=whole), list(_rows(pack, posts, whole=whole))
    return Table(columns, [(*row, *(None,) * (len(columns) - len(row))) for row in rows], title=pack.wish.say(title))


def _columns(pack: Pack, *, whole: bool) -> tuple[Column, ...]:
    named = (column(pack.wish, _("Post"), weight=1.2), column(pack.wish, NAME, weight=2.4))
    if not whole:
        return named
    return (
        *named,
        column(pack.wish, MAN_OR_WOMAN, ColumnKind.MARK, 0.5),
        column(pack.wish, ADDRESS, weight=1),
        column(pack.wish, _("Since"), ColumnKind.DATE, 1.2),
    )


def _rows(pack: Pack, posts: Sequence[Post], *, whole: bool) -> Iterator[tuple[Cell, ...]]:
    for post in posts:
        heading = pack.wish.say(HEADINGS[post])
        held = [one for one in pack.officers if one.post is post]
        yield from ((heading, *_of(pack, one, whole=whole)) for one in held)
        yield from [(heading,)] * (BLANKS.get(post, 0) - len(held))


def _of(pack: Pack, officer: Officer, *, whole: bool) -> tuple[Cell, ...]:
    who = pack.member(officer.member)
    if who is None or not whole:
        return (shown(pack, who),) if who else ()
    return shown(pack, who), letter(pack.wish, who), address(pack.wish, who), officer.since


def shown(pack: Pack, member: Member) -> str | None:
    """A member's whole name; none of one who was erased."""
    return pack.names.get(member.id, member.name) if member.erased is None else None


def post_of(pack: Pack, member: Member) -> str:
    """The posts of a member, else that it is one."""
    held = [pack.wish.say(HEADINGS[one.post]) for one in pack.officers if one.member == member.id]
    return ", ".join(held) or pack.wish.say(_("Member"))
