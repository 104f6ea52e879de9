"""That a turn changed something of members' own data: they are to hear it."""

from __future__ import annotations

from bot.ports import Due
from bot.talk import Talk
from handlers.ports import Change, Store
from jamaah.quiet import after_quiet

OWN_DATA = "own_data"


def plan_to_tell_members(talk: Talk[Store], group: int) -> None:
    """Let members hear what this turn changed of theirs; at night, in the morning and all of the night together."""
    written = talk.store.changes.now()
    if not any(map(_may_be_told, written)):
        return
    zone, told = talk.store.groups.get(group).zone, [notice.person for notice in talk.notices]
    at = after_quiet(talk.now, zone)
    turn, key = (talk.turn, f"turn:{talk.turn}") if at <= talk.now else (None, f"night:{at}")
    body = {"group": group, "since": talk.now, "turn": turn, "told": told}
    talk.store.due.plan([Due(at, OWN_DATA, f"{OWN_DATA}:{group}:{key}", body)])


def _may_be_told(change: Change) -> bool:
    """Whether members may have to hear of it: something of theirs is otherwise, or a NIK may be kept, or is no more."""
    if change.table == "founders":
        return any(row.get("nik") for row in (*change.before, *change.after))
    return bool(change.before) and (change.table == "attendance" or (change.table == "members" and bool(change.after)))
