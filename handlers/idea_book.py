"""The book of ideas on paper: what was put forward, by whom, and what became of it."""

from __future__ import annotations

from bot.papers.paper import ColumnKind, Paper, Table
from bot.texts import _
from handlers.book_of_ideas import how_far
from handlers.on_paper import NAME, NUMBER, Wish, column, paper
from jamaah.ideas import Idea

TITLE = _("Book of ideas")


def idea_book(wish: Wish) -> list[Paper]:
    """All ideas by the numbers they keep; of a span, where one was said."""
    told = wish.talk.store.ideas.of(wish.group.id)
    shown = [one for one in told if wish.first is None or wish.span[0] <= one.day <= wish.span[1]]
    columns = (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, _("Date"), ColumnKind.DATE, 1.3),
        column(wish, NAME, weight=1.8),
        column(wish, _("Idea"), weight=3),
        column(wish, _("Response"), weight=2.4),
    )
    rows = [(one.number, one.day, _whose(wish, one), one.what, wish.say(how_far(one))) for one in shown]
    empty = wish.say(_("No idea has been put forward yet."))
    return [paper(wish, TITLE, [Table(columns, rows, empty=empty)])]


def _whose(wish: Wish, idea: Idea) -> str | None:
    member = wish.talk.store.members.get(idea.by) if idea.by else None
    return member.name if member else idea.outside
