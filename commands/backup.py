"""backup: all records in one new file, also while they are served."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path

from bot.settings import Settings
from commands import WELL, configured, wrong
from commands.database import REFUSALS, opened
from storage.backup import back_up


def run(chosen: Namespace) -> int:
    """Write the file, or say why not."""
    try:
        rows = asyncio.run(_backed_up(configured(chosen), chosen.file))
    except REFUSALS as refused:
        return wrong(f"backup: {refused}")
    print(f"{chosen.file}: {rows} rows. Whoever has this file has the books; keep it as safe as they are.")
    return WELL


async def _backed_up(settings: Settings, file: Path) -> int:
    async with opened(settings) as database:
        return await back_up(database, file)
