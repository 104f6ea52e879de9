"""People: how they are spoken to, and which roles they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from sqlalchemy import bindparam, exists, select

from jamaah.people import Person
from jamaah.roles import KEEPERS, Grant, Role
from storage.changes import Log
from storage.direct import Connection
from storage.schema import grants, mutes, people, talks

_GET = select(people).where(people.c.id == bindparam("person"))
_GRANTS = select(grants).where(grants.c.person == bindparam("person")).order_by(grants.c.id)
_HOLDING = (
    select(grants.c.person)
    .where(grants.c.group_id == bindparam("group"), grants.c.role == bindparam("role"))
    .order_by(grants.c.id)
)

_OF_GROUP = select(grants.c.person, grants.c.role).where(grants.c.group_id == bindparam("group")).order_by(grants.c.id)

_KEEPERS = (
    select(grants.c.group_id, grants.c.person, grants.c.role)
    .add_columns(
        exists(
            select(talks.c.id).where(
                talks.c.person == grants.c.person,
                talks.c.private.is_(True),
                talks.c.unreachable.is_(None),
                talks.c.refused.is_(None),
            )
        ).label("reachable")
    )
    .where(
        grants.c.group_id.in_(bindparam("groups", expanding=True)),
        grants.c.role.in_(bindparam("roles", expanding=True)),
    )
    .order_by(grants.c.id)
)

_MUTES = select(mutes).where(mutes.c.group_id == bindparam("group"))


class People:
    """Rows of people and of the roles they were granted."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def get(self, person: int) -> Person:
        """Somebody who has written. Raises LookupError for an id that was never given."""
        row = self._row(person)
        digest = None if row["digest_day"] is None else (row["digest_day"], time.fromisoformat(row["digest_at"]))
        return Person(row["id"], row["address"], row["language"], digest, row["prefers"])

    def address(self, person: int, address: str) -> None:
        """Remember how a person is spoken to."""
        self._change(person, address=address)

    def speak(self, person: int, language: str) -> None:
        """Remember a person's language."""
        self._change(person, language=language)

    def digest(self, person: int, when: tuple[int, time] | None) -> None:
        """Remember on which weekday (0: Monday) and at what hour a facilitator wants the digest; None: not at all."""
        day, at = when or (None, None)
        self._change(person, digest_day=day, digest_at=None if at is None else at.isoformat("minutes"))

    def prefer(self, person: int, channel: str | None) -> None:
        """Remember on which channel a person wants to hear what they do not ask for; None: where they wrote last."""
        self._change(person, prefers=channel)

    def silence(self, person: int, since: int | None) -> None:
        """Send somebody nothing that was not asked for any more, since a moment; None: as before."""
        self._change(person, silent=since)

    def grants(self, person: int) -> list[Grant]:
        """The roles a person holds, the oldest first."""
        return list(self._log.once([grants], person, lambda: self._grants(person)))

    def grant(self, person: int, role: Role, group: int | None) -> None:
        """Give a role; giving it twice is giving it once."""
        if Grant(role, group) not in self.grants(person):
            self._log.write(grants, group, after=[{"person": person, "role": role.value, "group_id": group}])

    def revoke(self, person: int, role: Role, group: int | None) -> None:
        """Take a role away; taking one that is not held changes nothing."""
        held = [dict(row) for row in self._connection.execute(_GRANTS, {"person": person}).mappings()]
        gone = [row for row in held if row["role"] == role.value and row["group_id"] == group]
        if gone:
            self._log.write(grants, group, before=gone)

    def of_group(self, group: int) -> list[tuple[int, Role]]:
        """Everybody with a role in a group, the longest-serving first."""
        rows = self._connection.execute(_OF_GROUP, {"group": group})
        return [(row.person, Role(row.role)) for row in rows]

    def holding(self, group: int, role: Role) -> list[int]:
        """The persons who hold a role in a group, the longest-serving first."""
        return list(self._connection.execute(_HOLDING, {"group": group, "role": role.value}).scalars())

    def keepers(self, groups: Sequence[int]) -> dict[int, dict[int, bool]]:
        """Who keeps the books of these groups, the longest-serving first, and whether each can be written to: their
        secretaries; where there are none, who does it for them."""
        wanted = {"groups": list(groups), "roles": sorted(KEEPERS)}
        rows = self._connection.execute(_KEEPERS, wanted).all() if groups else []
        served = {row.group_id for row in rows if row.role == Role.SECRETARY}
        found: dict[int, dict[int, bool]] = {group: {} for group in groups}
        for row in rows:
            if row.role == Role.SECRETARY or row.group_id not in served:
                found[row.group_id][row.person] = bool(row.reachable)
        return found

    def keeping(self, group: int) -> list[int]:
        """Who keeps the books of a group, the longest-serving first."""
        return list(self.keepers([group])[group])

    def mute(self, person: int, group: int, *, muted: bool) -> None:
        """Remember whether a person does not want to be reminded of a group's meetings."""
        rows = [dict(row) for row in self._connection.execute(_MUTES, {"group": group}).mappings()]
        before = [row for row in rows if row["person"] == person]
        if muted != bool(before):
            after = [{"id": None, "person": person, "group_id": group}] if muted else []
            self._log.write(mutes, group, before, after)

    def muted(self, group: int) -> set[int]:
        """Who does not want to be reminded of a group's meetings."""
        return {row["person"] for row in self._connection.execute(_MUTES, {"group": group}).mappings()}

    def _grants(self, person: int) -> list[Grant]:
        rows = self._connection.execute(_GRANTS, {"person": person})
        return [Grant(Role(row.role), row.group_id) for row in rows]

    def _row(self, person: int) -> dict[str, Any]:
        row = self._connection.execute(_GET, {"person": person}).mappings().first()
        if row is None:
            raise LookupError(f"there is no person {person}")
        return dict(row)

    def _change(self, person: int, **values: str | int | None) -> None:
        before = self._row(person)
        after = {**before, **values}
        if after != before:
            self._log.write(people, None, [before], [after])
