"""key: a new key with which the NIK of founders are locked."""

from __future__ import annotations

from argparse import Namespace

from bot.sealing import new_key
from commands import WELL


def run(_chosen: Namespace) -> int:
    """Print it; it is kept nowhere."""
    print(new_key())
    return WELL
