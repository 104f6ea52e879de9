"""The product with its clock set to the day while it is night in the villages, when no reminder is sent.

`python tests/story/by_day.py SECONDS serve` is `main.py serve`, so many seconds ahead of the computer's clock.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_WIB = ZoneInfo("Asia/Jakarta")
_BEGINS, _ENDS = 6, 20
"""Hours; far enough from the quiet ones (21 to 5) for any test to begin and end between them."""


def _ahead() -> int:
    return 0 if _BEGINS <= datetime.now(_WIB).hour < _ENDS else 12 * 3600


AHEAD = _ahead()
"""Seconds by which the clock is ahead in this run of the tests."""


def now() -> datetime:
    """The time by that clock, in WIB."""
    return datetime.now(_WIB) + timedelta(seconds=AHEAD)


def _serve(ahead: int, arguments: list[str]) -> int:
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    import main  # noqa: PLC0415
    from bot.clock import RealClock  # noqa: PLC0415
    from commands import serve  # noqa: PLC0415

    class Ahead(RealClock):
        def now(self) -> int:
            return super().now() + ahead

    vars(serve)["RealClock"] = Ahead
    return main.main(arguments)


if __name__ == "__main__":
    sys.exit(_serve(int(sys.argv[1]), sys.argv[2:]))
