"""Meetings, those to come, and what people say of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from jamaah.countersigns import Countersign
from jamaah.disputes import Dispute
from jamaah.meetings import Meeting
from jamaah.rsvps import Rsvp
from jamaah.timetable import Deviation, Pause, Schedule, Timetable


class Meetings(Protocol):
    def add(self, meeting: Meeting) -> Meeting: ...
    def replace(self, meeting: Meeting) -> None: ...
    def get(self, meeting: int) -> Meeting | None: ...
    def on(self, group: int, day: date) -> list[Meeting]: ...
    def latest(self, group: int, count: int) -> list[Meeting]:
        """The last meetings, the newest first."""
        ...

    def look_ahead(self, groups: Sequence[int], count: int) -> None:
        """Read the last meetings of these groups together: of each so many are known afterwards."""
        ...

    def before(self, group: int, day: date, count: int) -> list[Meeting]:
        """The last meetings held before a day, the newest first."""
        ...

    def between(self, groups: Sequence[int], first: date, last: date) -> list[Meeting]:
        """The meetings of these groups from one day to another, both included, by day."""
        ...


class Disputes(Protocol):
    def add(self, dispute: Dispute) -> Dispute: ...
    def get(self, dispute: int) -> Dispute | None: ...
    def of(self, meeting: int, member: int) -> Dispute | None: ...
    def replace(self, dispute: Dispute) -> None: ...


class Countersigns(Protocol):
    def of(self, meeting: int) -> list[Countersign]:
        """What members say of a meeting's minutes, each what they said last."""
        ...

    def say(self, said: Countersign) -> None:
        """Enter what a member says, in place of what they said of that meeting before."""
        ...


class Schedules(Protocol):
    def current(self, group: int) -> Timetable | None:
        """The timetable of a group; None if none was ever set."""
        ...

    def of(self, groups: Sequence[int]) -> dict[int, Timetable]:
        """The timetables by group; groups without one are left out."""
        ...

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the timetables of these groups together: what is asked of each afterwards is known."""
        ...

    def set(self, schedule: Schedule) -> Schedule:
        """Let this be the group's schedule from its first day on, in place of all set before; it with its id."""
        ...

    def deviate(self, timetable: Timetable, deviation: Deviation) -> None:
        """Let one meeting depart from the schedule of its fixed day, in place of what was said of it before."""
        ...

    def pause(self, pause: Pause) -> Pause:
        """Enter a pause; the pause with its id."""
        ...

    def change_pause(self, before: Pause, after: Pause | None) -> None:
        """Put a pause right; None: it does not take place at all."""
        ...


class Rsvps(Protocol):
    def of(self, group: int, day: date) -> list[Rsvp]:
        """All answers for the meeting held on a day, the oldest first."""
        ...

    def say(self, rsvp: Rsvp) -> None:
        """Enter an answer, in place of an earlier one of the same member for the same day."""
        ...
