"""Writing when a group meets: what was said of single meetings stays, and the reminders follow."""

from __future__ import annotations

from handlers.ports import Store
from handlers.reminders import replan
from jamaah.timetable import Schedule, carried


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
