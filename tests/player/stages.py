"""Where stories are played: a channel's phones, made anew for one story."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from tests.player.mixed_phones import MixedPhones
from tests.player.phones import Phones, StoryClock
from tests.player.playing import Player
from tests.player.simulator_phones import SimulatorPhones
from tests.player.telegram_phones import TelegramPhones
from tests.player.whatsapp_phones import WhatsAppPhones
from tests.telegram.world import TelegramWorld
from tests.whatsapp.world import WhatsAppWorld

Channel = Literal["simulator", "telegram", "whatsapp", "mixed"]
CHANNELS: tuple[Channel, ...] = ("simulator", "telegram", "whatsapp")
SPECIAL: tuple[Channel, ...] = ("mixed",)
"""On which only stories are played that say so."""


@asynccontextmanager
async def played_on(channel: Channel, url: str, folder: Path) -> AsyncIterator[Player]:
    """A player on an empty, prepared database; `folder` is an empty one."""
    clock = StoryClock()
    match channel:
        case "simulator":
            yield Player(url, SimulatorPhones(folder, clock), clock)
        case "telegram":
            async with TelegramWorld() as telegram:
                yield Player(url, TelegramPhones(telegram, clock), clock)
        case "whatsapp":
            async with WhatsAppWorld(clock.now) as whatsapp:
                yield Player(url, WhatsAppPhones(whatsapp, clock), clock)
        case "mixed":
            async with WhatsAppWorld(clock.now) as whatsapp, TelegramWorld() as telegram:
                both: dict[str, Phones] = {"whatsapp": WhatsAppPhones(whatsapp, clock)}
                both["telegram"] = TelegramPhones(telegram, clock)
                yield Player(url, MixedPhones(both), clock)
