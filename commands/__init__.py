"""What the program can be told to do, a file each command; here what they share: settings, clock, what is wrong."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings, read_document, read_settings

if TYPE_CHECKING:
    from bot.channels.simulator.clock import OffsetClock

CONFIGURATION = Path("config.toml")
WELL, WRONG = 0, 1


def configured(chosen: Namespace) -> Settings:
    """What the operator has set. Raises SettingsInvalid."""
    there = chosen.config.exists() or chosen.config != CONFIGURATION
    return read_settings(read_document(chosen.config) if there else {}, os.environ)


def pretended_clock(settings: Settings) -> OffsetClock:
    """The simulator's clock, where there is nothing but the simulator; else one that tells the real time."""
    from bot.channels.simulator.clock import OffsetClock  # noqa: PLC0415  nothing that Telegram alone needs

    return OffsetClock(None if settings.live else settings.data / "simulator" / "clock")


def wrong(*problems: str) -> int:
    """Say what is wrong, a line each; the status with which the program ends."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return WRONG
