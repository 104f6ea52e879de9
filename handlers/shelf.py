"""The books that can be printed: what each is called, who may have it, of what it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.papers.paper import Format, Paper
from bot.talk import Talk
from bot.texts import Text
from handlers.access import can
from handlers.attendance_recap import TITLE as RECAP
from handlers.attendance_recap import attendance_recap
from handlers.attendance_sheet import BLANK_TITLE, attendance_sheet, blank_sheet
from handlers.attendance_sheet import TITLE as ATTENDANCE
from handlers.change_book import TITLE as HISTORY
from handlers.change_book import change_book
from handlers.idea_book import TITLE as IDEAS
from handlers.idea_book import idea_book
from handlers.member_book import TITLE as MEMBERS
from handlers.member_book import member_book
from handlers.minutes_book import TITLE as MINUTES
from handlers.minutes_book import minutes_book
from handlers.officer_book import TITLE as OFFICERS
from handlers.officer_book import officer_book
from handlers.on_paper import Document, Wish
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.roles import Deed
from lean import dataclass

PDF_AND_XLSX = (Format.PDF, Format.XLSX)


@dataclass(frozen=True, slots=True)
class Book:
    """A book that can be printed: what it is called, who may have it (whoever may do one of these), of what it is made,
    as which kinds of file (the first where none was asked for). One that `names` members is told to them as taken along
    by whoever may do that."""

    title: Text
    deeds: Sequence[Deed]
    compose: Callable[[Wish], Sequence[Paper]]
    formats: Sequence[Format] = PDF_AND_XLSX
    names: Deed | None = None

    def may_have(self, talk: Talk[Store], group: Group) -> bool:
        """Whether the speaker may have it of this group."""
        return any(can(talk, group.id, deed) for deed in self.deeds)


BOOKS: Mapping[Document, Book] = {
    Document.MEMBERS: Book(MEMBERS, [Deed.SEE_MEMBERS], member_book, names=Deed.SEE_MEMBERS),
    Document.BLANK: Book(BLANK_TITLE, [Deed.SEE_MEMBERS], blank_sheet),
    Document.ATTENDANCE: Book(ATTENDANCE, [Deed.SEE_ATTENDANCE], attendance_sheet, names=Deed.SEE_ATTENDANCE),
    Document.MINUTES: Book(MINUTES, [Deed.SEE_MINUTES], minutes_book),
    Document.RECAP: Book(RECAP, [Deed.SEE_ATTENDANCE, Deed.DISPUTE], attendance_recap, names=Deed.SEE_ATTENDANCE),
    Document.OFFICERS: Book(OFFICERS, [Deed.SEE_MEMBERS], officer_book),
    Document.IDEAS: Book(IDEAS, [Deed.SEE_MINUTES], idea_book),
    Document.HISTORY: Book(HISTORY, [Deed.SEE_CHANGES], change_book),
}
