"""A clock that runs on from wherever it is set, and how instants and durations are written (ISO 8601)."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

WIB = timezone(timedelta(hours=7), "WIB")
YEARS = range(2000, 2101)
LATEST = int(datetime(YEARS.stop, 1, 1, tzinfo=WIB).timestamp()) - 1
_DURATION = re.compile(r"P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)


class OffsetClock:
    """Real time plus an offset that `file` keeps over a restart; without a file nothing keeps it."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._offset = int(file.read_text()) if file is not None and file.exists() else 0

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        return int(time.time()) + self._offset

    def set(self, now: int) -> None:
        """Make it `now`; the clock runs on from there."""
        self._shift(now - int(time.time()))

    def real(self) -> None:
        """Go back to the real time."""
        self._shift(0)

    def _shift(self, offset: int) -> None:
        self._offset = offset
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(f"{offset}\n")
            fresh.replace(self._file)


def written(instant: int) -> str:
    """An instant as "2026-11-26T19:00:00+07:00"."""
    return datetime.fromtimestamp(instant, WIB).isoformat()


def instant_of(words: str) -> int:
    """The instant of an ISO 8601 date and time with an offset. Raises ValueError, also outside 2000 to 2100."""
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("a time has an offset and a year of this century")
    return int(moment.timestamp())


def seconds_of(duration: str) -> int:
    """The seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds. Raises ValueError."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError("not a duration")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
