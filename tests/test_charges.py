"""What whoever runs the service hears of what a platform charges for: counts of this month, no group and nobody."""

from __future__ import annotations

from bot.ports import Sent
from tests.desk import CHANNEL, OPERATOR, Desk
from tests.world import MANDIRI, MEMBER, RAHAYU

pytest_plugins = ("tests.desk_fixtures",)
MONTH = "2026-11"


def charge(desk: Desk, month: str = MONTH, category: str = "utility", group: int | None = None, who: str = "?") -> None:
    desk.records.charges.count(Sent(1, CHANNEL, who, None), month, group, category)


def test_where_nothing_is_charged_for_nothing_is_said_of_it(desk: Desk) -> None:
    charge(desk, "2026-10")
    assert "Berbayar" not in desk.say(OPERATOR, "angka layanan").text


def test_the_operator_hears_of_this_month(desk: Desk) -> None:
    charge(desk, group=MANDIRI)
    charge(desk, group=RAHAYU)
    charge(desk, category="marketing", group=RAHAYU)
    charge(desk, who="nobody we know")
    said = desk.say(OPERATOR, "angka layanan").text.splitlines()
    assert said[-1] == "Berbayar bulan ini: marketing 1, utility 3, dari 2 kelompok."


def test_of_no_message_about_a_group_it_is_the_persons(desk: Desk) -> None:
    charge(desk, who=MEMBER)
    assert [(one.group, one.count) for one in desk.records.charges.of(MONTH)] == [(MANDIRI, 1)]
