"""Minutes on paper: those of one meeting, ready to be signed, or the book of a span of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.papers.paper import Cell, ColumnKind, Fields, Format, Paper, Part, Prose, Signatures, Table
from bot.texts import PlainDate, Text, _
from handlers.minutes import PRESENCES, is_counted, roll_of
from handlers.on_paper import NUMBER, Wish, column, days_of, figure, none_held, paper
from handlers.signing import officers_sign
from handlers.words import listing
from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Member
from jamaah.timetable import Fate, Timetable, deviation_of, is_fixed

TITLE = _("Minutes")
DAY, HOUR, PLACE, KIND, AGENDA = _("Day, date"), _("Hour"), _("Place"), _("Kind of meeting"), _("Agenda")
MEMBERS, PRESENT, CHAIR, WRITER = _("Number of members"), _("Number present"), _("Chaired by"), _("Minutes taken by")
NOT_THERE = _("The others")
DECISIONS, ATTACHED = _("Decisions"), _("Attachments")
REGULAR, EXTRA, FOUNDING = _("Regular meeting"), _("Extra meeting"), _("Founding meeting")


def minutes_book(wish: Wish) -> list[Paper]:
    """The minutes of the meeting that is meant, else of all in the span. They name nobody who was not there. Raises
    Denied where there are none."""
    if wish.meeting is not None and wish.first is None:
        return [_of_one(wish, wish.meeting)]
    held = wish.talk.store.meetings.between([wish.group.id], *wish.span)
    if not held:
        raise none_held(wish)
    about = [(_("Days"), days_of([one.day for one in held]))]
    parts = _table(wish, held) if wish.made_as is Format.XLSX else _one_by_one(wish, held)
    return [paper(wish, TITLE, [*parts, officers_sign(wish)], about, wide=wish.made_as is Format.XLSX)]


def _of_one(wish: Wish, meeting: Meeting) -> Paper:
    writer = _writer(wish, meeting)
    day = wish.say(_("{village}, {day}")(village=wish.group.village, day=PlainDate(meeting.day)))
    signed = Signatures(day, ((wish.say(CHAIR), None), (wish.say(WRITER), writer)))
    return paper(wish, TITLE, [*_told(wish, meeting), signed])


def _one_by_one(wish: Wish, held: Sequence[Meeting]) -> list[Part]:
    return [
        part
        for number, meeting in enumerate(held, 1)
        for part in _told(wish, meeting, f"{number}. {wish.say(_('{day}')(day=meeting.day))}")
    ]


def _told(wish: Wish, meeting: Meeting, title: str = "") -> list[Part]:
    """One meeting: what is not known is a line to be filled in by hand."""
    rows = tuple(zip(map(wish.say, HEAD), _facts(wish, meeting), strict=True))
    lines = (None,) * (LINES if not title else FEW_LINES)
    decided = Prose(meeting.decisions or lines, title=wish.say(DECISIONS), numbered=len(meeting.decisions) > 1)
    # The day stands in the title.
    return [Fields(rows[bool(title) :], title), decided]


LINES, FEW_LINES = 7, 2
"""To write decisions on where none are recorded: of one meeting, of each in a book of several."""
HEAD = (DAY, HOUR, PLACE, KIND, AGENDA, MEMBERS, PRESENT, NOT_THERE, CHAIR, WRITER, ATTACHED)


def _facts(wish: Wish, meeting: Meeting) -> tuple[str | None, ...]:
    roll = roll_of(wish.talk.store, wish.group, meeting.day)
    kind = _kind(wish, meeting)
    return (
        wish.say(_("{day}")(day=meeting.day)),
        wish.say(_("{hour}")(hour=meeting.at)) if meeting.at else None,
        meeting.place,
        wish.say(kind) if kind else None,
        meeting.agenda,
        str(len(roll)),
        figure(_present(meeting, roll)),
        _in_numbers(wish, meeting, roll),
        None,
        _writer(wish, meeting),
        None,
    )


def _in_numbers(wish: Wish, meeting: Meeting, roll: Sequence[Member]) -> str | None:
    """How many were excused, sick, represented, not there, and late: numbers, for minutes are read by all."""
    if not meeting.attendance:
        return None
    seen = Counter(meeting.attendance.get(member.id) for member in roll)
    seen[Presence.LATE] = tally(meeting, roll).late
    told = [_("{what} {count}")(what=word, count=seen[how]) for how, word in TOLD.items() if seen[how]]
    open_ = [_("not recorded {count}")(count=seen[None])] if seen[None] else []
    return wish.say(listing([*told, *open_])) or "–"


TOLD = {how: word for how, word in PRESENCES.items() if how is not Presence.PRESENT}


def _present(meeting: Meeting, roll: Sequence[Member]) -> int | None:
    return tally(meeting, roll).present if is_counted(meeting) else None


def _table(wish: Wish, held: Sequence[Meeting]) -> list[Part]:
    """A row for each meeting, with days and figures that can be sorted."""
    columns = (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, DAY, ColumnKind.DATE, 1.4),
        column(wish, HOUR, ColumnKind.MARK, 0.8),
        column(wish, PLACE, weight=1.6),
        column(wish, KIND, weight=1.2),
        column(wish, AGENDA, weight=1.8),
        column(wish, MEMBERS, ColumnKind.NUMBER, 0.8),
        column(wish, PRESENT, ColumnKind.NUMBER, 0.8),
        column(wish, NOT_THERE, weight=1.4),
        column(wish, CHAIR, weight=1.4),
        column(wish, WRITER, weight=1.4),
        column(wish, DECISIONS, weight=3),
        column(wish, ATTACHED),
    )
    return [Table(columns, [_row(wish, number, meeting) for number, meeting in enumerate(held, 1)])]


def _row(wish: Wish, number: int, meeting: Meeting) -> tuple[Cell, ...]:
    roll = roll_of(wish.talk.store, wish.group, meeting.day)
    _day, hour, place, kind, agenda, _members, _there, others, chair, writer, attached = _facts(wish, meeting)
    decided = "; ".join(meeting.decisions) or None
    counts = len(roll), _present(meeting, roll)
    return number, meeting.day, hour, place, kind, agenda, *counts, others, chair, writer, decided, attached


def _kind(wish: Wish, meeting: Meeting) -> Text | None:
    """Which kind of meeting it was by the schedule; None where that does not tell."""
    if any(one.meeting == meeting.id for one in wish.talk.store.foundings.of(wish.group.id)):
        return FOUNDING
    timetable = wish.talk.store.schedules.current(wish.group.id)
    return None if timetable is None else _by_schedule(timetable, meeting)


def _by_schedule(timetable: Timetable, meeting: Meeting) -> Text | None:
    moved = [one for one in timetable.deviations() if one.day == meeting.day and one.fate is Fate.MOVED]
    deviation = moved[0] if moved else deviation_of(timetable, meeting.day)
    if deviation is not None and deviation.extra:
        return EXTRA
    return REGULAR if moved or is_fixed(timetable, meeting.day) else None


def _writer(wish: Wish, meeting: Meeting) -> str | None:
    """Who wrote the minutes down: as the members' book names them, else as they are spoken to."""
    if meeting.by is None:
        return None
    member = wish.talk.store.members.as_person(wish.group.id, meeting.by)
    return member.name if member else wish.talk.store.people.get(meeting.by).address or None
