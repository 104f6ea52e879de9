"""The coming meetings as a file for the calendar of a phone."""

from __future__ import annotations

import re
from itertools import islice

from bot.files import ics_file
from bot.forms import on, opens
from bot.ics import Calendar, Event
from bot.messages import Reply
from bot.texts import Text, _, ngettext
from handlers.access import GroupForm, can
from handlers.houses import where
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, Timetable, upcoming

COMING = 12
ASKED = (
    r"(?>.*?\b(?:file|berkas|kirim\w*|minta|njaluk|simpan\w*|masuk\w*|mlebu\w*|tambah\w*|unduh|download|export|ekspor|buat\w*"
    r"|gawe\w*|ke|nang|neng)\b).*\b(?:kalender|calendar|ics)\b.*"
)


@on("calendar_file", deed=Deed.SEE_SCHEDULE, pattern=ASKED)
class CalendarFile(GroupForm):
    """Get the coming meetings as a file for the phone's calendar."""

    title = _("For the calendar")
    writes = False

    def act(self, group: Group) -> Reply:
        timetable = self.talk.store.schedules.current(group.id)
        coming = list(islice(upcoming(timetable, group.zone, self.talk.now), COMING)) if timetable else []
        if timetable is None or not coming:
            may_set = can(self.talk, group.id, Deed.SET_SCHEDULE)
            fix = (opens("set_schedule", _("Fix the schedule"), group=group.id),) if may_set else ()
            return Reply(_("{group} has no fixed schedule yet.")(group=group_name(group)), fix)
        events = tuple(self._event(group, timetable, one) for one in coming)
        calendar = Calendar(group_name(group), group.zone.value, self.talk.now, events)
        name = re.sub(r"[^\w]+", "-", f"kumpulan-{group.name}".casefold()).strip("-")
        told = ngettext(
            "The next meeting, for the calendar of your phone: open the file.",
            "The next {count} meetings, for the calendar of your phone: open the file.",
            len(coming),
        )
        return Reply(told, files=(ics_file(name, calendar),))

    def _event(self, group: Group, timetable: Timetable, meeting: Occurrence) -> Event:
        """A meeting as an entry, which keeps its name when it is moved."""
        summary: Text = _("Meeting of {group}")(group=group_name(group))
        place = where(timetable, meeting)
        return Event(
            f"{group.id}-{meeting.fixed.isoformat()}@carik",
            f"{meeting.day.isoformat()}T{meeting.at.isoformat('minutes')}",
            self.talk.say(summary),
            self.talk.say(place) if place else "",
        )
