"""A desk for tests: real turns of all conversations over one SQLite connection, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from bot import left_open
from bot.forms import Form
from bot.messages import File, Incoming, Outgoing
from bot.router import Router
from bot.sealing import Seal
from bot.state import State
from bot.talk import Talk
from bot.turn import Attempt, Turns
from bot.understanding import Reader
from handlers import ALL, PUBLIC, WORKS, guard
from storage import schema
from storage.records import Records

NOW = 1_795_399_200
"""Monday 2026-11-23, 09:00 in western Indonesia."""
CHANNEL = "desk"
SEAL = Seal(("c2VhbCBvZiB0aGUgZGVzayBvZiBjYXJpaywgZm9yIDM=",))
OPERATOR = "pamong"
OPERATORS = frozenset({(CHANNEL, OPERATOR)})
MACHINERY = {schema.inbox, schema.outbox, schema.talks, schema.people, schema.leases, schema.meta, schema.tallies}


@dataclass(frozen=True)
class Told:
    """What one turn said to one person: the messages in their order."""

    messages: tuple[Outgoing, ...]

    @property
    def text(self) -> str:
        """All texts, one below another."""
        return "\n".join(message.text for message in self.messages)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """All buttons, as pairs of label and payload."""
        return [button for message in self.messages for button in message.buttons]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons."""
        return [label for label, _payload in self.buttons]

    @property
    def all(self) -> str:
        """Everything that can be seen: texts, labels, and what files are made of."""
        files = [part for message in self.messages for file in message.files for part in (file.name, file.of)]
        return "\n".join([self.text, *self.labels, *files])


class Desk:
    """Takes turns one after another, each in a savepoint, with records of its own."""

    def __init__(self, connection: Connection, forms: Sequence[type[Form[Any]]] = ALL) -> None:
        self.connection, self.now = connection, NOW
        router = Router[Records](forms, guard, PUBLIC)
        self.channels: tuple[str, ...] = (CHANNEL, "telegram", "whatsapp")
        self.turns = Turns[Records](
            router, reader(), WORKS, channels=lambda: self.channels, seal=SEAL, operators=OPERATORS
        )
        self._update, self._read = 0, 0
        self._buttons: dict[str, dict[str, str]] = {}
        self.to_others: list[Outgoing] = []

    @property
    def records(self) -> Records:
        """The records as they are now."""
        return Records(self.connection)

    def say(self, who: str, text: str) -> Told:
        """Somebody writes; what is said to them."""
        return self.do(who, text=text)

    def press(self, who: str, label: str) -> Told:
        """Somebody taps the newest button with this label."""
        return self.tap(who, self._buttons[who][label])

    def tap(self, who: str, payload: str) -> Told:
        """Somebody taps a button with this payload, real or forged."""
        return self.do(who, kind="tap", tap=payload)

    def do(self, who: str, **what: Any) -> Told:
        """Somebody does something on the phone. What a turn raises is raised here."""
        self._update += 1
        message = first_message(who, str(self._update), at=self.now, **what)
        with self.connection.begin_nested():
            records = self.records
            records.inbox.add([message], self.now)
            if not self.turns.take(records, Attempt(), (message.channel, who), self.now):
                raise LookupError("the message was not waiting")
        return self._told(who)

    def work(self) -> None:
        """Everything that is due by now is done; what is said by it is in `to_others`."""
        while self.turns.work(self.records, Attempt(), self.now):
            continue
        self._told("")

    def due(self) -> list[Any]:
        """The rows of all work that was ever planned."""
        return list(self.connection.execute(select(schema.due)))

    def _told(self, who: str) -> Told:
        unread = select(schema.outbox).where(schema.outbox.c.id > self._read).order_by(schema.outbox.c.id)
        rows = self.connection.execute(unread).all()
        self._read = max((row.id for row in rows), default=self._read)
        told = Told(tuple(_outgoing(row) for row in rows if row.chat == who))
        self.to_others = [_outgoing(row) for row in rows if row.chat != who]
        self._buttons.setdefault(who, {}).update(told.buttons)
        return told

    @contextmanager
    def branch(self) -> Iterator[None]:
        """What is done within is undone at its end."""
        kept = self._update, self._read, self.now, {who: dict(seen) for who, seen in self._buttons.items()}
        savepoint = self.connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
            self._update, self._read, self.now, self._buttons = kept

    # -- what is true now

    def person(self, who: str) -> int:
        """The id of somebody, who becomes known by it."""
        return self.records.talks.load(first_message(who))[0].person

    def talk(self, who: str) -> Talk[Any]:
        """The talk of somebody as a conversation gets it."""
        records = self.records
        account, _version, raw = records.talks.load(first_message(who))
        memory = State.load(raw).memory
        said = first_message(who)
        operates = (CHANNEL, who) in OPERATORS
        return Talk(
            store=records,
            now=self.now,
            account=account,
            reader=reader(),
            message=said,
            memory=memory,
            operates=operates,
            seal=SEAL,
        )

    def state(self, who: str) -> State:
        """What is kept of a talk."""
        return State.load(self.records.talks.load(first_message(who))[2])

    def form(self, who: str) -> Form[Any] | None:
        """The open form of somebody."""
        opened = self.state(who).open
        return None if opened is None else self.turns.router.known.forms[opened.form](self.talk(who), opened.answers)

    def asked(self, who: str) -> str | None:
        """The slot that is asked now, "_" for a reading back, None if nothing is open."""
        form = self.form(who)
        if form is None:
            return None
        slot = form.next_slot()
        return slot.name if slot else "_"

    def books(self) -> dict[str, list[Any]]:
        """Everything recorded of groups, with roles, codes and due work; not talks, messages and what is left open."""
        tables = [table.name for table in schema.metadata.sorted_tables if table not in MACHINERY]
        books = {name: list(self.connection.exec_driver_sql(f'SELECT * FROM "{name}"')) for name in tables}
        return {**books, "due": [row for row in books["due"] if row.what != left_open.WORK]}

    def everything(self) -> Iterator[tuple[str, str]]:
        """Every column of every table of every row, be it of talks and messages, as text in small letters."""
        for table in schema.metadata.sorted_tables:
            for row in self.connection.execute(select(table)).mappings():
                for name, value in row.items():
                    if value is not None:
                        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                        yield f"{table.name}.{name}", words.casefold()

    def found(self, words: Iterable[str]) -> set[str]:
        """In which columns any of these words stands."""
        return {where for where, said in self.everything() if any(word in said for word in words)}

    def dismiss(self, who: str, group: int | None = None) -> None:
        """Take somebody's roles away: all, or those in one group."""
        statement = schema.grants.delete().where(schema.grants.c.person == self.person(who))
        self.connection.execute(statement if group is None else statement.where(schema.grants.c.group_id == group))


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The one reader: it is made of files and never changes."""
    return Reader.load()


def first_message(who: str, update: str = "-", **what: Any) -> Incoming:
    """A message by which somebody becomes known; "tini@whatsapp" writes on that channel."""
    channel = who.partition("@")[2] or CHANNEL
    return Incoming.load({"channel": channel, "update": update, "chat": who, "user": who, "at": NOW, **what})


def _outgoing(row: Any) -> Outgoing:
    buttons = tuple((label, payload) for label, payload in row.body["buttons"])
    files = tuple(File(**file) for file in row.body.get("files", ()))
    kept = {name: row.body[name] for name in ("text", "share", "silent") if name in row.body}
    shown = {**kept, "buttons": buttons, "files": files}
    return Outgoing(id=row.id, channel=row.channel, chat=row.chat, kind=row.kind, **shown)
