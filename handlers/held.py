"""A meeting that was held and of which nothing is written down yet: the minutes may follow."""

from __future__ import annotations

from datetime import date

from bot.forms import Denied, Refusal, ask, on
from bot.kinds import Day
from bot.messages import Reply
from bot.texts import Text, _, sentence
from handlers.access import GroupForm, on_behalf
from handlers.minutes import recorded_by, roll_of
from jamaah import meetings, refusals
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.roles import Deed

MEETING = r"(?:kumpul(?:an)?e?|kempalan(?:ipun)?|rapat(?:e|nya)?|pertemuan(?:e|nya)?|selapanan)"
MINUTES = r"(?:catat(?:an)?(?:e|nya|ipun)?|notulen(?:e|nya)?|absen(?:e|nya)?)"
FOLLOW = r"(?:ny|men[yi])?usul|sesuk|besok|belum|durung|dereng|nanti|mengko"
# Whoever tells more than this reports the meeting.
TOLD = r"(?!.*\b(?:hadir|teka|datang|rawuh|izin|ijin|telat|alpa|putus\w*|keputusan|usul)\b)"
HELD = rf"{TOLD}.{{0,40}}\b{MEETING}\b.{{0,40}}\b{MINUTES}\W+(?:(?:masih|isih|boleh|akan) )?(?:{FOLLOW})\b.{{0,12}}"


@on("meeting_held", deed=Deed.RECORD_MEETING, pattern=HELD, only_with="catat notulen absen")
class MeetingHeld(GroupForm):
    """Say that a meeting was held; who was there and what was decided may follow."""

    title = _("It was held, the minutes follow")
    day: date = ask(Day(past=True), _("When was the meeting?"), label=_("day"))

    def check(self) -> None:
        super().check()
        if self.group is None or self.day is None:
            return
        store, today = self.talk.store, self.talk.local.date()
        same = store.meetings.on(self.group.id, self.day)
        if same:
            raise Denied(recorded_by(store, same[-1], roll_of(store, self.group, self.day), today))
        founded = meetings.books_begin(self.group.founded)
        try:
            meetings.check(Meeting(group=self.group.id, day=self.day), today=today, founded=founded, same_day=())
        except refusals.Refusal as refusal:
            raise Refusal("day", REFUSALS[refusal.reason]) from refusal

    def summary(self) -> Text:
        held = _("The meeting of {day} was held; its minutes follow.")(day=self.day)
        return sentence(held, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        self.talk.store.meetings.add(Meeting(group=group.id, day=self.day, behalf=on_behalf(self.talk, group.id)))
        return Reply(_("✓ Saved. The minutes may follow."))


REFUSALS = {
    "in_future": _("That day is still to come."),
    "before_group": _("That is long before the group's book begins."),
}
