"""How many came, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.forms import on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Month, Text, _, lines, ngettext
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, groups_for, the_asked
from handlers.accompanied import as_of
from handlers.attendance_words import BY_MONTH, CAME
from handlers.minutes import is_counted, roll_of
from handlers.ports import Store
from handlers.words import group_name
from jamaah.accompanying import attendance
from jamaah.groups import Group
from jamaah.meetings import Meeting, tally
from jamaah.months import last_months
from jamaah.roles import Deed

MONTHS = 6


@on("attendance_months", deed=Deed.SEE_ATTENDANCE)
class AttendanceMonths(GroupForm):
    """Ask how many came to the meetings, month by month."""

    title = _("Attendance by month")
    writes = False

    @classmethod
    @only_with(BY_MONTH)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        if talk.busy or not (CAME.search(plain) and BY_MONTH.search(plain)):
            return None
        return the_asked(talk, Deed.SEE_ATTENDANCE, text)

    def act(self, group: Group) -> Reply:
        today = self.talk.local.date()
        months = last_months(today, MONTHS)
        held = self.talk.store.meetings.between([group.id], months[0], today)
        begun = min((one.day for one in held), default=today)
        months = [month for month in months if month >= begun.replace(day=1)]
        told = [self._line(group, month, [one for one in held if one.day.replace(day=1) == month]) for month in months]
        head = _("{group}, who came by month:")(group=group_name(group, groups_for(self.talk, Deed.SEE_FIGURES)))
        more = opens("attendance_stats", _("Who was not there"), group=group.id)
        shown = opens("attendance_picture", _("Picture"), group=group.id, months=MONTHS)
        return Reply(lines(head, *told, as_of(today)), (more, *((shown,) if held else ())))

    def _line(self, group: Group, month: date, held: list[Meeting]) -> Text:
        counted = [meeting for meeting in held if is_counted(meeting)]
        rolls = [roll_of(self.talk.store, group, meeting.day) for meeting in counted]
        share, named = attendance(counted, rolls), Month(month)
        if share is None:
            return _("{month}: no attendance recorded")(month=named) if held else _("{month}: no meeting")(month=named)
        present = sum(tally(meeting, roll).present for meeting, roll in zip(counted, rolls, strict=True))
        times = ngettext("{count} meeting", "{count} meetings", len(counted))
        words = _("{month}: {percent} %, on average {present} ({times})")
        return words(month=named, percent=share, present=round(present / len(counted)), times=times)
