"""Consents: what people said of messages that they do not ask for, channel by channel, in which words and when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from jamaah.accounts import ChannelConsent
from storage.direct import Connection
from storage.schema import consents, talks

_ADD = insert(consents)
_REFUSE = (
    update(talks)
    .where(talks.c.person == bindparam("of_person"), talks.c.channel == bindparam("of_channel"))
    .values(refused=bindparam("since", type_=talks.c.refused.type))
)
_ANOTHER = (
    update(consents)
    .where(consents.c.person == bindparam("of_person"), consents.c.channel == bindparam("of_channel"))
    .where(consents.c.over.is_(None))
    .values(over=bindparam("now"))
)
_BUT_THE_LAST = _ANOTHER.where(consents.c.at < bindparam("last"))
_OF_PERSON = (
    select(consents).where(consents.c.person == bindparam("person"), consents.c.over.is_(None)).order_by(consents.c.id)
)
_SUPERSEDED = delete(consents).where(consents.c.over < bindparam("before"))
_ERASE = delete(consents).where(consents.c.person == bindparam("of_person"))


class Consents:
    """Rows of consents. They are no records: nobody takes a word of theirs back but by another one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, said: ChannelConsent) -> None:
        """Enter what somebody said; from now on it holds for all their accounts on that channel."""
        self._connection.execute(_ANOTHER, {"of_person": said.person, "of_channel": said.channel, "now": said.at})
        self._connection.execute(_ADD, _row(said))
        since = None if said.wanted else said.at
        self._connection.execute(_REFUSE, {"of_person": said.person, "of_channel": said.channel, "since": since})

    def settle(self, person: int) -> None:
        """Let the last word of somebody hold for each channel, and for all their accounts there: more than one may have
        said something, as long as they were not known to be one person's."""
        for said in {one.channel: one for one in self.of(person)}.values():
            values = {"of_person": person, "of_channel": said.channel}
            self._connection.execute(_BUT_THE_LAST, {**values, "now": said.at, "last": said.at})
            self._connection.execute(_REFUSE, {**values, "since": None if said.wanted else said.at})

    def of(self, person: int) -> list[ChannelConsent]:
        """What a person said last, for each channel."""
        rows = self._connection.execute(_OF_PERSON, {"person": person}).mappings()
        return [ChannelConsent(**{name: row[name] for name in ChannelConsent.__slots__}) for row in rows]

    def forget(self, before: int) -> None:
        """Let go of words in whose place others came before a moment: they do not matter any more."""
        self._connection.execute(_SUPERSEDED, {"before": before})

    def erase(self, person: int) -> None:
        """Let go of all that a person said; that they want nothing stays with their account."""
        self._connection.execute(_ERASE, {"of_person": person})


def _row(said: ChannelConsent) -> dict[str, Any]:
    return {name: getattr(said, name) for name in ChannelConsent.__slots__}
