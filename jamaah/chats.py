"""Group chats: where a whole group is written to at once."""

from __future__ import annotations

from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChat:
    """A chat of a platform that belongs to a group. `gone`: since when (seconds, UTC) nothing can be written there."""

    id: int = 0
    group: int
    channel: str
    chat: str
    gone: int | None = None
