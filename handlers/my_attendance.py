"""How often somebody was at the meetings, asked about oneself."""

from __future__ import annotations

from bot.forms import Denied, on, opens
from bot.messages import Reply
from bot.texts import _
from handlers.access import GroupForm
from handlers.minutes import attendance_of
from handlers.words import not_in_the_book
from jamaah.groups import Group
from jamaah.members import addressed
from jamaah.roles import Deed

LATEST = 12
_I = r"(?:aku|saya|kulo|kula|dalem|gw|gue)"
_CAME = r"(?:teka|tekaku|hadir|datang|rawuh|dugi|melu|ikut|kumpul(?:an)?|rapat)"
_OFTEN = r"(?:(?:ping|kaping) ?(?:piro|pira|pinten)|berapa kali|piro|pinten|berapa)"


@on(
    "my_attendance",
    deed=Deed.DISPUTE,
    pattern=rf"(?:{_I} (?:(?:ini|iki|wis|wes|sudah|sampun|pernah|tau) )*"
    rf"{_CAME}(?: {_CAME})? (?:(?:wis|sudah) )?{_OFTEN}"
    rf"|{_OFTEN} {_I} {_CAME}(?: {_CAME})?"
    rf"|{_I} (?:(?:wingi|winginane|kemarin|kmrn|kae|wis|wes|tercatat|dicatat|dicathet) )*{_CAME}"
    rf" (?:(?:opo|apa) )?(?:ora|gak|ga|ndak|tidak|mboten|nggak|enggak|belum|durung)(?: (?:to|tho|ya|yo|sih|bu|pak))*"
    rf"|(?:kehadiran|presensi|absen) ?(?:ku|{_I})(?: (?:piye|pripun|bagaimana|gimana|berapa|piro))?)[?.! ]*",
    only_with="aku saya kulo kula dalem gw gue kehadiran presensi absen",
)
class MyAttendance(GroupForm):
    """Ask how often you were at the meetings."""

    title = _("How often I came")
    writes = False

    def act(self, group: Group) -> Reply:
        store, today = self.talk.store, self.talk.local.date()
        member = store.members.as_person(group.id, self.talk.person)
        if member is None:
            raise Denied(not_in_the_book(self.talk.store.people.get(self.talk.person).address))
        name = addressed(member, today, store.members.of(group.id))
        meetings = store.meetings.latest(group.id, LATEST)
        shown = (opens("attendance_picture", _("Picture"), group=group.id, own="y"),) if meetings else ()
        return Reply(attendance_of(member, name, meetings), shown)
