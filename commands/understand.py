"""understand: what each line that is read means."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.talk import HOME_ZONE
from bot.understanding import Reader
from bot.understanding.command import answer_lines
from commands import WELL


def run(chosen: Namespace) -> int:
    """Print it as JSON, a line each."""
    now = chosen.now or datetime.now(ZoneInfo(HOME_ZONE))
    for line in answer_lines(Reader.load(), sys.stdin, now if now.tzinfo else now.replace(tzinfo=ZoneInfo(HOME_ZONE))):
        print(line)
    return WELL
