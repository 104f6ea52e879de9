"""Days and hours, worked out in another way than the product does: by counting, with fixed offsets from UTC."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from jamaah.calendar import EveryFewWeeks, MonthlyDay, OneByOne, Recurrence, Selapanan, Weekly
from jamaah.groups import Zone

OFFSETS = {Zone.WIB: 7, Zone.WITA: 8, Zone.WIT: 9}
FRIDAY_KLIWON, KLIWON = date(2025, 2, 7), 4
"""A published date of the Javanese calendar."""
JUST_BEFORE = 300


def falls_on(recurrence: Recurrence, day: date) -> bool:
    """Whether a day is one of a recurrence."""
    tomorrow = day + timedelta(days=1)
    if isinstance(recurrence, OneByOne):
        return False
    if isinstance(recurrence, Weekly):
        return day.weekday() == recurrence.weekday
    if isinstance(recurrence, EveryFewWeeks):
        return (day - recurrence.first).days % (7 * recurrence.weeks) == 0
    if isinstance(recurrence, Selapanan):
        five = (KLIWON + (day - FRIDAY_KLIWON).days) % 5
        return (day.weekday(), five) == (recurrence.weekday, recurrence.pasaran)
    if isinstance(recurrence, MonthlyDay):
        return day.day == recurrence.day or (day.day < recurrence.day and tomorrow.month != day.month)
    last = (day + timedelta(days=7)).month != day.month
    position = (day.day + 6) // 7
    wanted = last if recurrence.nth == -1 else position == recurrence.nth or (recurrence.nth == 5 and last)
    return day.weekday() == recurrence.weekday and wanted


def moment(day: date, at: time, zone: Zone) -> int:
    """Seconds since 1970, UTC."""
    return int(datetime.combine(day, at, timezone(timedelta(hours=OFFSETS[zone]))).timestamp())


def is_quiet(instant: int, zone: Zone) -> bool:
    """Whether it is between nine in the evening and five in the morning there."""
    hour = (instant // 3600 + OFFSETS[zone]) % 24
    return hour >= 21 or hour < 5


def not_quiet(instant: int, zone: Zone) -> int:
    """The moment itself, or five minutes before the quiet hours in which it lies begin."""
    if not is_quiet(instant, zone):
        return instant
    hour = instant // 3600 * 3600
    while is_quiet(hour - 3600, zone):
        hour -= 3600
    return hour - JUST_BEFORE
