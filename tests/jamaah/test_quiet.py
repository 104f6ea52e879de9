"""The quiet hours: nothing is said in them, what falls in them goes before or after."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given

from jamaah.calendar import instant, local
from jamaah.groups import Zone
from jamaah.quiet import BEGINS, ENDS, after_quiet, before_quiet, is_quiet
from tests.jamaah.strategies import moments, zones

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (time(20, 59, 59), False),
        (time(21), True),
        (time(23, 59), True),
        (time(0), True),
        (time(4, 59), True),
        (time(5), False),
    ],
)
@pytest.mark.parametrize("zone", list(Zone))
def test_they_are_from_nine_in_the_evening_to_five_by_the_clock_of_the_group(at: time, quiet: bool, zone: Zone) -> None:
    assert is_quiet(instant(DAY, at, zone), zone) is quiet


def test_what_falls_in_them_goes_just_before_or_when_they_end() -> None:
    for day, at in ((DAY, time(22, 30)), (DAY + timedelta(days=1), time(3))):
        moment = instant(day, at, Zone.WITA)
        assert local(before_quiet(moment, Zone.WITA), Zone.WITA).isoformat() == "2026-11-26T20:55:00+08:00"
        assert local(after_quiet(moment, Zone.WITA), Zone.WITA).isoformat() == "2026-11-27T05:00:00+08:00"


@given(moments, zones)
def test_neither_way_leads_into_them_or_further_than_a_night(moment: int, zone: Zone) -> None:
    before, after = before_quiet(moment, zone), after_quiet(moment, zone)
    assert not is_quiet(before, zone) and not is_quiet(after, zone)
    assert before <= moment <= after
    assert after - before <= 8 * 3600 + 5 * 60
    if not is_quiet(moment, zone):
        assert before == moment == after
    assert (time(21), time(5)) == (BEGINS, ENDS)
