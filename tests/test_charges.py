"""What whoever runs the service hears of what a platform charges for: counts of this month, no group and nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from bot.ports import Sent
from storage.schema import members
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


def test_who_has_left_is_counted_where_they_are_now(desk: Desk) -> None:
    person = desk.person(MEMBER)
    mine = update(members).where(members.c.person == person, members.c.group_id == MANDIRI)
    desk.connection.execute(mine.values(left_on=date(2026, 11, 1)))
    [other] = desk.connection.execute(select(members.c.id).where(members.c.name == "Kasiyem")).scalars()
    desk.connection.execute(update(members).where(members.c.id == other).values(person=person))
    charge(desk, who=MEMBER)
    assert [(one.group, one.count) for one in desk.records.charges.of(MONTH)] == [(RAHAYU, 1)]
