"""Retention on a moved clock: what is old goes, a few rows at a time; what is needed to count stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.ports import Due, Retention
from jamaah.founders import Founder
from jamaah.members import Departure, depart
from jamaah.people import Born
from storage import retention
from tests.desk import Desk
from tests.world import MANDIRI, MEMBER, PHONES, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)

DAY = 86_400
KEEP = Retention(messages=7, talks=90, changes=730, departed=365)


def pass_days(desk: Desk, days: int) -> int:
    """Move the clock, and let the tick run as often as it has something to do; how many rows were emptied."""
    desk.now += days * DAY
    left = (date(2026, 11, 23) + timedelta(days=(desk.now - 1_795_399_200) // DAY - KEEP.departed)).isoformat()
    return sum(desk.records.keeping.step(KEEP, desk.now, left) for _tick in range(6))


@pytest.fixture
def gone(desk: Desk) -> Iterator[Desk]:
    """A member has left on 23 November 2026, of whom a phone, a work and a day of birth were known."""
    records = desk.records
    records.author(1, desk.person(SECRETARY), desk.now)
    kartini = records.members.of(MANDIRI)[0]
    told = replace(kartini, occupation="bakul jamu", born=Born(1981, 5, 3), parent="Bu Yem")
    records.members.replace(told)
    records.founders.add([Founder(group=MANDIRI, member=kartini.id, day=date(2026, 1, 1), nik="sealed-words")])
    records.members.replace(depart(told, Departure.MOVED, date(2026, 11, 23), date(2026, 11, 23)))
    yield desk


def test_details_of_who_has_left_go_after_a_year_also_from_the_change_log(gone: Desk) -> None:
    details = (PHONES[MANDIRI], "bakul jamu", "sealed-words", "bu yem")
    assert pass_days(gone, 365) == 0
    assert len(gone.found(details)) > 3
    assert pass_days(gone, 1) == 1
    assert gone.found(details) == set()
    [left] = gone.records.members.departed(MANDIRI)
    assert (left.name, left.born, left.departure) == ("Kartini Lestari", Born(1981), Departure.MOVED)
    gone.say(SECRETARY, "urungkan")
    gone.say(SECRETARY, "ya")
    assert gone.found(details) == set()


def test_the_change_log_forgets_what_stood_there_and_keeps_who_and_when(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti munawaroh 45 th")
    desk.say(SECRETARY, "ya")
    desk.say(SECRETARY, "bu munawaroh kerjanya bakul jamu")
    desk.say(SECRETARY, "ya")
    kept = len(list(desk.connection.exec_driver_sql("SELECT id FROM changes")))
    assert pass_days(desk, 729) > 0, "the talk and the due work have been over for long"
    assert "changes.after" in desk.found(["bakul jamu"])
    assert pass_days(desk, 3) > 1
    assert desk.found(["bakul jamu"]) == {"members.occupation", "inbox.body", "outbox.body"}
    assert len(list(desk.connection.exec_driver_sql("SELECT id FROM changes"))) == kept
    assert "Tidak ada yang bisa diurungkan" in desk.say(SECRETARY, "urungkan").text


def test_a_talk_is_emptied_when_nobody_has_written_there_for_long(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti munawaroh")
    desk.say(MEMBER, "kapan kumpulan")
    assert desk.connection.exec_driver_sql("SELECT count(*) FROM talks WHERE state LIKE '%unawaroh%'").scalar() == 1
    pass_days(desk, 90)
    assert desk.connection.exec_driver_sql("SELECT count(*) FROM talks WHERE state LIKE '%unawaroh%'").scalar() == 1
    pass_days(desk, 1)
    assert desk.connection.exec_driver_sql("SELECT count(*) FROM talks WHERE state != '{}'").scalar() == 0
    assert "Anggota" in desk.say(SECRETARY, "/anggota").text or "anggota" in desk.say(SECRETARY, "/anggota").text


def test_work_that_is_done_loses_its_words_and_what_waits_does_not(desk: Desk) -> None:
    desk.records.due.plan(
        [Due(desk.now, "x", "x:1", {"message": "bu kartini"}), Due(desk.now, "x", "x:2", {"m": "tini"})]
    )
    row = next(row.id for row in desk.due() if row.key == "x:1")
    desk.records.due.done(row, desk.now)
    pass_days(desk, 8)
    assert {row.key: row.body for row in desk.due() if row.what == "x"} == {"x:1": {}, "x:2": {"m": "tini"}}


def test_who_looked_is_kept_for_half_a_year(desk: Desk) -> None:
    desk.say(SECRETARY, "data bu kartini")
    desk.say(SECRETARY, "data bu kartini")
    kartini = desk.records.members.of(MANDIRI)[0]
    assert len(desk.records.looks.of(kartini.id)) == 1, "once a day"
    pass_days(desk, KEEP.looks - 1)
    assert desk.records.looks.of(kartini.id)
    pass_days(desk, 2)
    assert not desk.records.looks.of(kartini.id)


def test_a_word_about_messages_is_kept_until_another_has_followed_for_long(desk: Desk) -> None:
    who = desk.person(MEMBER)
    for word in ("stop", "mulai"):
        desk.say(MEMBER, word)
    assert [said.words for said in desk.records.consents.of(who)] == ["mulai"]
    assert words_kept(desk) == ["stop", "mulai"]
    pass_days(desk, KEEP.changes)
    assert words_kept(desk) == ["stop", "mulai"]
    pass_days(desk, 1)
    assert words_kept(desk) == ["mulai"]
    pass_days(desk, 10 * KEEP.changes)
    assert words_kept(desk) == ["mulai"], "it still holds"


def words_kept(desk: Desk) -> list[str]:
    """All words about messages, the oldest first."""
    return list(desk.connection.exec_driver_sql("SELECT words FROM consents ORDER BY id").scalars())


def test_each_step_is_short_and_goes_on_where_the_last_one_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.records.due.plan([Due(desk.now, "x", f"x:{number}", {"m": "tini"}) for number in range(20)])
    for row in [row.id for row in desk.due()]:
        desk.records.due.done(row, desk.now)
    total, desk.now = len(desk.due()), desk.now + 8 * DAY
    monkeypatch.setattr(retention, "AT_ONCE", 6)
    emptied = []
    for _tick in range(total // 6 + 1):
        desk.records.keeping.step(KEEP, desk.now, "2000-01-01")
        emptied.append(sum(row.body == {} for row in desk.due()))
    assert emptied[:3] == [6, 12, 18]
    assert emptied[-1] == total
    assert desk.connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'kept: due'").scalar() == "0"
