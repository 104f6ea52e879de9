"""Why somebody does not come, said right after that they do not: "ke semarang", "keluar kota"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.ports import Json
from bot.talk import Talk
from bot.understanding.expressions import expression
from handlers.access import groups_for
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.rsvps import Answer, Rsvp
from jamaah.timetable import next_occurrence

FRESH = 600
"""For so many seconds after one's answer words of a reason are one."""
REASON = expression(
    r"(?:(?:karena|soalnya|soale|mergo|jalaran|lagi|masih|sedang|baru|ada|arep|mau|harus|kudu|saya|aku|kulo) ){0,3}"
    r"(?:ke|neng|nang|di|keluar kota|luar kota|pergi|lungo|kerja|kerjo|lembur|repot|sibuk|acara|hajatan|rewang|layat"
    r"|takziah|tilik|jaga|jogo|piket|periksa|ngantar|mengantar|ngeterke|demam|meriang|anak|bojo|suami|istri|simbah)\b"
    r"[^?\n]{0,40}",
    re.IGNORECASE,
)


def reason_given(talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
    """The answer once more with its reason, where the speaker has just said without one that they do not come."""
    if REASON.fullmatch(text.strip()) is None:
        return None
    for group in groups_for(talk, Deed.SAY_COMING):
        said = _said_just_now(talk, group)
        if said is not None:
            day = said.day.isoformat()
            return {
                "group": group.id,
                "day": day,
                "answer": Answer.NO.value,
                "words": text,
                "reason": text.strip(" .!"),
            }
    return None


def _said_just_now(talk: Talk[Store], group: Group) -> Rsvp | None:
    """What the speaker has just said of the next meeting of a group, if it is that they do not come."""
    timetable, member = talk.store.schedules.current(group.id), talk.store.members.as_person(group.id, talk.person)
    meeting = next_occurrence(timetable, group.zone, talk.now) if timetable and member else None
    if meeting is None or member is None:
        return None
    answers = [one for one in talk.store.rsvps.of(group.id, meeting.day) if one.member == member.id]
    last = answers[-1] if answers else None
    fresh = last is not None and last.by == talk.person and talk.now - last.said <= FRESH
    return last if fresh and last and last.answer is Answer.NO and last.reason is None else None
