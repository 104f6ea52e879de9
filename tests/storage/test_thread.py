"""What is asked of SQLite's thread is done in its order, handed over together, and kept from nobody by what is slow."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.thread import Thread


@pytest.fixture
async def thread(tmp_path: Path) -> AsyncIterator[Thread]:
    opened = Thread(tmp_path / "books.db", 1.0, {})
    await opened
    yield opened
    await opened.close()


class Gate:
    """Work that lasts until it is let go."""

    def __init__(self) -> None:
        self.begun, self._open = threading.Event(), threading.Event()

    def work(self) -> str:
        self.begun.set()
        assert self._open.wait(10)
        return "slow"

    def let_go(self) -> None:
        self._open.set()


async def test_all_is_done_in_its_order_and_everybody_gets_their_own_answer(thread: Thread) -> None:
    numbers = itertools.count()
    answers = await asyncio.gather(*(thread.do(lambda: next(numbers)) for _at in range(20)))
    assert answers == list(range(20))


async def test_the_loop_is_woken_once_for_what_was_done_together(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, gate, times = asyncio.get_running_loop(), Gate(), itertools.count()
    waken = loop.call_soon_threadsafe
    monkeypatch.setattr(loop, "call_soon_threadsafe", lambda *call: (next(times), waken(*call)))
    doing = [asyncio.ensure_future(thread.do(work)) for work in (gate.work, lambda: "second", lambda: "third")]
    await asyncio.sleep(0)
    gate.let_go()
    assert await asyncio.gather(*doing) == ["slow", "second", "third"]
    assert next(times) == 1


async def test_a_quick_answer_does_not_wait_for_a_slow_one_behind_it(thread: Thread) -> None:
    gate = Gate()
    quick, slow = asyncio.ensure_future(thread.do(lambda: "quick")), asyncio.ensure_future(thread.do(gate.work))
    try:
        assert await asyncio.wait_for(quick, 5) == "quick"
        assert gate.begun.wait(5)
        assert not slow.done()
    finally:
        gate.let_go()
    assert await slow == "slow"


async def test_what_fails_fails_for_who_asked_for_it_alone(thread: Thread) -> None:
    failed, well = await asyncio.gather(thread.do(lambda: 1 // 0), thread.do(lambda: 1), return_exceptions=True)
    assert isinstance(failed, ZeroDivisionError)
    assert well == 1


async def test_a_bug_that_no_future_takes_is_told_all_the_same(thread: Thread) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(thread.do(lambda: next(iter(()))), 5)
    assert await thread.do(lambda: "well") == "well"


async def test_what_was_begun_is_done_although_nobody_waits_for_it_any_more(thread: Thread) -> None:
    gate, done = Gate(), []
    first, second = (
        asyncio.ensure_future(thread.do(gate.work)),
        asyncio.ensure_future(thread.do(lambda: done.append(1))),
    )
    await asyncio.sleep(0)
    first.cancel()
    second.cancel()
    gate.let_go()
    assert await thread.do(lambda: "third") == "third"
    assert done == [1]


async def test_nothing_more_is_asked_of_a_file_that_is_being_closed(tmp_path: Path) -> None:
    thread, gate = Thread(tmp_path / "books.db", 1.0, {}), Gate()
    await thread
    last = asyncio.ensure_future(thread.do(gate.work))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(thread.close())
    await asyncio.sleep(0)
    with pytest.raises(ValueError, match="closed"):
        await thread.do(lambda: 1)
    gate.let_go()
    await closing
    assert await last == "slow"
    with pytest.raises(ValueError, match="closed"):
        await thread.do(lambda: 1)
