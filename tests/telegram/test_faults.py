"""Faults of Telegram with all of the product behind it: nothing is lost, nothing doubled, nobody else delayed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Connection, select

from bot.sending import LEASE, LONGEST
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from storage.schema import outbox
from tests.player.given import Setting, give
from tests.player.phones import Engine, StoryClock
from tests.player.process import process
from tests.player.telegram_phones import TelegramPhones
from tests.telegram.proxy import Call
from tests.telegram.world import SENDS, TelegramWorld

MONDAY, DAY_BEFORE = datetime(2026, 11, 23, 9), datetime(2026, 11, 25, 19, 30)
HOURS_BEFORE = datetime(2026, 11, 26, 17, 30)
GIVEN = (
    "JP Mandiri of RT 3: secretary Sri, 12 members, member Tini is on the phone, member Darmo is on the phone",
    "schedule weekly thursday 19:30 at balai",
)
TOMORROW, TODAY = "JP Mandiri kumpulan besok", "JP Mandiri kumpulan hari ini"
TEXT = ("Untuk grup WA, tinggal disalin:", "Kumpulan besok")
"""The text for the group's own chat; its secretary gets it once for each meeting."""
TINI_IS_LOST = "Bu Tini tidak bisa saya kirimi kabar lagi"
LOOKS = 250
QUESTION, ANSWER = "kapan kumpulan lagi?", "19.30 WIB"


def ready(chat: int, connection: Connection) -> Sequence[int]:
    """When what waits for a chat may be tried."""
    waits = select(outbox.c.ready).where(outbox.c.chat == str(chat), outbox.c.ended.is_(None))
    return connection.execute(waits).scalars().all()


class Village:
    """A group served over Telegram: its secretary Sri, and Tini and Darmo who are connected."""

    def __init__(self, world: TelegramWorld, host: Engine, clock: StoryClock, database: AsyncDatabase) -> None:
        self.world, self.host, self.clock, self.database, self.proxy = world, host, clock, database, world.proxy

    async def comes_to(self, at: datetime) -> None:
        """It is so late now, in western Indonesia; what is due is done."""
        self.clock.set_local(at)
        self.world.now = self.clock.now()
        await self.host.engine.tick()

    async def passes(self, seconds: int) -> None:
        """Time passes; what is due then is done."""
        self.clock.set(self.clock.now() + seconds)
        await self.host.engine.tick()

    async def hears(self, who: str, *words: str) -> None:
        """Wait until all that somebody was ever sent are messages with these words, in this order."""

        def heard() -> bool:
            return len(self.texts(who)) >= len(words)

        await self.world.until(heard)
        assert len(self.texts(who)) == len(words), self.texts(who)
        assert all(part in text for part, text in zip(words, self.texts(who), strict=True)), self.texts(who)

    def texts(self, who: str) -> list[str]:
        return [said.text for said in self.world.received(who)]

    async def members(self) -> list[str]:
        """The names in the group's book."""
        return await self.database.run(lambda records: [member.name for member in records.members.of(1)])

    def tried(self, who: str) -> list[Call]:
        """All attempts to send something to somebody."""
        chat = self.world.person(who)
        return [call for call in self.proxy.calls if call.method in SENDS and call.chat == chat]

    async def is_postponed(self, chat: int) -> None:
        """Wait until a message to a chat is neither leased nor settled but waits for another attempt."""
        for _look in range(LOOKS):
            if any(0 < at - self.clock.now() < LEASE for at in await self.database.run_raw(partial(ready, chat))):
                return
            await asyncio.sleep(0.02)
        raise TimeoutError

    async def settled(self) -> None:
        """Wait until what was sent or given up is marked, and what follows from it is done."""
        await self.host.tick()
        await self.host.tick()


@pytest.fixture
async def village(url: str) -> AsyncIterator[Village]:
    clock = StoryClock()
    clock.set_local(MONDAY)
    async with TelegramWorld() as world:
        phones = TelegramPhones(world, clock)
        database, setting = open_database(url), Setting(phones.first)

        def settle(records: Records) -> None:
            for words in GIVEN:
                give(records, setting, words, clock.now())

        await database.run(settle)
        async with process(url, clock, phones) as host:
            yield Village(world, host, clock, database)
        await database.close()


# -- somebody who cannot be reached


async def test_who_blocked_the_bot_is_found_out_by_writing_and_the_secretary_is_told_once(
    village: Village,
) -> None:
    await village.world.block("Tini", told=False)
    await village.comes_to(DAY_BEFORE)
    await village.settled()
    await village.hears("Sri", *TEXT, TOMORROW, TINI_IS_LOST)
    await village.comes_to(HOURS_BEFORE)
    await village.settled()
    await village.hears("Sri", *TEXT, TOMORROW, TINI_IS_LOST, TODAY)
    await village.hears("Darmo", TOMORROW, TODAY)
    assert [call.status for call in village.tried("Tini")] == [403]


async def test_who_blocks_the_bot_is_written_to_no_more_and_the_secretary_is_told_once(village: Village) -> None:
    await village.world.acknowledged(await village.world.block("Tini"))
    await village.settled()
    await village.hears("Sri", TINI_IS_LOST)
    await village.comes_to(DAY_BEFORE)
    await village.settled()
    await village.hears("Sri", TINI_IS_LOST, *TEXT, TOMORROW)
    await village.hears("Darmo", TOMORROW)
    assert village.tried("Tini") == []


async def test_who_was_found_out_and_then_reported_is_told_of_once(village: Village) -> None:
    await village.world.block("Tini", told=False)
    await village.comes_to(DAY_BEFORE)
    await village.settled()
    village.proxy.twice = True
    await village.world.acknowledged(await village.world.block("Tini"))
    await village.settled()
    await village.hears("Sri", *TEXT, TOMORROW, TINI_IS_LOST)


async def test_an_answer_to_who_blocked_the_bot_meanwhile_is_given_up(village: Village) -> None:
    await village.world.say("Tini", QUESTION)
    village.proxy.shut.add(village.world.person("Tini"))
    await village.world.until(lambda: village.tried("Tini"))
    await village.settled()
    await village.hears("Sri", TINI_IS_LOST)
    await village.passes(600)
    assert [call.status for call in village.tried("Tini")] == [403]


@pytest.mark.parametrize("how", ["opens the talk", "writes"])
async def test_who_comes_back_is_written_to_again(village: Village, how: str) -> None:
    await village.world.acknowledged(await village.world.block("Tini"))
    await village.settled()
    before = []
    if how == "writes":
        village.proxy.shut.clear()
        await village.world.acknowledged(await village.world.say("Tini", QUESTION))
        before = [ANSWER]
    else:
        await village.world.acknowledged(await village.world.unblock("Tini"))
    await village.settled()
    await village.comes_to(DAY_BEFORE)
    await village.hears("Tini", *before, TOMORROW)


async def test_a_secretary_is_not_told_of_herself(village: Village) -> None:
    await village.world.acknowledged(await village.world.block("Sri"))
    await village.settled()
    await village.comes_to(DAY_BEFORE)
    await village.settled()
    assert village.tried("Sri") == []
    await village.hears("Darmo", TOMORROW)
    await village.hears("Tini", TOMORROW)


async def test_a_stranger_who_blocks_the_bot_concerns_nobody(village: Village) -> None:
    await village.world.acknowledged(await village.world.say("Asing", "halo"))
    await village.world.acknowledged(await village.world.block("Asing"))
    await village.settled()
    assert village.texts("Sri") == []


# -- a Telegram that does not answer as it should


async def test_one_chat_that_is_to_be_slower_delays_nobody_else(village: Village) -> None:
    village.proxy.fail("sendMessage", 429, "Too Many Requests", chat=village.world.person("Tini"), retry_after=7)
    await village.comes_to(DAY_BEFORE)
    await village.hears("Sri", *TEXT, TOMORROW)
    await village.hears("Darmo", TOMORROW)
    await village.is_postponed(village.world.person("Tini"))
    await village.passes(6)
    assert len(village.tried("Tini")) == 1
    await village.passes(1)
    await village.hears("Tini", TOMORROW)


@pytest.mark.parametrize("fault", ["500", "502", "dropped", "silent"])
async def test_a_fault_of_one_send_loses_nothing_doubles_nothing_and_delays_nobody_else(
    village: Village, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("ANSWER_SECONDS", "CONNECT_SECONDS"):
        monkeypatch.setattr(f"bot.channels.telegram_transport.{limit}", 0.25)
    tini, times = village.world.person("Tini"), 3
    match fault:
        case "dropped":
            village.proxy.drop("sendMessage", times, chat=tini)
        case "silent":
            village.proxy.hang("sendMessage", times, chat=tini)
        case status:
            village.proxy.fail("sendMessage", int(status), times=times, chat=tini)
    await village.world.say("Tini", QUESTION)
    await village.world.say("Sri", QUESTION)
    await village.hears("Sri", ANSWER)
    for attempt in range(1, times + 1):
        await village.world.until(lambda expected=attempt: len(village.tried("Tini")) == expected)  # type: ignore[misc]
        await village.is_postponed(tini)
        assert village.texts("Tini") == []
        await village.passes(LONGEST)
    await village.settled()
    await village.hears("Tini", ANSWER)


@pytest.mark.parametrize("fault", ["dropped", "silent"])
async def test_an_answer_of_telegram_that_is_lost_repeats_a_message_and_never_what_was_saved(
    village: Village, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("ANSWER_SECONDS", "CONNECT_SECONDS"):
        monkeypatch.setattr(f"bot.channels.telegram_transport.{limit}", 0.25)
    sri = village.world.person("Sri")
    await village.world.say("Sri", "daftar bu siti aminah 45 th")
    await village.world.until(lambda: village.texts("Sri"))
    lose = village.proxy.drop if fault == "dropped" else village.proxy.hang
    lose("sendMessage", after=True, chat=sri)
    await village.world.tap("Sri", "Simpan")
    await village.world.until(lambda: len(village.texts("Sri")) == 2)
    await village.is_postponed(sri)
    await village.passes(LONGEST)
    await village.settled()
    asked, saved, again = village.texts("Sri")
    assert saved == again != asked
    names = await village.members()
    assert (len(names), names.count("Siti Aminah")) == (13, 1)


async def test_a_group_chat_that_becomes_a_supergroup_meanwhile_is_answered_there_once(village: Village) -> None:
    old = village.world.group("RT 3")
    village.proxy.fail("sendMessage", 500, chat=old)
    await village.world.say("Sri", "/bantuan", group="RT 3")
    await village.world.until(lambda: village.proxy.of("sendMessage", 500))
    await village.world.acknowledged(await village.world.upgrade("Sri", "RT 3"))
    await village.is_postponed(old)
    await village.passes(LONGEST)
    await village.settled()
    [said] = village.world.received_in("RT 3")
    assert "japri" in said.text
    assert [call.status for call in village.proxy.calls if call.chat == old] == [500, 400]


async def test_updates_that_come_twice_are_answered_once(village: Village) -> None:
    village.proxy.twice = True
    await village.world.say("Sri", QUESTION)
    await village.world.acknowledged(await village.world.unblock("Sri"))
    await village.settled()
    await village.hears("Sri", ANSWER)


async def test_a_changed_message_saves_nothing_again(village: Village) -> None:
    await village.world.say("Sri", "daftar bu siti aminah 45 th")
    await village.world.until(lambda: village.texts("Sri"))
    await village.world.tap("Sri", "Simpan")
    await village.world.until(lambda: len(village.texts("Sri")) == 2)
    await village.world.acknowledged(await village.world.deliver(**village.world.edited("Sri", "daftar bu siti 45 th")))
    await village.settled()
    assert len(await village.members()) == 13
