"""What becomes of a meeting is told at once without a sound where it is near, else not in the night."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.walks import YES
from tests.world import MEMBER, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)
AN_HOUR = 3_600


@pytest.mark.parametrize(("hours", "silent"), [(0, False), (3 * 24 - 4, True)])
def test_what_is_near_is_told_at_once_without_a_sound_and_what_is_far_with_one(
    desk: Desk, hours: int, silent: bool
) -> None:
    desk.now += hours * AN_HOUR
    desk.say(SECRETARY, "kumpulan kamis batal")
    desk.say(SECRETARY, YES)
    assert [one.silent for one in desk.to_others if one.chat == MEMBER] == [silent]


def test_what_is_far_is_told_when_the_night_is_over(desk: Desk) -> None:
    desk.now += 14 * AN_HOUR
    desk.say(SECRETARY, "kumpulan kamis batal")
    assert "05.00" in desk.say(SECRETARY, YES).text
    assert desk.to_others == []
    desk.now += 6 * AN_HOUR - 1
    desk.work()
    assert desk.to_others == []
    desk.now += 1
    desk.work()
    assert [one.silent for one in desk.to_others if one.chat == MEMBER] == [False]
