"""Disputes: which members say that their attendance is written down wrong, and how far that has come."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.disputes import Dispute, Stage
from jamaah.meetings import Presence
from storage.changes import Log
from storage.direct import Connection
from storage.schema import disputes

_GET = select(disputes).where(disputes.c.id == bindparam("dispute"))
_OF = select(disputes).where(disputes.c.meeting == bindparam("meeting"), disputes.c.member == bindparam("member"))


class Disputes:
    """Rows of disputes, one of each member about each meeting."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def add(self, dispute: Dispute) -> Dispute:
        """Enter a dispute; the dispute with its id."""
        return _dispute(self._log.write(disputes, dispute.group, after=[{**_row(dispute), "id": None}])[0])

    def get(self, dispute: int) -> Dispute | None:
        """A dispute by its id."""
        row = self._connection.execute(_GET, {"dispute": dispute}).mappings().first()
        return None if row is None else _dispute(row)

    def of(self, meeting: int, member: int) -> Dispute | None:
        """What a member said about a meeting."""
        row = self._connection.execute(_OF, {"meeting": meeting, "member": member}).mappings().first()
        return None if row is None else _dispute(row)

    def replace(self, dispute: Dispute) -> None:
        """Write a dispute anew. Raises LookupError if it is not there."""
        row = self._connection.execute(_GET, {"dispute": dispute.id}).mappings().first()
        if row is None:
            raise LookupError(f"there is no dispute {dispute.id}")
        self._log.write(disputes, dispute.group, [dict(row)], [_row(dispute)])


def _row(dispute: Dispute) -> dict[str, Any]:
    values = asdict(dispute)
    claim = None if dispute.claim is None else dispute.claim.value
    return {"group_id": values.pop("group"), **values, "stage": dispute.stage.value, "claim": claim}


def _dispute(row: Any) -> Dispute:
    values = dict(row)
    claim = None if values["claim"] is None else Presence(values["claim"])
    return Dispute(group=values.pop("group_id"), **{**values, "stage": Stage(values["stage"]), "claim": claim})
