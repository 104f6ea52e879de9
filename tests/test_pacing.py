"""Pacing: no limit is broken wherever a window begins, and who asked waits for nobody who did not."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest

from benchmarks.virtual import virtually
from bot.pacing import GUARD, MINUTE, STEPS_AT_ONCE, Bucket, Gate, Paces, Window
from bot.ports import Pace

TELEGRAM = Pace(per_second=30, per_chat=1, per_group_minute=20)
WHATSAPP = Pace(per_second=80, per_chat=5, per_group_minute=20, chat_seconds=6, chat_burst=20)


def now() -> float:
    return asyncio.get_running_loop().time()


def most_within(seconds: float, moments: Sequence[float]) -> int:
    """The most of these moments that any window of so many seconds holds."""
    held, first = 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= seconds:
            first += 1
        held = max(held, last + 1 - first)
    return held


class Sent:
    """What went through the paces of one channel: when, to which chat."""

    def __init__(self, pace: Pace = TELEGRAM) -> None:
        self.paces = Paces(pace, lambda chat: chat.startswith("-"))
        self.log: list[tuple[float, str]] = []

    async def send(self, chat: str, *, asked: bool = False) -> float:
        """Send as a delivery does; how long that took."""
        began = now()
        await asyncio.sleep(max(0, self.paces.rest(chat)))
        await self.paces.wait(chat, asked=asked)
        self.log.append((now(), chat))
        return now() - began

    async def in_turn(self, chat: str, times: int, *, asked: bool = False) -> list[float]:
        """Send to one chat again and again; when each went."""
        began, moments = now(), []
        for _time in range(times):
            await self.send(chat, asked=asked)
            moments.append(round(now() - began, 6))
        return moments


def test_a_window_is_full_until_its_oldest_has_left_it() -> None:
    window = Window(2, 10)
    for moment in (1.0, 4.0):
        assert window.open_from() <= moment
        window.note(moment)
    assert window.open_from() == 11.0
    window.note(11.0)
    assert window.open_from() == 14.0


def test_a_bucket_lends_so_many_and_wants_them_back_one_by_one() -> None:
    bucket = Bucket(3, 6)
    for _message in range(3):
        assert bucket.open_from() <= 100
        bucket.note(100)
    assert bucket.open_from() == 106
    bucket.note(106)
    assert bucket.open_from() == 112
    bucket.note(1_000)
    assert bucket.open_from() <= 1_000, "after a rest it is full again, and no fuller"
    for _message in range(2):
        bucket.note(1_000)
    assert bucket.open_from() == 1_006


def test_one_person_gets_one_message_in_six_seconds_after_a_burst_and_others_need_not_wait_for_that() -> None:
    async def run() -> tuple[list[float], float]:
        sent = Sent(WHATSAPP)
        mine = await sent.in_turn("a", 40, asked=True)
        return mine, await sent.send("b", asked=True)

    mine, other = virtually(run)
    assert most_within(1.0, mine) == 5
    assert mine[19] < 5, "a talk of twenty messages is not held up"
    assert most_within(6.0, mine) <= 21
    assert most_within(600.0, mine) <= 600 / 6 + 20
    assert mine[39] == pytest.approx(20 * 6 * GUARD)
    assert other == 0


def test_whatsapp_over_all_is_eighty_a_second() -> None:
    async def run() -> list[float]:
        sent = Sent(WHATSAPP)
        await asyncio.gather(*(sent.send(str(number)) for number in range(400)))
        return [moment for moment, _chat in sent.log]

    moments = virtually(run)
    assert most_within(1.0, moments) <= 80
    assert moments[-1] == pytest.approx(400 / 80 * GUARD, abs=0.1)


def test_one_chat_gets_one_message_a_second_and_others_need_not_wait_for_that() -> None:
    async def run() -> tuple[list[float], float]:
        sent = Sent()
        mine = await sent.in_turn("a", 4)
        return mine, await sent.send("b")

    mine, other = virtually(run)
    assert mine == [round(GUARD * number, 6) for number in range(4)]
    assert other == 0


def test_a_group_chat_gets_twenty_a_minute() -> None:
    async def run() -> tuple[list[float], list[float]]:
        return await Sent().in_turn("-7", 41), await Sent().in_turn("7", 41)

    group, person = virtually(run)
    assert most_within(MINUTE, group) == 20
    assert group[20] == pytest.approx(MINUTE * GUARD)
    assert group[40] == pytest.approx(2 * MINUTE * GUARD)
    assert person[40] == pytest.approx(40 * GUARD)


def test_what_nobody_asked_for_goes_evenly_and_what_was_asked_for_at_once() -> None:
    async def run(*, asked: bool) -> list[float]:
        sent = Sent()
        await asyncio.gather(*(sent.send(str(number), asked=asked) for number in range(30)))
        return [moment for moment, _chat in sent.log]

    assert virtually(lambda: run(asked=True)) == [0.0] * 30
    evenly = virtually(lambda: run(asked=False))
    assert evenly.count(0.0) == STEPS_AT_ONCE + 1
    assert all(b - a == pytest.approx(GUARD / 30) for a, b in pairwise(evenly[3:]))


def test_who_asked_goes_before_a_crowd_that_waits_already() -> None:
    async def run() -> tuple[float, float]:
        sent = Sent()
        crowd = [asyncio.create_task(sent.send(str(number))) for number in range(3_000)]
        await asyncio.sleep(10)
        waited = await sent.send("a", asked=True)
        await asyncio.gather(*crowd)
        return waited, now()

    waited, over = virtually(run)
    assert waited <= (STEPS_AT_ONCE + 2) * GUARD / 30
    assert over == pytest.approx(100 * GUARD, rel=0.01), "and nothing is lost of the pace"


def test_a_place_is_not_kept_for_who_has_left() -> None:
    async def run() -> list[float]:
        gate, moments = Gate(Window(1, 1.0), 1.0), []
        tasks = [asyncio.create_task(gate.passed(asked=True)) for _number in range(4)]
        await asyncio.sleep(0.5)
        tasks[1].cancel()
        for task in (tasks[0], tasks[2], tasks[3]):
            await task
            moments.append(now())
        return moments

    assert virtually(run) == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("seed", range(5))
def test_no_limit_is_broken_in_any_window_by_whatever_comes(seed: int) -> None:
    dice = random.Random(seed)

    async def one(sent: Sent, chat: str, waits: dict[str, float]) -> None:
        for _message in range(dice.randint(1, 60)):
            await asyncio.sleep(dice.choice([0, 0, 0.3, 1, 5]))
            asked = dice.random() < 0.2
            waits[chat] = max(waits.get(chat, 0.0), await sent.send(chat, asked=asked))

    async def run() -> Sent:
        sent, chats = Sent(), [str(number) for number in range(80)] + [str(-number) for number in range(1, 20)]
        await asyncio.gather(*(one(sent, chat, {}) for chat in chats))
        return sent

    log = virtually(run).log
    assert most_within(1.0, [moment for moment, _chat in log]) == 30
    for chat in Counter(chat for _moment, chat in log):
        moments = [moment for moment, to in log if to == chat]
        assert most_within(1.0, moments) == 1
        assert most_within(MINUTE, moments) <= (20 if chat.startswith("-") else 60)
