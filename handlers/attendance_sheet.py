"""Lists of who is there: an empty one to be signed at the next meeting, and that of a meeting that was held."""

from __future__ import annotations

from bot.forms import Denied
from bot.papers.paper import Cell, ColumnKind, Fields, Paper, Part, Prose, Table
from bot.texts import Text, _, sentence
from handlers.minutes import PRESENCES, heading, is_counted, numbers, roll_of
from handlers.on_paper import SIGNATURE, Wish, column, paper, who_cells, who_columns
from handlers.signing import officers_sign
from handlers.words import listing, place_of
from jamaah.full_names import full_names
from jamaah.meetings import Meeting, tally
from jamaah.members import Member
from jamaah.recap import COUNTED, LETTERS, letter_of
from jamaah.rsvps import to_come
from jamaah.timetable import Occurrence, next_occurrence

TITLE, BLANK_TITLE = _("Attendance list"), _("Attendance list to sign")
DAY_AND_DATE, HOUR, PLACE, AGENDA = _("Day, date"), _("Hour"), _("Place"), _("Agenda")


def key() -> Text:
    """What the letters mean, in the words in which attendance is told."""
    said = {LETTERS[presence]: word for presence, word in reversed(PRESENCES.items())}
    letters = listing(_("{letter} {what}")(letter=one.value, what=said[one]) for one in COUNTED)
    return _("{letters}. Empty: not recorded.")(letters=letters)


SPARE = 2
"""Rows for guests, and for who is no member yet."""


def attendance_sheet(wish: Wish) -> list[Paper]:
    """Who took part in a meeting that was recorded, and room to sign. Raises Denied where there is none."""
    meeting = wish.meeting
    if meeting is None:
        raise Denied(_("No meeting is recorded yet."))
    roll = roll_of(wish.talk.store, wish.group, meeting.day)
    columns = (
        *who_columns(wish),
        column(wish, _("Present"), ColumnKind.MARK, 0.9),
        column(wish, SIGNATURE, ColumnKind.SIGN, 2.2),
    )
    names = full_names(roll)
    rows = [(*who_cells(wish, number, one, names), _mark(meeting, one), None) for number, one in enumerate(roll, 1)]
    seen = str(tally(meeting, roll).present) if is_counted(meeting) else None
    total = (None, wish.say(_("Number present")), None, None, seen, None)
    table = Table(columns, rows, total=total if rows else (), empty=wish.say(_("No members yet.")))
    told = sentence(heading(meeting), numbers(meeting, roll))
    return [paper(wish, TITLE, [table, Prose([wish.say(key())]), officers_sign(wish)], [(_("Meeting"), told)])]


def _mark(meeting: Meeting, member: Member) -> str | None:
    letter = letter_of(meeting, member)
    return None if letter is None else letter.value


def blank_sheet(wish: Wish) -> list[Paper]:
    """A list to be signed at the meeting of a day to come, else at the next; what is not known of it stays blank."""
    coming = coming_meeting(wish)
    day = coming.day if coming else wish.day
    roll = wish.talk.store.members.of(wish.group.id, on=day) if day else wish.talk.store.members.of(wish.group.id)
    columns = (*who_columns(wish), column(wish, SIGNATURE, ColumnKind.SIGN, 2.6))
    names = full_names(roll)
    rows: list[tuple[Cell, ...]] = [(*who_cells(wish, number, one, names), None) for number, one in enumerate(roll, 1)]
    if not rows:
        raise Denied(_("No members yet."))
    rows += [(number, None, None, None, None) for number in range(len(rows) + 1, len(rows) + 1 + SPARE)]
    total = (None, wish.say(_("Number present")), None, None, None)
    table = Table(columns, rows, total=total)
    parts: list[Part] = [Fields(_about_meeting(wish, coming)), table, officers_sign(wish)]
    return [paper(wish, TITLE, parts)]


def _about_meeting(wish: Wish, coming: Occurrence | None) -> list[tuple[str, str | None]]:
    day = coming.day if coming else wish.day
    place = place_of(coming) if coming else None
    return [
        (wish.say(DAY_AND_DATE), wish.say(_("{day}")(day=day)) if day else None),
        (wish.say(HOUR), wish.say(_("{hour}")(hour=coming.at)) if coming else None),
        (wish.say(PLACE), wish.say(place) if place else None),
        (wish.say(AGENDA), coming.agenda if coming else None),
    ]


def coming_meeting(wish: Wish) -> Occurrence | None:
    """The meeting to come that is meant; None where none is fixed for that day, or at all."""
    timetable, zone, now = wish.talk.store.schedules.current(wish.group.id), wish.group.zone, wish.talk.now
    if timetable is None:
        return None
    return next_occurrence(timetable, zone, now) if wish.day is None else to_come(timetable, zone, wish.day, now)
