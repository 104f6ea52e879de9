"""When and where the next meeting is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import takewhile

from bot.forms import ask, on, opens
from bot.holidays import eid
from bot.holidays import feast as feast_day
from bot.kinds import Day, Words
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.dates import month_number
from bot.understanding.feasts import feast_asked
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, can, groups_for
from handlers.announcing import news
from handlers.houses import where
from handlers.pauses import pausing
from handlers.ports import Store
from handlers.red_days import red_day
from handlers.reminders import about
from handlers.who_comes import so_far
from handlers.words import beside, group_name, listing, scheduled, when
from jamaah.calendar import local
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, Timetable, next_occurrence, unsettled, upcoming


def _month_of(text: str) -> int | None:
    """The month of which all meetings are asked: "kumpulan bulan januari kapan saja"."""
    found = [month_number(word) for word in read(text).words if not word.isdecimal()]
    return next(filter(None, found), None) if not any(map(str.isdigit, text)) else None


CHANGING = {"move_meeting": _("Move a meeting"), "cancel_meeting": _("Call a meeting off")}


@on("next_meeting", deed=Deed.SEE_SCHEDULE, command="kumpulan")
class NextMeeting(GroupForm):
    """Ask when and where the next meeting is."""

    title = _("Next meeting")
    writes = False
    about: str | None = ask(Words(20), optional=True)
    feast: date | None = ask(Day(past=False), optional=True)

    @classmethod
    @only_with(feast_asked)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """What becomes of the meetings on a feast: "kumpulan pas lebaran piye?"."""
        asked = feast_asked(text)
        day = feast_day(asked, talk.local.date()) if asked else None
        return {"feast": day.isoformat()} if day and groups_for(talk, Deed.SEE_SCHEDULE) else None

    def act(self, group: Group) -> Reply:
        timetable = self.talk.store.schedules.current(group.id)
        coming = next_occurrence(timetable, group.zone, self.talk.now) if timetable else None
        if timetable is None or (coming is None and not timetable.is_regular):
            may_set = can(self.talk, group.id, Deed.SET_SCHEDULE)
            fix = (opens("set_schedule", _("Fix the schedule")),) if may_set else ()
            return Reply(_("{group} has no fixed schedule yet.")(group=group_name(group)), fix)
        if self.feast is not None:
            return self._on_feast(group, timetable, self.feast)
        if (month := _month_of(self.talk.text)) is not None:
            return Reply(self._in_month(group, timetable, month))
        paused = timetable.pause_on(local(self.talk.now, group.zone).date())
        pause = pausing(paused, group) if paused else None
        if coming is None:
            follows = _("The day of the next meeting follows.")
            none = _("{group} pauses for now; the day of the next meeting follows.")(group=group_name(group))
            return Reply(sentence(pause, follows) if pause else none)
        told = _("Next meeting of {group}: {when}.")
        said = told(group=group_name(group), when=when(coming, group.zone, where(timetable, coming)))
        moved = _("It was moved from {day}.")(day=coming.fixed) if coming.fixed != coming.day else None
        left_out = self._left_out(group, timetable, coming)
        expected = so_far(self.talk, group, coming)
        fixed = timetable.on(coming.fixed) if "jadwal" in read(self.talk.text).words else None
        rhythm = _("Meeting {scheduled}.")(scheduled=scheduled(fixed)) if fixed else None
        told = sentence(said, beside(coming), moved, red_day(coming.day), about(coming))
        return Reply(lines(pause, rhythm, *left_out, told, expected), self._changing(group))

    def _on_feast(self, group: Group, timetable: Timetable, day: date) -> Reply:
        """Whether a meeting falls on a feast, and what can be done about it; else the first one after it."""
        days = eid(day)
        last = days[1] if days and days[0] == day else day
        coming = next((one for one in upcoming(timetable, group.zone, self.talk.now) if one.day >= day), None)
        told = sentence(_("{day}.")(day=day), red_day(day))
        if coming is None:
            return Reply(sentence(told, _("The day of the next meeting follows.")))
        falls = coming.day <= last
        words = (
            _("A meeting falls on it: {when}.") if falls else _("No meeting falls on it; the next one then: {when}.")
        )
        may, meeting = falls and can(self.talk, group.id, Deed.SET_SCHEDULE), coming.day.isoformat()
        change = [opens(one, label, group=group.id, meeting=meeting) for one, label in CHANGING.items() if may]
        return Reply(sentence(told, words(when=when(coming, group.zone, where(timetable, coming)))), tuple(change))

    def _in_month(self, group: Group, timetable: Timetable, month: int) -> Text:
        """The days of the meetings of a month to come."""
        today = local(self.talk.now, group.zone).date()
        year = today.year + (month < today.month)
        coming = upcoming(timetable, group.zone, self.talk.now)
        days = [one.day for one in takewhile(lambda one: (one.day.year, one.day.month) <= (year, month), coming)]
        found = [_("{day}")(day=day) for day in days if (day.year, day.month) == (year, month)]
        if not found:
            return _("{group}: no meeting is fixed for that month.")(group=group_name(group))
        return _("Meetings of {group}: {days}.")(group=group_name(group), days=listing(found))

    def _changing(self, group: Group) -> tuple[Button, ...]:
        """What the question sounded like, for who may do that."""
        title = CHANGING.get(self.about or "")
        if title is None or not can(self.talk, group.id, Deed.SET_SCHEDULE):
            return ()
        return (opens(str(self.about), title, group=group.id),)

    def _left_out(self, group: Group, timetable: Timetable, coming: Occurrence) -> list[Text]:
        """The meetings before the next one that are not held."""
        before = [deviation.fixed for deviation in unsettled(timetable, group.zone, self.talk.now)]
        return [news(timetable, group.zone, day, self.talk.now) for day in before if day <= coming.day]
