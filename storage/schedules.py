"""Schedules: when a group meets regularly; an earlier one is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, bindparam, select

from jamaah.calendar import MonthlyDay, MonthlyWeekday, Recurrence, Schedule, Selapanan, Weekly
from storage.changes import Log
from storage.schema import schedules

KINDS: dict[str, type[Recurrence]] = {
    "weekly": Weekly,
    "monthly_day": MonthlyDay,
    "monthly_weekday": MonthlyWeekday,
    "selapanan": Selapanan,
}
_KIND_OF = {kind: name for name, kind in KINDS.items()}

_CURRENT = select(schedules).where(schedules.c.group_id == bindparam("group")).order_by(schedules.c.id.desc()).limit(1)


class Schedules:
    """Rows of schedules."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def current(self, group: int) -> Schedule | None:
        """The schedule that was set last."""
        row = self._connection.execute(_CURRENT, {"group": group}).mappings().first()
        return None if row is None else _schedule(row)

    def set(self, schedule: Schedule) -> Schedule:
        """Make this the group's schedule; the schedule with its id."""
        return _schedule(self._log.write(schedules, schedule.group, after=[_row(schedule)])[0])


def _row(schedule: Schedule) -> dict[str, Any]:
    recurrence = schedule.recurrence
    return {
        "group_id": schedule.group,
        "recurrence": {"kind": _KIND_OF[type(recurrence)], **asdict(recurrence)},
        "at": schedule.at.isoformat("minutes"),
        "place": schedule.place,
        "since": schedule.since.isoformat(),
    }


def _schedule(row: Any) -> Schedule:
    values = dict(row["recurrence"])
    kind = KINDS[values.pop("kind")]
    return Schedule(
        id=row["id"],
        group=row["group_id"],
        recurrence=kind(**values),
        at=time.fromisoformat(row["at"]),
        place=row["place"],
        since=date.fromisoformat(row["since"]),
    )
