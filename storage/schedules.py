"""Schedules: when a group meets regularly, which single meetings depart from it, when none is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.calendar import from_json, to_json
from jamaah.timetable import Deviation, Fate, Pause, Schedule, Timetable
from storage.changes import Log
from storage.direct import Connection
from storage.schema import deviations, pauses, schedules

_IN_GROUPS: Any = bindparam("groups", expanding=True)
_DEVIATING = [column.label(f"deviating_{column.name}") for column in deviations.c]
_OF_GROUPS = (
    select(schedules, *_DEVIATING)
    .outerjoin(deviations, deviations.c.schedule == schedules.c.id)
    .where(schedules.c.group_id.in_(_IN_GROUPS))
    .order_by(schedules.c.group_id, schedules.c.id, deviations.c.fixed)
)
_PAUSES = select(pauses).where(pauses.c.group_id.in_(_IN_GROUPS)).order_by(pauses.c.group_id, pauses.c.id)
_OF_DAY = select(deviations).where(
    deviations.c.schedule == bindparam("of_schedule"), deviations.c.fixed == bindparam("of_day")
)


class Schedules:
    """Rows of schedules with their deviations, and of pauses: the timetables of groups."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def current(self, group: int) -> Timetable | None:
        """The timetable of a group; None if none was ever set."""
        return self.of([group]).get(group)

    def of(self, groups: Sequence[int]) -> dict[int, Timetable]:
        """The timetables by group; those without one are left out."""
        wanted = tuple(groups)
        return self._log.once([schedules, deviations, pauses], wanted, lambda: self._of(wanted))

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the timetables of these groups together: what is asked of each afterwards is known."""
        found = self.of(groups)
        each = {(group,): {group: found[group]} if group in found else {} for group in groups}
        self._log.know([schedules, deviations, pauses], each)

    def _of(self, groups: Sequence[int]) -> dict[int, Timetable]:
        set_in: dict[int, dict[int, Schedule]] = {}
        for row in self._connection.execute(_OF_GROUPS, {"groups": list(groups)}).mappings():
            of_group = set_in.setdefault(row["group_id"], {})
            schedule = of_group.get(row["id"]) or _schedule(row)
            more = (_deviation(row),) if row["deviating_id"] is not None else ()
            of_group[schedule.id] = replace(schedule, deviations=(*schedule.deviations, *more))
        paused = self._pauses(list(set_in))
        return {group: Timetable(tuple(found.values()), paused.get(group, ())) for group, found in set_in.items()}

    def _pauses(self, groups: Sequence[int]) -> dict[int, tuple[Pause, ...]]:
        found: dict[int, tuple[Pause, ...]] = {}
        for row in self._connection.execute(_PAUSES, {"groups": list(groups)}).mappings() if groups else ():
            found[row["group_id"]] = (*found.get(row["group_id"], ()), _pause(row))
        return found

    def set(self, schedule: Schedule) -> Schedule:
        """Let this be the group's schedule from its first day on, in place of all that were set before; the schedule
        with its id. Nothing departs from it yet."""
        return _schedule(self._log.write(schedules, schedule.group, after=[_row(schedule)])[0])

    def deviate(self, timetable: Timetable, deviation: Deviation) -> None:
        """Let one meeting depart from the schedule that holds on its fixed day, in place of what was said before."""
        schedule = timetable.on(deviation.fixed)
        if schedule is None:
            raise LookupError(f"no schedule holds on {deviation.fixed}")
        day = {"of_schedule": schedule.id, "of_day": deviation.fixed.isoformat()}
        before = [dict(row) for row in self._connection.execute(_OF_DAY, day).mappings()]
        after = {"schedule": schedule.id, **_values(deviation)}
        self._log.write(deviations, schedule.group, before, [{**after, "id": row["id"]} for row in before] or [after])

    def pause(self, pause: Pause) -> Pause:
        """Enter a pause; the pause with its id."""
        return _pause(self._log.write(pauses, pause.group, after=[{**_pausing(pause), "id": None}])[0])

    def change_pause(self, before: Pause, after: Pause | None) -> None:
        """Put a pause right; None: it does not take place at all."""
        self._log.write(pauses, before.group, [_pausing(before)], [] if after is None else [_pausing(after)])


def _row(schedule: Schedule) -> dict[str, Any]:
    return {
        "group_id": schedule.group,
        "recurrence": to_json(schedule.recurrence),
        "at": schedule.at.isoformat("minutes"),
        "place": schedule.place,
        "since": schedule.since.isoformat(),
        "hosts": None if schedule.hosts is None else list(schedule.hosts),
    }


def _schedule(row: Any) -> Schedule:
    return Schedule(
        id=row["id"],
        group=row["group_id"],
        recurrence=from_json(row["recurrence"]),
        at=time.fromisoformat(row["at"]),
        place=row["place"],
        since=date.fromisoformat(row["since"]),
        hosts=None if row["hosts"] is None else tuple(row["hosts"]),
    )


def _values(deviation: Deviation) -> dict[str, Any]:
    return {
        "fixed": deviation.fixed.isoformat(),
        "fate": deviation.fate.value,
        "day": None if deviation.day is None else deviation.day.isoformat(),
        "at": None if deviation.at is None else deviation.at.isoformat("minutes"),
        "place": deviation.place,
        "reason": deviation.reason,
        "agenda": deviation.agenda,
        "extra": None if deviation.extra is None else deviation.extra.isoformat("minutes"),
    }


def _deviation(row: Any) -> Deviation:
    day, at, extra = row["deviating_day"], row["deviating_at"], row["deviating_extra"]
    return Deviation(
        fixed=date.fromisoformat(row["deviating_fixed"]),
        fate=Fate(row["deviating_fate"]),
        day=None if day is None else date.fromisoformat(day),
        at=None if at is None else time.fromisoformat(at),
        place=row["deviating_place"],
        reason=row["deviating_reason"],
        agenda=row["deviating_agenda"],
        extra=None if extra is None else time.fromisoformat(extra),
    )


def _pausing(pause: Pause) -> dict[str, Any]:
    return {
        "id": pause.id,
        "group_id": pause.group,
        "first": pause.first.isoformat(),
        "last": None if pause.last is None else pause.last.isoformat(),
        "reason": pause.reason,
    }


def _pause(row: Any) -> Pause:
    return Pause(
        id=row["id"],
        group=row["group_id"],
        first=date.fromisoformat(row["first"]),
        last=None if row["last"] is None else date.fromisoformat(row["last"]),
        reason=row["reason"],
    )
