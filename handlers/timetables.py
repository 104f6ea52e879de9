"""When a group meets, as conversations read and write it: what was said of single meetings stays, and the reminders
follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.forms import Denied, opens
from bot.texts import _
from handlers.access import GroupForm
from handlers.ports import Store
from handlers.reminders import replan
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.retiming import carried, with_schedule
from jamaah.timetable import Schedule, Timetable, until
from lean import dataclass

EARLIER = timedelta(hours=8)
"""By how much a reminder may come earlier, so that it does not come at night."""


class OfTimetable(GroupForm):
    """A conversation about the meetings of a group."""

    def timetable(self) -> Timetable:
        """When the group meets. Raises Denied where that was never fixed."""
        timetable = self.talk.store.schedules.current(self.group.id)
        if timetable is None:
            raise Denied(
                _("{group} has no fixed schedule yet.")(group=group_name(self.group)),
                (opens("set_schedule", _("Fix the schedule"), group=self.group.id),),
            )
        return timetable


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes of the meetings that people may have been reminded of: whether anything, and the days on which none
    is held any more."""

    any: bool
    gone: tuple[date, ...]


def changes(before: Timetable, after: Timetable, group: Group, now: int) -> Changes:
    """What changes from one timetable to the next of the meetings within the longest lead."""
    last = now + int((max(group.leads, default=timedelta(0)) + EARLIER).total_seconds())
    was, will = (until(one, group.zone, now, last) for one in (before, after))
    kept = {meeting.day for meeting in will}
    unlike = [(m.day, m.at, m.place) for m in was] != [(m.day, m.at, m.place) for m in will]
    return Changes(unlike, tuple(meeting.day for meeting in was if meeting.day not in kept))


def once_set(timetable: Timetable | None, schedule: Schedule) -> Timetable:
    """The timetable as it will be: what was said of single meetings on the schedule's days is so still."""
    if timetable is None:
        return with_schedule(None, schedule)
    return with_schedule(timetable, replace(schedule, deviations=tuple(carried(timetable, schedule))))


def set_schedule(store: Store, schedule: Schedule, now: int) -> None:
    """Let a schedule hold from its first day on; what was said of single meetings on its days is so still."""
    before = store.schedules.current(schedule.group)
    kept = carried(before, schedule) if before else []
    store.schedules.set(schedule)
    for deviation in kept:
        current = store.schedules.current(schedule.group)
        if current is not None:
            store.schedules.deviate(current, deviation)
    replan(store, schedule.group, now)
