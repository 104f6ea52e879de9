"""The attendance of a span of time: each member at each meeting as one letter, counted across and down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Member, belongs
from lean import dataclass


class Letter(StrEnum):
    """How somebody took part, as village lists write it: hadir, izin, sakit, tidak hadir (A), diwakili."""

    PRESENT = "H"
    EXCUSED = "I"
    SICK = "S"
    ABSENT = "A"
    REPRESENTED = "W"
    OUTSIDE = "-"
    """No member on that day."""


LETTERS: Mapping[Presence, Letter] = {
    Presence.PRESENT: Letter.PRESENT,
    Presence.LATE: Letter.PRESENT,
    Presence.EXCUSED: Letter.EXCUSED,
    Presence.SICK: Letter.SICK,
    Presence.ABSENT: Letter.ABSENT,
    Presence.REPRESENTED: Letter.REPRESENTED,
}
COUNTED = (Letter.PRESENT, Letter.EXCUSED, Letter.SICK, Letter.ABSENT, Letter.REPRESENTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One member at all meetings of a recap, in their order; None where nothing is recorded."""

    member: Member
    letters: tuple[Letter | None, ...]

    def count(self, letter: Letter) -> int:
        """At how many meetings this holds."""
        return self.letters.count(letter)


@dataclass(frozen=True, slots=True)
class Recap:
    """Members by meetings; `present` is how many were there at each, None where nothing is known of it."""

    meetings: tuple[Meeting, ...]
    rows: tuple[Row, ...]
    present: tuple[int | None, ...]

    @property
    def named(self) -> tuple[int | None, ...]:
        """How many were there at each by their names, which the sums are of; None where nobody is recorded by name."""
        columns = [[row.letters[at] for row in self.rows] for at in range(len(self.meetings))]
        by_name = [bool(meeting.attendance) for meeting in self.meetings]
        return tuple(
            column.count(Letter.PRESENT) if known else None for column, known in zip(columns, by_name, strict=True)
        )

    def total(self, letter: Letter) -> int:
        """How often this holds of anybody at any meeting."""
        return Counter(one for row in self.rows for one in row.letters)[letter]


def letter_of(meeting: Meeting, member: Member) -> Letter | None:
    """How a member took part in a meeting; None where nothing is recorded."""
    entry = meeting.attendance.get(member.id)
    if entry is not None:
        return LETTERS[entry]
    return None if belongs(member, meeting.day) else Letter.OUTSIDE


def recap(meetings: Iterable[Meeting], book: Sequence[Member]) -> Recap:
    """The attendance at these meetings, by day, of all of a book who were members at one of them or took part."""
    held = tuple(sorted(meetings, key=lambda one: (one.day, one.at is not None, one.at, one.id)))
    rows = (Row(member, tuple(letter_of(meeting, member) for meeting in held)) for member in book)
    shown = tuple(row for row in rows if any(letter is not Letter.OUTSIDE for letter in row.letters))
    return Recap(held, shown, tuple(_present(meeting, book) for meeting in held))


def _present(meeting: Meeting, book: Sequence[Member]) -> int | None:
    if not meeting.attendance and meeting.present_count is None:
        return None
    return tally(meeting, book).present
