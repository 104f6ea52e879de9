"""The change log on paper: who wrote what and when, the oldest first."""

from __future__ import annotations

from datetime import timedelta

from bot.papers.paper import Cell, ColumnKind, Paper, Part, Prose, Table
from bot.texts import _
from handlers.entry_words import UNSHOWN, EntryWords
from handlers.on_paper import NUMBER, Wish, column, days_of, midnight, paper
from handlers.ports import Entry
from handlers.words import begun
from jamaah.calendar import local
from jamaah.roles import Deed

TITLE = _("Change log")
MOST = 200


def change_book(wish: Wish) -> list[Paper]:
    """What was written in the group's books within the span, as far as it fits in a file that somebody reads."""
    first, last = wish.span
    found = wish.talk.store.changes.of(
        wish.group.id,
        count=MOST + 1,
        since=midnight(wish, first),
        until=midnight(wish, last + timedelta(days=1)),
        without=UNSHOWN,
    )
    shown = found[:MOST][::-1]
    words = EntryWords(wish.talk.store, wish.group, wish.today, wish.may(Deed.SEE_PHONES))
    columns = (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, _("Date"), ColumnKind.DATE, 1.3),
        column(wish, _("Hour"), ColumnKind.MARK, 0.7),
        column(wish, _("By"), weight=1.5),
        column(wish, _("What"), weight=5),
    )
    rows = [_row(wish, number, entry, words) for number, entry in enumerate(shown, 1)]
    parts: list[Part] = [Table(columns, rows, empty=wish.say(_("Nothing was changed.")))]
    if len(found) > MOST:
        parts.append(Prose([wish.say(_("Only the last {count} entries are here.")(count=MOST))]))
    days = [local(one.at, wish.group.zone).date() for one in shown] or [first, last]
    return [paper(wish, TITLE, parts, [(_("Days"), days_of(days))], wide=True)]


def _row(wish: Wish, number: int, entry: Entry, words: EntryWords) -> tuple[Cell, ...]:
    at = local(entry.at, wish.group.zone)
    who = words.who(entry)
    author = who if isinstance(who, str) else wish.say(who)
    return (
        number,
        at.date(),
        wish.say(_("{hour}")(hour=at.time())),
        author or None,
        begun(wish.say(words.marked(entry))),
    )
