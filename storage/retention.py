"""How long what is kept is kept: old words go, a few rows at a time, and the counts made of them stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Text, bindparam, cast, delete, func, or_, select, update

from bot.ports import Retention
from storage.changes import FINAL
from storage.consents import Consents
from storage.direct import Connection
from storage.schema import changes, due, founders, looks, members, meta, talks
from storage.statements import entering, on, written

DAY = 86_400
AT_ONCE, DEPARTED_AT_ONCE = 1_000, 20
_AFTER, _UPTO, _BEFORE = (bindparam(name, type_=talks.c.used.type) for name in ("past", "upto", "older"))


def _filled(column: Any, empty: str) -> Any:
    return cast(column, Text) != empty


def _some(table: Any, *old: Any, **values: Any) -> tuple[Any, Any]:
    """The last id of the next rows, and what empties those of them that are old."""
    some = select(table.c.id).where(table.c.id > _AFTER).order_by(table.c.id).limit(bindparam("most")).subquery()
    write = update(table).where(table.c.id > _AFTER, table.c.id <= _UPTO, *old).values(values)
    return select(func.max(some.c.id), func.count()), write


_TALKS = _some(talks, talks.c.used < _BEFORE, _filled(talks.c.state, "{}"), state={})
_DUE = _some(due, due.c.done < _BEFORE, _filled(due.c.body, "{}"), body={})
_CHANGES = _some(
    changes,
    changes.c.at < _BEFORE,
    or_(_filled(changes.c.before, "[]"), _filled(changes.c.after, "[]")),
    before=[],
    after=[],
    taken_back=func.coalesce(changes.c.taken_back, FINAL),
)
_PLACE = select(meta.c.value).where(meta.c.name == bindparam("place"))
_PUT = entering(meta, meta.c.name)
_MOVE = update(meta).where(meta.c.name == bindparam("place")).values(value=bindparam("now"))

# The columns of the index `members_departed`.
_DETAILS = (members.c.phone, members.c.occupation, members.c.born_day)
_DEPARTED = (
    select(members.c.id, members.c.group_id)
    .where(members.c.left_on.is_not(None), or_(*(column.is_not(None) for column in _DETAILS)))
    .where(members.c.left_on < bindparam("day"))
    .limit(DEPARTED_AT_ONCE)
)
GONE = ("phone", "occupation", "born_day", "born_month", "parent")
_STRIP = update(members).where(members.c.id == bindparam("of_member")).values(dict.fromkeys(GONE))
_UNSEAL = update(founders).where(founders.c.member == bindparam("of_member")).values(nik=None)
_LOGGED = select(changes.c.id, changes.c.record, changes.c.before, changes.c.after, changes.c.taken_back).where(
    changes.c.group_id == bindparam("group"), or_(changes.c.record == "members", changes.c.record == "founders")
)
_AMEND = (
    update(changes)
    .where(changes.c.id == bindparam("this"))
    .values(
        before=bindparam("was", type_=changes.c.before.type),
        after=bindparam("is", type_=changes.c.after.type),
        taken_back=bindparam("final"),
    )
)

_LOOKS = delete(looks).where(looks.c.day < bindparam("before"))


class Keeping:
    """Empties what is older than it has to be. Each step is short; what is left is for the next one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def step(self, keep: Retention, now: int, day: str) -> int:
        """Look at the next rows of talks, due work and the change log, and at some who have left; how many rows were
        emptied. `day` is the last day of leaving whose details go. Looks of long ago go too, and words about messages
        that others have followed."""
        self._connection.execute(_LOOKS, {"before": _day(now - keep.looks * DAY)})
        Consents(self._connection).forget(now - keep.changes * DAY)
        return (
            self._next("talks", _TALKS, now - keep.talks * DAY)
            + self._next("due", _DUE, now - keep.messages * DAY)
            + self._next("changes", _CHANGES, now - keep.changes * DAY)
            + self._departed(day)
        )

    def _next(self, name: str, statements: tuple[Any, Any], before: int) -> int:
        """Go on behind the row that was looked at last, and begin anew behind the last one."""
        place, (last, write) = f"kept: {name}", statements
        after = int(self._connection.execute(_PLACE, {"place": place}).scalar() or 0)
        [found] = self._connection.execute(last, {"past": after, "most": AT_ONCE}).all()
        upto, count = found
        emptied = written(self._connection, write, {"past": after, "upto": upto, "older": before}) if count else 0
        self._put(place, str(upto if count == AT_ONCE else 0))
        return emptied

    def _put(self, place: str, now: str) -> None:
        self._connection.execute(on(self._connection, _PUT), {"name": place, "value": now})
        self._connection.execute(_MOVE, {"place": place, "now": now})

    def _departed(self, day: str) -> int:
        gone = list(self._connection.execute(_DEPARTED, {"day": day}).all())
        for row in gone:
            for statement in (_STRIP, _UNSEAL):
                self._connection.execute(statement, {"of_member": row.id})
            self._logged(row.group_id, row.id)
        return len(gone)

    def _logged(self, group: int, member: int) -> None:
        """What the change log says of the details goes with them; a change without them cannot be taken back."""
        for row in list(self._connection.execute(_LOGGED, {"group": group}).all()):
            key = "id" if row.record == "members" else "member"
            was, now = ([_stripped(each, key, member) for each in side] for side in (row.before, row.after))
            if was != row.before or now != row.after:
                final = FINAL if row.taken_back is None else row.taken_back
                self._connection.execute(_AMEND, {"this": row.id, "was": was, "is": now, "final": final})


def _day(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def _stripped(row: Mapping[str, Any], key: str, member: int) -> dict[str, Any]:
    if row.get(key) != member:
        return dict(row)
    return {name: None if name in (*GONE, "nik") else value for name, value in row.items()}
