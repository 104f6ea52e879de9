"""How often one member came, on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.forms import ask, on, opens
from bot.messages import Button, Reply
from bot.papers.paper import Format, paper_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _
from bot.understanding.attendance_of_one import attendance_of_one
from bot.understanding.printing import may_ask
from handlers.access import told_of
from handlers.attendance_recap import OF_ONE, TITLE, attendance_recap
from handlers.on_paper import Span, Wish, file_name
from handlers.ports import Store
from handlers.seen_by import ATTENDANCE, looked
from handlers.shelf import PDF_AND_XLSX
from handlers.the_member import Meant, MemberForm
from handlers.which_paper import FORMATS, MadeAs, OfDays
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.members import Member
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
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "cetak kehadiran pak karno", "rekap bu lasmi bulan oktober pdf"."""
        if not may_ask(text):
            return None
        rest, group = told_of(talk, Deed.SEE_ATTENDANCE, text, WORDS, alone=True)
        who = attendance_of_one(rest)
        return {**group, "whom": cls.slots["whom"].kind.dump(Meant(who))} if who else None

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
        told: Text = OF_ONE(name=self.name, group=group_name(group))
        made = _("{told}, {kind}.")(told=told, kind=FORMATS[made_as])
        return Reply(made, tuple(self._others(member, made_as)), files=(file,))

    def _others(self, member: Member, made_as: Format) -> Iterator[Button]:
        """The same as another kind of file."""
        named = {"span": self.answers["span"]} if "span" in self.answers else {}
        for other in PDF_AND_XLSX:
            if other is not made_as:
                yield opens(self.intent, FORMATS[other], group=member.group, whom=member.id, kind=other.value, **named)
