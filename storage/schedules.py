"""Schedules: when a group meets regularly and which single meetings depart from it; an earlier schedule is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from jamaah.calendar import Deviation, Fate, Schedule, from_json, to_json
from storage.changes import Log
from storage.schema import deviations, schedules

_NEWEST = (
    select(func.max(schedules.c.id))
    .where(schedules.c.group_id.in_(bindparam("groups", expanding=True)))
    .group_by(schedules.c.group_id)
)
_DEVIATING = [column.label(f"deviating_{column.name}") for column in deviations.c]
_OF_GROUPS = (
    select(schedules, *_DEVIATING)
    .outerjoin(deviations, deviations.c.schedule == schedules.c.id)
    .where(schedules.c.id.in_(_NEWEST))
    .order_by(schedules.c.id, deviations.c.fixed)
)
_OF_DAY = select(deviations).where(
    deviations.c.schedule == bindparam("of_schedule"), deviations.c.fixed == bindparam("of_day")
)


class Schedules:
    """Rows of schedules with their deviations."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def current(self, group: int) -> Schedule | None:
        """The schedule that was set last."""
        return self.of([group]).get(group)

    def of(self, groups: Sequence[int]) -> dict[int, Schedule]:
        """The schedule that was set last, by group; those without one are left out."""
        found: dict[int, Schedule] = {}
        for row in self._connection.execute(_OF_GROUPS, {"groups": list(groups)}).mappings():
            schedule = found.get(row["group_id"]) or _schedule(row)
            deviating = _deviation(row) if row["deviating_id"] is not None else None
            more = (deviating,) if deviating else ()
            found[schedule.group] = replace(schedule, deviations=(*schedule.deviations, *more))
        return found

    def set(self, schedule: Schedule) -> Schedule:
        """Make this the group's schedule, from which nothing departs yet; the schedule with its id."""
        return _schedule(self._log.write(schedules, schedule.group, after=[_row(schedule)])[0])

    def deviate(self, schedule: Schedule, deviation: Deviation) -> None:
        """Let one meeting depart from a schedule, in place of what was said of it before."""
        day = {"of_schedule": schedule.id, "of_day": deviation.fixed.isoformat()}
        before = [dict(row) for row in self._connection.execute(_OF_DAY, day).mappings()]
        after = {"schedule": schedule.id, **_values(deviation)}
        self._log.write(deviations, schedule.group, before, [{**after, "id": row["id"]} for row in before] or [after])


def _row(schedule: Schedule) -> dict[str, Any]:
    return {
        "group_id": schedule.group,
        "recurrence": to_json(schedule.recurrence),
        "at": schedule.at.isoformat("minutes"),
        "place": schedule.place,
        "since": schedule.since.isoformat(),
    }


def _schedule(row: Any) -> Schedule:
    return Schedule(
        id=row["id"],
        group=row["group_id"],
        recurrence=from_json(row["recurrence"]),
        at=time.fromisoformat(row["at"]),
        place=row["place"],
        since=date.fromisoformat(row["since"]),
    )


def _values(deviation: Deviation) -> dict[str, Any]:
    return {
        "fixed": deviation.fixed.isoformat(),
        "fate": deviation.fate.value,
        "day": None if deviation.day is None else deviation.day.isoformat(),
        "at": None if deviation.at is None else deviation.at.isoformat("minutes"),
        "place": deviation.place,
        "reason": deviation.reason,
    }


def _deviation(row: Any) -> Deviation:
    day, at = row["deviating_day"], row["deviating_at"]
    return Deviation(
        fixed=date.fromisoformat(row["deviating_fixed"]),
        fate=Fate(row["deviating_fate"]),
        day=None if day is None else date.fromisoformat(day),
        at=None if at is None else time.fromisoformat(at),
        place=row["deviating_place"],
        reason=row["deviating_reason"],
    )
