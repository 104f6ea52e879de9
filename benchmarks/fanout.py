"""40,000 reminders on a virtual clock, while people ask: how near the ideal, whether a limit breaks, who waits."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from benchmarks.places import memory
from benchmarks.virtual import VirtualLoop, virtually
from bot.channels.telegram import PACE
from bot.delivery import Delivery
from bot.engine import Engine
from bot.messages import Attachment, Incoming, Outgoing
from bot.ports import Draft, Pace, Take
from bot.router import Router
from bot.turn import Turns
from bot.understanding import Reader
from handlers import ALL, WORKS, guard
from storage.database import SqliteDatabase
from storage.preparing import prepare
from storage.records import Records

T = TypeVar("T")
REMINDERS, ASKED = 40_000, 1_000
TO_EACH_GROUP = 25
NOW, DAY, MINUTE, NETWORK = 1_795_399_200, 86_400, 60, 0.15
NAME, QUESTION = "telegram", "kapan kumpulan lagi?"


class Platform:
    """A platform that answers after a while and remembers what was sent when, to which chat."""

    name = NAME
    pace: Pace | None = PACE
    leased = True

    def __init__(self) -> None:
        self.sent: list[tuple[float, str, str]] = []

    async def start(self) -> None:
        """There is nothing to learn."""

    async def receive(self, take: Take) -> None:
        """Nobody writes by this way."""

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        """Note the moment."""
        self.sent.append((asyncio.get_running_loop().time(), message.chat, message.kind))
        await asyncio.sleep(NETWORK)
        return str(len(self.sent))

    def is_group(self, chat: str) -> bool:
        """As on Telegram."""
        return chat.startswith("-")

    def link(self, code: str, *, chat: bool = False) -> str:
        """There is none."""
        return ""

    async def close(self) -> None:
        """Nothing is held."""


class Standing:
    """A database during whose work the virtual clock stands still."""

    def __init__(self, database: SqliteDatabase, loop: VirtualLoop) -> None:
        self._database, self._loop = database, loop

    async def run(self, work: Callable[[Records], T]) -> T:
        """Run `work` in one transaction."""
        return await self._loop.working(self._database.run(work))

    async def tidy(self) -> None:
        """Nothing is left in files."""

    async def close(self) -> None:
        """Close the file."""
        await self._loop.working(self._database.close())


class VirtualClock:
    """The loop's time as the clock's."""

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        return NOW + int(asyncio.get_running_loop().time())


class FanOut:
    """One process with all reminders in its outbox, and people who ask meanwhile; `asked` is when each did."""

    def __init__(self, database: Standing, dice: random.Random, reminders: int, asked: int) -> None:
        self._database, self._dice, self._reminders, self._asked = database, dice, reminders, asked
        self.platform, self.asked = Platform(), dict[str, float]()
        clock = VirtualClock()
        self._delivery: Delivery[Records] = Delivery(database, self.platform, clock, lambda: None)
        turns = Turns[Records](Router(ALL, guard), Reader.load(), WORKS)
        self._engine = Engine(
            database, turns, clock, self._delivery.wake, reserve=lambda channel: self._delivery.reserve()
        )

    def chats(self) -> list[str]:
        """To whom the reminders go: groups that get several, people who get two in a row, and all others."""
        share = self._reminders // 20
        groups = [str(-number) for number in range(1, share // TO_EACH_GROUP + 1)] * TO_EACH_GROUP
        twice = [str(number) for number in range(1, share + 1) for _time in range(2)]
        others = map(str, range(share + 1, self._reminders))
        return [*groups, *twice, *others][: self._reminders]

    async def run(self) -> None:
        """Until everything is sent."""
        chats = self.chats()
        drafts = [_reminder(number, chat) for number, chat in enumerate(chats)]
        await self._database.run(lambda records: records.outbox.add(drafts, NOW))
        serving = [asyncio.create_task(each) for each in (self._engine.run(), self._delivery.run())]
        await self._people([chat for chat in chats if not self.platform.is_group(chat)])
        while len(self.platform.sent) < len(chats) + self._asked:  # noqa: ASYNC110  virtual time: looking costs none
            await asyncio.sleep(1)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)

    async def _people(self, chats: Sequence[str]) -> None:
        """Each asks once, at any moment of the time in which the reminders go out."""
        span = len(self.chats()) / PACE.per_second
        moments = sorted(self._dice.uniform(0, span) for _person in range(self._asked))
        async with asyncio.TaskGroup() as group:
            for moment, chat in zip(moments, self._dice.sample(sorted(set(chats)), self._asked), strict=True):
                await asyncio.sleep(max(0.0, moment - asyncio.get_running_loop().time()))
                self.asked[chat] = asyncio.get_running_loop().time()
                group.create_task(self._engine.take([_question(chat)]))


def _reminder(number: int, chat: str) -> Draft:
    text = "JP Mandiri kumpulan besok: Kamis, 3 Desember 2026, 19.30 WIB, balai RT."
    buttons = (("Hadir", "yes"), ("Izin", "no"), ("Belum tahu", "perhaps"))
    return Draft(NAME, chat, text, buttons, "reminder", key=f"r{number}", expires=NOW + DAY)


def _question(chat: str) -> Incoming:
    return Incoming(channel=NAME, update=chat, chat=chat, user=chat, at=NOW, text=QUESTION, name="Sri")


def most_within(seconds: float, moments: Sequence[float]) -> int:
    """The most of these moments, in their order, that any window of so many seconds holds."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= seconds:
            first += 1
        most = max(most, last + 1 - first)
    return most


def fan_out(reminders: int = REMINDERS, asked: int = ASKED, seed: int = 1) -> dict[str, Any]:
    """The virtual seconds it takes as a ratio to the ideal, the most that any window held, how long answers took."""

    async def run() -> FanOut:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        with memory() as folder:
            database = SqliteDatabase(folder / "carik.db")
            await loop.working(prepare(database))
            standing = Standing(database, loop)
            fanned = FanOut(standing, random.Random(seed), reminders, asked)
            await fanned.run()
            await standing.close()
        return fanned

    began = time.perf_counter()
    done = virtually(run)
    return _figures(done, time.perf_counter() - began)


def _ideal(count: int, most: int, seconds: float) -> float:
    """The least time for so many, if at most `most` may go in any so many seconds."""
    return (count - 1) // most * seconds


def _figures(done: FanOut, seconds: float) -> dict[str, Any]:
    sent = done.platform.sent
    of_chat: dict[str, list[float]] = defaultdict(list)
    for moment, chat, _kind in sent:
        of_chat[chat].append(moment)
    groups = [moments for chat, moments in of_chat.items() if done.platform.is_group(chat)]
    waits = sorted(moment - done.asked[chat] for moment, chat, kind in sent if kind == "answer")
    slowest = max((_ideal(len(moments), PACE.per_group_minute, MINUTE) for moments in groups), default=0.0)
    ideal = max(_ideal(len(sent), PACE.per_second, 1), slowest)
    return {
        "reminders": sum(kind == "reminder" for _moment, _chat, kind in sent),
        "answers": len(waits),
        "virtual_seconds": round(sent[-1][0], 1),
        "ideal_seconds": round(ideal, 1),
        "ratio": round(sent[-1][0] / ideal, 3),
        "most_in_a_second": most_within(1, [moment for moment, _chat, _kind in sent]),
        "most_in_a_second_to_a_chat": max(most_within(1, moments) for moments in of_chat.values()),
        "most_in_a_minute_to_a_group": max((most_within(MINUTE, moments) for moments in groups), default=0),
        "answer_waits_at_most": round(waits[-1], 3),
        "answer_waits_median": round(waits[len(waits) // 2], 3),
        "sent_per_real_second": round(len(sent) / seconds),
    }
