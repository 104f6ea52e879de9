"""How often one member came, on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.forms import ask, on, opens
from bot.messages import Button, Reply
from bot.papers.paper import Format, paper_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import _
from bot.understanding.attendance_of_one import attendance_of_one
from bot.understanding.needed import only_with
from bot.understanding.printing import EVER, may_ask, particulars
from handlers.access import told_of
from handlers.attendance_recap import OF_ONE, TITLE, attendance_recap
from handlers.on_paper import Document, Span, Wish, days_of, file_name
from handlers.ports import Store
from handlers.seen_by import ATTENDANCE, looked
from handlers.shelf import PDF_AND_XLSX
from handlers.the_member import Meant, MemberForm
from handlers.which_paper import FORMATS, MadeAs, OfDays
from handlers.words import group_name, listing
from jamaah.groups import Group
from jamaah.meant import known_as
from jamaah.members import Member
from jamaah.people import split_honorific
from jamaah.roles import Deed

WORDS = ("hadir", "absen", "presensi", "rekap")


@on("export_of_one", deed=Deed.SEE_ATTENDANCE)
class PrintOfOne(MemberForm):
    """Get as a file how often one member came."""

    title = _("Attendance of one member")
    writes, lapses = False, True
    question = _("Whose attendance is to be printed?")
    kind: Format | None = ask(MadeAs(), optional=True)
    span: Span | None = ask(OfDays(), optional=True)

    @classmethod
    @only_with(attendance_of_one)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "cetak kehadiran pak karno", "rekap bu lasmi bulan oktober pdf"."""
        if not may_ask(text):
            return None
        rest, group = told_of(talk, Deed.SEE_ATTENDANCE, text, WORDS, alone=True)
        who = attendance_of_one(rest)
        if who is None or not (split_honorific(who)[0] or cls(talk, group).knows(who)):
            return None
        asked = particulars(rest, talk.local, Document.RECAP)
        days = (asked.first.toordinal(), asked.last.toordinal()) if asked.first and asked.last else ()
        told = {"kind": asked.made_as, "span": "-".join(map(str, days))}
        whom = cls.slots["whom"].kind.dump(Meant(who))
        return {**group, "whom": whom, **{name: value for name, value in told.items() if value}}

    def knows(self, who: str) -> bool:
        """Whether somebody of the book is called so for certain."""
        return bool(known_as(who, self.roll()))

    def roll(self) -> list[Member]:
        """Also who has left: their attendance is kept."""
        gone = self.talk.store.members.departed(self.group.id) if self.group else []
        return [*super().roll(), *(member for member in gone if member.erased is None)]

    def act_on(self, member: Member, group: Group) -> Reply:
        looked(self.talk, member, ATTENDANCE)
        first, last = self.span or (None, None)
        made_as = self.kind if self.kind in PDF_AND_XLSX else Format.PDF
        wish = Wish(talk=self.talk, group=group, made_as=made_as, first=first, last=last, member=member)
        file = paper_file(file_name(wish, TITLE, member.name), attendance_recap(wish), made_as)
        days = [days_of(wish.span)] if first not in (None, EVER) else []
        told = listing([OF_ONE(name=self.name, group=group_name(group)), *days, FORMATS[made_as]])
        made = _("{told}.")(told=told)
        return Reply(made, tuple(self._others(member, made_as)), files=(file,))

    def _others(self, member: Member, made_as: Format) -> Iterator[Button]:
        """The same as another kind of file."""
        named = {"span": self.answers["span"]} if "span" in self.answers else {}
        for other in PDF_AND_XLSX:
            if other is not made_as:
                yield opens(self.intent, FORMATS[other], group=member.group, whom=member.id, kind=other.value, **named)
