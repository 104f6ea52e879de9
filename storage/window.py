"""The window: what is to go where nobody has written lately, and to whom a talk was opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Text, and_, bindparam, case, delete, exists, func, null, or_, select, text, update

from bot.messages import Outgoing
from bot.ports import Held, Sent
from storage.direct import Connection
from storage.schema import openings, outbox, talks
from storage.statements import POSTGRESQL, OfDialect, on, written

DAY = 86_400
FAST = 0
CLOSED, KNOCKED, HELD, PASSED = "closed", "knocked", "held", "passed"
"""What is known of a message: it may go as a template only; a knock was sent instead; there is no room for it today;
somebody else passes it on, and it only goes if it is asked for."""
IS_KEPT = or_(*(outbox.c.outside == how for how in (KNOCKED, HELD, PASSED)))
"""Of a message that is to go once somebody writes, and meanwhile counts as ended."""

# Written as in the definition of the index, so that SQLite uses it.
_OUTSIDE = text("outbox.outside IS NOT NULL")
_CHAT, _CHANNEL = bindparam("of_chat", type_=Text()), bindparam("of_channel", type_=Text())
_OF_CHANNEL = func.coalesce(outbox.c.channel, "") == _CHANNEL
_THIS = outbox.c.id == bindparam("row")
_UNFORGOTTEN = (outbox.c.ended.is_not(None), outbox.c.body.is_not(null()))

_HEARD = (
    select(talks.c.chat, func.max(talks.c.used).label("heard"))
    .where(talks.c.channel == _CHANNEL, talks.c.chat.in_(bindparam("chats", expanding=True)), talks.c.private.is_(True))
    .group_by(talks.c.chat)
)
_SEEN = select(outbox.c.id, outbox.c.chat, outbox.c.outside, outbox.c.ended, outbox.c.message).where(
    _OUTSIDE, outbox.c.chat.in_(bindparam("chats", expanding=True)), _OF_CHANNEL
)

_OVER = delete(openings).where(openings.c.channel == _CHANNEL, openings.c.at <= bindparam("before"))
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("what", type_=Text()))))
_OPENED = select(openings.c.chat).where(openings.c.channel == _CHANNEL)
_FIRST = select(func.min(openings.c.at)).where(openings.c.channel == _CHANNEL)
_OPEN = OfDialect(
    lambda dialect: (
        dialect.insert(openings)
        .values(channel=bindparam("channel"), chat=bindparam("chat"), at=bindparam("at"))
        .on_conflict_do_update(index_elements=[openings.c.channel, openings.c.chat], set_={"at": bindparam("at")})
    )
)

_KEEP = (
    update(outbox)
    .where(_THIS, outbox.c.ended.is_(None))
    .values(ended=bindparam("now"), message=bindparam("knock", type_=Text()), outside=bindparam("how", type_=Text()))
)
_PASS = update(outbox).where(_THIS, _OUTSIDE).values(outside=PASSED)
_GO = {
    "ended": null(),
    "failed": False,
    "error": null(),
    "message": null(),
    "outside": null(),
    "ready": bindparam("now"),
}
_STILL = or_(outbox.c.expires.is_(None), outbox.c.expires > bindparam("now"))
_LET = (
    update(outbox)
    .where(_OUTSIDE, outbox.c.chat == _CHAT, _OF_CHANNEL, IS_KEPT, *_UNFORGOTTEN, _STILL)
    .values(_GO | {"lane": FAST})
)
_LET_KEPT = (
    update(outbox)
    .where(
        _THIS,
        _OUTSIDE,
        outbox.c.outside == KNOCKED,
        *_UNFORGOTTEN,
        _STILL,
        exists().where(
            talks.c.channel == outbox.c.channel,
            talks.c.chat == outbox.c.chat,
            talks.c.private.is_(True),
            talks.c.used > bindparam("since"),
        ),
    )
    .values(_GO | {"lane": FAST})
)
_LET_ALL = update(outbox).where(_OUTSIDE, _OF_CHANNEL, outbox.c.outside == HELD, *_UNFORGOTTEN, _STILL).values(_GO)
_SENT_AS = select(outbox.c.id, outbox.c.channel, outbox.c.chat, outbox.c.key).where(
    outbox.c.message == bindparam("sent_as", type_=Text()), _OF_CHANNEL
)
_AGAIN = update(outbox).where(_THIS, *_UNFORGOTTEN, outbox.c.outside.is_(None)).values(_GO | {"outside": CLOSED})
_ONCE_MORE = (
    update(outbox)
    .where(_THIS, *_UNFORGOTTEN)
    .values(_GO | {"outside": case((outbox.c.outside == CLOSED, CLOSED), else_=null())})
)
_GIVE_BACK = (
    update(outbox)
    .where(outbox.c.chat == _CHAT, _OF_CHANNEL, *_UNFORGOTTEN, or_(_THIS, IS_KEPT))
    .values(_GO)
    .returning(outbox.c.id)
)
_FAILED = (
    update(outbox)
    .where(_THIS, outbox.c.ended.is_not(None))
    .values(ended=bindparam("now"), failed=True, error=bindparam("what", type_=Text()))
)

_WAITING_FOR_ROOM = (
    select(outbox.c.id, outbox.c.key, outbox.c.ended, outbox.c.expires, outbox.c.outside, outbox.c.body, talks.c.person)
    .join(talks, and_(talks.c.channel == outbox.c.channel, talks.c.chat == outbox.c.chat, talks.c.private.is_(True)))
    .where(_OUTSIDE, or_(outbox.c.outside == HELD, outbox.c.outside == PASSED), *_UNFORGOTTEN)
)


class Window:
    """Messages that went, or are to go, where nobody has written lately, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seen(self, messages: Sequence[Outgoing], since: int) -> list[Outgoing]:
        """Messages of one channel with what is known of their chats: when somebody was `heard` there last, unless the
        platform says that it is too long ago; whether there was a knock after `since`."""
        if not messages:
            return []
        wanted = {"of_channel": messages[0].channel, "chats": sorted({message.chat for message in messages})}
        heard = {row.chat: row.heard for row in self._connection.execute(_HEARD, wanted)}
        rows = self._connection.execute(_SEEN, wanted).all()
        closed = {row.id for row in rows if row.outside == CLOSED}
        knocked = {row.chat for row in rows if row.outside == KNOCKED and row.message and (row.ended or 0) > since}
        return [
            replace(
                message,
                heard=None if message.id in closed else heard.get(message.chat),
                knocked=message.chat in knocked,
            )
            for message in messages
        ]

    def opened(self, channel: str, chats: Sequence[str], now: int, most: int) -> set[str]:
        """Note to which of these chats, in their order, is written without anybody having written there, as long as
        there are no more than `most` in 24 hours; those chats."""
        if self._connection.dialect.name == POSTGRESQL:
            self._connection.execute(_ONE_AT_A_TIME, {"what": f"openings {channel}"})
        self._connection.execute(_OVER, {"of_channel": channel, "before": now - DAY})
        known = set(self._connection.execute(_OPENED, {"of_channel": channel}).scalars())
        new = [chat for chat in dict.fromkeys(chats) if chat not in known][: max(0, most - len(known))]
        may = {*new, *(known & set(chats))}
        if may:
            rows = [{"channel": channel, "chat": chat, "at": now} for chat in sorted(may)]
            self._connection.execute(on(self._connection, _OPEN), rows)
        return may

    def free_at(self, channel: str) -> int:
        """When the next chat may be opened, if none may now."""
        return int(self._connection.execute(_FIRST, {"of_channel": channel}).scalar() or 0) + DAY

    def keep(self, row: int, now: int, knock: str, since: int) -> None:
        """Keep a message until somebody writes in its chat: a knock was sent instead, or a while before (""). Where
        somebody has written after `since`, while it was on its way, it goes at once."""
        self._connection.execute(_KEEP, {"row": row, "now": now, "knock": knock or None, "how": KNOCKED})
        self._connection.execute(_LET_KEPT, {"row": row, "now": now, "since": since})

    def hold(self, rows: Sequence[int], now: int) -> None:
        """Keep messages until somebody writes in their chats, or until there is room for them."""
        held = [{"row": row, "now": now, "knock": None, "how": HELD} for row in rows]
        if held:
            self._connection.execute(_KEEP, held)

    def held(self) -> list[Held]:
        """What there was no room for, and what of it somebody else passes on, the oldest first."""
        rows = sorted(self._connection.execute(_WAITING_FOR_ROOM).all(), key=lambda row: row.id)
        return [
            Held(row.id, row.person, row.key or "", row.ended, row.expires, row.body["text"], row.outside == PASSED)
            for row in rows
        ]

    def pass_on(self, rows: Sequence[int]) -> None:
        """Somebody else passes these on: they do not go by themselves any more, only when they are asked for."""
        if rows:
            self._connection.execute(_PASS, [{"row": row} for row in rows])

    def let(self, channel: str, chat: str, now: int) -> bool:
        """Somebody writes: let what was kept for a chat go before anything else; whether there is any."""
        return written(self._connection, _LET, {"of_channel": channel, "of_chat": chat, "now": now}) > 0

    def let_all(self, channel: str, now: int) -> None:
        """There is room again: let what is held go."""
        self._connection.execute(_LET_ALL, {"of_channel": channel, "now": now})

    def sent_as(self, channel: str, message: str) -> Sent | None:
        """The message that was sent under a platform's id, or for which was knocked by it; None if there is none."""
        row = self._connection.execute(_SENT_AS, {"of_channel": channel, "sent_as": message}).first()
        return None if row is None else Sent(row.id, row.channel, row.chat, row.key)

    def again(self, row: int, now: int) -> bool:
        """Send a message once more, as one that goes where nobody has written lately; False if it was such a one."""
        return written(self._connection, _AGAIN, {"row": row, "now": now}) > 0

    def once_more(self, row: int, now: int) -> None:
        """Let a message that did not arrive, or the knock for it, wait to be sent as it was."""
        self._connection.execute(_ONCE_MORE, {"row": row, "now": now})

    def give_back(self, sent: Sent, now: int) -> list[int]:
        """Let a message that did not arrive, and all that is kept for its chat, wait to be sent; their rows."""
        values = {"row": sent.id, "of_channel": sent.channel, "of_chat": sent.chat, "now": now}
        return sorted(self._connection.execute(_GIVE_BACK, values).scalars())

    def failed(self, row: int, now: int, error: str) -> None:
        """A message that was sent did not arrive; `error` says why, without any words."""
        self._connection.execute(_FAILED, {"row": row, "now": now, "what": error})
