"""Who came to the last meetings, on a picture: all members for who may see that, for a member their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.forms import Denied, ask, on, opens
from bot.kinds import Whole, YesNo
from bot.messages import Reply
from bot.papers.typesetting import picture_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import can, the_asked
from handlers.attendance_chart import Chart, own_chart, whole_chart
from handlers.file_names import file_called
from handlers.minutes import attendance_of, is_counted, roll_of
from handlers.pictures import DRAWN, Shown
from handlers.ports import Store
from handlers.words import not_in_the_book
from jamaah.accompanying import attendance
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import Member, addressed
from jamaah.months import months_before
from jamaah.roles import Deed

LATEST = 12
"""Meetings on one picture: of more each would be narrower than two figures of a day."""
A_PICTURE = 24
"""Members on one picture, so that it is no longer than a photo may be."""
A_YEAR = 12
CAME = expression(r"\b(?:hadir|kehadiran|absen|absensi|presensi|datang|rawuh|teka|attendance)\w{0,3}\b")
OWN = expression(
    r"\b(?:(?:hadir|kehadiran|absen|absensi|presensi|datang|rawuh)(?:ku|e? (?:saya|aku|kulo|kula|dalem|sendiri|dewe))"
    r"|my(?: own)? attendance)\b"
)
MONTHS = expression(r"\b(\d{1,2}) (?:bulan|months?)\b")
YEAR = expression(r"\b(?:(?:se|1 )tahun|(?:a|1) year)\b")


@on("attendance_picture", deed=Deed.SEE_MINUTES)
class AttendancePicture(Shown):
    """Get a picture of who came to the last meetings; a member gets their own."""

    title = _("Picture of attendance")
    months: int | None = ask(Whole(1, A_YEAR), optional=True)
    own: bool | None = ask(YesNo(), optional=True)

    @classmethod
    @only_with(DRAWN)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        if talk.busy or not (DRAWN.search(plain) and CAME.search(plain)):
            return None
        told = MONTHS.search(plain)
        months = A_YEAR if YEAR.search(plain) else int(told[1]) if told else 0
        over = {"months": months} if 0 < months <= A_YEAR else {}
        # What ends in "-ku" ends so in the text as it was written only.
        own = {"own": True} if OWN.search(plain) or OWN.search(text.casefold()) else {}
        return {**the_asked(talk, Deed.SEE_MINUTES, text), **over, **own}

    def act(self, group: Group) -> Reply | list[Reply]:
        own = self.own or not can(self.talk, group.id, Deed.SEE_ATTENDANCE)
        member = self._myself(group) if own else None
        meetings, roll = self._meetings(group), self.talk.store.members.of(group.id)
        if not meetings:
            lately = _("No meeting is recorded of the last {count} months.")
            return Reply(lately(count=self.months) if self.months else _("No meeting is recorded yet."))
        if not roll:
            return Reply(_("No members yet."))
        chart = Chart(group, meetings, [roll_of(self.talk.store, group, meeting.day) for meeting in meetings], roll)
        return list(self._of_all(chart)) if member is None else self._of_one(chart, member)

    def _meetings(self, group: Group) -> list[Meeting]:
        """The last meetings, the oldest first."""
        latest = self.talk.store.meetings.latest(group.id, LATEST)
        since = months_before(self.talk.local.date(), self.months) if self.months else date.min
        return [meeting for meeting in reversed(latest) if meeting.day >= since]

    def _myself(self, group: Group) -> Member:
        member = self.talk.store.members.as_person(group.id, self.talk.person)
        if member is None:
            raise Denied(not_in_the_book(self.talk.store.people.get(self.talk.person).address))
        return member

    def _of_one(self, chart: Chart, member: Member) -> Reply:
        name = addressed(member, self.talk.local.date(), chart.roll)
        since = chart.since(member)
        told = attendance_of(member, name, since.meetings)
        if not since.meetings:
            return Reply(told)
        data = own_chart(self.talk, since, member, self.called(chart.group))
        return Reply(told, files=(picture_file(self._file(chart, _("my attendance")), "own_attendance", data),))

    def _of_all(self, chart: Chart) -> Iterator[Reply]:
        """As many pictures as the members need, each with about as many of them."""
        numbered, name = list(enumerate(chart.roll, 1)), self.called(chart.group)
        of_many = len(numbered) > A_PICTURE
        for part, page in enumerate(_pages(numbered), 1):
            first, last = page[0][0], page[-1][0]
            said = _("Numbers {first} to {last} of {all}.")(first=first, last=last, all=len(numbered))
            data = whole_chart(self.talk, chart, page, name, said if len(page) < len(numbered) else None)
            more = opens("attendance_months", _("By month"), group=chart.group.id)
            yield Reply(
                self._told(chart) if part == 1 else said,
                (more,) if last == len(numbered) else (),
                files=(picture_file(self._file(chart, _("attendance"), of_many and part), "attendance", data),),
            )

    def _file(self, chart: Chart, what: Text, part: int = 0) -> str:
        return file_called(chart.group, what, [self.talk.local.date()], part=part)

    def _told(self, chart: Chart) -> Text:
        name, count = self.called(chart.group), len(chart.meetings)
        share = attendance(chart.meetings, chart.rolls)
        if share is None:
            return _("{group}: who came to the last {count} meetings is not recorded yet.")(group=name, count=count)
        told = _("{group}: {percent} % came in person, at the last {count} meetings.")
        return told(group=name, percent=share, count=sum(map(is_counted, chart.meetings)))


def _pages(numbered: Sequence[tuple[int, Member]]) -> Iterator[Sequence[tuple[int, Member]]]:
    pages = -(-len(numbered) // A_PICTURE)
    size = -(-len(numbered) // pages)
    return (numbered[first : first + size] for first in range(0, len(numbered), size))
