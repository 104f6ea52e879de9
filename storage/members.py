"""Members: the rows of the members' book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from jamaah.members import Consent, Departure, Member, belongs
from jamaah.people import Born, Gender
from storage.changes import Log
from storage.direct import Connection
from storage.schema import members

_OF = select(members).where(members.c.group_id == bindparam("group")).order_by(members.c.id)
_OF_GROUPS = (
    select(members)
    .where(members.c.group_id.in_(bindparam("groups", expanding=True)))
    .order_by(members.c.group_id, members.c.id)
)
_GET = select(members).where(members.c.id == bindparam("member"))
_AS_PERSON = _OF.where(members.c.left_on.is_(None), members.c.person == bindparam("person")).limit(1)
_OF_PERSON = select(members).where(members.c.person == bindparam("person")).order_by(members.c.id)
_HERE, _THERE = members.alias("here"), members.alias("there")
_ELSEWHERE = (
    select(_HERE.c.id, _THERE.c.group_id)
    .where(
        _HERE.c.group_id == bindparam("group"),
        _HERE.c.left_on.is_(None),
        _THERE.c.group_id.in_(bindparam("groups", expanding=True)),
        _THERE.c.left_on.is_(None),
        or_(
            _HERE.c.person == _THERE.c.person,
            and_(_HERE.c.name == _THERE.c.name, _HERE.c.born_year == _THERE.c.born_year),
        ),
    )
    .order_by(_HERE.c.id, _THERE.c.group_id)
)


class Members:
    """Rows of members."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection: Connection = log.connection

    def of(self, group: int, on: date | None = None) -> list[Member]:
        """The members now (those who have not left), or those of a day (joined by it, not left by it), in the order in
        which they were registered."""
        book = self._book(group)
        if on is None:
            return [member for member in book if member.left is None]
        return [member for member in book if belongs(member, on)]

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the books of these groups together: what is asked of each afterwards is known."""
        found: dict[int, list[Member]] = {group: [] for group in groups}
        for row in self._connection.execute(_OF_GROUPS, {"groups": list(groups)}).mappings():
            found[row["group_id"]].append(_member(row))
        self._log.know([members], found)

    def departed(self, group: int) -> list[Member]:
        """Those who have left, in the order in which they did."""
        left = [(member.left, member.id, member) for member in self._book(group) if member.left is not None]
        return [member for _day, _id, member in sorted(left)]

    def add(self, members: Sequence[Member]) -> list[Member]:
        """Enter new members, as one change for each group; the members with their ids, in the same order."""
        entered = {group: iter(self._enter(group, members)) for group in sorted({member.group for member in members})}
        return [next(entered[member.group]) for member in members]

    def get(self, member: int) -> Member | None:
        """A member by their id, also one who has left."""
        row = self._connection.execute(_GET, {"member": member}).mappings().first()
        return None if row is None else _member(row)

    def replace(self, member: Member) -> None:
        """Write a member anew. Raises LookupError if there is no such member."""
        row = self._there(member.id)
        after = {"id": member.id, **row_of(member)}
        if row != after:
            self._log.write(members, member.group, [row], [after])

    def link(self, member: int, person: int) -> None:
        """Connect a member with a person of the chat. Raises LookupError if there is no such member."""
        row = self._there(member)
        self._log.write(members, row["group_id"], [row], [{**row, "person": person}])

    def as_person(self, group: int, person: int) -> Member | None:
        """The member a person is in a group, unless they have left."""
        row = self._connection.execute(_AS_PERSON, {"group": group, "person": person}).mappings().first()
        return None if row is None else _member(row)

    def of_person(self, person: int) -> list[Member]:
        """All that a person is or was, in whichever book."""
        return [_member(row) for row in self._connection.execute(_OF_PERSON, {"person": person}).mappings()]

    def elsewhere(self, group: int, groups: Sequence[int]) -> dict[int, list[int]]:
        """The members who are in others of these groups too, each with those: by their account, or by their name and
        year of birth."""
        others = [one for one in groups if one != group]
        rows = self._connection.execute(_ELSEWHERE, {"group": group, "groups": others}) if others else ()
        found: dict[int, list[int]] = {}
        for member, other in rows:
            found.setdefault(member, []).append(other)
        return found

    def _there(self, member: int) -> dict[str, Any]:
        row = self._connection.execute(_GET, {"member": member}).mappings().first()
        if row is None:
            raise LookupError(f"there is no member {member}")
        return dict(row)

    def _book(self, group: int) -> Sequence[Member]:
        """All who are or were members, read once: who left is asked for beside who is there."""
        return self._log.once([members], group, lambda: self._read(group))

    def _read(self, group: int) -> list[Member]:
        return [_member(row) for row in self._connection.execute(_OF, {"group": group}).mappings()]

    def _enter(self, group: int, new: Sequence[Member]) -> list[Member]:
        rows = [row_of(member) for member in new if member.group == group]
        return [_member(row) for row in self._log.write(members, group, after=rows)]


def row_of(member: Member) -> dict[str, Any]:
    """The columns of a member, but for the id."""
    born = member.born
    return {
        "group_id": member.group,
        "name": member.name,
        "called": member.called,
        "gender": None if member.gender is None else member.gender.value,
        "born_year": None if born is None else born.year,
        "born_month": None if born is None else born.month,
        "born_day": None if born is None else born.day,
        "born_about": None if born is None else born.about,
        "rt": member.rt,
        "phone": member.phone,
        "occupation": member.occupation,
        "household": member.household,
        "joined_on": member.joined.isoformat(),
        "left_on": _iso(member.left),
        "departure": None if member.departure is None else member.departure.value,
        "consented_on": _iso(member.consented),
        "consent": None if member.consent is None else member.consent.value,
        "parent": member.parent,
        "parent_on": _iso(member.parent_agreed),
        "erased_on": _iso(member.erased),
        "person": member.person,
        "behalf": member.behalf,
    }


def _member(row: Any) -> Member:
    return Member(
        id=row["id"],
        group=row["group_id"],
        name=row["name"],
        called=row["called"],
        gender=None if row["gender"] is None else Gender(row["gender"]),
        born=_born(row),
        rt=row["rt"],
        phone=row["phone"],
        occupation=row["occupation"],
        household=row["household"],
        joined=date.fromisoformat(row["joined_on"]),
        left=_day(row["left_on"]),
        departure=None if row["departure"] is None else Departure(row["departure"]),
        consented=_day(row["consented_on"]),
        consent=None if row["consent"] is None else Consent(row["consent"]),
        parent=row["parent"],
        parent_agreed=_day(row["parent_on"]),
        erased=_day(row["erased_on"]),
        person=row["person"],
        behalf=row["behalf"],
    )


def _born(row: Any) -> Born | None:
    if row["born_year"] is None:
        return None
    return Born(row["born_year"], row["born_month"], row["born_day"], row["born_about"])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)
