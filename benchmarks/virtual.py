"""Virtual time: an event loop whose clock jumps to the next moment somebody waits for, once all work is done."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Sleeping takes no time. What other threads do for the loop takes none of its time either: see `working`."""

    def __init__(self) -> None:
        self._now, self._working = 0.0, 0
        super().__init__(_Skipping(self))

    def time(self) -> float:
        """Seconds since the loop was made, as far as anybody has slept."""
        return self._now

    async def working(self, work: Coroutine[Any, Any, T]) -> T:
        """Await what another thread does; until it is done, the clock stands still."""
        self._working += 1
        try:
            return await work
        finally:
            self._working -= 1

    def skipped(self, seconds: float) -> bool:
        """Let time pass, unless another thread is working."""
        if not self._working:
            self._now += seconds
        return not self._working


class _Skipping(selectors.DefaultSelector):
    """Where a loop would wait for so long, lets so much virtual time pass."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; waits in earnest only for other threads."""
        ready = super().select(0)
        if ready or (timeout is not None and (timeout <= 0 or self._loop.skipped(timeout))):
            return ready
        return list(super().select(None))


def virtually(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `work` to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work())
