"""What members say beforehand: rows of who comes to which meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.rsvps import Answer, Rsvp
from storage.changes import Log
from storage.schema import rsvps

_OF_DAY = (
    select(rsvps)
    .where(rsvps.c.group_id == bindparam("group"), rsvps.c.day == bindparam("day"))
    .order_by(rsvps.c.said, rsvps.c.id)
)
_OF_MEMBER = select(rsvps).where(
    rsvps.c.group_id == bindparam("group"), rsvps.c.day == bindparam("day"), rsvps.c.member == bindparam("member")
)


class Rsvps:
    """Rows of answers, one of each member for each day."""

    def __init__(self, log: Log) -> None:
        self._log, self._connection = log, log.connection

    def of(self, group: int, day: date) -> list[Rsvp]:
        """All answers for the meeting held on a day, the oldest first."""
        wanted = {"group": group, "day": day.isoformat()}
        found: tuple[Rsvp, ...] = self._log.once(
            (rsvps,),
            (group, day),
            lambda: tuple(_rsvp(row) for row in self._connection.execute(_OF_DAY, wanted).mappings()),
        )
        return list(found)

    def say(self, rsvp: Rsvp) -> None:
        """Enter an answer, in place of an earlier one of the same member for the same day."""
        wanted = {"group": rsvp.group, "day": rsvp.day.isoformat(), "member": rsvp.member}
        before = [dict(row) for row in self._connection.execute(_OF_MEMBER, wanted).mappings()]
        after = {**_row(rsvp), "id": before[0]["id"] if before else None}
        self._log.write(rsvps, rsvp.group, before, [after])


def _row(rsvp: Rsvp) -> dict[str, Any]:
    return {
        "group_id": rsvp.group,
        "day": rsvp.day.isoformat(),
        "member": rsvp.member,
        "answer": rsvp.answer.value,
        "reason": rsvp.reason,
        "by_person": rsvp.by,
        "said": rsvp.said,
    }


def _rsvp(row: Any) -> Rsvp:
    return Rsvp(
        id=row["id"],
        group=row["group_id"],
        day=date.fromisoformat(row["day"]),
        member=row["member"],
        answer=Answer(row["answer"]),
        reason=row["reason"],
        by=row["by_person"],
        said=row["said"],
    )
