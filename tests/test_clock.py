"""Ticks: they begin a breath after the start, and end with the process without a word."""

from __future__ import annotations

import asyncio

import pytest

from bot import clock
from bot.clock import Ticker


@pytest.fixture(autouse=True)
def breathless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "BREATH", 0.05)


async def ticked(ticker: Ticker, seconds: float, work_takes: float = 0.0) -> int:
    """How often a work that is due every tenth of a second began in so many seconds."""
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        await asyncio.sleep(work_takes)

    ticker.every(0.1, work)
    ticker.start()
    await asyncio.sleep(seconds)
    ticker.stop()
    await asyncio.sleep(0.1)
    return begun


async def test_ticks_go_on_until_they_are_stopped() -> None:
    assert await ticked(Ticker(), 1.0) >= 2


async def test_what_is_rare_is_done_soon_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "FIRST", 0.1)
    ticker, done = Ticker(), asyncio.Event()

    async def work() -> None:
        done.set()

    ticker.every(3_600, work)
    ticker.start()
    async with asyncio.timeout(5):
        await done.wait()
    ticker.stop()


async def test_nothing_ticks_before_the_breath_is_over() -> None:
    assert await ticked(Ticker(), 0.0) == 0


async def test_a_tick_that_a_stop_cuts_short_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    assert await ticked(Ticker(), 0.8, work_takes=9.0) == 1
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
