"""invite: a code that is used once, with which a facilitator joins."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from bot.settings import Settings
from commands import WELL, configured, pretended_clock, wrong
from commands.database import prepared
from handlers import facilitator_code


def run(chosen: Namespace) -> int:
    """Print the code as it is written to Carik."""
    try:
        print(f"/start {asyncio.run(_invited(configured(chosen), chosen.group))}")
    except LookupError as refused:
        return wrong(f"invite: {refused}")
    return WELL


async def _invited(settings: Settings, group: str) -> str:
    now = pretended_clock(settings).now()
    async with prepared(settings) as database:
        return await database.run(lambda records: facilitator_code(records, now, group))
