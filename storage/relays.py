"""Relays: to which members without an account a secretary has passed something on."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from storage.changes import Log
from storage.schema import relays

_TOLD = select(relays.c.member).where(relays.c.group_id == bindparam("group"), relays.c.about == bindparam("about"))


class Relays:
    """Rows of what was passed on; `about` names it within its group ("2026-12-03": of the meeting of that day)."""

    def __init__(self, log: Log) -> None:
        self._log, self._connection = log, log.connection

    def told(self, group: int, about: str) -> set[int]:
        """The members who have been told."""
        return set(self._connection.execute(_TOLD, {"group": group, "about": about}).scalars())

    def tell(self, group: int, about: str, members: Iterable[int], now: int) -> None:
        """Enter that these members have been told; who was told before is left out."""
        new = sorted(set(members) - self.told(group, about))
        rows = [{"id": None, "group_id": group, "about": about, "member": member, "told": now} for member in new]
        if rows:
            self._log.write(relays, group, after=rows)
