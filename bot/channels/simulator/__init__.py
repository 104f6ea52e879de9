"""A platform of its own: phones in a browser page and a clock that can be moved, on loopback only."""

from bot.channels.simulator.channel import Simulator
from bot.channels.simulator.clock import OffsetClock
from bot.channels.simulator.desk import Desk

__all__ = ["Desk", "OffsetClock", "Simulator"]
