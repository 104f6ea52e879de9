"""check: what is wrong with configuration, database and token, and what could not be sent or was charged for lately."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.telegram import Telegram
from bot.ports import HearsOfTrouble, TokenRefused, Unavailable
from bot.settings import Settings, SettingsInvalid
from commands import WELL, configured, pretended_clock, wrong
from commands.database import prepared
from commands.platforms import platforms
from jamaah.rulebook import load
from jamaah.service import Charge
from storage.database import AsyncDatabase
from storage.records import Records
from storage.undelivered import undelivered

if TYPE_CHECKING:
    from bot.channels.whatsapp import WhatsApp

DAY = 86_400
MOST_CHARGES = 20


def run(chosen: Namespace) -> int:
    """Say what is wrong, a line each."""
    load()
    problems = asyncio.run(_problems(configured(chosen)))
    if problems:
        return wrong(*problems)
    print("All is well.")
    return WELL


async def _problems(settings: Settings) -> list[str]:
    problems: list[str] = []
    try:
        async with prepared(settings) as database:
            problems += await _undelivered(settings, database)
            await _tell_charges(settings, database)
    except SettingsInvalid as invalid:
        problems += invalid.problems
    for platform in platforms(settings):
        problems += await _platform_problems(platform)
    return [*problems, *(_address_problems(settings) if settings.whatsapp.token else [])]


async def _undelivered(settings: Settings, database: AsyncDatabase) -> list[str]:
    """A line for each message that was given up lately, and for each channel that takes nothing."""
    since = pretended_clock(settings).now() - settings.retention.messages * DAY
    found = await database.run_raw(lambda connection: undelivered(connection, since))
    if found.expired or found.dropped:
        late = f"{found.expired} messages and {found.dropped} pieces of due work"
        print(f"In the last {settings.retention.messages} days {late} were too late to be of use and were dropped.")
    more = found.dead - len(found.letters)
    letters = (*found.letters, *([f"and {more} more"] if more else []))
    return [f"outbox: {each}" for each in (*found.waiting, *letters)]


async def _tell_charges(settings: Settings, database: AsyncDatabase) -> None:
    """For how many messages a platform charged this month and the last, a line for each group that has most of them."""
    today = datetime.fromtimestamp(pretended_clock(settings).now(), UTC)
    for day in (today.replace(day=1) - timedelta(days=1), today):
        found = await database.run(partial(_charges, f"{day:%Y-%m}"))
        for one in found[:MOST_CHARGES]:
            of = f"group {one.group} ({one.name}, {one.village})" if one.name else "nobody's group"
            print(f"Charged for in {day:%Y-%m}, {one.category}: {one.count} messages of {of}.")
        if more := found[MOST_CHARGES:]:
            print(f"Charged for in {day:%Y-%m}: {sum(one.count for one in more)} messages of others.")


def _charges(month: str, records: Records) -> list[Charge]:
    return records.charges.of(month)


async def _platform_problems(platform: Telegram | WhatsApp) -> list[str]:
    try:
        await platform.me()
        return list(await platform.troubles()) if isinstance(platform, HearsOfTrouble) else []
    except TokenRefused as refused:
        return [f"{refused.setting}: {refused}"]
    except Unavailable as unavailable:
        return [f"{platform.name}.base_url: {unavailable}"]
    finally:
        await platform.close()


def _address_problems(settings: Settings) -> list[str]:
    """Say where Meta calls, which has to be told to it word for word."""
    public, path = settings.server.public, settings.whatsapp.path
    print(f"The callback URL of WhatsApp is {public}{path}")
    if not public.startswith("https://"):
        return ["server.public: expected an address that begins with https://, because Meta calls no other"]
    if public.endswith(path):
        return [f"server.public: expected the address without {path}, which comes behind it"]
    return []
