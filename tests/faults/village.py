"""A village in the records of a product: a group with its secretary and six linked members, all on Telegram.

The six are in many groups more, which are there for their reminders.
"""

from __future__ import annotations

from datetime import date, timedelta
from datetime import time as time_of_day

from bot.messages import Incoming
from handlers.reminders import replan
from jamaah.calendar import Weekly
from jamaah.groups import Group, Zone
from jamaah.members import Member
from jamaah.roles import Role
from jamaah.timetable import Schedule
from storage.database import open_database
from storage.preparing import prepare
from storage.records import Records
from tests.player.names import neighbours
from tests.story import by_day
from tests.telegram.world import TelegramWorld

SRI, GROUP = "Sri", "Ngudi Rejeki"
NEIGHBOURS = [name for name, _gender, _year in neighbours(40)]
LINKED, NEW = NEIGHBOURS[:6], NEIGHBOURS[6:]
FIRST_DAY = date(2026, 1, 1)


def reminding(number: int) -> str:
    """The name of one of the groups that are there for their reminders."""
    return f"Rukun {chr(ord('A') + number // 26)}{chr(ord('a') + number % 26)}"


async def settle(url: str, world: TelegramWorld, groups: int = 0) -> None:
    """Make the village in an empty database before anybody serves; so many groups more meet the day after tomorrow."""
    database = open_database(url)
    await prepare(database)

    def work(records: Records) -> None:
        records.author(0, 0, 1)
        people = [_person(records, world, name) for name in LINKED]
        secretary = _person(records, world, SRI)
        records.author(0, secretary, 1)
        records.people.grant(secretary, Role.SECRETARY, _group(records, GROUP, people))
        for number in range(groups):
            _meet(records, _group(records, reminding(number), people))

    await database.run(work)
    await database.close()


def _person(records: Records, world: TelegramWorld, name: str) -> int:
    chat = str(world.person(name))
    first = Incoming(channel="telegram", update=f"first {chat}", chat=chat, user=chat, at=1, name=name)
    person = records.talks.load(first)[0].person
    records.people.address(person, f"Bu {name.split()[0]}")
    return person


def _group(records: Records, name: str, people: list[int]) -> int:
    new = Group(id=0, name=name, village="Sumogawe", rt="3", zone=Zone.WIB, founded=FIRST_DAY)
    group = records.groups.add(new).id
    linked = zip(LINKED, people, strict=True)
    records.members.add([Member(group=group, name=who, joined=FIRST_DAY, person=person) for who, person in linked])
    return group


def _meet(records: Records, group: int) -> None:
    weekly = Weekly((by_day.now() + timedelta(days=2)).weekday())
    records.schedules.set(Schedule(group=group, recurrence=weekly, at=time_of_day(19), place=None, since=FIRST_DAY))
    replan(records, group, int(by_day.now().timestamp()))
