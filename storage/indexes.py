"""The indexes of some rows only: what is over does not make what is waiting slower to find.

They stand apart from the tables because a condition on PostgreSQL imports its dialect, and a start needs neither.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, text

from storage.schema import changes, consents, due, grants, inbox, members, metadata, outbox, talks

__all__ = ["metadata"]


def _index(name: str, *columns: Column[Any], where: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


_index("inbox_waiting", inbox.c.channel, inbox.c.chat, inbox.c.id, where="ended IS NULL")
_index("inbox_kept", inbox.c.ended, where="body IS NOT NULL")
_index("outbox_of_chat", outbox.c.chat, outbox.c.id, where="ended IS NULL")
_index("outbox_told", outbox.c.chat, outbox.c.id, where="body IS NOT NULL")
_index("outbox_of_lane", outbox.c.channel, outbox.c.lane, outbox.c.id, where="ended IS NULL")
_index("outbox_ready", outbox.c.channel, outbox.c.ready, where="ended IS NULL")
_index("outbox_of_turn", outbox.c.turn, outbox.c.chat, where="ended IS NULL")
_index("outbox_kept", outbox.c.ended, where="body IS NOT NULL")
_index("outbox_expiring", outbox.c.channel, outbox.c.expires, where="ended IS NULL AND expires IS NOT NULL")
_index("outbox_failed", outbox.c.ended, where="failed")
_index("outbox_sent_as", outbox.c.message, where="message IS NOT NULL")
_index("outbox_outside", outbox.c.chat, outbox.c.id, where="outside IS NOT NULL")
_index("talks_formerly", talks.c.channel, talks.c.formerly, where="formerly IS NOT NULL")
_index("consents_over", consents.c.over, where="over IS NOT NULL")
_index("due_waiting", due.c.at, due.c.id, where="done IS NULL")
_index("due_dropped", due.c.done, where="dropped")
_index("changes_open", changes.c.person, changes.c.id, where="taken_back IS NULL")
_index(
    "members_departed",
    members.c.left_on,
    where="left_on IS NOT NULL AND (phone IS NOT NULL OR occupation IS NOT NULL OR born_day IS NOT NULL)",
)
_index("grants_of_no_group", grants.c.person, grants.c.role, where="group_id IS NULL", unique=True)
