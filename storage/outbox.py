"""The outbox: what waits to be sent, one message at a time to each chat, answers before what nobody asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Text, and_, bindparam, case, cast, exists, func, null, or_, select, text, update

from bot.messages import File, Outgoing, Wording
from bot.ports import EXPIRED, UNREACHABLE, Draft, Told
from storage.direct import Connection
from storage.forgetting import PACKED
from storage.schema import outbox
from storage.statements import entering, on, returning, written
from storage.window import IS_KEPT

FAST, BULK = 0, 1

# `coalesce` and `+ 0` change no result: they keep out an index that would find all that waits, be it 10,000 rows.
# What waits in the outbox changes faster than a database's statistics of it, so the planner cannot be left to guess.
_other = outbox.alias("other")
_OF_ITS_CHAT = (
    _other.c.chat == outbox.c.chat,
    func.coalesce(_other.c.channel, "") == outbox.c.channel,
    _other.c.ended.is_(None),
)
_BEFORE_IT = and_(_other.c.id < outbox.c.id, _other.c.lane <= outbox.c.lane)
_IN_FLIGHT = _other.c.ready > bindparam("now")
_UNSENT = (outbox.c.channel == bindparam("channel"), outbox.c.ended.is_(None))
_THIS = outbox.c.id == bindparam("row")

_ENTER = returning(entering(outbox, outbox.c.key), outbox.c.id)
_ahead = outbox.alias("ahead")
_SOMETHING_AHEAD = exists().where(
    _ahead.c.channel == bindparam("channel"),
    _ahead.c.chat == bindparam("chat"),
    _ahead.c.ended.is_(None),
    or_(_ahead.c.lane == FAST, _ahead.c.ready > bindparam("ready")),
)
_FILLED = tuple(column.name for column in outbox.c if column.name not in ("id", "ended", "message", "error", "outside"))
_ANSWER = entering(outbox, outbox.c.key).then(
    lambda statement: statement.values(
        {name: bindparam(name) for name in _FILLED}
        | {"ready": case((_SOMETHING_AHEAD, bindparam("ready")), else_=bindparam("until", type_=outbox.c.ready.type))}
    ).returning(outbox.c.id, outbox.c.ready)
)
_READY = outbox.c.ready + 0 <= bindparam("now")
_CHOOSE = (
    select(outbox.c.id, outbox.c.chat, outbox.c.body, outbox.c.kind, outbox.c.turn)
    .add_columns(outbox.c.attempts, outbox.c.expires)
    .where(
        *_UNSENT,
        outbox.c.lane == bindparam("in_lane"),
        _READY,
        ~exists().where(*_OF_ITS_CHAT, or_(_BEFORE_IT, _IN_FLIGHT)),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
_LEASE = update(outbox).where(outbox.c.id.in_(bindparam("rows", expanding=True))).values(ready=bindparam("until"))
_RELEASE = update(outbox).where(outbox.c.ended.is_(None), outbox.c.ready > 0).values(ready=0)
_SENT = update(outbox).where(_THIS).values(ended=bindparam("now"), message=bindparam("sent_as"))
_ENDED = {"ended": bindparam("now"), "failed": True, "error": bindparam("what", type_=Text())}
_DEAD = update(outbox).where(_THIS, outbox.c.ended.is_(None)).values(_ENDED)
_OF_THAT_CHAT = (outbox.c.channel == bindparam("of_channel"), outbox.c.chat == bindparam("of_chat"))
_DROP = update(outbox).where(*_OF_THAT_CHAT, outbox.c.ended.is_(None)).values(_ENDED)
# Written as in the definition of the index, so that SQLite uses it.
_OUTSIDE = text("outbox.outside IS NOT NULL")
_DROP_KEPT = update(outbox).where(*_OF_THAT_CHAT, _OUTSIDE, IS_KEPT).values(_ENDED | {"outside": null()})
_DROP_UNASKED = _DROP.where(outbox.c.kind != "answer")
_FORWARD = (
    update(outbox)
    .where(_THIS, outbox.c.ended.is_(None))
    .values(channel=bindparam("of_channel"), chat=bindparam("of_chat"), ready=bindparam("now"))
)
# What is leased is left to whoever sends it, who looks once more.
_EXPIRE = (
    update(outbox)
    .where(outbox.c.channel == bindparam("of_channel"), outbox.c.ended.is_(None))
    .where(outbox.c.expires <= bindparam("now"), _READY)
    .values(_ENDED)
)
_POSTPONE = (
    update(outbox)
    .where(_THIS, outbox.c.ended.is_(None))
    .values(ready=bindparam("until"), attempts=outbox.c.attempts + bindparam("more"))
)
_KEPT = (
    select(outbox.c.id, outbox.c.channel, outbox.c.chat, outbox.c.body, outbox.c.kind, outbox.c.turn)
    .add_columns(outbox.c.attempts, outbox.c.expires)
    .where(_THIS, outbox.c.body.is_not(null()))
)
_UNSETTLED = (
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.turn == bindparam("turn"), outbox.c.chat == bindparam("chat"), outbox.c.ended.is_(None))
)
_LATEST = (
    select(outbox.c.body, outbox.c.ended)
    .where(outbox.c.chat == bindparam("chat"), func.coalesce(outbox.c.channel, "") == bindparam("channel"))
    .where(outbox.c.body.is_not(null()), or_(outbox.c.outside.is_(None), ~IS_KEPT))
    .where(or_(outbox.c.ended.is_(None), and_(outbox.c.ended >= bindparam("since"), outbox.c.failed.is_(False))))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)
_FIRST_OF_ITS_LANE = ~exists().where(*_OF_ITS_CHAT, _BEFORE_IT)
_NEXT_DUE = select(outbox.c.ready).where(*_UNSENT, _FIRST_OF_ITS_LANE).order_by(outbox.c.ready).limit(1)
_MORE = select(exists().where(*_UNSENT, outbox.c.ready <= bindparam("now")))
# A file with people's data is not kept for a day longer than it takes to send it.
_PACKED = or_(*(cast(outbox.c.body, Text).contains(f'"recipe": "{recipe}"') for recipe in PACKED))
_FORGET = (
    update(outbox)
    .where(outbox.c.ended.is_not(None), outbox.c.body.is_not(null()))
    .where(or_(outbox.c.ended < bindparam("before"), _PACKED))
    .values(body=null(), outside=null())
)


class Outbox:
    """Rows of the outbox, as one transaction sees them.

    Answers to one chat go in the order in which they were entered, and so do reminders; an answer goes before the
    reminders that wait. While one message is leased or postponed, all others to its chat wait.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, drafts: Sequence[Draft], now: int) -> int:
        """Enter messages, leaving out those whose key is there already; the number entered."""
        if not drafts:
            return 0
        rows = [_row(draft, now) for draft in drafts]
        return len(self._connection.execute(on(self._connection, _ENTER), rows).scalars().all())

    def answer(self, drafts: Sequence[Draft], now: int, until: int) -> Outgoing | None:
        """Enter messages as `add` does. The first is leased until `until` and answered, to be sent at once, unless
        an answer waits in its chat, or anything is being sent there: then, and if its key is there already, None."""
        first, row = drafts[0], {**_row(drafts[0], now), "until": until}
        entered = self._connection.execute(on(self._connection, _ANSWER), row).first()
        self.add(drafts[1:], now)
        return _drafted(entered.id, first) if entered is not None and entered.ready == until else None

    def claim(self, channel: str, limit: int, now: int, until: int, *, reminders: int | None = None) -> list[Outgoing]:
        """Lease messages until `until`: one per chat, at most `limit`; answers first, then at most so many reminders.

        What has expired is ended.
        """
        self._connection.execute(_EXPIRE, {"of_channel": channel, "now": now, "what": EXPIRED})
        answers = self._lease(channel, FAST, limit, now, until)
        room = limit - len(answers)
        others = self._lease(channel, BULK, room if reminders is None else min(room, reminders), now, until)
        return [_outgoing(channel, row) for row in (*answers, *others)]

    def _lease(self, channel: str, lane: int, most: int, now: int, until: int) -> list[Any]:
        wanted = {"channel": channel, "in_lane": lane, "now": now, "most": most}
        chosen = list(self._connection.execute(_CHOOSE, wanted).all()) if most > 0 else []
        if chosen:
            self._connection.execute(_LEASE, {"rows": [row.id for row in chosen], "until": until})
        return chosen

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

    def postpone(self, row: int, until: int, *, failed: bool = False) -> None:
        """Give a row back, to be tried again at `until`; until then its chat waits. `failed` counts as an attempt."""
        self._connection.execute(_POSTPONE, {"row": row, "until": until, "more": int(failed)})

    def dead(self, row: int, now: int, error: str) -> None:
        """End a row that can never be sent; `error` says what kind of failure that is, without any words."""
        self._connection.execute(_DEAD, {"row": row, "now": now, "what": error})

    def forward(self, row: int, channel: str, chat: str, now: int) -> None:
        """Let a message that waits be sent to another chat."""
        self._connection.execute(_FORWARD, {"row": row, "of_channel": channel, "of_chat": chat, "now": now})

    def drop(self, channel: str, chat: str, now: int, *, unasked: bool = False) -> int:
        """End all that waits for a chat to which nothing is to be sent any more, or only what was not asked for; the
        number ended."""
        values = {"of_channel": channel, "of_chat": chat, "now": now, "what": UNREACHABLE}
        dropping = (_DROP_UNASKED,) if unasked else (_DROP, _DROP_KEPT)
        return sum(written(self._connection, each, values) for each in dropping)

    def kept(self, row: int) -> Outgoing | None:
        """A message that was sent, as far as it is kept; None if it is not."""
        found = self._connection.execute(_KEPT, {"row": row}).first()
        return None if found is None else _outgoing(found.channel, found)

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
        """Empty the bodies of rows that ended before `before`, and of files with people's data that ended at all;
        ids and keys stay. The number of rows emptied."""
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
    if draft.home:
        text_at_home, labels = draft.home
        body["home"] = [text_at_home, list(labels)]
    return body


def _home(body: Mapping[str, Any]) -> Wording | None:
    if "home" not in body:
        return None
    text_at_home, labels = body["home"]
    return text_at_home, tuple(labels)


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
        expires=draft.expires,
        home=draft.home,
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
        attempts=row.attempts,
        expires=row.expires,
        home=_home(row.body),
    )
