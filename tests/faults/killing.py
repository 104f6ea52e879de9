"""A product over Telegram that is killed at chosen moments, and the account that is kept of it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
from sqlalchemy import Connection, func, select

from storage import schema
from storage.database import open_database
from tests.story.product import Product
from tests.telegram.world import TelegramWorld

WITHIN = 60.0
LONGEST_TURN = 0.12
COMMIT_SECONDS = 0.03
SLOW = f"""
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN PERFORM pg_sleep({COMMIT_SECONDS}); RETURN NULL; END$$;
CREATE CONSTRAINT TRIGGER slow AFTER INSERT OR UPDATE ON inbox
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();
CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON due
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();
"""
"""Makes every commit of a turn take so long on PostgreSQL that a kill can be aimed at it."""
WATCHER = """
import os, sys, time
log, pid, delay, span = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
def state():
    try:
        found = os.stat(log)
    except OSError:
        return 0
    return found.st_size, found.st_mtime_ns
before, deadline = state(), time.monotonic() + span
print("ready", flush=True)
while state() == before:
    if time.monotonic() > deadline:
        sys.exit(1)
time.sleep(delay)
os.kill(pid, 9)
"""
"""Kills a process as soon as the log of its SQLite database grows or changes, or a little later."""
NOT_COMMITTING = """
SELECT count(*) = 0 FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND query ILIKE 'commit%'
"""
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
Key = tuple[str, str]


@dataclass
class Account:
    """What happened: kills by where they hit, sends that were in flight, and how long restarts took."""

    kills: Counter[str] = field(default_factory=Counter)
    twice: Counter[Key] = field(default_factory=Counter)
    restarts: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        hits = ", ".join(f"{where} {count}" for where, count in sorted(self.kills.items()))
        mean = sum(self.restarts) / max(1, len(self.restarts))
        return (
            f"{self.kills.total()} kills ({hits}); {self.twice.total()} sends in flight came twice; "
            f"a start took {mean:.1f} s"
        )


class Trial:
    """`product` serves `world` on the database at `url`; its settings are in `settings_for`."""

    def __init__(self, product: Product, world: TelegramWorld, url: str, random: Random) -> None:
        self.product, self.world, self.url, self.random = product, world, url, random
        self.account = Account()

    async def slow_down(self) -> None:
        """On PostgreSQL, make commits slow."""
        if not self._sqlite:
            async with _connected(self.url) as connection:
                await connection.execute(SLOW)

    @property
    def _sqlite(self) -> Path | None:
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite") else None

    # -- moments

    async def aimed(self, span: float = LONGEST_TURN, sends: int = 1) -> Callable[[], Awaitable[None]]:
        """Choose a moment at which to kill; to be awaited when something has begun.

        It takes up to `span` seconds, and so many `sends`.
        """
        match self.random.choice(("at random", "in a send", "in a commit")):
            case "at random":
                return self._at_random(span)
            case "in a send":
                return self._in_a_send(span, sends)
            case _:
                return await self._in_a_commit(span)

    def _at_random(self, span: float) -> Callable[[], Awaitable[None]]:
        seconds = self.random.uniform(0, span)

        async def strike() -> None:
            await asyncio.sleep(seconds)
            await self._kill("at random")

        return strike

    def _in_a_send(self, span: float, sends: int) -> Callable[[], Awaitable[None]]:
        """As Telegram has a message and the product does not know it yet, or just after."""
        which = len(self.world.proxy.of("sendMessage")) + self.random.randint(1, sends)
        seconds = self.random.choice((0, 0, self.random.uniform(0, 0.01)))

        async def strike() -> None:
            with suppress(TimeoutError):
                await self.world.until(lambda: len(self.world.proxy.of("sendMessage")) >= which, span + 1)
            await asyncio.sleep(seconds)
            await self._kill("in a send")

        return strike

    async def _in_a_commit(self, span: float) -> Callable[[], Awaitable[None]]:
        if self._sqlite is None:
            return self._strike_as_the_server_commits
        log = self._sqlite.with_name(f"{self._sqlite.name}-wal")
        delay = self.random.choice((0, self.random.uniform(0, 0.002), self.random.uniform(0, 0.01)))
        arguments = (str(log), str(self.product.pid), str(delay), str(span + 1))
        watcher = await asyncio.create_subprocess_exec(
            sys.executable, "-S", "-c", WATCHER, *arguments, stdout=asyncio.subprocess.PIPE
        )
        assert watcher.stdout is not None
        await watcher.stdout.readline()

        async def strike() -> None:
            await self._kill("in a commit" if await watcher.wait() == 0 else "after the commits")

        return strike

    async def _strike_as_the_server_commits(self) -> None:
        where = "in a commit"
        async with _connected(self.url) as connection:
            try:
                await _over(lambda: connection.fetchval(NOT_COMMITTING), 3.0, 0.002)
            except TimeoutError:
                where = "after the commits"
        await asyncio.sleep(self.random.uniform(0, COMMIT_SECONDS))
        await self._kill(where)

    async def killed_as_it_starts(self) -> None:
        """Kill it before, or just as, it begins to serve."""
        await asyncio.sleep(self.random.uniform(0, 1.5))
        await self._kill("in a start")

    async def _kill(self, where: str) -> None:
        await asyncio.to_thread(self.product.kill)
        await self._gone()
        newest = self.world.proxy.offset
        self.account.kills[f"{where}, {await self._look(newest)}"] += 1

    async def _gone(self) -> None:
        """Wait until the server has ended what the process had begun, and the proxy its requests."""
        await asyncio.sleep(0.03)
        if self._sqlite:
            return
        async with _connected(self.url) as connection:
            await _over(lambda: connection.fetchval(CONNECTED))

    async def started(self) -> None:
        """Start it again, sometimes only to kill it once more on the way, and wait until it reads messages."""
        self.product.start()
        if self.random.random() < 0.15:
            await self.killed_as_it_starts()
            self.product.start()
        began, polls = time.monotonic(), len(self.world.proxy.of("getMe"))
        with _told(self):
            await self.world.until(lambda: len(self.world.proxy.of("getMe")) > polls, WITHIN)
        self.account.restarts.append(time.monotonic() - began)

    # -- what must hold

    async def _look(self, offset: int) -> str:
        """Check what a kill has left; where it has hit, by what was done of the newest message."""
        database = open_database(self.url)
        try:
            kept, rows, whole = await database.snapshot(_left)
        finally:
            await database.close()
        assert whole, "the database is not whole"
        lost = {str(update) for update in range(1, offset)} - kept.keys()
        assert not lost, f"acknowledged and not kept: {sorted(lost)}"
        flying = self._in_flight(rows)
        self.account.twice.update(flying)
        waits = any(ended is None for ended in kept.values())
        unsent = any(ended is None for _key, ended in rows)
        if flying:
            return "sent and not marked"
        if unsent:
            return "answered and not sent"
        return "kept and not answered" if waits else "nothing under way or not kept"

    def _in_flight(self, rows: Sequence[tuple[Key, int | None]]) -> Counter[Key]:
        """What Telegram has of messages that are not marked as sent: each will come once more."""
        marked = Counter(key for key, ended in rows if ended is not None)
        unsent = Counter(key for key, ended in rows if ended is None)
        over = self.delivered - marked - self.account.twice
        assert over <= unsent, "something was sent that is not in the outbox, or twice without a kill"
        return over

    @property
    def delivered(self) -> Counter[Key]:
        """What Telegram has, by chat and text."""
        sent = (call.fields for call in self.world.proxy.of("sendMessage"))
        return Counter((fields["chat_id"], fields["text"]) for fields in sent)

    async def all_is_done(self) -> None:
        """Wait until nothing waits any more; then all that was ever said and sent is there, each once."""
        database = open_database(self.url)
        try:
            with _told(self):
                # The last updates are acknowledged by the poll after the one that brought them.
                await self.world.until(lambda: self.world.proxy.offset > self.world.updates, WITHIN)
                await _over(lambda: database.snapshot(_waiting))
            kept, rows, whole = await database.snapshot(_left)
            failed = await database.snapshot(_failed)
        finally:
            await database.close()
        assert whole
        assert failed == 0, f"{failed} turns failed:\n{self.product.logged()[-2000:]}"
        said = {str(update) for update in range(1, self.world.updates + 1)}
        assert said == kept.keys(), "said and kept are not the same"
        assert self.delivered == Counter(key for key, _ended in rows) + self.account.twice, "lost, or doubled"


@contextmanager
def _told(trial: Trial) -> Iterator[None]:
    """A TimeoutError within becomes a failure with the end of the log."""
    try:
        yield
    except TimeoutError:
        raise AssertionError(f"{trial.account}\n{trial.product.logged()[-3000:]}") from None


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def _over(there: Callable[[], Awaitable[int]], seconds: float = WITHIN, look: float = 0.02) -> None:
    """Wait until there are none."""
    deadline = time.monotonic() + seconds
    while await there():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(look)


def _left(connection: Connection) -> tuple[dict[str, int | None], list[tuple[Key, int | None]], bool]:
    """When each update was answered, when each message was sent, and whether the database is whole."""
    inbox, outbox = schema.inbox.c, schema.outbox.c
    kept = {row.update_id: row.ended for row in connection.execute(select(inbox.update_id, inbox.ended))}
    sent = connection.execute(select(outbox.chat, outbox.body, outbox.ended))
    rows = [((row.chat, row.body["text"]), row.ended) for row in sent]
    if connection.dialect.name != "sqlite":
        return kept, rows, True
    whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    return kept, rows, whole and not connection.exec_driver_sql("PRAGMA foreign_key_check").all()


def _waiting(connection: Connection) -> int:
    asked = [select(func.count()).where(table.c.ended.is_(None)) for table in (schema.inbox, schema.outbox)]
    asked.append(select(func.count()).where(schema.due.c.done.is_(None), schema.due.c.at <= int(time.time())))
    return sum(connection.execute(each).scalar_one() for each in asked)


def _failed(connection: Connection) -> int:
    tables = (schema.inbox, schema.outbox)
    return sum(connection.execute(select(func.count()).where(table.c.failed)).scalar_one() for table in tables)
