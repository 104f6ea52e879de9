"""The database that an operator has set, as it is or prepared, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.keys import KEYS
from bot.ports import Unavailable
from bot.settings import Settings, SettingsInvalid
from storage.database import AsyncDatabase, open_database
from storage.errors import BackupRefused, BrokenStatement
from storage.preparing import NewerSchema, prepare
from storage.presence import Occupied

REFUSALS = (BackupRefused, Occupied, NewerSchema, Unavailable, BrokenStatement)
"""Why nothing is backed up or restored."""


@asynccontextmanager
async def prepared(settings: Settings) -> AsyncIterator[AsyncDatabase]:
    """The database, prepared; SettingsInvalid says why it cannot be."""
    async with opened(settings) as database:
        try:
            await prepare(database)
        except (NewerSchema, Unavailable, BrokenStatement) as wrong:
            raise SettingsInvalid([f"storage.url: {wrong}"]) from None
        yield database


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[AsyncDatabase]:
    """The database as it is; SettingsInvalid says why it cannot be."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        database = open_database(settings.storage.url)
    except OSError as error:
        raise SettingsInvalid([f"data (CARIK_DATA): expected a folder: {error.strerror}"]) from None
    except ValueError:
        # What is wrong with an address may be told by a part of it, and that may be the password.
        raise SettingsInvalid([f"storage.url (CARIK_DATABASE_URL): expected {KEYS['storage.url'].expected}"]) from None
    try:
        yield database
    finally:
        await database.close()
