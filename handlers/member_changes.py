"""What a change of the log says of members' data: which fields are otherwise, and whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.texts import _
from handlers.ports import Change, Entry
from jamaah.members import Departure
from jamaah.people import Born

Row = Mapping[str, Any]

FIELDS = {
    "name": _("name {before} → {after}"),
    "called": _("called {before} → {after}"),
    "gender": _("{before} → {after}"),
    "born": _("age {before} → {after}"),
    "rt": _("RT {before} → {after}"),
    "phone": _("phone {before} → {after}"),
    "occupation": _("work {before} → {after}"),
    "household": _("household {before} → {after}"),
}
BORN = ("born_year", "born_month", "born_day", "born_about")
SILENT = {"id", "group_id", "person", "joined_on", "left_on", "departure", "behalf", "erased_on"}


def member_fields(before: Row, after: Row) -> list[str]:
    """What is different about a member, by the names of fields; "other" for what has no words."""
    changed = [name for name in FIELDS if name != "born" and before.get(name) != after.get(name)]
    born = [name for name in BORN if before.get(name) != after.get(name)]
    known = SILENT | set(FIELDS) | set(BORN)
    other = any(before.get(name) != after.get(name) for name in {*before, *after} - known)
    return [*changed, *(["born"] if born else []), *(["other"] if other else [])]


def concerns_data(change: Change, member: int, entered: bool) -> Change | None:
    """Of a change what is different about a member's data, or about their attendance at a meeting that was not
    `entered` by it; None if nothing is."""
    key = {"members": "id", "attendance": "member", "founders": "member"}.get(change.table)
    if key is None or (change.table == "attendance" and entered):
        return None
    if change.table == "founders":
        change = of_nik(change)
    before = [row for row in change.before if row[key] == member]
    after = [row for row in change.after if row[key] == member]
    if before == after or (change.table == "members" and not (before and after and _is_told(before[0], after[0]))):
        return None
    return Change(change.table, before, after)


def of_nik(change: Change, *, is_so: bool = True) -> Change:
    """Of what was written of founders that which is about a NIK: that there is one, or another, or none any more; or
    all else."""
    old, new = ({row["id"]: row for row in side} for side in (change.before, change.after))
    those = {key for key in {*old, *new} if (old.get(key, {}).get("nik") != new.get(key, {}).get("nik")) is is_so}
    before, after = ([row for key, row in side.items() if key in those] for side in (old, new))
    return Change(change.table, before, after)


def _is_told(before: Row, after: Row) -> bool:
    """Whether something of a member's data is another; of a death, and of its being taken back, nobody is told."""
    if Departure.DIED.value in (before.get("departure"), after.get("departure")):
        return False
    return bool(set(member_fields(before, after)) - {"other"}) or before.get("left_on") != after.get("left_on")


def is_of_field(entry: Entry, field: str) -> bool:
    """Whether a field of a member's data was written first, or changed, by an entry."""
    new = any(one.table == "members" and not one.before for one in entry.changes)
    return new or any(field in member_fields(before, after) for before, after in pairs(entry.changes, "members"))


def pairs(changes: Sequence[Change], table: str) -> Iterator[tuple[Row, Row]]:
    """The rows of a table that were changed, each as it was and as it is, the first and the last of several."""
    rows = dict[Any, tuple[Row, Row]]()
    for one in changes:
        if one.table == table:
            after = {row["id"]: row for row in one.after}
            for row in one.before:
                if row["id"] in after:
                    rows[row["id"]] = (rows.get(row["id"], (row, row))[0], after[row["id"]])
    yield from rows.values()


def born_of(row: Row) -> Born | None:
    if row.get("born_year") is None:
        return None
    return Born(row["born_year"], row.get("born_month"), row.get("born_day"), bool(row.get("born_about")))
