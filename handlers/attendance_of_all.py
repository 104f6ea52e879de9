"""Attendance of all the groups that somebody accompanies, month by month: each in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.forms import Form, ask, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import MonthOfYear, Text, _, lines, verbatim
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import groups_for
from handlers.accompanied import A_SCREEN, as_of, read_together
from handlers.areas import Area, area_token, within
from handlers.attendance_words import CAME
from handlers.group_names import named_within
from handlers.kinds import Id
from handlers.minutes import roll_of
from handlers.ports import Store
from handlers.words import distinct, listing
from jamaah.accompanying import attendance
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.months import last_months
from jamaah.roles import Deed

MONTHS = 3
OF_ALL = expression(
    r"\b(?:semua|seluruh|kabeh|sedaya|tiap|masing-masing|setiap) (?:kelompok|dampingan|binaan)\w*"
    r"|\bkelompok\w* (?:semua|saya)\b"
)


@on("attendance_of_all", deed=Deed.ACCOMPANY)
class AttendanceOfAll(Form[Store]):
    """Ask how many came to the meetings of all your groups, month by month."""

    title = _("Attendance of all groups")
    writes = False
    area: str | None = ask(Area(), optional=True)
    page: int | None = ask(Id(), optional=True)

    @classmethod
    @only_with("kelompok", "dampingan", "binaan")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "kehadiran kabeh kelompok saben wulan"; of several groups, none of which is named."""
        plain = read(text).plain
        if talk.busy or not (CAME.search(plain) and OF_ALL.search(plain)):
            return None
        mine = groups_for(talk, Deed.ACCOMPANY)
        return {} if len(mine) > 1 and not named_within(text, mine) else None

    def done(self) -> Reply:
        today, mine = self.talk.local.date(), within(self.area, groups_for(self.talk, Deed.ACCOMPANY))
        first = (self.page or 0) * A_SCREEN
        shown = mine[first : first + A_SCREEN]
        read_together(self.talk.store, shown)
        months = last_months(today, MONTHS)
        held = self.talk.store.meetings.between([group.id for group in shown], months[0], today)
        told = [self._line(group, mine, months, [one for one in held if one.group == group.id]) for group in shown]
        tokens = area_token(self.area, mine) | {"page": (self.page or 0) + 1}
        more = opens("attendance_of_all", _("More groups"), **tokens)
        return Reply(
            lines(_("Who came, month by month:"), *told, as_of(today)), (more,) if len(mine) > first + A_SCREEN else ()
        )

    def _line(self, group: Group, among: Sequence[Group], months: Sequence[date], held: Sequence[Meeting]) -> Text:
        told = [self._month(group, month, [one for one in held if one.day.replace(day=1) == month]) for month in months]
        return _("{group}: {told}")(group=verbatim(distinct(group, among)), told=listing(told))

    def _month(self, group: Group, month: date, held: Sequence[Meeting]) -> Text:
        share = attendance(held, [roll_of(self.talk.store, group, meeting.day) for meeting in held])
        words = _("{month} {percent} %") if share is not None else _("{month} nothing recorded")
        return words(month=MonthOfYear(month), percent=share)
