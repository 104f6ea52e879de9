"""All of Carik on an SQLite file of its own that is thrown away, as `main.py serve` runs it but for Telegram's pace."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from bot.channels.telegram import Telegram
from bot.clock import RealClock
from main import build
from storage.database import open_database
from storage.prepare import prepare


async def main(token: str, base_url: str) -> None:
    """Serve until interrupted. Every commit is synced to the disk, as it is with `main.py serve`."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite+aiosqlite:///{Path(folder) / 'carik.db'}")
        await prepare(database)
        host = build(database, RealClock())
        # At Telegram's pace of 30 messages a second there would be nothing to measure.
        host.add(Telegram(token, base_url, pace=None))
        try:
            await host.run(stop)
        finally:
            await host.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
