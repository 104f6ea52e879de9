"""Reminders and what is asked after meetings, as due work: each once, whatever becomes of clock and schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from sqlalchemy import select

from handlers.reminders import replan
from handlers.was_it_held import WORK as HELD
from jamaah.calendar import Weekly, instant
from jamaah.groups import Zone
from jamaah.members import Departure, depart
from jamaah.timetable import Schedule
from storage import schema
from tests.desk import NOW, Desk
from tests.world import MANDIRI, MEMBER, SECRETARY, TODAY

pytest_plugins = ("tests.desk_fixtures",)

HOUR, DAY = 3_600, 86_400
MEETING = instant(date(2026, 11, 26), time(19, 30), Zone.WIB)
SOON = "Kamis, 26 November 2026"


def reminders_to(desk: Desk, who: str) -> list[str]:
    """The texts of all reminders of meetings to somebody that were ever written, without those to be passed on."""
    wanted = schema.outbox.c.chat == who, schema.outbox.c.key.like("remind:%")
    rows = desk.connection.execute(select(schema.outbox).where(*wanted).order_by(schema.outbox.c.id)).all()
    return [row.body["text"] for row in rows if ":text:" not in row.key and ":ahead:" not in row.key]


def until(desk: Desk, moment: int) -> None:
    """Let the clock run, everything done in its time."""
    while (at := desk.records.due.next_at()) is not None and at <= moment:
        desk.now = max(at, desk.now)
        desk.work()
    desk.now = moment
    desk.work()


def schedule(desk: Desk, hour: time) -> None:
    records = desk.records
    records.author(0, desk.person(SECRETARY), desk.now)
    records.schedules.set(Schedule(group=MANDIRI, recurrence=Weekly(3), at=hour, place="balai", since=TODAY))
    replan(records, MANDIRI, desk.now)


def test_a_schedule_edited_and_edited_back_reminds_once_of_each(desk: Desk) -> None:
    until(desk, MEETING - DAY)
    assert len(reminders_to(desk, MEMBER)) == 1
    schedule(desk, time(20, 0))
    schedule(desk, time(19, 30))
    until(desk, MEETING)
    assert len(reminders_to(desk, MEMBER)) == 2


def test_a_clock_moved_back_reminds_nobody_again(desk: Desk) -> None:
    until(desk, MEETING)
    before = reminders_to(desk, MEMBER)
    desk.now = NOW
    replan(desk.records, MANDIRI, NOW)
    until(desk, MEETING)
    assert reminders_to(desk, MEMBER) == before
    assert len(before) == 2


def test_the_same_work_done_by_two_processes_writes_once(desk: Desk) -> None:
    rows = [row for row in desk.due() if row.what == "remind" and row.body["group"] == MANDIRI]
    until(desk, MEETING - DAY)
    done = schema.due.update().where(schema.due.c.id == rows[0].id).values(done=None)
    desk.connection.execute(done)
    desk.work()
    assert len(reminders_to(desk, MEMBER)) == 1


def test_after_a_change_of_zone_people_are_reminded_by_the_new_clock(desk: Desk) -> None:
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    records.groups.replace(replace(records.groups.get(MANDIRI), zone=Zone.WIT))
    replan(records, MANDIRI, NOW)
    until(desk, MEETING - 2 * HOUR - DAY)
    assert reminders_to(desk, MEMBER) == [f"JP Mandiri kumpulan besok: {SOON}, 19.30 WIT, pos ronda kulon."]
    until(desk, MEETING - 2 * HOUR)
    assert len(reminders_to(desk, MEMBER)) == 2


def test_a_reminder_late_by_day_is_sent_and_one_in_the_night_waits_for_the_morning(desk: Desk) -> None:
    desk.now = MEETING - 22 * HOUR  # 21.30 of the day before: down since the first was due
    desk.work()
    assert reminders_to(desk, MEMBER) == []
    until(desk, MEETING - 14 * HOUR)
    assert reminders_to(desk, MEMBER) == [f"JP Mandiri kumpulan hari ini: {SOON}, 19.30 WIB, pos ronda kulon."]


def test_a_reminder_that_waits_for_the_morning_is_sent_though_the_schedule_is_edited_in_the_night(desk: Desk) -> None:
    desk.now = MEETING - 22 * HOUR  # 21.30 of the day before: down since the first was due
    desk.work()
    desk.now += HOUR
    schedule(desk, time(20, 0))
    desk.work()
    assert reminders_to(desk, MEMBER) == []
    until(desk, MEETING - 14 * HOUR)
    assert reminders_to(desk, MEMBER) == [f"JP Mandiri kumpulan hari ini: {SOON}, 20.00 WIB, balai."]


def test_of_two_late_reminders_one_is_sent_and_the_other_counted(desk: Desk) -> None:
    desk.now = MEETING - HOUR
    desk.work()
    assert len(reminders_to(desk, MEMBER)) == 1
    texts = desk.connection.execute(select(schema.outbox.c.key).where(schema.outbox.c.key.like("%:text:%"))).all()
    assert len(texts) == 2  # one for each group
    dropped = [row for row in desk.due() if row.dropped and row.body["group"] == MANDIRI]
    assert [row.key.rpartition(":")[2] for row in dropped] == [str(DAY)]


def test_too_late_is_dropped_and_counted(desk: Desk) -> None:
    desk.now = MEETING + HOUR
    desk.work()
    assert reminders_to(desk, MEMBER) == []
    assert sum(row.dropped for row in desk.due() if row.what == "remind" and row.body["group"] == MANDIRI) == 2


def test_somebody_linked_as_two_members_who_keeps_the_book_too_hears_it_once(desk: Desk) -> None:
    records, secretary = desk.records, desk.person(SECRETARY)
    records.author(0, secretary, NOW)
    for member in records.members.of(MANDIRI)[1:3]:
        records.members.link(member.id, secretary)
    until(desk, MEETING - DAY)
    assert len(reminders_to(desk, SECRETARY)) == 1


def test_who_left_and_who_wants_none_are_not_reminded(desk: Desk) -> None:
    records, member = desk.records, desk.records.members.of(MANDIRI)[0]
    records.author(0, desk.person(SECRETARY), NOW)
    records.members.replace(depart(member, Departure.DIED, TODAY, TODAY))
    records.people.mute(desk.person(SECRETARY), MANDIRI, muted=True)
    until(desk, MEETING)
    assert reminders_to(desk, MEMBER) == reminders_to(desk, SECRETARY) == []


def test_who_is_excused_already_is_told_so_and_not_asked(desk: Desk) -> None:
    desk.say(MEMBER, "kumpulan kamis saya tidak bisa hadir, ada mantenan")
    until(desk, MEETING)
    assert [text.endswith("Tercatat izin.") for text in reminders_to(desk, MEMBER)] == [True]


def test_a_reminder_is_of_no_use_once_the_meeting_begins(desk: Desk) -> None:
    until(desk, MEETING - DAY)
    mine = select(schema.outbox.c.expires).where(schema.outbox.c.key.like("remind:%"), schema.outbox.c.chat == MEMBER)
    assert set(desk.connection.execute(mine).scalars()) == {MEETING}


def asked(desk: Desk, who: str) -> list[str]:
    rows = select(schema.outbox).where(schema.outbox.c.chat == who, schema.outbox.c.key.like(f"{HELD}:{MANDIRI}:%"))
    return [row.key for row in desk.connection.execute(rows)]


def test_it_is_asked_after_a_meeting_as_long_as_nobody_says_anything_and_the_facilitator_hears_last(desk: Desk) -> None:
    until(desk, MEETING + 6 * DAY)
    assert [key.split(":")[3] for key in asked(desk, SECRETARY)] == ["1", "2", "3"]
    assert [key.split(":")[3] for key in asked(desk, "nurul")] == ["4"]


def test_who_heard_that_nothing_was_known_hears_once_that_it_is_written_down(desk: Desk) -> None:
    until(desk, MEETING + 7 * DAY + HOUR)
    assert len(asked(desk, "nurul")) == 1
    desk.say(SECRETARY, "kumpulan kamis lalu hadir semua, di balai")
    desk.say(SECRETARY, "ya")
    until(desk, MEETING + 10 * DAY)
    assert [key.split(":")[3] for key in asked(desk, "nurul")] == ["4", "5"]


def test_a_meeting_that_was_called_off_or_belongs_to_no_schedule_any_more_is_not_asked_after(desk: Desk) -> None:
    desk.say(SECRETARY, "kumpulan kamis batal, hujan")
    desk.say(SECRETARY, "ya")
    until(desk, MEETING + 6 * DAY)
    assert asked(desk, SECRETARY) == []


def test_when_one_secretary_has_said_so_the_other_is_not_asked_again(desk: Desk) -> None:
    until(desk, MEETING + DAY)
    desk.say(SECRETARY, "kumpulan kemarin hadir semua, di balai")
    desk.say(SECRETARY, "ya")
    until(desk, MEETING + 6 * DAY)
    assert len(asked(desk, "dwi")) == 1


def test_a_group_without_reminders_is_asked_all_the_same(desk: Desk) -> None:
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    records.groups.replace(replace(records.groups.get(MANDIRI), leads=()))
    replan(records, MANDIRI, NOW)
    until(desk, MEETING + 8 * DAY)
    assert reminders_to(desk, MEMBER) == []
    assert {key.split(":")[2] for key in asked(desk, SECRETARY)} == {str(MEETING), str(MEETING + 7 * DAY)}
