"""What a meeting to come is to be about: shown when it is reminded of, and there when it is written down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.forms import Denied, ask, on
from bot.kinds import Day, Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from handlers.access import GroupForm, groups_for
from handlers.ports import Store
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.rsvps import to_come
from jamaah.timetable import Deviation, Fate, Occurrence, deviation_of, next_occurrence

_DAY = (
    r"(?:kumpulan|kumpul|rapat|pertemuan|hari|tgl|tanggal|sesuk|besok|mengko|mangke|nanti|malam|malem|lusa|senin|senen"
    r"|selasa|slasa|rabu|rebo|kamis|kemis|jumat|jemuah|sabtu|setu|minggu|ahad)"
)
_SAID = expression(
    rf"\W*(?:agenda|acara)(?:ne|nya|nipun)? (?P<when>{_DAY}\b[^:\n]{{0,40}}?)"
    r"(?: (?:yaiku|yaitu|ialah|adalah))?\s*:\s*(?P<agenda>\S.{2,199})",
    re.IGNORECASE | re.DOTALL,
)


@on("set_agenda", deed=Deed.SET_SCHEDULE)
class SetAgenda(GroupForm):
    """Say what a meeting to come is to be about."""

    title = _("What a meeting is to be about")
    meeting: date | None = ask(Day(past=False), optional=True, label=_("which meeting"))
    agenda: str = ask(Words(200), _("What is it to be about?"), label=_("agenda"))

    @classmethod
    @only_with(_SAID)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "agenda kumpulan sesuk: bahas pakan karo iuran kandang"."""
        found = None if talk.busy else _SAID.fullmatch(text.strip())
        if found is None or not groups_for(talk, Deed.SET_SCHEDULE):
            return None
        day = find_date(found["when"], talk.local, past=False)
        agenda = " ".join(re.sub(r"^(?:mem)?bahas\s+", "", found["agenda"], flags=re.IGNORECASE).split()).rstrip(".")
        return {"agenda": agenda, **({"meeting": day.isoformat()} if day else {})}

    def usual(self) -> date | None:
        """The next meeting."""
        timetable = self.talk.store.schedules.current(self.group.id) if self.group else None
        coming = next_occurrence(timetable, self.group.zone, self.talk.now) if timetable else None
        return coming.day if coming else None

    def check(self) -> None:
        super().check()
        if self.group is not None:
            self._coming()

    def _coming(self) -> Occurrence:
        """The meeting that is meant, the next where no day was said. Raises Denied where there is none."""
        timetable, day = self.talk.store.schedules.current(self.group.id), self.meeting or self.usual()
        coming = to_come(timetable, self.group.zone, day, self.talk.now) if timetable and day else None
        if coming is not None:
            return coming
        if self.meeting is not None:
            none, usual = _("There is no meeting on {day}.")(day=self.meeting), self.usual()
            raise Denied(sentence(none, _("Next: {days}.")(days=usual) if usual else None))
        raise Denied(_("{group} has no fixed schedule yet.")(group=group_name(self.group)))

    def summary(self) -> Text:
        told = _("Meeting of {day}, agenda: {agenda}.")(day=self._coming().day, agenda=self.agenda)
        return sentence(told, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        coming, store = self._coming(), self.talk.store
        timetable = store.schedules.current(group.id)
        if timetable is not None:
            known = deviation_of(timetable, coming.fixed) or Deviation(fixed=coming.fixed, fate=Fate.MOVED)
            store.schedules.deviate(timetable, replace(known, agenda=self.agenda))
        return Reply(_("✓ Saved. It will be in the reminder."))
