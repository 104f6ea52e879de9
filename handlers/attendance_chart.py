"""Who came to which meeting, as a picture shows it: what is not recorded is never shown as absence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.talk import Talk
from bot.texts import MonthOfYear, PlainDate, Text, _
from handlers.minutes import NOT_RECORDED, PRESENCES, is_counted
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Member, addressed
from jamaah.recap import LETTERS
from lean import dataclass

OPEN, OUTSIDE = "open", "outside"
"""How it is marked that nothing is recorded of somebody, and that they were no member yet."""
CAME = (Presence.PRESENT, Presence.LATE)


@dataclass(frozen=True, slots=True)
class Chart:
    """Meetings of a group, the oldest first, who belonged to it on the day of each, and who belongs to it now."""

    group: Group
    meetings: Sequence[Meeting]
    rolls: Sequence[Sequence[Member]]
    roll: Sequence[Member]

    def marks(self, member: Member) -> list[str]:
        """How a member took part in each meeting, as it is marked."""
        return [
            meeting.attendance[member.id].value
            if member.id in meeting.attendance
            else OPEN
            if any(one.id == member.id for one in roll)
            else OUTSIDE
            for meeting, roll in zip(self.meetings, self.rolls, strict=True)
        ]

    def since(self, member: Member) -> Chart:
        """The same of the meetings of which something is recorded of a member, or might be."""
        kept = [at for at, mark in enumerate(self.marks(member)) if mark != OUTSIDE]
        return replace(self, meetings=[self.meetings[at] for at in kept], rolls=[self.rolls[at] for at in kept])


def own_chart(talk: Talk[Store], chart: Chart, member: Member, group: str) -> dict[str, Any]:
    """What the picture of one member shows, the newest meeting first."""
    marks = chart.marks(member)
    came, known = sum(mark in CAME for mark in marks), sum(mark != OPEN for mark in marks)
    rows = [
        {"mark": mark, "day": talk.say(_("{day}")(day=PlainDate(meeting.day))), "said": talk.say(_word(mark))}
        for meeting, mark in zip(chart.meetings, marks, strict=True)
    ]
    return {
        "title": group,
        "name": addressed(member, talk.local.date(), chart.roll),
        "caption": talk.say(_("Came to {count} of {all} meetings that are recorded")(count=came, all=known)),
        "rows": rows[::-1],
        "letters": _letters(talk),
        "foot": talk.say(_("If something is wrong, just write to me.")),
    }


def whole_chart(
    talk: Talk[Store], chart: Chart, page: Sequence[tuple[int, Member]], group: str, part: Text | None
) -> dict[str, Any]:
    """What the picture of all shows, of the members of one page, each with their number."""
    today, first, last = talk.local.date(), chart.meetings[0].day, chart.meetings[-1].day
    period = _("{first} to {last}")(first=PlainDate(first), last=PlainDate(last))
    return {
        "title": group,
        "caption": talk.say(_("Attendance at the last {count} meetings")(count=len(chart.meetings))),
        "period": talk.say(period if first < last else _("{day}")(day=PlainDate(last))),
        "part": talk.say(part) if part else "",
        "months": _months(talk, chart),
        "month_said": talk.say(_("month")),
        "day_said": talk.say(_("day of the month")),
        "days": [str(meeting.day.day) for meeting in chart.meetings],
        "rows": [
            {"number": number, "name": addressed(member, today, chart.roll), "marks": chart.marks(member)}
            for number, member in page
        ],
        "counted": [
            str(tally(meeting, roll).present) if is_counted(meeting) else "–"
            for meeting, roll in zip(chart.meetings, chart.rolls, strict=True)
        ],
        "counted_said": talk.say(_("were there")),
        "letters": _letters(talk),
        "key": [{"mark": mark, "said": talk.say(_word(mark))} for mark in (*PRESENCES, OPEN)],
        "foot": talk.say(_("It names people: for the secretary and the facilitator, not for the group's chat.")),
    }


def _months(talk: Talk[Store], chart: Chart) -> list[dict[str, Any]]:
    """The months that stand above the days, each over so many of them."""
    months = [meeting.day.replace(day=1) for meeting in chart.meetings]
    return [
        {"said": talk.say(_("{month}")(month=MonthOfYear(month))), "number": str(month.month), "over": len(list(of))}
        for month, of in groupby(months)
    ]


def _letters(talk: Talk[Store]) -> Mapping[str, str]:
    """The letters in the marks: those that stand on paper too; who came late has that of the word for it."""
    late = talk.say(PRESENCES[Presence.LATE])[0].upper()
    return {presence.value: letter.value for presence, letter in LETTERS.items()} | {Presence.LATE.value: late}


def _word(mark: str) -> Text:
    return NOT_RECORDED if mark == OPEN else PRESENCES[Presence(mark)]
