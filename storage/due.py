"""Work that falls due: what to do, and when, each piece once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, func, select, update

from bot.ports import Due
from storage.direct import Connection
from storage.schema import due
from storage.statements import entering, on, returning, written

LAST_CHARACTER = "\U0010ffff"

_PLAN = returning(entering(due, due.c.key), due.c.id)
_CANCEL = delete(due).where(
    due.c.key >= bindparam("first"),
    due.c.key < bindparam("end"),
    due.c.done.is_(None),
    due.c.at > bindparam("now"),
)
_WAITING = select(due.c.key).where(due.c.key >= bindparam("first"), due.c.key < bindparam("end"), due.c.done.is_(None))
_WAITS = select(
    exists().where(
        due.c.key >= bindparam("first"),
        due.c.key < bindparam("end"),
        due.c.key != bindparam("but"),
        due.c.done.is_(None),
    )
)
_FIRST = (
    select(due.c.at, due.c.what, due.c.key, due.c.body, due.c.id)
    .where(due.c.done.is_(None), due.c.at <= bindparam("now"))
    .order_by(due.c.at, due.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_DONE = update(due).where(due.c.id == bindparam("row")).values(done=bindparam("now"), dropped=bindparam("was_dropped"))
_POSTPONE = update(due).where(due.c.id == bindparam("row")).values(at=bindparam("until"))
_NEXT_AT = select(func.min(due.c.at)).where(due.c.done.is_(None))


class DueWork:
    """Rows of due work, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, works: Sequence[Due]) -> int:
        """Enter work, leaving out keys that were planned before; the number entered."""
        if not works:
            return 0
        rows = [
            {"at": work.at, "what": work.what, "key": work.key, "body": dict(work.body), "dropped": False}
            for work in works
        ]
        return len(self._connection.execute(on(self._connection, _PLAN), rows).scalars().all())

    def cancel(self, prefix: str, now: int) -> int:
        """Take back work due later than `now` whose key begins with `prefix`; its keys may be planned again."""
        return written(self._connection, _CANCEL, {"first": prefix, "end": prefix + LAST_CHARACTER, "now": now})

    def waiting(self, prefix: str) -> list[str]:
        """The keys of the work not done yet that begin with `prefix`."""
        wanted = {"first": prefix, "end": prefix + LAST_CHARACTER}
        return list(self._connection.execute(_WAITING, wanted).scalars())

    def waits(self, prefix: str, but: str = "") -> bool:
        """Whether work whose key begins with `prefix` is not done yet, `but` for that of one key."""
        wanted = {"first": prefix, "end": prefix + LAST_CHARACTER, "but": but}
        return bool(self._connection.execute(_WAITS, wanted).scalar_one())

    def first(self, now: int) -> Due | None:
        """The earliest work due by `now`, locked for this transaction; what another process does now is left out."""
        row = self._connection.execute(_FIRST, {"now": now}).first()
        return None if row is None else Due(*row)

    def done(self, row: int, now: int, *, dropped: bool = False) -> None:
        """Mark work as done, or as dropped because it came too late; its key is never planned again."""
        self._connection.execute(_DONE, {"row": row, "now": now, "was_dropped": dropped})

    def postpone(self, row: int, until: int) -> None:
        """Put work off until `until`."""
        self._connection.execute(_POSTPONE, {"row": row, "until": until})

    def next_at(self) -> int | None:
        """When the next work falls due."""
        return self._connection.execute(_NEXT_AT).scalar()
