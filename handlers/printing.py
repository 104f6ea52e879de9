"""Books on paper: which one, of which meeting or days, as PDF or for a spreadsheet; made of what may be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.forms import Denied, ask, on, opens
from bot.messages import Button, Reply
from bot.papers.paper import Format, paper_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, sentence, verbatim
from bot.understanding.needed import only_with
from bot.understanding.papers_together import papers_together
from bot.understanding.printing import (
    EVER,
    asked_paper,
    columns_in,
    format_alone,
    may_ask,
    of_all_groups,
    of_oneself,
    of_some,
    of_the_latest,
    particulars,
    to_be_passed_on,
)
from handlers.access import MOST_GROUPS, GroupForm, can, groups_for, the_asked, told_of
from handlers.attendance_recap import OF_ONE, whose
from handlers.attendance_sheet import coming_meeting
from handlers.kinds import Mentioned
from handlers.on_paper import Document, Span, Wish, days_of, file_name
from handlers.ports import Store
from handlers.shelf import BOOKS, Book
from handlers.taken_along import taken_along
from handlers.welcome import secretaries_of
from handlers.which_paper import FORMATS, MadeAs, OfDay, OfDays, WhichBook, WhichHeld, says_nik
from handlers.words import distinct, group_name, listing
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import addressed
from jamaah.roles import Deed

OF_A_MEETING = (Document.ATTENDANCE, Document.MINUTES)
OF_DAYS = (Document.MINUTES, Document.RECAP, Document.IDEAS, Document.HISTORY)


ELSEWHERE = {
    Document.ALL: "export_all",
    Document.OUTSIDE: "export_outside",
    Document.PACK: "founding_pack",
}
NAMES = (
    *("cetak", "print", "pdf", "excel", "eksel", "exel", "word", "file", "berkas", "unduh", "download"),
    *("hadir", "absen", "presensi", "buku", "rekap", "notul", "daftar", "data"),
)
PRINTED, MOMENT = "printed", 900
"""Where the paper made last stands in a talk's memory, and for how many seconds another kind of it may be asked for."""


AGAIN = ("day", "span", "meeting")


@on("export", deed=Deed.SEE_FIGURES, command="cetak")
class Print(GroupForm):
    """Get a book of the group as a file to print: members, attendance, minutes."""

    title = _("Print")
    writes = False
    lapses = True
    book: Document = ask(WhichBook(), _("What is to be printed?"), takes=("document",), key=True)
    kind: Format | None = ask(MadeAs(), optional=True, takes=("format",))
    day: date | None = ask(OfDay(), optional=True)
    span: Span | None = ask(OfDays(), optional=True)
    nik: bool | None = ask(Mentioned(says_nik), optional=True)
    latest: bool | None = ask(Mentioned(of_the_latest), optional=True)
    every: bool | None = ask(Mentioned(of_all_groups), optional=True)
    meeting: int = ask(
        WhichHeld(),
        _("Of which meeting, or an empty one to sign?"),
        when=lambda form: form.book is Document.ATTENDANCE and form.may_have(),
        default=lambda form: form.of_meeting(),
    )

    @classmethod
    @only_with(may_ask)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "cetak buku anggota", "minta daftar hadir buat rapat besok", "notulen tgl 12 jadi pdf"."""
        if not may_ask(text):
            return None
        if (kind := format_alone(text)) is not None and (before := _just_printed(talk)):
            return {**before, "kind": kind}
        rest, group = told_of(talk, Deed.SEE_FIGURES, text, NAMES, alone=True)
        if papers_together(rest, talk.local):
            return None  # Each is heard by itself.
        asked = asked_paper(rest, talk.local)
        if asked is None or asked.document in ELSEWHERE or not groups_for(talk, Deed.SEE_FIGURES):
            return None
        group = group or the_asked(talk, Deed.SEE_FIGURES, text)
        own = asked.document == Document.ATTENDANCE and of_oneself(text)
        answers: dict[str, Json] = {
            "book": Document.RECAP.value if own else asked.document,
            "kind": asked.made_as,
            "day": asked.day and asked.day.isoformat(),
            "every": of_all_groups(text),
        }
        if asked.first and asked.last:
            answers["span"] = f"{asked.first.toordinal()}-{asked.last.toordinal()}"
        answers |= {"nik": says_nik(rest), "latest": of_the_latest(rest)}
        return {**group, **{name: value for name, value in answers.items() if value}}

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """What leaves the group is read back by a form of its own."""
        group: dict[str, Json] = {"group": self.answers["group"]} if "group" in self.answers else {}
        if self.book is Document.OUTSIDE:
            asked = particulars(self.talk.text, self.talk.local, Document.OUTSIDE)
            told = {"receiver": asked.recipient, "more": list(asked.columns), "kind": asked.made_as}
            group |= {name: value for name, value in told.items() if value}
        if self.book is Document.PACK and self.kind:
            group |= {"kind": self.kind.value}
        return (ELSEWHERE[self.book], group) if self.book in ELSEWHERE else None

    def check(self) -> None:
        """Raise Denied where a paper of several groups at once is wanted, too."""
        super().check()
        if self.every and self.book in BOOKS and "group" not in self.answers:
            one = _("{book}: one file for each group. Which group?")(book=BOOKS[self.book].title)
            raise Denied(one, self._yours())

    def _yours(self) -> tuple[Button, ...]:
        """The speaker's groups, each with the paper that is asked for."""
        groups = groups_for(self.talk, Deed.SEE_FIGURES)
        asked = {name: self.answers[name] for name in ("book", "kind", "day", "span") if name in self.answers}
        return tuple(
            opens(self.intent, verbatim(distinct(group, groups)), group=group.id, **asked)
            for group in groups[:MOST_GROUPS]
        )

    def may_have(self) -> bool:
        """Whether the speaker may have the book in the group, as far as both are known."""
        book = BOOKS.get(self.book) if self.book else None
        return book is None or self.group is None or book.may_have(self.talk, self.group)

    def of_meeting(self) -> int | None:
        """The meeting that is meant; 0 where none can be, None where several may be."""
        if self.group is None:
            return None
        meetings = self.talk.store.meetings
        if self.day is not None and (found := meetings.on(self.group.id, self.day)):
            return found[-1].id
        latest = meetings.latest(self.group.id, 1)
        if not latest or (self.day is not None and not self.latest):
            return 0
        return None if self.book is Document.ATTENDANCE and not self.latest else latest[0].id

    def act(self, group: Group) -> Reply:
        if not self.may_have():
            raise Denied(self._for_the_secretary(group), self._own(group, self.book))
        document = self._meant(group)
        if document is Document.MEMBERS and of_some(self.talk.text):
            kind = {"kind": self.kind.value} if self.kind else {}
            whole = opens("export", _("Print all of it"), group=group.id, book=document, **kind)
            raise Denied(_("It is printed whole only, with all members."), (whole,))
        book = BOOKS[document]
        wish = self._wish(group, document, book)
        papers = book.compose(wish)
        file = paper_file(file_name(wish, book.title, wish.member.name if wish.member else ""), papers, wish.made_as)
        if book.names is not None and can(self.talk, group.id, book.names):
            taken_along(self.talk, group, document.value)
        self._keep(wish, document)
        other = None if self.kind in (None, wish.made_as) else _("As {kind} I cannot make it.")(kind=FORMATS[self.kind])
        return Reply(
            sentence(other, self._told(wish, document, book), self._beside(document)),
            tuple(self._others(wish, document, book)),
            files=(file,),
        )

    def _wish(self, group: Group, document: Document, book: Book) -> Wish:
        first, last = self.span or (None, None)
        wish = Wish(
            talk=self.talk,
            group=group,
            made_as=next((one for one in book.formats if one is self.kind), book.formats[0]),
            meeting=self._held(group) if document in OF_A_MEETING else None,
            day=self.day if document is Document.BLANK else None,
            first=first if document in OF_DAYS else None,
            last=last if document in OF_DAYS else None,
            member=whose(self.talk, group) if document is Document.RECAP else None,
            nik=bool(self.nik),
        )
        coming = coming_meeting(wish) if document is Document.BLANK else None
        return replace(wish, day=coming.day) if coming else wish

    def _keep(self, wish: Wish, document: Document) -> None:
        """Remember what was made, so that "excel" alone means the same as another kind of file."""
        self.talk.memory[PRINTED] = {
            **self._same(wish),
            "group": wish.group.id,
            "book": document.value,
            "at": self.talk.now,
        }

    def _beside(self, document: Document) -> Text | None:
        """What is to be known of it: that something asked for is not in it, or that it goes to the speaker alone."""
        if to_be_passed_on(self.talk.text):
            return _("It is sent to you here; please pass it on yourself.")
        phones = document is Document.MEMBERS and "phone" in columns_in(self.talk.text)
        return _("Phone numbers do not stand in it.") if phones else None

    def _same(self, wish: Wish) -> dict[str, Json]:
        """What is meant as well of the same paper as another kind of file."""
        if wish.meeting is not None:
            return {"meeting": wish.meeting.id}  # which says the day, and more than both is too much for a button
        return {name: self.answers[name] for name in AGAIN if name in self.answers}

    def _told(self, wish: Wish, document: Document, book: Book) -> Text:
        """What the file is: which book, of which group, of which day or days."""
        told = [self._named(wish, book)]
        if wish.meeting is not None and wish.first is None:
            told.append(_("{day}")(day=PlainDate(wish.meeting.day)))
        elif document is Document.BLANK and wish.day is not None:
            told.append(_("{day}")(day=PlainDate(wish.day)))
        elif document in OF_DAYS and wish.first not in (None, EVER):
            told.append(days_of(wish.span))
        return _("{told}.")(told=listing([*told, FORMATS[wish.made_as]]))

    def _named(self, wish: Wish, book: Book) -> Text:
        """The book by its name; of one member only, whose it is."""
        if wish.member is None:
            return _("{book} of {group}")(book=book.title, group=group_name(wish.group))
        roll = self.talk.store.members.of(wish.group.id)
        return OF_ONE(name=addressed(wish.member, wish.today, roll), group=group_name(wish.group))

    def _meant(self, group: Group) -> Document:
        """The book that is meant: of a meeting that is not held yet a list to sign. Raises Denied where no meeting was
        recorded on the day."""
        if self.book not in OF_A_MEETING or self.meeting or (self.span and self.book is Document.MINUTES):
            return self.book
        ahead = self.day is None or self.day >= self.talk.local.date()
        if self.book is Document.ATTENDANCE and ahead:
            return Document.BLANK
        latest = self.talk.store.meetings.latest(group.id, 1)
        if not latest or self.day is None:
            raise Denied(_("No meeting is recorded yet."))
        told = _("No meeting is recorded on {day}. The latest is {latest}.")(day=self.day, latest=latest[0].day)
        of_latest = opens("export", _("Print that of the latest"), group=group.id, book=self.book, meeting=latest[0].id)
        raise Denied(told, (of_latest,))

    def _held(self, group: Group) -> Meeting | None:
        """The meeting recorded that is meant; another group's is none."""
        found = self.talk.store.meetings.get(self.meeting) if self.meeting else None
        return found if found is not None and found.group == group.id else None

    def _for_the_secretary(self, group: Group) -> Text:
        told = _("Please tell {secretaries}.")(secretaries=secretaries_of(self.talk, group.id))
        return sentence(_("That is for the group's secretary to do."), told)

    def _own(self, group: Group, document: Document) -> tuple[Button, ...]:
        """Who may not have the attendance of others may have their own."""
        may = document is Document.ATTENDANCE and BOOKS[Document.RECAP].may_have(self.talk, group)
        mine = opens("export", _("My own attendance"), group=group.id, book=Document.RECAP)
        return (mine,) if may else ()

    def _others(self, wish: Wish, document: Document, book: Book) -> Iterator[Button]:
        """The same as another kind of file."""
        named = self._same(wish)
        for other in book.formats:
            if other is not wish.made_as:
                yield opens("export", FORMATS[other], group=wish.group.id, book=document, kind=other, **named)


def _just_printed(talk: Talk[Store]) -> dict[str, Json] | None:
    """What was made a moment ago, as answers."""
    known = dict(talk.memory.get(PRINTED) or {})
    lately = talk.now - int(known.pop("at", 0)) <= MOMENT
    return known if known and lately else None
