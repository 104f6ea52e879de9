"""All the groups that somebody accompanies on a picture, who needs a hand first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Form, ask, on, opens
from bot.messages import File, Reply
from bot.papers.typesetting import picture_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import HOME_LANGUAGE, PlainDate, Text, _, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import groups_for
from handlers.accompanied import A_FEW, as_of, in_brief, looks, percent
from handlers.areas import Area, keep_asked, within
from handlers.minutes import roll_of
from handlers.pictures import PICTURE
from handlers.ports import Store
from handlers.words import is_in, listing
from jamaah.accompanying import Concern, Look, attendance, worst_first
from jamaah.readiness import State
from jamaah.roles import Deed

A_PICTURE = 8
"""Groups on one picture, so that it is no longer than a photo may be."""
OF_GROUPS = expression(r"\b(?:semua|kelompok|dampingan|binaan|grup|jp|groups?)\w{0,3}\b")
OF_OTHERS = expression(
    r"\b(?:aturan|siap|kesiapan|koperasi|syarat|butir|kemajuan|perkembangan|progres|bulan|undangan|kode|rules|progress"
    r"|hadir|kehadiran|absensi?|presensi|attendance)\w*\b"
)
MOST_TOLD = 2
KEY = {State.MET: _("in order"), State.NOT_KNOWN: _("to be seen"), State.NOT_MET: _("needs a hand first")}
URGENT = frozenset({Concern.NO_KEEPER, Concern.UNREACHABLE, Concern.MISSED})


@on("groups_picture", deed=Deed.ACCOMPANY)
class GroupsPicture(Form[Store]):
    """Get a picture of all the groups you accompany, at a glance."""

    title = _("Picture of all groups")
    writes = False
    area: str | None = ask(Area(), optional=True)

    @classmethod
    @only_with(PICTURE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        asked = not talk.busy and PICTURE.search(plain) and OF_GROUPS.search(plain) and not OF_OTHERS.search(plain)
        return {} if asked and groups_for(talk, Deed.ACCOMPANY) else None

    def done(self) -> list[Reply]:
        mine = groups_for(self.talk, Deed.ACCOMPANY)
        keep_asked(self.talk, self.intent)
        found = worst_first(looks(self.talk.store, within(self.area, mine), self.talk.now))
        firsts = range(0, len(found), A_PICTURE)
        return [self._picture(first, found, last=first == firsts[-1]) for first in firsts]

    def _picture(self, first: int, found: Sequence[Look], *, last: bool) -> Reply:
        """One of the pictures; of many each says which groups are on it."""
        page = found[first : first + A_PICTURE]
        urgent = sum(state_of(one) is State.NOT_MET for one in found)
        told = _("{count} groups; {first} need a hand first.")(count=len(found), first=urgent)
        if first:
            part = _("Groups {first} to {last} of {count}.")
            told = part(first=first + 1, last=first + len(page), count=len(found))
        more = (opens("groups_overview", _("All my groups")),) if last else ()
        file = self._file(first // A_PICTURE + 1, page, found)
        return Reply(sentence(told, as_of(page[0].on)), more, files=(file,))

    def _file(self, number: int, page: Sequence[Look], found: Sequence[Look]) -> File:
        counted = {state: sum(state_of(one) is state for one in found) for state in KEY}
        data = {
            "title": self._say(_("{count} groups")(count=len(found))),
            "day": self._say(_("{day}")(day=PlainDate(page[0].on))),
            "counted": [
                {"state": state.value, "count": counted[state], "said": self._say(KEY[state])} for state in KEY
            ],
            "rows": [self._row(one) for one in page],
            "foot": self._say(_("Dots: how many of ten came to the last {count} meetings.")(count=A_FEW)),
        }
        return picture_file(self._called(number, page[0].on), "groups", data)

    def _called(self, number: int, day: date) -> str:
        return f"{_('groups').render(HOME_LANGUAGE)}-{day.isoformat()}-{number}"

    def _row(self, seen: Look) -> dict[str, Any]:
        meetings = self.talk.store.meetings.latest(seen.group.id, A_FEW)
        share = attendance(meetings, [roll_of(self.talk.store, seen.group, one.day) for one in meetings])
        known = seen.figures
        figures = _("{total} members, {percent} % women")
        return {
            "state": state_of(seen).value,
            "name": seen.group.name,
            "village": "" if is_in(seen.group.village, seen.group.name) else seen.group.village,
            "figures": self._say(figures(total=known.total, percent=percent(known.women, known.total)))
            if known.total
            else "",
            "said": self._say(self._told(seen)),
            "came": None if share is None else min(10, round(share / 10)),
        }

    def _told(self, seen: Look) -> Text:
        told = [in_brief(seen, concern) for concern in seen.concerns[:MOST_TOLD]]
        if told:
            return listing(told)
        return _("met last on {day}")(day=PlainDate(seen.last.day)) if seen.last else _("no meeting recorded yet")

    def _say(self, text: Text) -> str:
        return self.talk.say(text)


def state_of(seen: Look) -> State:
    """How a group is marked: what is urgent, what is to be seen, or in order."""
    if not seen.concerns:
        return State.MET
    return State.NOT_KNOWN if URGENT.isdisjoint(seen.concerns) else State.NOT_MET
