"""Query plans: what a turn asks is found by an index, however many rows there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, event

from bot.messages import Outgoing
from bot.ports import KEEP, Due, Sent
from handlers.ports import Code
from jamaah.accounts import ChannelConsent
from jamaah.aid import Aid
from jamaah.businesses import Business
from jamaah.calendar import Weekly
from jamaah.chats import GroupChat
from jamaah.countersigns import Countersign
from jamaah.disputes import Dispute
from jamaah.founders import Founder
from jamaah.ideas import Idea
from jamaah.officers import Officer, Post
from jamaah.papers import Having, Paper
from jamaah.roles import Role
from jamaah.rsvps import Answer, Rsvp
from jamaah.timetable import Deviation, Fate, Pause, Schedule, Timetable
from storage.database import open_database
from storage.records import Records
from storage.undelivered import undelivered
from tests.storage.fresh import Fresh
from tests.storage.samples import NOW, draft, full_meeting, group, member, message

# These hold only what still waits, so reading one from end to end is reading what waits.
OF_WHAT_WAITS = ("inbox_waiting", "outbox_ready", "outbox_of_lane", "outbox_outside", "due_waiting")

# The few rows that a part of the same statement has found by an index.
OF_THE_SAME_STATEMENT = ("SCAN numbered", "SCAN anon_", "SCAN (subquery-")


@contextmanager
def asked(connection: Connection) -> Iterator[set[str]]:
    """The statements that are executed meanwhile."""
    statements: set[str] = set()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if re.match("SELECT|UPDATE|DELETE", statement):
            statements.add(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


def every_question(records: Records) -> None:
    """All that a turn, a tick, a poll and a send may ask; only `reset` and `some` are left out."""
    [row] = records.inbox.add([message("1")], NOW)
    records.inbox.waiting()
    records.inbox.next_of("telegram", "c1")
    records.inbox.enter(message("2"), NOW)
    records.inbox.is_taken("telegram", "1")
    records.inbox.failed(row, NOW, final=False)
    records.inbox.failed(row, NOW, final=True)
    records.inbox.taken(row, NOW)
    account, version, state = records.talks.load(message("1"))
    records.talks.save(account, version, state)
    who = account.person
    records.talks.reachable(who)
    records.talks.unreachable("telegram", "c1", NOW)
    records.author(row, who, NOW)
    records.outbox.add([draft("a", turn=row, key="k"), draft("b")], NOW)
    records.outbox.answer([draft("c", turn=row)], NOW, NOW + 9)
    records.outbox.latest("telegram", "c1", 2, NOW - 9)
    records.outbox.drop("telegram", "c9", NOW)
    records.talks.chats(who)
    records.talks.resume(account.id)
    records.outbox.more("telegram", NOW)
    records.outbox.next_due("telegram")
    [sent] = records.outbox.claim("telegram", 9, NOW, NOW + 9)
    records.outbox.release()
    records.outbox.postpone(sent.id, NOW)
    records.outbox.sent([(sent.id, "p")], NOW)
    records.outbox.dead(sent.id, NOW, "BadRequest")
    records.outbox.unsettled(row, "c1")
    of_the_window(records, sent)
    records.due.plan([Due(NOW, "remind", "group/1", {})])
    records.due.next_at()
    found = records.due.first(NOW)
    assert found is not None
    records.due.done(found.id, NOW)
    records.due.waits("group/")
    records.due.cancel("group/", NOW)
    records.leases.hold("poll", "one", NOW, NOW)
    records.leases.release("poll", "one")
    records.leases.clear()
    records.inbox.forget(NOW)
    records.outbox.forget(NOW)
    records.keeping.step(KEEP, NOW, "2026-01-01")
    of_the_books(records, who)


def of_the_window(records: Records, message: Outgoing) -> None:
    records.window.seen([message], NOW - 9)
    records.window.opened("telegram", ["c1", "c2"], NOW, 9)
    records.window.free_at("telegram")
    records.window.keep(message.id, NOW, "k", 0)
    records.window.hold([message.id], NOW)
    records.window.held()
    records.window.pass_on([message.id])
    records.window.let("telegram", "c1", NOW)
    records.window.let_all("telegram", NOW)
    records.window.again(message.id, NOW)
    records.window.once_more(message.id, NOW)
    records.window.give_back(Sent(message.id, "telegram", "c1", None), NOW)
    records.window.failed(message.id, NOW, "131026")
    records.window.sent_as("telegram", "k")
    records.charges.count(Sent(message.id, "telegram", "c1", None), "2026-11", None, "utility")
    records.charges.of("2026-11")


def of_the_books(records: Records, who: int) -> None:
    which = group(records).id
    records.groups.get(which)
    records.groups.lock(which)
    records.people.address(who, "Bu Sri")
    records.people.grant(who, Role.SECRETARY, which)
    records.people.holding(which, Role.SECRETARY)
    records.people.keepers([which])
    there = records.members.add([member(which, "Ani"), member(which, "Budi")])
    records.members.of(which)
    records.members.of(which, date(2026, 1, 1))
    records.members.link(there[0].id, who)
    records.members.as_person(which, who)
    meeting = records.meetings.add(full_meeting(which, there))
    records.meetings.replace(replace(meeting, attendance={}, place="balai RT"))
    records.meetings.get(meeting.id)
    records.meetings.on(which, meeting.day)
    records.meetings.latest(which, 3)
    records.schedules.current(which)
    fixed = Schedule(group=which, recurrence=Weekly(4), at=time(19), place=None, since=date(2026, 1, 1))
    records.schedules.deviate(
        Timetable((records.schedules.set(fixed),)), Deviation(fixed=meeting.day, fate=Fate.POSTPONED)
    )
    paused = records.schedules.pause(Pause(group=which, first=meeting.day, last=None))
    records.schedules.change_pause(paused, None)
    records.schedules.of([which])
    records.rsvps.say(Rsvp(group=which, day=meeting.day, member=there[0].id, answer=Answer.YES, by=who, said=NOW))
    records.rsvps.of(which, meeting.day)
    records.chats.put(GroupChat(group=which, channel="telegram", chat="-1"))
    records.chats.of(which)
    records.chats.lost("telegram", "-1", NOW)
    records.people.mute(who, which, muted=True)
    records.relays.tell(which, "2026-12-03", [there[0].id], NOW)
    records.meetings.look_ahead([which], 4)
    for kept in (records.members, records.schedules, records.ideas, records.officers):
        kept.look_ahead([which])
    records.meetings.between([which], meeting.day, meeting.day)
    said = records.disputes.add(Dispute(group=which, meeting=meeting.id, member=there[0].id, said=NOW))
    records.disputes.replace(said)
    records.disputes.of(meeting.id, there[0].id)
    signed = Countersign(group=which, meeting=meeting.id, member=there[0].id, said=NOW, agrees=True)
    records.countersigns.say(signed)
    records.countersigns.of(meeting.id)
    [idea] = records.ideas.add([Idea(group=which, day=meeting.day, what="beli mesin jahit", by=there[0].id)])
    records.ideas.of(which)
    records.ideas.replace(replace(idea, meeting=meeting.id))
    records.ideas.remove(idea)
    [business] = records.businesses.add([Business(group=which, what="kolam lele", since=meeting.day)])
    records.businesses.of(which)
    records.businesses.replace(replace(business, until=meeting.day))
    records.businesses.remove(business)
    [chair] = records.officers.add([Officer(group=which, member=there[0].id, post=Post.CHAIR)])
    records.officers.replace(replace(chair, until=meeting.day))
    records.founders.add([Founder(group=which, member=there[0].id, ktp=True, day=meeting.day)])
    records.papers.add([Paper(group=which, document="deed", having=Having.HAVE, day=meeting.day)])
    records.aids.add([Aid(group=which, day=meeting.day, what="traktor")])
    for book in (records.officers, records.founders, records.papers, records.aids):
        book.of(which)
    records.codes.add("ABCD", Code(Role.MEMBER, which, there[0].id, who), NOW + 9, NOW)
    records.codes.peek("ABCD", NOW)
    records.codes.use("ABCD", who, NOW)
    records.changes.of(which, count=9)
    records.changes.of(which, count=9, meeting=meeting.id)
    records.changes.message(1)
    records.people.silence(who, NOW)
    records.people.prefer(who, "telegram")
    records.consents.say(ChannelConsent(person=who, channel="telegram", wanted=False, words="stop", at=NOW))
    records.consents.of(who)
    records.consents.forget(NOW)
    records.talks.writer("telegram", "c1")
    records.talks.load(message("2", chat="new", user="new", also="u1"))
    records.talks.load(message("3", chat="u1", user="u1"))
    records.accounts.cut_off(who)
    saved = records.changes.last_of(who)
    assert saved is not None
    assert not records.changes.revert(saved), "the code refers to the group"


def plan(connection: Connection, statement: str) -> list[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?"))
    return [row.detail for row in rows]


def scans(connection: Connection, statement: str) -> list[str]:
    return [line for line in plan(connection, statement) if line.startswith("SCAN") and not is_bounded(line)]


def is_bounded(detail: str) -> bool:
    bounded = detail.startswith(OF_THE_SAME_STATEMENT) or "CONSTANT ROW" in detail
    return bounded or any(name in detail for name in OF_WHAT_WAITS)


async def test_nothing_is_found_by_reading_a_whole_table(fresh: Fresh) -> None:
    database = open_database(await fresh.database("sqlite"))

    def ask(connection: Connection) -> set[str]:
        with asked(connection) as statements:
            every_question(Records(connection))
            undelivered(connection, NOW)
        return statements

    statements = await database.run_raw(ask)
    found = await database.run_raw(lambda c: {statement: scans(c, statement) for statement in statements})
    assert {statement: lines for statement, lines in found.items() if lines} == {}
    assert len(found) > 40
    for table in ("inbox", "outbox", "due", "attendance", "members", "meetings", "changes"):
        assert any(f"FROM {table}" in statement or f"UPDATE {table}" in statement for statement in found)
    await database.close()


async def test_a_claim_takes_the_first_of_many_without_sorting_them(fresh: Fresh) -> None:
    database = open_database(await fresh.database("sqlite"))

    def ask(connection: Connection) -> list[str]:
        with asked(connection) as statements:
            Records(connection).outbox.claim("telegram", 9, NOW, NOW + 9)
            Records(connection).outbox.next_due("telegram")
        return [line for statement in statements for line in plan(connection, statement)]

    lines = await database.run_raw(ask)
    assert any("INDEX outbox_of_lane" in line for line in lines)
    assert [line for line in lines if "TEMP B-TREE" in line] == []
    await database.close()


async def test_a_scan_would_be_noticed(fresh: Fresh) -> None:
    database = open_database(await fresh.database("sqlite"))
    found = await database.run_raw(lambda c: scans(c, "SELECT * FROM attendance WHERE presence = ?"))
    assert found == ["SCAN attendance"]
    await database.close()
