"""When a digest comes: on its weekday, at its hour, each week, and never at night."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import local
from jamaah.digests import check_hour, next_digest
from jamaah.groups import Zone
from jamaah.quiet import is_quiet
from jamaah.refusals import Refusal

WEEK, NOW = 7 * 86_400, 1_795_400_000


@given(st.integers(0, 6), st.integers(5, 20), st.sampled_from(Zone), st.integers(0, 3 * WEEK))
def test_it_comes_within_a_week_on_its_day_at_its_hour(weekday: int, hour: int, zone: Zone, later: int) -> None:
    after = NOW + later
    moment = next_digest((weekday, time(hour)), zone, after)
    assert after < moment <= after + WEEK
    assert (local(moment, zone).weekday(), local(moment, zone).time()) == (weekday, time(hour))
    assert next_digest((weekday, time(hour)), zone, moment) == moment + WEEK
    assert not is_quiet(moment, zone)


@pytest.mark.parametrize("at", [time(21), time(23, 30), time(4, 59)])
def test_no_hour_of_the_night_is_taken(at: time) -> None:
    with pytest.raises(Refusal, match="quiet"):
        check_hour(at, Zone.WIB, NOW)


@pytest.mark.parametrize("at", [time(5), time(7), time(20, 59)])
def test_any_hour_of_the_day_is(at: time) -> None:
    check_hour(at, Zone.WIB, NOW)
