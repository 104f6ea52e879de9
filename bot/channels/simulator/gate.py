"""A gate that many may pass at once, and that closes for one who must be alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    """Sayings pass; a reset or a move of the clock waits until they are through and keeps the next ones waiting."""

    def __init__(self) -> None:
        self._inside = 0
        self._open = asyncio.Event()
        self._quiet = asyncio.Event()
        self._open.set()
        self._quiet.set()

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Be inside beside others."""
        await self._opened()
        self._inside += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._inside -= 1
            if not self._inside:
                self._quiet.set()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Be inside with nobody else."""
        await self._opened()
        self._open.clear()
        try:
            await self._quiet.wait()
            yield
        finally:
            self._open.set()

    async def _opened(self) -> None:
        while not self._open.is_set():  # somebody faster may have closed it again
            await self._open.wait()
