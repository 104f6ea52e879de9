"""The change log as it is read: what was changed, by whom, since when, and how it is taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.exc import IntegrityError

from handlers.ports import Change, Entry, Saved
from storage import schema
from storage.changes import ABOUT, FINAL, RECORDS, STATEMENTS, Log
from storage.locked import with_locked
from storage.schema import changes, inbox
from storage.statements import written

_LAST = (
    select(changes.c.turn)
    .where(changes.c.person == bindparam("person"), changes.c.taken_back.is_(None))
    .order_by(changes.c.id.desc())
    .limit(1)
)
_OF_TURN = (
    select(changes.c.at, changes.c.group_id, changes.c.record, changes.c.before, changes.c.after)
    .where(changes.c.turn == bindparam("turn"), changes.c.person == bindparam("person"), changes.c.taken_back.is_(None))
    .order_by(changes.c.id)
)
_TAKE_BACK = (
    update(changes)
    .where(
        changes.c.turn == bindparam("of_turn"), changes.c.at == bindparam("of_moment"), changes.c.taken_back.is_(None)
    )
    .values(taken_back=bindparam("by_turn"))
)
_READ = select(
    changes.c.id,
    changes.c.turn,
    changes.c.person,
    changes.c.at,
    changes.c.record,
    changes.c.before,
    changes.c.after,
    changes.c.taken_back,
)
_SOME: Any = bindparam("some")
_OF_GROUP = (
    _READ.where(changes.c.group_id == bindparam("group"), changes.c.id < bindparam("older_than"))
    .where(changes.c.at >= bindparam("since"), changes.c.at < bindparam("until"))
    .order_by(changes.c.id.desc())
    .limit(_SOME)
)
_OF_MEETING = (
    _READ.where(changes.c.group_id == bindparam("group"), changes.c.id < bindparam("older_than"))
    .where(
        changes.c.about == bindparam("meeting"),
        or_(*(changes.c.record == record for record in ABOUT if record != "members")),
    )
    .where(changes.c.at >= bindparam("since"), changes.c.at < bindparam("until"))
    .order_by(changes.c.id.desc())
    .limit(_SOME)
)
_MESSAGE = select(inbox.c.channel, inbox.c.update_id).where(inbox.c.id == bindparam("row"))
AT_ONCE, NEWEST = 100, 2**62


class Changes:
    """What was changed, by whom, and how to take it back."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._connection = log.connection

    # -- what was written

    def now(self) -> Sequence[Change]:
        """What this transaction has written so far."""
        return tuple(self._log.written)

    def of(
        self,
        group: int,
        *,
        count: int,
        before: int | None = None,
        since: int = 0,
        until: int | None = None,
        by: int | None = None,
        meeting: int | None = None,
        member: int | None = None,
        without: Collection[str] = (),
        put_right: bool = False,
    ) -> list[Entry]:
        """What was written in a group's books, the newest first, turn by turn; from one moment on, until another.

        `before` goes on behind the entry of that id. Of one `meeting`: what is written of it and who was there. Of one
        `member`: their own rows alone, of whatever kind; `put_right`: no attendance that was merely written down. `by`
        one person alone; `without` records of these kinds.
        """
        values = {
            "group": group,
            "since": since,
            "until": NEWEST if until is None else until,
            **({} if meeting is None else {"meeting": meeting}),
        }
        statement = _OF_GROUP if meeting is None else _OF_MEETING
        found: dict[tuple[int, int, int], list[Any]] = {}
        for row in self._newest(statement, values, NEWEST if before is None else before):
            if not row.before and not row.after:
                continue  # emptied: somebody was erased, or it is long ago
            if row.record in without or by not in (None, row.person):
                continue
            said = _complete(row)
            own = said if member is None else _of_member(said, member, put_right)
            if own is not None:
                found.setdefault((row.turn, row.person, row.at), []).append((row, own))
            if len(found) > count:
                break  # the last of them may not be whole
        return [_entry(rows) for rows in list(found.values())[:count]]

    def _newest(self, statement: Any, values: dict[str, Any], older_than: int) -> Iterator[Any]:
        """Rows of the log, the newest first, read some at a time."""
        while True:
            rows = self._connection.execute(statement, {**values, "older_than": older_than, "some": AT_ONCE}).all()
            yield from rows
            if len(rows) < AT_ONCE:
                return
            older_than = rows[-1].id

    def message(self, turn: int) -> tuple[str, str] | None:
        """From which message an entry is: its channel, and the platform's id of it; None for what nobody wrote."""
        row = self._connection.execute(_MESSAGE, {"row": turn}).first()
        return None if row is None else (row.channel, row.update_id)

    # -- taking back

    def last_of(self, person: int) -> Saved | None:
        """What this person saved last and has not taken back; a taking back is not offered."""
        return self._log.once(RECORDS, ("last change", person), lambda: self._last_of(person))

    def _last_of(self, person: int) -> Saved | None:
        turn = self._connection.execute(_LAST, {"person": person}).scalar()
        if turn is None:
            return None
        rows = self._connection.execute(_OF_TURN, {"turn": turn, "person": person}).all()
        group = next((row.group_id for row in rows if row.group_id is not None), None)
        return Saved(turn, rows[0].at, group, tuple(Change(row.record, row.before, row.after) for row in rows))

    def newer(self, saved: Saved, by: int) -> Entry | None:
        """What somebody else than `by` wrote last in the same group since something was saved; what is of the same
        rows goes before what is not."""
        if saved.group is None:
            return None
        since = [entry for entry in self.of(saved.group, count=AT_ONCE, since=saved.at) if entry.turn > saved.turn]
        others = [entry for entry in since if entry.person != by and entry.undone_by is None]
        same = set(_rows(saved.changes))
        return next((entry for entry in others if same & set(_rows(entry.changes))), next(iter(others), None))

    def revert(self, saved: Saved) -> bool:
        """Take a turn's changes back, logged as changes; False, and nothing changed, if something newer has been
        built on them or they were taken back already."""
        undo, before = self._connection.begin_nested(), len(self._log.written)
        try:
            done = self._mark(saved) and all(self._take_back(change, saved.group) for change in reversed(saved.changes))
        except IntegrityError:
            done = False  # a newer row refers to one that would go
        if done:
            undo.commit()
        else:
            undo.rollback()
            self._log.forget()
            del self._log.written[before:]
        return done

    def _mark(self, saved: Saved) -> bool:
        self._log.forget()
        values = {"of_turn": saved.turn, "of_moment": saved.at, "by_turn": self._log.author.turn}
        return written(self._connection, _TAKE_BACK, values) == len(saved.changes)

    def _take_back(self, change: Change, group: int | None) -> bool:
        of = STATEMENTS[change.table]
        # A change kept before a column was added says nothing of it.
        was, now = [of.complete(row) for row in change.before], [of.complete(row) for row in change.after]
        touched = {**of.keyed(was), **of.keyed(now)}
        found = [self._connection.execute(of.read, of.this(row)).mappings().first() for row in touched.values()]
        present = [dict(row) for row in found if row is not None]
        before, after = (with_locked(change.table, rows, present) for rows in (was, now))
        if of.keyed(present) != of.keyed(after):
            return False
        table = schema.metadata.tables[change.table]
        self._log.write(table, group, after, before, taken_back=self._log.author.turn)
        return True


def _entry(rows: Sequence[tuple[Any, Change]]) -> Entry:
    first, marks = rows[0][0], {row.taken_back for row, _change in rows}
    return Entry(
        id=min(row.id for row, _change in rows),
        turn=first.turn,
        person=first.person,
        at=first.at,
        changes=tuple(change for _row, change in reversed(rows)),
        undone_by=next(iter(marks - {None, first.turn, FINAL}), None),
        undoes=first.turn in marks,
    )


def _complete(row: Any) -> Change:
    """A change as it was kept; of a column that was added since it says nothing."""
    of = STATEMENTS[row.record]
    return Change(row.record, [of.complete(one) for one in row.before], [of.complete(one) for one in row.after])


def _of_member(change: Change, member: int, put_right: bool) -> Change | None:
    """Of a change the rows that are one member's and differ; None if there are none."""
    whose = "id" if change.table == "members" else "member"
    before = [row for row in change.before if row.get(whose) == member]
    after = [row for row in change.after if row.get(whose) == member]
    merely_written = put_right and change.table == "attendance" and not before
    return None if before == after or merely_written else Change(change.table, before, after)


def _rows(written: Iterable[Change]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows that were written, each by its table and key."""
    for change in written:
        for key in STATEMENTS[change.table].keyed([*change.before, *change.after]):
            yield change.table, key
