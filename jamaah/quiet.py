"""The quiet hours, in which nobody is written to unasked; by the clock of the group."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jamaah.calendar import instant, local
from jamaah.groups import Zone

BEGINS, ENDS = time(21), time(5)
JUST_BEFORE = timedelta(minutes=5)


def is_quiet(moment: int, zone: Zone) -> bool:
    """Whether a moment (seconds UTC) lies in the quiet hours; they end as the clock strikes ENDS."""
    at = local(moment, zone).time()
    return at >= BEGINS or at < ENDS


def before_quiet(moment: int, zone: Zone) -> int:
    """The moment itself, or, of one in the quiet hours, a moment just before these."""
    if not is_quiet(moment, zone):
        return moment
    evening = _evening(local(moment, zone))
    return instant(evening.date(), BEGINS, zone) - int(JUST_BEFORE.total_seconds())


def after_quiet(moment: int, zone: Zone) -> int:
    """The moment itself, or, of one in the quiet hours, that at which these end."""
    if not is_quiet(moment, zone):
        return moment
    return instant(_evening(local(moment, zone)).date() + timedelta(days=1), ENDS, zone)


def _evening(at: datetime) -> datetime:
    """The evening to which a moment of the night belongs."""
    return at if at.time() >= BEGINS else at - timedelta(days=1)
