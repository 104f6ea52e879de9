"""The outbox: what waits to be sent, one message at a time to each chat, answers before reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, case, desc, exists, func, null, select, union_all, update

from bot.messages import File, Outgoing
from bot.ports import Draft, Told
from storage.schema import outbox
from storage.statements import entering, on, returning, written

FAST, BULK = 0, 1

# `coalesce` and `+ 0` change no result: they keep out an index that would find all that waits, be it 10,000 rows.
# What waits in the outbox changes faster than a database's statistics of it, so the planner cannot be left to guess.
_older = outbox.alias("older")
_OLDEST_OF_ITS_CHAT = ~exists().where(
    _older.c.chat == outbox.c.chat,
    func.coalesce(_older.c.channel, "") == outbox.c.channel,
    _older.c.ended.is_(None),
    _older.c.id < outbox.c.id,
)
_UNSENT = (outbox.c.channel == bindparam("channel"), outbox.c.ended.is_(None))
_THIS = outbox.c.id == bindparam("row")

_ENTER = returning(entering(outbox, outbox.c.key), outbox.c.id)
_ahead = outbox.alias("ahead")
_SOMETHING_AHEAD = exists().where(
    _ahead.c.channel == bindparam("channel"), _ahead.c.chat == bindparam("chat"), _ahead.c.ended.is_(None)
)
_FILLED = tuple(column.name for column in outbox.c if column.name not in ("id", "ended", "message"))
_ANSWER = {
    dialect: statement.values(
        {name: bindparam(name) for name in _FILLED}
        | {"ready": case((_SOMETHING_AHEAD, bindparam("ready")), else_=bindparam("until", type_=outbox.c.ready.type))}
    ).returning(outbox.c.id, outbox.c.ready)
    for dialect, statement in entering(outbox, outbox.c.key).items()
}
_HURRY = (
    update(outbox)
    .where(
        outbox.c.channel == bindparam("of_channel"),
        outbox.c.chat == bindparam("of_chat"),
        outbox.c.ended.is_(None),
        outbox.c.lane == BULK,
    )
    .values(lane=FAST)
)
_READY = outbox.c.ready + 0 <= bindparam("now")
_CHOOSE = (
    select(outbox.c.id, outbox.c.chat, outbox.c.body, outbox.c.kind, outbox.c.turn)
    .where(*_UNSENT, outbox.c.lane == bindparam("in_lane"), _READY, _OLDEST_OF_ITS_CHAT)
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
_LEASE = update(outbox).where(outbox.c.id.in_(bindparam("rows", expanding=True))).values(ready=bindparam("until"))
_RELEASE = update(outbox).where(outbox.c.ended.is_(None), outbox.c.ready > 0).values(ready=0)
_SENT = update(outbox).where(_THIS).values(ended=bindparam("now"), message=bindparam("sent_as"))
_DEAD = update(outbox).where(_THIS, outbox.c.ended.is_(None)).values(ended=bindparam("now"), failed=True)
_POSTPONE = update(outbox).where(_THIS, outbox.c.ended.is_(None)).values(ready=bindparam("until"))
_UNSETTLED = (
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.turn == bindparam("turn"), outbox.c.chat == bindparam("chat"), outbox.c.ended.is_(None))
)
_told = ((outbox.c.id + 0).label("id"), outbox.c.body, outbox.c.ended)
_to_chat = (outbox.c.chat == bindparam("chat"), func.coalesce(outbox.c.channel, "") == bindparam("channel"))
_LATEST = (
    union_all(
        select(*_told).where(*_to_chat, outbox.c.ended.is_(None)),
        select(*_told).where(
            *_to_chat, outbox.c.ended >= bindparam("since"), outbox.c.body.is_not(null()), outbox.c.failed.is_(False)
        ),
    )
    .order_by(desc("id"))
    .limit(bindparam("most"))
)
_NEXT_DUE = select(outbox.c.ready).where(*_UNSENT, _OLDEST_OF_ITS_CHAT).order_by(outbox.c.ready).limit(1)
_MORE = select(exists().where(*_UNSENT, outbox.c.ready <= bindparam("now")))
_FORGET = update(outbox).where(outbox.c.ended < bindparam("before"), outbox.c.body.is_not(null())).values(body=null())


class Outbox:
    """Rows of the outbox, as one transaction sees them.

    Messages to one chat go in the order in which they were entered: while one is leased or postponed, those after it
    wait. A chat to which an answer waits goes before chats to which only reminders do.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, drafts: Sequence[Draft], now: int) -> int:
        """Enter messages, leaving out those whose key is there already; the number entered."""
        if not drafts:
            return 0
        rows = [_row(draft, now) for draft in drafts]
        entered = self._connection.execute(on(self._connection, _ENTER), rows).scalars().all()
        self._hurry(drafts)
        return len(entered)

    def answer(self, drafts: Sequence[Draft], now: int, until: int) -> Outgoing | None:
        """Enter messages as `add` does. The first is leased until `until` and answered, to be sent at once, unless
        something waits in its chat: then, and if its key is there already, None."""
        first, row = drafts[0], {**_row(drafts[0], now), "until": until}
        entered = self._connection.execute(on(self._connection, _ANSWER), row).first()
        leased = entered is not None and entered.ready == until
        if not leased:
            self._hurry([first])
        self.add(drafts[1:], now)
        return _drafted(entered.id, first) if entered is not None and leased else None

    def _hurry(self, drafts: Sequence[Draft]) -> None:
        """What waits before an answer in its own chat must not hold it up behind the reminders to others."""
        chats = sorted({(draft.channel, draft.chat) for draft in drafts if _lane(draft) == FAST})
        if chats:
            self._connection.execute(_HURRY, [{"of_channel": channel, "of_chat": chat} for channel, chat in chats])

    def claim(self, channel: str, limit: int, now: int, until: int) -> list[Outgoing]:
        """Lease messages until `until`: the oldest of each chat, one per chat, answers first, at most `limit`."""
        chosen: list[Any] = []
        for lane in (FAST, BULK):
            wanted = {"channel": channel, "in_lane": lane, "now": now, "most": limit - len(chosen)}
            chosen += self._connection.execute(_CHOOSE, wanted).all() if len(chosen) < limit else []
        if chosen:
            self._connection.execute(_LEASE, {"rows": [row.id for row in chosen], "until": until})
        return [_outgoing(channel, row) for row in chosen]

    def more(self, channel: str, now: int) -> bool:
        """Whether anything unsent may be tried by now, be it behind another message to its chat that is leased."""
        return bool(self._connection.execute(_MORE, {"channel": channel, "now": now}).scalar_one())

    def release(self) -> None:
        """Make all unsent messages due: whoever leased them is gone."""
        self._connection.execute(_RELEASE)

    def sent(self, marks: Sequence[tuple[int, str]], now: int) -> None:
        """Mark rows as sent, each with the platform's id of the message."""
        if marks:
            self._connection.execute(_SENT, [{"row": row, "sent_as": sent_as, "now": now} for row, sent_as in marks])

    def postpone(self, row: int, until: int) -> None:
        """Give a row back, to be tried again at `until`; until then its chat waits."""
        self._connection.execute(_POSTPONE, {"row": row, "until": until})

    def dead(self, row: int, now: int) -> None:
        """End a row that can never be sent."""
        self._connection.execute(_DEAD, {"row": row, "now": now})

    def latest(self, channel: str, chat: str, count: int, since: int) -> list[Told]:
        """The last messages to a chat, the newest first, of those not sent before `since`."""
        wanted = {"channel": channel, "chat": chat, "most": count, "since": since}
        rows = self._connection.execute(_LATEST, wanted).all()
        return [Told(tuple((label, payload) for label, payload in row.body["buttons"]), row.ended) for row in rows]

    def unsettled(self, turn: int, chat: str) -> int:
        """How many messages of this turn to this chat are neither sent nor dead."""
        return self._connection.execute(_UNSETTLED, {"turn": turn, "chat": chat}).scalar_one()

    def next_due(self, channel: str) -> int | None:
        """When the next unsent message of this channel may be tried; a leased one at the end of its lease."""
        return self._connection.execute(_NEXT_DUE, {"channel": channel}).scalar()

    def forget(self, before: int) -> int:
        """Empty the bodies of rows that ended before `before`; ids and keys stay. The number of rows emptied."""
        return written(self._connection, _FORGET, {"before": before})


def _lane(draft: Draft) -> int:
    return BULK if draft.kind == "reminder" else FAST


def _row(draft: Draft, now: int) -> dict[str, Any]:
    return {
        "channel": draft.channel,
        "chat": draft.chat,
        "body": _body(draft),
        "kind": draft.kind,
        "lane": _lane(draft),
        "turn": draft.turn,
        "key": draft.key,
        "entered": now,
        "ready": now,
        "failed": False,
        "attempts": 0,
        "expires": draft.expires,
    }


def _body(draft: Draft) -> dict[str, Any]:
    body: dict[str, Any] = {"text": draft.text, "buttons": [list(button) for button in draft.buttons]}
    if draft.files:
        body["files"] = [asdict(file) for file in draft.files]
    if draft.share:
        body["share"] = draft.share
    if draft.silent:
        body["silent"] = True
    return body


def _drafted(row: int, draft: Draft) -> Outgoing:
    return Outgoing(
        id=row,
        channel=draft.channel,
        chat=draft.chat,
        text=draft.text,
        buttons=draft.buttons,
        kind=draft.kind,
        turn=draft.turn,
        files=draft.files,
        share=draft.share,
        silent=draft.silent,
    )


def _outgoing(channel: str, row: Any) -> Outgoing:
    buttons = tuple((label, payload) for label, payload in row.body["buttons"])
    return Outgoing(
        id=row.id,
        channel=channel,
        chat=row.chat,
        text=row.body["text"],
        buttons=buttons,
        kind=row.kind,
        turn=row.turn,
        files=tuple(File(**file) for file in row.body.get("files", ())),
        share=row.body.get("share", ""),
        silent=row.body.get("silent", False),
    )
