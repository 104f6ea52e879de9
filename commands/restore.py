"""restore: the records of a backup in the place of those there are, which are kept aside where they are overwritten."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from bot.settings import Settings
from commands import WELL, configured, wrong
from commands.database import REFUSALS, opened
from storage.backup import restore


def run(chosen: Namespace) -> int:
    """Read the file, or say why not."""
    settings = configured(chosen)
    aside = settings.data / f"before-restore-{datetime.now():%Y%m%d-%H%M%S}.backup" if chosen.overwrite else None
    try:
        rows = asyncio.run(_restored(settings, chosen.file, aside))
    except REFUSALS as refused:
        return wrong(f"restore: {refused}")
    kept = f" What was there before is in {aside}." if aside and aside.exists() else ""
    print(f"{rows} rows restored.{kept}")
    return WELL


async def _restored(settings: Settings, file: Path, aside: Path | None) -> int:
    async with opened(settings) as database:
        return await restore(database, file, aside)
