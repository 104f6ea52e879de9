"""Talks: who writes in which chat, how far the talk there has come, and where somebody can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Boolean, Text, bindparam, case, delete, func, insert, null, or_, select, text, update

from bot.messages import WORDLESS, Incoming
from bot.ports import Account, Json
from storage.direct import Connection
from storage.schema import outbox, people, talks
from storage.statements import POSTGRESQL, written

# What the bot says is complete in this language only; a person may choose another one.
FIRST_LANGUAGE = "id"

_NAME = bindparam("called", type_=Text())
_AT = bindparam("at", type_=talks.c.used.type)
# A message may come late, and what is no word counts as no use.
_USED = case((talks.c.used < _AT, _AT), else_=talks.c.used)
# One statement finds the talk, locks its row and makes the account reachable again.
_ARRIVE = (
    update(talks)
    .where(
        talks.c.channel == bindparam("of_channel"),
        talks.c.chat == bindparam("of_chat"),
        talks.c.sender == bindparam("of_sender"),
    )
    .values(used=_USED, unreachable=null(), name=case((_NAME == "", talks.c.name), else_=_NAME))
    .returning(
        talks.c.id,
        talks.c.channel,
        talks.c.chat,
        talks.c.person,
        talks.c.name,
        talks.c.unreachable,
        talks.c.refused,
        talks.c.version,
        talks.c.state,
        select(people.c.language).where(people.c.id == talks.c.person).scalar_subquery().label("language"),
    )
)
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("sender", type_=Text()))))
_KNOWN = (
    select(talks.c.person)
    .where(talks.c.channel == bindparam("channel"), talks.c.sender == bindparam("sender"))
    .order_by(talks.c.id)
    .limit(1)
)
_NEW_PERSON = insert(people).returning(people.c.id)
_NEW_TALK = insert(talks)
_RESUME = (
    select(talks.c.id, talks.c.channel, talks.c.chat, talks.c.person, talks.c.name)
    .add_columns(func.coalesce(talks.c.unreachable, talks.c.refused, people.c.silent).label("unreachable"))
    .add_columns(talks.c.refused, talks.c.version, talks.c.state, people.c.language)
    .join(people, people.c.id == talks.c.person)
    .where(talks.c.id == bindparam("talk"))
    .with_for_update(of=talks)
)
_SAVE = (
    update(talks)
    .where(talks.c.id == bindparam("talk"), talks.c.version == bindparam("read"))
    .values(version=talks.c.version + 1, state=bindparam("now_state", type_=talks.c.state.type))
)
_ANY = bindparam("on_any", type_=Boolean())
# Who has said on which channel they want to hear hears there, as long as they can be reached there.
_PREFERRED = case((talks.c.channel == people.c.prefers, 0), else_=1)
_REACHABLE = (
    select(talks.c.id, talks.c.channel, talks.c.chat, talks.c.person, talks.c.name, talks.c.unreachable)
    .add_columns(talks.c.refused, people.c.language)
    .join(people, people.c.id == talks.c.person)
    .where(talks.c.person == bindparam("person"), talks.c.private.is_(True), talks.c.unreachable.is_(None))
    .where(people.c.silent.is_(None), or_(bindparam("on_refused", type_=Boolean()), talks.c.refused.is_(None)))
    .where(or_(_ANY, talks.c.channel == bindparam("channel", type_=Text())))
    .order_by(_PREFERRED, talks.c.used.desc(), talks.c.id.desc())
    .limit(1)
)
_CHATS = (
    select(talks.c.channel, talks.c.chat)
    .where(talks.c.person == bindparam("person"), talks.c.private.is_(True))
    .order_by(talks.c.id)
)
_IN_CHAT = (
    talks.c.channel == bindparam("of_channel"),
    or_(talks.c.chat == bindparam("of_chat"), talks.c.formerly == bindparam("of_chat")),
    talks.c.private.is_(True),
)
_UNREACHABLE = (
    update(talks)
    .where(*_IN_CHAT, talks.c.unreachable.is_(None))
    .values(unreachable=bindparam("now"))
    .returning(talks.c.person)
)
_WRITER = select(talks.c.person).where(*_IN_CHAT).limit(1)

_OF_SENDER = (
    select(talks.c.id, talks.c.person)
    .where(talks.c.channel == bindparam("channel"), talks.c.sender == bindparam("sender"), talks.c.private.is_(True))
    .order_by(talks.c.id)
    .limit(1)
)
_BY_EITHER_ID = select(talks.c.id, talks.c.sender).where(
    talks.c.channel == bindparam("channel"),
    talks.c.private.is_(True),
    or_(talks.c.sender == bindparam("other"), talks.c.formerly == bindparam("other")),
)
_NOT_THEIRS = update(talks).where(talks.c.id == bindparam("talk")).values(formerly=null())
_FORMERLY = (
    select(talks.c.chat, talks.c.sender)
    .where(talks.c.channel == bindparam("channel"), talks.c.formerly == bindparam("sender"), talks.c.private.is_(True))
    .limit(1)
)
_RENAME = (
    update(talks)
    .where(talks.c.id == bindparam("talk"))
    .values(chat=bindparam("now_chat"), sender=bindparam("now_sender"), formerly=bindparam("was"))
)
_LET_GO = delete(talks).where(talks.c.id == bindparam("talk"))
_OF_OLD = (outbox.c.chat == bindparam("was"), func.coalesce(outbox.c.channel, "") == bindparam("of_channel"))
# Written as in the definitions of the indexes, so that SQLite uses them.
_FORWARD = [
    update(outbox).where(*_OF_OLD, waits).values(chat=bindparam("now_chat"))
    for waits in (outbox.c.ended.is_(None), text("outbox.outside IS NOT NULL"))
]


class Talks:
    """Accounts and the state of their talks, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, message: Incoming) -> tuple[Account, int, dict[str, Json]]:
        """The speaker's account (made at the first message), the talk's version and its state, locked until the commit.

        Who writes in several chats of one channel has a talk in each and is one person. Who was known by another id
        before is who they were, with the talk they had.
        """
        if message.also not in ("", message.user):
            self._become(message)
        row = self._arrive(message)
        if row is None and message.private:
            row = self._by_former_id(message)
        if row is None:
            self._admit(message)
            row = self._arrive(message)
        return _account(row), row.version, row.state

    def resume(self, account: int) -> tuple[Account, int, dict[str, Json]] | None:
        """An account by its id, the talk's version and state, locked until the commit; nobody has written."""
        row = self._connection.execute(_RESUME, {"talk": account}).first()
        return None if row is None else (_account(row), row.version, row.state)

    def save(self, account: Account, version: int, state: Mapping[str, Json]) -> bool:
        """Write the state if the version is still `version`; False if another process was faster."""
        values = {"talk": account.id, "read": version, "now_state": dict(state)}
        return written(self._connection, _SAVE, values) == 1

    def reachable(self, person: int, channel: str = "", *, refused: bool = False) -> Account | None:
        """Where a person is to hear what they did not ask for: of the private chats where that may be said, one of the
        channel they prefer, else the one they wrote in last; of one `channel` alone, if one is named. None if there is
        none. With `refused` also where they want to hear nothing."""
        wanted = {"person": person, "channel": channel, "on_any": not channel, "on_refused": refused}
        row = self._connection.execute(_REACHABLE, wanted).first()
        return None if row is None else _account(row)

    def writer(self, channel: str, chat: str) -> int | None:
        """Who writes in a private chat; None if nobody is known there."""
        person: int | None = self._connection.execute(_WRITER, {"of_channel": channel, "of_chat": chat}).scalar()
        return person

    def chats(self, person: int) -> list[tuple[str, str]]:
        """The private chats (channel, chat) in which a person has written."""
        return [(row.channel, row.chat) for row in self._connection.execute(_CHATS, {"person": person})]

    def unreachable(self, channel: str, chat: str, now: int) -> list[int]:
        """Mark a private chat as one that cannot be written to, until it writes again; of whom that is news."""
        values = {"of_channel": channel, "of_chat": chat, "now": now}
        return list(self._connection.execute(_UNREACHABLE, values).scalars())

    def _arrive(self, message: Incoming) -> Any:
        values = {
            "of_channel": message.channel,
            "of_chat": message.chat,
            "of_sender": message.user,
            "at": _used(message),
            "called": message.name,
        }
        return self._connection.execute(_ARRIVE, values).first()

    def _by_former_id(self, message: Incoming) -> Any:
        found = self._connection.execute(_FORMERLY, {"channel": message.channel, "sender": message.user}).first()
        return None if found is None else self._arrive(replace(message, chat=found.chat, user=found.sender))

    def _become(self, message: Incoming) -> None:
        """Let whoever was known by another id be known by the one they write with now; what waits for them follows."""
        known = self._connection.execute(_BY_EITHER_ID, {"channel": message.channel, "other": message.also}).all()
        for row in known:
            if row.sender not in (message.also, message.user):
                # An id that somebody else has now, a number that was given away, is not theirs any more.
                self._connection.execute(_NOT_THEIRS, {"talk": row.id})
        if all(row.sender != message.also for row in known):
            return
        self._one_at_a_time(message)
        old, new = (self._of_sender(message, sender) for sender in (message.also, message.user))
        if old is None:
            return
        if new is not None and not self._is_same(old, new):
            return
        self._connection.execute(
            _RENAME, {"talk": old.id, "now_chat": message.chat, "now_sender": message.user, "was": message.also}
        )
        for statement in _FORWARD:
            self._connection.execute(
                statement, {"of_channel": message.channel, "was": message.also, "now_chat": message.chat}
            )

    def _is_same(self, old: Any, new: Any) -> bool:
        """Whether the new talk gave way to the old one: it does unless both have come to be somebody meanwhile."""
        from storage.merging import is_anybody, merge  # noqa: PLC0415  rarely needed, with many statements

        if old.person != new.person:
            gone, kept = (new, old) if not is_anybody(self._connection, new.person) else (old, new)
            if is_anybody(self._connection, gone.person):
                return False
            merge(self._connection, gone.person, kept.person)
        self._connection.execute(_LET_GO, {"talk": new.id})
        return True

    def _of_sender(self, message: Incoming, sender: str) -> Any:
        return self._connection.execute(_OF_SENDER, {"channel": message.channel, "sender": sender}).first()

    def _one_at_a_time(self, message: Incoming) -> None:
        if self._connection.dialect.name == POSTGRESQL:
            self._connection.execute(_ONE_AT_A_TIME, {"sender": f"{message.channel} {message.user}"})

    def _admit(self, message: Incoming) -> None:
        """A new row for this chat, unless another process made it while we waited for our turn."""
        self._one_at_a_time(message)
        if self._connection.dialect.name == POSTGRESQL and self._arrive(message) is not None:
            return
        self._connection.execute(_NEW_TALK, _row(message, self._person(message)))

    def _person(self, message: Incoming) -> int:
        known = self._connection.execute(_KNOWN, {"channel": message.channel, "sender": message.user}).scalar()
        if known is not None:
            return int(known)
        new = self._connection.execute(_NEW_PERSON, {"address": "", "language": FIRST_LANGUAGE})
        return int(new.scalar_one())


def _used(message: Incoming) -> int:
    """When somebody has written; 0 for what nobody has."""
    return 0 if message.kind in WORDLESS else message.at


def _row(message: Incoming, person: int) -> dict[str, Any]:
    return {
        "channel": message.channel,
        "chat": message.chat,
        "sender": message.user,
        "private": message.private,
        "person": person,
        "name": message.name,
        "used": _used(message),
        "version": 0,
        "state": {},
    }


def _account(row: Any) -> Account:
    return Account(
        id=row.id,
        channel=row.channel,
        chat=row.chat,
        person=row.person,
        name=row.name,
        language=row.language,
        unreachable=row.unreachable is not None,
        refused=row.refused is not None,
    )
