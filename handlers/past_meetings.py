"""The past meetings: a list of them, the minutes of one, and a clean text of these for the group's chat."""

from __future__ import annotations

from datetime import date

from bot.forms import ask, on, opens
from bot.kinds import Day
from bot.messages import Reply
from bot.texts import PlainDate, Text, _, lines, sentence
from handlers.access import GroupForm, can
from handlers.kinds import Id
from handlers.minutes import (
    attendance_words,
    correct_button,
    heading,
    is_counted,
    numbers,
    recorded_for,
    roll_of,
    share_button,
)
from handlers.told_minutes import countersigned
from handlers.words import group_name
from handlers.written_meetings import corrected_words
from jamaah.groups import Group
from jamaah.meetings import Meeting, tally
from jamaah.roles import Deed

A_PAGE = 10


class Minutes(GroupForm):
    """A meeting's minutes in words."""

    writes = False

    def told(self, group: Group, meeting: Meeting, *, names: bool) -> list[Text]:
        """The lines of the minutes; with `names` those who were not there are named."""
        roll = roll_of(self.talk.store, group, meeting.day)
        seen = attendance_words(meeting, roll, self.talk.local.date()) if names else [numbers(meeting, roll)]
        return [
            sentence(heading(meeting), *seen),
            *([_("Agenda: {agenda}.")(agenda=meeting.agenda)] if meeting.agenda else []),
            *(_("Decision: {decision}.")(decision=decision) for decision in meeting.decisions),
            *([written] if (written := recorded_for(self.talk.store, meeting)) else []),
            *self.put_right(group, meeting),
        ]

    def put_right(self, group: Group, meeting: Meeting) -> list[Text]:
        """That they were corrected on a later day, where they were, and how many members say that they are right."""
        store, keeps = self.talk.store, can(self.talk, group.id, Deed.RECORD_MEETING)
        words = corrected_words(store, group, meeting, self.talk.local.date())
        return [*([] if words is None else [words]), *countersigned(store, group, meeting, faults=keeps)]


@on("show_meeting", deed=Deed.SEE_MINUTES, command="notulen")
class ShowMeeting(Minutes):
    """Read what a past meeting decided."""

    title = _("Last minutes")
    day: date | None = ask(Day(past=True), optional=True, takes=("date",))

    def act(self, group: Group) -> Reply:
        store = self.talk.store
        found = store.meetings.on(group.id, self.day) if self.day else store.meetings.latest(group.id, 1)
        if not found:
            return self._none(group)
        meeting = found[-1]
        seen = can(self.talk, group.id, Deed.SEE_ATTENDANCE)
        may_add = can(self.talk, group.id, Deed.RECORD_MEETING)
        add = opens("record_decision", _("Add a decision"), group=group.id, meeting=meeting.id)
        printed = opens("export", _("PDF"), group=group.id, book="minutes", meeting=meeting.id)
        writing = (add, correct_button(meeting), printed) if may_add else ()
        return Reply(lines(*self.told(group, meeting, names=seen)), (share_button(meeting), *writing))

    def _none(self, group: Group) -> Reply:
        latest = self.talk.store.meetings.latest(group.id, 1)
        if not latest:
            return Reply(_("No meeting is recorded yet."))
        return Reply(
            _("No meeting is recorded on {day}. The latest is {latest}.")(day=self.day, latest=latest[0].day),
            (opens("show_meeting", _("Show the latest")),),
        )


# "teks kanggo grup wa", "kirim teks untuk grup", "teks wa"
_ASKED = r"(?:(?:tolong|minta|nyuwun|njaluk|jaluk|kirim\w*|buat\w*|bikin\w*|gawe\w*|mana|endi|mau|pengen) )*"
_FOR = r"(?:(?:kanggo|nggo|dinggo|untuk|utk|buat|kagem|ke|hasil|kumpulan\w*|rapat\w*|terakhir|mau|kemarin|wingi) )*"
_GROUP = r"(?:grup|group|wa|whatsapp|kelompok)\w{0,3}"
# "bagiin ke grup wa", "kirim hasile ke grup"
_SENT = (
    r"(?:tolong )?(?:bagi(?:in|kan|no|ne|ke)?|dibagi(?:kan)?|share|dishare|kirim\w*|sebar\w*|terus(?:kan|no|ke))"
    r"(?: (?:hasil|keputusan|notulen|catatan|ini|iki|kui|kumpulan|rapat)\w{0,3})* (?:ke|neng|ning|nang|ng|di|dateng)"
)
_TEXT = rf"{_ASKED}(?:teks|text|tulisan)\w{{0,3}} {_FOR}"
SHARE = rf"(?:{_TEXT}|{_SENT} ){_GROUP}(?: {_GROUP})*(?: (?:ya|bu|pak|mana|endi|dong))*[ .!?]*"


@on("share_meeting", deed=Deed.SEE_MINUTES, pattern=SHARE, only_with="teks text tulisan bagi share kirim sebar terus")
class ShareMeeting(Minutes):
    """A clean text of a meeting to copy into the group's chat; it names nobody who was not there."""

    meeting: int | None = ask(Id(), optional=True)

    def act(self, group: Group) -> Reply:
        if self.meeting is None:
            latest = self.talk.store.meetings.latest(group.id, 1)
            return self._text(group, latest[0]) if latest else Reply(_("No meeting is recorded yet."))
        meeting = self.talk.store.meetings.get(self.meeting)
        if meeting is None or meeting.group != group.id:
            return Reply(_("That meeting is not in the book any more."))
        return self._text(group, meeting)

    def _text(self, group: Group, meeting: Meeting) -> Reply:
        title = _("Meeting of {group}")(group=group_name(group))
        return Reply(lines(title, *self.told(group, meeting, names=False)))


@on("list_meetings", deed=Deed.SEE_MINUTES)
class ListMeetings(GroupForm):
    """See which meetings are recorded, the newest first."""

    writes = False
    title = _("Past meetings")
    page: int | None = ask(Id(), optional=True)

    def act(self, group: Group) -> Reply:
        first = (self.page or 0) * A_PAGE
        # A meeting that is recorded meanwhile moves the rest down by one: it is shown twice then, never left out.
        found = self.talk.store.meetings.latest(group.id, first + A_PAGE + 1)[first:]
        if not found:
            return Reply(_("No meeting is recorded yet."))
        more = opens("list_meetings", _("Earlier ones"), group=group.id, page=(self.page or 0) + 1)
        told = [self._line(group, meeting) for meeting in found[:A_PAGE]]
        return Reply(lines(*told), (more,) if len(found) > A_PAGE else ())

    def _line(self, group: Group, meeting: Meeting) -> Text:
        roll = roll_of(self.talk.store, group, meeting.day)
        day = _("{day}, {hour}")(day=PlainDate(meeting.day), hour=meeting.at) if meeting.at else PlainDate(meeting.day)
        told = _("{day}: {present} of {members}") if is_counted(meeting) else _("{day}: not recorded who was there")
        line = told(day=day, present=tally(meeting, roll).present, members=len(roll))
        written = recorded_for(self.talk.store, meeting)
        return _("{line}. {written}")(line=line, written=written) if written else line
