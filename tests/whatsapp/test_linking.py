"""One person on Telegram and on WhatsApp, through the real channels: joined by a code, heard of once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.player.mixed_phones import MixedPhones
from tests.player.phones import Phones, StoryClock
from tests.player.playing import Player
from tests.player.story import read_story
from tests.player.telegram_phones import TelegramPhones
from tests.player.whatsapp_phones import WhatsAppPhones
from tests.storage.fresh import Kind
from tests.telegram.world import TelegramWorld
from tests.whatsapp.world import WhatsAppWorld

ON_TELEGRAM = ("Tini", "Sri")
STORIES = sorted((Path(__file__).parent / "stories").glob("linked_*.chat"))


@pytest.mark.parametrize("story", STORIES, ids=lambda file: file.stem)
async def test_both_accounts_are_one_person(story: Path, databases: Callable[[Kind], Awaitable[str]]) -> None:
    clock, url = StoryClock(), await databases("sqlite")
    async with WhatsAppWorld(clock.now) as whatsapp, TelegramWorld() as telegram:
        platforms: dict[str, Phones] = {"whatsapp": WhatsAppPhones(whatsapp, clock)}
        platforms["telegram"] = TelegramPhones(telegram, clock)
        phones = MixedPhones(platforms, dict.fromkeys(ON_TELEGRAM, "telegram"))
        async for played in Player(url, phones, clock).play(read_story(story)):
            assert not played.problems, "\n".join(played.problems)
