"""A year of meetings of 500 groups with three linked members each: every reminder comes once, in time, and in no night.

With `CARIK_MONTHS=12` (`make prove`) it is a year, in CI a month, else a few groups for a month. All is real but the
platform, which only notes what it is given, and the clock, which goes from one due moment to the next. On the way
processes are replaced, the clock jumps back once, and what holds of a group is changed as the year goes on.
"""

from __future__ import annotations

import asyncio
import os
import time as real_time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from bot.host import Host
from bot.messages import Incoming
from commands.serve import build
from handlers.reminders import replan
from jamaah.calendar import Recurrence
from jamaah.groups import Group, Zone
from jamaah.members import Member
from jamaah.roles import Role
from jamaah.timetable import Pause, Schedule
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.ci import TOLD
from tests.player.phones import StoryClock
from tests.prove import oracle
from tests.prove.days import is_quiet, moment
from tests.prove.post_office import PostOffice, Sent
from tests.prove.villages import FIRST, LINKED, Change, Village, villages
from tests.storage.fresh import Kind

FULL = os.environ.get("CARIK_FULL") == "1"
MONTHS = int(os.environ.get("CARIK_MONTHS") or 1)
GROUPS = 500 if FULL or MONTHS > 1 else 25
DAYS = MONTHS * 365 // 12
SEED = int(os.environ.get("CARIK_SEED") or 2026)
ANOTHER_PROCESS = 5 * 86_400
MORNING = time(9)
Told = Callable[[str, object], None]


async def test_every_reminder_comes_once_at_its_time_and_none_in_the_night(
    databases: Callable[[Kind], Awaitable[str]], tmp_path: Path, record_property: Told
) -> None:
    began = real_time.monotonic()
    begin, end = (moment(FIRST + timedelta(days=days), time(0), Zone.WIB) for days in (0, DAYS))
    them = list(villages(GROUPS, DAYS, SEED))
    url = await databases("sqlite")
    year = Year(url, them, begin, end)
    await year.settled()
    await year.passes()
    expected = {key: at for each in them for key, at in oracle.reminders(each, DAYS, begin, end).items()}
    await year.check(expected)
    record_property(
        TOLD,
        f"{len(them)} groups, {DAYS} days, {len({key[:2] for key in expected})} meetings reminded of, {len(expected)} "
        f"reminders to {LINKED} members each and others: {len(year.sent)} messages, none missing, none twice, none in "
        f"the night; {year.processes} processes one after the other; {real_time.monotonic() - began:.0f} s; "
        f"CARIK_SEED={SEED}",
    )


class Year:
    """The time from `begin` to `end` (seconds, UTC) as it passes for some villages."""

    def __init__(self, url: str, them: Sequence[Village], begin: int, end: int) -> None:
        self._url, self._villages, self._begin, self._end = url, them, begin, end
        self._clock = StoryClock()
        self._clock.set(begin)
        self._groups: dict[int, int] = {}
        self.sent: list[Sent] = []
        self.processes = 0
        said = [(moment(change.on, MORNING, each.zone), each, change) for each in them for change in each.changes]
        self._changes = sorted(said, key=lambda one: one[0])

    async def settled(self) -> None:
        """Enter the groups, as they are on the first day."""
        database = open_database(self._url)
        await database.run(self._settle)
        await database.close()

    def _settle(self, records: Records) -> None:
        records.author(1, _person(records, "operator"), self._begin)
        for each in self._villages:
            new = Group(id=0, name=f"Rukun {each.number}", village="Getasan", rt="1", zone=each.zone, founded=FIRST)
            group = records.groups.add(new)
            self._groups[each.number] = group.id
            records.groups.replace(_with_leads(group, each))
            linked = [_person(records, f"{each.number}-{number}") for number in range(LINKED)]
            records.members.add(
                [Member(group=group.id, name=f"Orang {who}", joined=FIRST, person=who) for who in linked]
            )
            records.people.grant(_person(records, f"secretary-{each.number}"), Role.SECRETARY, group.id)
            _fix(records, group.id, each.recurrence, each.at, FIRST)
            replan(records, group.id, self._begin)

    async def passes(self) -> None:
        """Let the time pass, from one moment at which something falls due or is said to the next."""
        while self._clock.now() < self._end:
            async with self._process() as (host, database):
                until = min(self._clock.now() + ANOTHER_PROCESS, self._end)
                while (following := await self._following(host, until)) < until:
                    self._clock.set(max(following, self._clock.now()))
                    await self._said(database)
                    await host.tick()
                self._clock.set(until)
                await host.tick()
            if self.processes == 2:
                await self._back()

    async def _following(self, host: Host[Records], until: int) -> int:
        due = await host.next_due()
        said = self._changes[0][0] if self._changes else until
        return min(until, said, due if due is not None else until)

    async def _said(self, database: AsyncDatabase) -> None:
        while self._changes and self._changes[0][0] <= self._clock.now():
            _at, village, change = self._changes.pop(0)
            await database.run(lambda records, of=village, said=change: self._change(records, of, said))  # type: ignore[misc]

    def _change(self, records: Records, village: Village, change: Change) -> None:
        group, now = self._groups[village.number], self._clock.now()
        records.author(2, _person(records, "operator"), now)
        if change.schedule:
            since, recurrence, at = change.schedule
            _fix(records, group, recurrence, at, since)
        if change.pause:
            records.schedules.pause(Pause(group=group, first=change.pause[0], last=change.pause[1]))
        timetable = records.schedules.current(group)
        if change.deviation and timetable:
            records.schedules.deviate(timetable, change.deviation)
        replan(records, group, now)

    async def _back(self) -> None:
        """The clock jumps back two days, all is planned anew, and it jumps forward again."""
        now = self._clock.now()
        self._clock.set(now - 2 * 86_400)
        async with self._process() as (host, database):
            await database.run(self._replan)
            await host.tick()
            self._clock.set(now)
            await host.tick()

    def _replan(self, records: Records) -> None:
        for group in self._groups.values():
            replan(records, group, self._clock.now())

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[tuple[Host[Records], AsyncDatabase]]:
        database = open_database(self._url)
        host = build(database, self._clock)
        host.add(PostOffice(self._clock, self.sent))
        stop = asyncio.Event()
        self.processes += 1
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            yield host, database
            stop.set()
        await host.close()

    async def check(self, expected: dict[oracle.Reminder, int]) -> None:
        """All that was expected was sent to each member once, at its time; nothing else was sent as a reminder."""
        database = open_database(self._url)
        keys = await database.run_raw(_keys)
        zones = {self._groups[each.number]: each.zone for each in self._villages}
        members = await database.run_raw(_members)
        await database.close()
        got: Counter[tuple[str, int]] = Counter()
        at: dict[tuple[str, int], int] = {}
        for sent in self.sent:
            key = keys[sent.row]
            assert key is not None
            what, group, *_rest, person = key.split(":")
            assert not is_quiet(sent.at, zones[int(group)]), f"{key} came in the night"
            if what == "remind" and int(person) in members:
                got[key.rpartition(":")[0], int(person)] += 1
                at[key.rpartition(":")[0], int(person)] = sent.at
        wanted = {
            (f"remind:{self._groups[number]}:{instant}:{lead}", person): moment
            for (number, instant, lead), moment in expected.items()
            for person in members
            if members[person] == self._groups[number]
        }
        assert {key for key, count in got.items() if count > 1} == set(), "came twice"
        assert wanted.keys() - got.keys() == set(), "did not come"
        assert got.keys() - wanted.keys() == set(), "came, and should not have"
        assert {key: (at[key], due) for key, due in wanted.items() if at[key] != due} == {}, "came at another time"


def _with_leads(group: Group, village: Village) -> Group:
    return Group(
        id=group.id,
        name=group.name,
        village=group.village,
        rt=group.rt,
        zone=group.zone,
        founded=group.founded,
        leads=village.leads,
    )


def _person(records: Records, chat: str) -> int:
    return records.talks.load(Incoming(channel="post", update="", chat=chat, user=chat, at=1, name=chat))[0].person


def _fix(records: Records, group: int, recurrence: Recurrence, at: time, since: date) -> None:
    records.schedules.set(Schedule(group=group, recurrence=recurrence, at=at, place=None, since=since))


def _keys(connection: Connection) -> dict[int, str | None]:
    return {row.id: row.key for row in connection.execute(select(schema.outbox.c.id, schema.outbox.c.key))}


def _members(connection: Connection) -> dict[int, int]:
    found = connection.execute(select(schema.members.c.person, schema.members.c.group_id))
    return {row.person: row.group_id for row in found}
