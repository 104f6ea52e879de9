"""Group chats: which chat of a platform belongs to which group."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from jamaah.chats import GroupChat
from storage.changes import Log
from storage.schema import chats

_OF_GROUP = select(chats).where(chats.c.group_id == bindparam("group")).order_by(chats.c.id)
_AT = select(chats).where(chats.c.channel == bindparam("channel"), chats.c.chat == bindparam("chat"))

_LOST = (
    update(chats)
    .where(chats.c.channel == bindparam("of_channel"), chats.c.chat == bindparam("of_chat"), chats.c.gone.is_(None))
    .values(gone=bindparam("now"))
    .returning(chats.c.group_id)
)


class Chats:
    """Rows of group chats."""

    def __init__(self, log: Log) -> None:
        self._log, self._connection = log, log.connection

    def of(self, group: int) -> list[GroupChat]:
        """The chats of a group in which it can be written, the oldest first."""
        found = self._connection.execute(_OF_GROUP, {"group": group}).mappings()
        return [_chat(row) for row in found if row["gone"] is None]

    def at(self, channel: str, chat: str) -> GroupChat | None:
        """The group chat at an address, also one in which nothing can be written any more."""
        row = self._connection.execute(_AT, {"channel": channel, "chat": chat}).mappings().first()
        return None if row is None else _chat(row)

    def put(self, chat: GroupChat) -> None:
        """Enter a chat, or put it right if it has an id."""
        before = [
            dict(row) for row in self._connection.execute(_AT, {"channel": chat.channel, "chat": chat.chat}).mappings()
        ]
        self._log.write(chats, chat.group, before, [{**_row(chat), "id": before[0]["id"] if before else None}])

    def move(self, chat: GroupChat, to: str) -> None:
        """Let a chat have another address on its platform from now on."""
        rows = self._connection.execute(_AT, {"channel": chat.channel, "chat": chat.chat}).mappings()
        for row in map(dict, rows):
            self._log.write(chats, chat.group, [row], [{**row, "chat": to}])

    def lost(self, channel: str, chat: str, now: int) -> int | None:
        """Nothing can be written there any more, which nobody did: the group of whom that is news, None if of none."""
        found = self._connection.execute(_LOST, {"of_channel": channel, "of_chat": chat, "now": now}).scalar()
        return None if found is None else int(found)


def _row(chat: GroupChat) -> dict[str, Any]:
    return {"group_id": chat.group, "channel": chat.channel, "chat": chat.chat, "gone": chat.gone}


def _chat(row: Any) -> GroupChat:
    return GroupChat(id=row["id"], group=row["group_id"], channel=row["channel"], chat=row["chat"], gone=row["gone"])
