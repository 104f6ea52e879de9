"""Where stories are played: a channel's phones, made anew for one story."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from tests.player.phones import StoryClock
from tests.player.playing import Player
from tests.player.simulator_phones import SimulatorPhones
from tests.player.telegram_phones import TelegramPhones
from tests.telegram.world import TelegramWorld

Channel = Literal["simulator", "telegram"]
CHANNELS: tuple[Channel, ...] = ("simulator", "telegram")


@asynccontextmanager
async def played_on(channel: Channel, url: str, folder: Path) -> AsyncIterator[Player]:
    """A player on an empty, prepared database; `folder` is an empty one."""
    clock = StoryClock()
    if channel == "simulator":
        yield Player(url, SimulatorPhones(folder, clock), clock)
        return
    async with TelegramWorld() as world:
        yield Player(url, TelegramPhones(world, clock), clock)
