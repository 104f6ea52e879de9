"""What members wrote in their chat of whether they come, pasted by the secretary: of the meeting it was said for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.forms import Form, Kind, Reading, ask, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import _, lines
from bot.understanding.needed import only_with
from bot.understanding.pasted_chat import chat_lines, reply
from handlers.access import GroupForm, groups_for
from handlers.minutes import lately
from handlers.ports import Store
from handlers.words import listing
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.roles import Deed
from jamaah.timetable import next_occurrence

Replies = dict[str, Json]
"""Under "who" the names by how they come, as they were spoken; under "day" the day when the last one was written."""
DAYS_AHEAD = 3
"""So many days before a meeting people say whether they come."""
TOLD = {
    "present": _("comes: {names}"),
    "late": _("comes late: {names}"),
    "excused": _("excused: {names}"),
    "represented": _("represented: {names}"),
    "absent": _("does not come: {names}"),
}


class Pasted(Kind[Replies]):
    """What was read out of the lines; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[Replies] | None:
        return None


@on("pasted_replies", deed=Deed.RECORD_MEETING)
class PastedReplies(GroupForm):
    """Paste what members wrote of whether they come."""

    writes = False
    replies: Replies | None = ask(Pasted(), optional=True)

    @classmethod
    @only_with(chat_lines)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Lines of a chat, of which one at least says whether its writer comes, from somebody who keeps the book."""
        pasted = chat_lines(text, talk.local)
        if not pasted or not groups_for(talk, Deed.RECORD_MEETING):
            return None
        who: dict[str, Json] = {}
        for line in pasted:
            if status := reply(line):
                who.setdefault(status, []).append(line.sender)
        if not who:
            return None
        written = max((line.at for line in pasted if line.at), default=talk.local)
        return {"replies": {"who": who | _order(who), "day": _day(written).isoformat()}}

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """The meeting that is recorded is corrected, one of which nothing is written yet is recorded; of one to come it
        is written down who comes."""
        group = self.group
        if group is None or not self.replies:
            return None
        who, recorded = [self.replies["who"]], self._recorded(group)
        if recorded is not None:
            return "correct_meeting", {"group": group.id, "meeting": recorded.id, "change": {"who": who}}
        held = [day for day in lately(self.talk, group) if self._is_for(day)]
        if held:
            return "record_meeting", {"group": group.id, "day": held[0].isoformat(), "who": who}
        coming = self._next(group)
        return ("rsvp", {"group": group.id, "day": coming.isoformat(), "replies": who[0]}) if coming else None

    def _recorded(self, group: Group) -> Meeting | None:
        latest = self.talk.store.meetings.latest(group.id, 1)
        return latest[0] if latest and self._is_for(latest[0].day) else None

    def _is_for(self, meeting: date) -> bool:
        """Whether it was said shortly before a meeting."""
        written = date.fromisoformat(str((self.replies or {})["day"]))
        return 0 <= (meeting - written).days <= DAYS_AHEAD

    def _next(self, group: Group) -> date | None:
        timetable = self.talk.store.schedules.current(group.id)
        coming = next_occurrence(timetable, group.zone, self.talk.now) if timetable else None
        return coming.day if coming else None

    def act(self, group: Group) -> Reply:
        who = (self.replies or {}).get("who", {})
        told = listing(text(names=", ".join(who[status])) for status, text in TOLD.items() if status in who)
        return Reply(
            lines(
                _("For the next meeting: {told}.")(told=told),
                _("I write it down with the meeting: after it, paste these lines once more."),
            ),
            (opens("record_meeting", _("Record a meeting")),),
        )


def _order(who: Mapping[str, Json]) -> dict[str, Json]:
    names = [name for status in who for name in who[status]]
    return {"order": names} if len(names) > 1 else {}


def _day(at: datetime) -> date:
    return at.date()
