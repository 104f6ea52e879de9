"""Meetings: the minutes and, beside them, who was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import bindparam, func, select

from jamaah.meetings import Meeting, Presence
from storage.changes import Log, Row
from storage.direct import Connection
from storage.schema import attendance, meetings

_GET = select(meetings).where(meetings.c.id == bindparam("meeting"))
_OF_GROUP = select(meetings).where(meetings.c.group_id == bindparam("group"))
_ON = _OF_GROUP.where(meetings.c.day == bindparam("day")).order_by(meetings.c.id)
_LATEST = _OF_GROUP.order_by(meetings.c.day.desc(), meetings.c.id.desc()).limit(bindparam("count"))
# The last of each group, numbered within it.
_NUMBERED = (
    select(meetings)
    .add_columns(
        func.row_number()
        .over(partition_by=meetings.c.group_id, order_by=(meetings.c.day.desc(), meetings.c.id.desc()))
        .label("at_place")
    )
    .where(meetings.c.group_id.in_(bindparam("groups", expanding=True)))
    .subquery("numbered")
)
_LAST_OF_EACH = (
    select(*(_NUMBERED.c[column.name] for column in meetings.c))
    .where(_NUMBERED.c.at_place <= bindparam("count"))
    .order_by(_NUMBERED.c.group_id, _NUMBERED.c.at_place)
)
_BEFORE = (
    _OF_GROUP.where(meetings.c.day < bindparam("before"))
    .order_by(meetings.c.day.desc(), meetings.c.id.desc())
    .limit(bindparam("count"))
)
_BETWEEN = (
    select(meetings)
    .where(
        meetings.c.group_id.in_(bindparam("groups", expanding=True)),
        meetings.c.day.between(bindparam("first_day"), bindparam("last_day")),
    )
    .order_by(meetings.c.day, meetings.c.id)
)
_ATTENDANCE = (
    select(attendance)
    .where(attendance.c.meeting.in_(bindparam("meetings", expanding=True)))
    .order_by(attendance.c.meeting, attendance.c.member)
)


class Meetings:
    """Rows of meetings with their attendance."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def add(self, meeting: Meeting) -> Meeting:
        """Enter a meeting and its attendance; the meeting with its id and who recorded it."""
        meeting = replace(meeting, by=self._log.author.person)
        row = self._log.write(meetings, meeting.group, after=[_row(meeting)])[0]
        self._attend(meeting.group, [], _attendance(row["id"], meeting.attendance))
        return _meeting(row, meeting.attendance)

    def replace(self, meeting: Meeting) -> None:
        """Write a meeting anew, with its attendance. Raises LookupError if it is not there."""
        present = self._connection.execute(_GET, {"meeting": meeting.id}).mappings().first()
        if present is None:
            raise LookupError(f"there is no meeting {meeting.id}")
        before, after = dict(present), {"id": meeting.id, **_row(meeting)}
        if before != after:
            self._log.write(meetings, meeting.group, [before], [after])
        self._attend(meeting.group, self._present([meeting.id]), _attendance(meeting.id, meeting.attendance))

    def get(self, meeting: int) -> Meeting | None:
        """A meeting by its id."""
        return next(iter(self._read(_GET, {"meeting": meeting})), None)

    def on(self, group: int, day: date) -> list[Meeting]:
        """The meetings of a group on one day."""
        values = {"group": group, "day": day.isoformat()}
        return list(self._log.once([meetings, attendance], (group, day), lambda: self._read(_ON, values)))

    def latest(self, group: int, count: int) -> list[Meeting]:
        """The last meetings, the newest first."""
        values = {"group": group, "count": count}
        read = [meetings, attendance]
        return list(self._log.once(read, (group, count), lambda: self._read(_LATEST, values)))

    def look_ahead(self, groups: Sequence[int], count: int) -> None:
        """Read the last meetings of these groups together: of each so many are known afterwards."""
        found: dict[tuple[int, int], list[Meeting]] = {(group, count): [] for group in groups}
        for meeting in self._read(_LAST_OF_EACH, {"groups": list(groups), "count": count}):
            found[meeting.group, count].append(meeting)
        self._log.know([meetings, attendance], found)

    def before(self, group: int, day: date, count: int) -> list[Meeting]:
        """The last meetings held before a day, the newest first."""
        return self._read(_BEFORE, {"group": group, "before": day.isoformat(), "count": count})

    def between(self, groups: Sequence[int], first: date, last: date) -> list[Meeting]:
        """The meetings of these groups from one day to another, both included, by day."""
        days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
        return self._read(_BETWEEN, {"groups": list(groups), **days})

    def _attend(self, group: int, before: Sequence[Row], after: Sequence[Row]) -> None:
        if list(before) != list(after):
            self._log.write(attendance, group, before, after)

    def _present(self, wanted: Sequence[int]) -> list[Row]:
        rows = self._connection.execute(_ATTENDANCE, {"meetings": list(wanted)}).mappings()
        return [dict(row) for row in rows]

    def _read(self, statement: Any, parameters: Mapping[str, Any]) -> list[Meeting]:
        rows = self._connection.execute(statement, parameters).mappings().all()
        there: dict[int, dict[int, Presence]] = {row["id"]: {} for row in rows}
        for entry in self._present(list(there)) if rows else []:
            there[entry["meeting"]][entry["member"]] = Presence(entry["presence"])
        return [_meeting(row, there[row["id"]]) for row in rows]


def _row(meeting: Meeting) -> dict[str, Any]:
    return {
        "group_id": meeting.group,
        "day": meeting.day.isoformat(),
        "at": None if meeting.at is None else meeting.at.isoformat("minutes"),
        "place": meeting.place,
        "agenda": meeting.agenda,
        "decisions": list(meeting.decisions),
        "present_count": meeting.present_count,
        "late_count": meeting.late_count,
        "by_person": meeting.by,
        "behalf": meeting.behalf,
    }


def _attendance(meeting: int, there: Mapping[int, Presence]) -> list[Row]:
    return [{"meeting": meeting, "member": member, "presence": there[member].value} for member in sorted(there)]


def _meeting(row: Any, there: Mapping[int, Presence]) -> Meeting:
    return Meeting(
        id=row["id"],
        group=row["group_id"],
        day=date.fromisoformat(row["day"]),
        at=None if row["at"] is None else time.fromisoformat(row["at"]),
        place=row["place"],
        agenda=row["agenda"],
        decisions=tuple(row["decisions"]),
        attendance=dict(there),
        present_count=row["present_count"],
        late_count=row["late_count"],
        by=row["by_person"],
        behalf=row["behalf"],
    )
