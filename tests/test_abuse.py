"""Abuse, through the real host: floods, strangers in a chat of many, forged buttons, codes tried, endless lists.

What is asked each time: the work is bounded, it is answered once, counted and not told, and nobody else waits for it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.host import Host
from bot.limits import Limits
from bot.messages import Attachment, Incoming, Outgoing
from bot.ports import Pace, Take
from bot.router import Router
from bot.turn import Turns
from handlers import ALL, PUBLIC, WORKS, guard
from handlers.codes import CODE_LETTERS
from storage import schema
from storage.database import AsyncDatabase
from storage.records import Records
from tests.desk import CHANNEL, NOW, first_message, reader
from tests.player.phones import StoryClock
from tests.world import MANDIRI, MEMBER_CODE, SECRETARY, STRANGER, private, settle

WAITS = 60.0
LIMITS = Limits()


class Platform:
    """A channel that keeps what is sent, and takes what a test hands it."""

    name = CHANNEL
    pace: Pace | None = None
    leased = False

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    async def start(self) -> None:
        """There is nothing to learn."""

    async def receive(self, take: Take) -> None:
        await asyncio.Event().wait()

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        self.sent.append(message)
        return str(message.id)

    def to(self, chat: str) -> list[str]:
        """What was said in a chat."""
        return [message.text for message in self.sent if message.chat == chat]

    def is_group(self, chat: str) -> bool:
        return chat.startswith("group")

    def link(self, code: str, *, chat: bool = False) -> str:
        return ""

    async def close(self) -> None:
        """Nothing is held."""


class Served:
    """A host that serves the small world."""

    def __init__(self, host: Host[Records], platform: Platform, database: AsyncDatabase) -> None:
        self.host, self.platform, self.database = host, platform, database
        self._update = 0

    def message(self, who: str, text: str = "", **what: Any) -> Incoming:
        """Somebody says something, a moment after the last thing said."""
        self._update += 1
        return first_message(who, f"u{self._update}", text=text, message=f"m{self._update}", **what)

    async def say(self, who: str, text: str = "", **what: Any) -> list[str]:
        """Somebody says something and waits; all that they are told by it."""
        before = len(self.platform.to(who))
        await self.heard([self.message(who, text, **what)])
        return self.platform.to(who)[before:]

    async def heard(self, messages: Sequence[Incoming]) -> None:
        """The messages come in one batch, and all that is said to them is said."""
        await self.host.take(messages)
        async with asyncio.timeout(WAITS):
            for message in messages:
                await self.host.settled(CHANNEL, message.update, message.chat)

    async def counted(self) -> dict[str, int]:
        """What was counted."""
        return await self.database.run(lambda records: records.tallies.all(NOW - 86_400))

    async def rows(self, table: Any) -> int:
        """How many rows a table has."""
        return await self.database.run_raw(
            lambda c: int(c.execute(select(func.count()).select_from(table)).scalar_one())
        )


@pytest.fixture
async def served(database: AsyncDatabase) -> AsyncIterator[Served]:
    await database.run(settle)
    async with serving(database) as served:
        yield served


@asynccontextmanager
async def serving(database: AsyncDatabase) -> AsyncIterator[Served]:
    clock, stop, platform = StoryClock(), asyncio.Event(), Platform()
    clock.set(NOW)
    host = Host(database, Turns[Records](Router(ALL, guard, PUBLIC), reader(), WORKS), clock)
    host.add(platform)
    async with asyncio.TaskGroup() as group:
        group.create_task(host.run(stop))
        yield Served(host, platform, database)
        stop.set()


@pytest.mark.part(4)
async def test_of_a_flood_so_many_are_read_and_the_rest_is_answered_once(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    flood = [served.message(STRANGER, f"halo {number}", at=NOW + number // 20) for number in range(500)]
    other = served.message(SECRETARY, "berapa anggota kita?")
    with caplog.at_level(logging.INFO):
        await served.heard([*flood[:100], other, *flood[100:]])
    told = Counter(served.platform.to(STRANGER))
    assert told.total() == LIMITS.messages + 1
    assert sum("sekaligus" in text for text in served.platform.to(STRANGER)) == 1
    assert await served.counted() == {"flood": 500 - LIMITS.messages - 1}
    assert "6 anggota" in served.platform.to(SECRETARY)[0]
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "halo" not in logged and STRANGER not in logged
    # What comes once more is passed over once more, silently; a minute later there is room again.
    await served.heard(flood[-5:])
    assert len(served.platform.to(STRANGER)) == LIMITS.messages + 1
    assert "Salam" in (await served.say(STRANGER, "halo", at=NOW + 200))[0]


async def test_nobody_waits_for_a_flood_to_be_answered(served: Served) -> None:
    """Of what was taken before, one turn at most of each talk goes before somebody else's."""
    flood = [served.message(STRANGER, f"halo {number}") for number in range(100)]
    await served.host.take(flood)
    await served.say(SECRETARY, "berapa anggota kita?")
    assert len(served.platform.to(STRANGER)) < 20


async def test_what_waited_while_nobody_served_is_no_flood(served: Served) -> None:
    """Two hundred messages over a day come in one batch: each is read."""
    late = [served.message(STRANGER, "halo", at=NOW - 86_400 + 300 * number) for number in range(200)]
    await served.heard(late)
    assert len(served.platform.to(STRANGER)) == 200
    assert await served.counted() == {}


async def test_strangers_in_a_chat_of_many_are_told_once_where_to_write_and_are_not_kept(served: Served) -> None:
    people, talks = await served.rows(schema.people), await served.rows(schema.talks)
    crowd = [
        served.message(f"orang{number}", f"kalimat {number}", chat="group1", private=False) for number in range(100)
    ]
    await served.heard(crowd)
    assert served.platform.to("group1") == []
    assert (await served.rows(schema.people), await served.rows(schema.talks)) == (people, talks)
    commands = [
        served.message(f"orang{number % 9}", f"/siap {number}", chat="group1", private=False) for number in range(300)
    ]
    await served.heard(commands)
    await served.host.tick()
    assert len(served.platform.to("group1")) == 1
    assert not [word for word in private(MANDIRI) if word in " ".join(served.platform.to("group1"))]
    assert await served.rows(schema.people) <= people + 9


FORGED = (
    *("", "r", "r1", "r1.", "r1.=", "r999999999999999999999.x=y", "!", "!+", "!x", "!join", "!join&code", "!&&&", "?"),
    *("!list_members&group=1", "!show_member&group=1&whom=1", "!take_over&of=1&offer=1&agreed=y", "?join", "\x00"),
    *("!lost_phone&whom=p1", "!new_phone&code=ZZZZ-7777&mine=y", "!facilitator_code", "!service", "!undo"),
    *("!dismiss_secretary&group=1&whom=p2", "!confirm_join&joining=1&who=new", "é" * 5_000, "r1." + "=" * 9_000),
    "!join&code=" + "A" * 9_000,
)


async def test_a_forged_button_is_answered_politely_and_shows_nothing(served: Served) -> None:
    before = await served.rows(schema.changes)
    for payload in FORGED:
        told = await served.say(STRANGER, kind="tap", tap=payload)
        assert len(told) <= 2, payload
        assert not [word for word in private(MANDIRI) if word in " ".join(told)], payload
        assert "salah di pihak saya" not in " ".join(told), payload
    assert await served.rows(schema.changes) == before


def wrong_code(number: int) -> str:
    """Another code for each number, none of which was given out."""
    return "XX" + "".join(CODE_LETTERS[number // 31**place % 31] for place in range(2)) + "-9XX9"


@pytest.mark.part(4)
async def test_a_code_tried_a_thousand_times_is_looked_at_ten_times_and_answered_once_after(served: Served) -> None:
    told = []
    for number in range(1_000):
        told += await served.say(STRANGER, f"/start {wrong_code(number)}", at=NOW + number)
    assert len(told) == 2 * LIMITS.codes + 2, "each wrong one is answered, and then once that it is enough"
    counted = await served.counted()
    assert counted["code_wrong"] == LIMITS.codes
    assert counted["code_refused"] == 1_000 - LIMITS.codes
    assert "Mandiri" not in " ".join(await served.say(STRANGER, f"/start {MEMBER_CODE}", at=NOW + 2_000))


async def test_a_list_of_ten_thousand_lines_is_one_short_answer(served: Served) -> None:
    await served.say(SECRETARY, "daftar banyak")
    endless = "\n".join(f"{number}. Nama Orang {number}" for number in range(10_000))
    loop = asyncio.get_running_loop()
    began = loop.time()
    told = await served.say(SECRETARY, endless)
    assert loop.time() - began < 5
    assert len(told) == 1 and "terlalu panjang" in told[0].casefold()
    assert await served.counted() == {"too_long": 1}
    kept = await served.database.run_raw(lambda c: c.execute(select(schema.inbox.c.body)).scalars().all())
    assert max(len(body["text"]) for body in kept if body) <= LIMITS.characters + 1
    assert "6 anggota" in " ".join(await served.say("dwi", "berapa anggota mandiri?"))


@pytest.mark.part(4)
async def test_a_list_of_ten_thousand_lines_in_parts_takes_no_more_than_a_list_may_have(served: Served) -> None:
    """As a phone sends it: in messages of 4096 characters."""
    lines = [f"{number}. Nama Orang {number}" for number in range(10_000)]
    parts = ["\n".join(lines[at : at + 170]) for at in range(0, len(lines), 170)]
    await served.heard([served.message(SECRETARY, part, at=NOW) for part in parts])
    assert max(len(text) for text in served.platform.to(SECRETARY)) < 4_096
    states = await served.database.run_raw(lambda c: c.execute(select(schema.talks.c.state)).scalars().all())
    assert max(len(json.dumps(state)) for state in states) < 100_000


@pytest.mark.parametrize("broken", ["Sri \ud83d", "\ude00", "S\0ri", "\0"], ids=ascii)
async def test_letters_that_no_database_keeps_take_nobodys_answer_away(served: Served, broken: str) -> None:
    """A phone cuts a name in the middle of a letter."""
    [said] = await served.say("new", f"halo {broken}", name=broken, language=broken)
    assert said.startswith("Salam")
    assert "Salam" in (await served.say("new", "halo", name=broken))[0]
