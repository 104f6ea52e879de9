"""What the records show a facilitator of a group, what about it needs a hand, and which group needs one first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from enum import StrEnum

from jamaah.calendar import instant, local
from jamaah.groups import Group
from jamaah.meetings import Meeting, tally
from jamaah.members import Departure, Figures, Member, belongs, figures
from jamaah.standing import due_days, is_recorded, off_days
from jamaah.timetable import Timetable
from lean import dataclass

DAY = 86_400
_MIDNIGHT = time(0)
GRACE = 2 * DAY
"""So long after a meeting its secretary is still being asked; only then is it one of which nothing is known."""
LONGEST = 365 * DAY
LATELY = timedelta(days=60)
QUIET_AFTER_DEATH = timedelta(days=7)
MISSES = 2
"""Meetings in a row of which nothing is known, from which on somebody should look."""


class Concern(StrEnum):
    """What may need a hand, the weightiest first. UNREACHABLE: whoever keeps the books cannot be written to."""

    NO_KEEPER = "no_keeper"
    UNREACHABLE = "unreachable"
    MISSED = "missed"
    NOBODY = "nobody"
    NO_SCHEDULE = "no_schedule"
    SMALL = "small"
    FEW_WOMEN = "few_women"
    UNRECORDED = "unrecorded"
    LATE = "late"


_WEIGHT = {
    Concern.NO_KEEPER: 100,
    Concern.UNREACHABLE: 80,
    Concern.MISSED: 60,
    Concern.NOBODY: 30,
    Concern.NO_SCHEDULE: 20,
    Concern.SMALL: 16,
    Concern.FEW_WOMEN: 12,
    Concern.UNRECORDED: 8,
    Concern.LATE: 4,
}


@dataclass(frozen=True, slots=True)
class Targets:
    """How many members, and what percentage of women, a group wants at least."""

    members: int
    women: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One group as its records show it on a day: `missed` are the days since it last met on which a meeting was due and
    none is known of, `off` those of them of which it was said that there was none, `unrecorded` the days of late on
    which it met without minutes."""

    group: Group
    on: date
    figures: Figures
    last: Meeting | None
    missed: tuple[date, ...]
    off: tuple[date, ...]
    unrecorded: tuple[date, ...]
    paused: bool
    concerns: tuple[Concern, ...]

    @property
    def weight(self) -> int:
        """How much it needs a hand; each meeting more of which nothing is known counts."""
        return sum(_WEIGHT[concern] for concern in self.concerns) + 5 * min(len(self.missed), 8)


def look(
    group: Group,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    timetable: Timetable | None,
    keepers: Mapping[int, bool],
    targets: Targets,
    now: int,
) -> Look:
    """A group at a moment (seconds UTC), by all who are or were members, its last meetings (the newest first), and who
    keeps its books with whether they can be written to. After a death its number of members is nobody's concern."""
    today = local(now, group.zone).date()
    there = [member for member in members if belongs(member, today)]
    seen = figures(there, today)
    last = meetings[0] if meetings else None
    overdue = not_known(group, last, timetable, now)
    missed = tuple(day for day in not_known(group, last, timetable, now, grace=0) if day < today or day in overdue)
    called_off = off_days(timetable, group.zone)
    unrecorded = tuple(one.day for one in meetings if not is_recorded(one) and one.day >= today - LATELY)
    mourning = any(_died(member, today) for member in members)
    found = {
        Concern.NO_KEEPER: not keepers,
        Concern.UNREACHABLE: bool(keepers) and not any(keepers.values()),
        Concern.MISSED: len(overdue) >= MISSES,
        Concern.NOBODY: not there,
        Concern.NO_SCHEDULE: timetable is None,
        Concern.SMALL: 0 < seen.total < targets.members and not mourning,
        Concern.FEW_WOMEN: _has_few_women(seen, targets) and not mourning,
        Concern.UNRECORDED: bool(unrecorded),
        Concern.LATE: len(overdue) == 1,
    }
    paused = timetable is not None and timetable.pause_on(today) is not None
    return Look(
        group=group,
        on=today,
        figures=seen,
        last=last,
        missed=missed,
        off=tuple(day for day in missed if day in called_off),
        unrecorded=unrecorded,
        paused=paused,
        concerns=tuple(concern for concern in Concern if found[concern]),
    )


def worst_first(looks: Sequence[Look]) -> list[Look]:
    """Those who need a hand before the others, and of these those who have not met for the longest time."""
    return sorted(looks, key=lambda seen: (-seen.weight, _met_on(seen), seen.group.name))


def best_first(looks: Sequence[Look]) -> list[Look]:
    """Those who need nothing before the others, and of these those who met last."""
    return sorted(looks, key=lambda seen: (seen.weight, -_met_on(seen).toordinal(), seen.group.name))


def _met_on(seen: Look) -> date:
    return seen.last.day if seen.last else date.min


def not_known(
    group: Group, last: Meeting | None, timetable: Timetable | None, now: int, grace: int = GRACE
) -> list[date]:
    """The days since a group last met on which by its timetable a meeting was due and none is known of."""
    if timetable is None:
        return []
    begun = min(schedule.since for schedule in timetable.schedules)
    day = max(begun, last.day) if last else begun
    since = max(instant(day, _MIDNIGHT, group.zone), now - LONGEST)
    return [due for due in due_days(timetable, group.zone, since, now - grace) if last is None or due > last.day]


def fell_below(members: Sequence[Member], today: date, enough: Callable[[Figures], bool]) -> date | None:
    """The day of late from which on a group has had too few of what it had enough of before; None where it has enough,
    never had, or somebody's death is why."""

    def had(day: date) -> bool:
        return enough(figures([member for member in members if belongs(member, day)], day))

    turns = {day for member in members for day in (member.joined, member.left) if day and today - LATELY < day <= today}
    if had(today):
        return None
    day = next((day for day in sorted(turns, reverse=True) if had(day - timedelta(days=1))), None)
    died = any(member.left == day and member.departure is Departure.DIED for member in members)
    return None if died else day


def has_enough_members(targets: Targets) -> Callable[[Figures], bool]:
    """Whether there are as many members as a group wants."""
    return lambda seen: seen.total >= targets.members


def has_enough_women(targets: Targets) -> Callable[[Figures], bool]:
    """Whether as many of the members are women as a group wants, by what is known of them."""
    return lambda seen: not _has_few_women(seen, targets)


def attendance(meetings: Sequence[Meeting], rolls: Sequence[Sequence[Member]]) -> int | None:
    """The percentage of those who could come to these meetings that did, in person; None where it is not recorded."""
    counted = [(tally(one, roll).present, len(roll)) for one, roll in zip(meetings, rolls, strict=True) if _counts(one)]
    expected = sum(roll for _present, roll in counted)
    return (200 * sum(present for present, _roll in counted) + expected) // (2 * expected) if expected else None


def _counts(meeting: Meeting) -> bool:
    return bool(meeting.attendance) or meeting.present_count is not None


def _has_few_women(seen: Figures, targets: Targets) -> bool:
    """Those of whom it is not known may all be women: nothing is held against a group for what was not told."""
    return 100 * (seen.women + seen.unknown) < targets.women * seen.total


def _died(member: Member, today: date) -> bool:
    if member.departure is not Departure.DIED or member.left is None:
        return False
    return today - QUIET_AFTER_DEATH < member.left <= today
