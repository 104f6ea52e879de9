"""What is left open overnight: asked about once, in the morning of the group's zone, whatever process does it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.engine import DAY, HOUR
from bot.left_open import morning_after
from bot.ports import Due
from bot.state import State
from storage.database import open_database
from tests.desk import CHANNEL, NOW, Desk
from tests.test_engine import engine, outbox, said, still
from tests.world import SECRETARY

pytest_plugins = ("tests.desk_fixtures",)
WIT = ZoneInfo("Asia/Jayapura")
MORNING = NOW + 22 * HOUR
"""Seven o'clock of the next day, in western Indonesia."""


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        ("23 09:00", "24 07:00"),
        ("23 23:59", "24 07:00"),
        ("24 01:00", "24 07:00"),
        ("24 01:01", "25 07:00"),
        ("24 06:59", "25 07:00"),
        ("24 07:00", "25 07:00"),
    ],
)
def test_the_morning_is_the_first_one_a_night_away_on_the_speakers_clock(left: str, asked: str) -> None:
    def local(words: str) -> datetime:
        return datetime.strptime(f"2026-11-{words}", "%Y-%m-%d %H:%M").replace(tzinfo=WIT)

    assert morning_after(local(left)) == local(asked).timestamp()


def work(desk: Desk) -> list[str]:
    """What is asked when everything that is due is done; of reminders of meetings other tests tell."""
    desk.work()
    return [message.text for message in desk.to_others if message.text.startswith("Kemarin")]


def test_what_only_looks_something_up_is_not_asked_about(desk: Desk) -> None:
    asked = desk.say(SECRETARY, "pengingat")
    assert asked.text.endswith("sebelumnya?"), asked.text
    for _day in range(3):
        desk.now += DAY
        assert work(desk) == []
    assert "berikutnya" in desk.say(SECRETARY, "kapan kumpulan?").text


def test_a_form_that_is_left_open_is_asked_about_once(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar siti aminah")
    desk.now = MORNING - 1
    assert work(desk) == []
    desk.now = MORNING
    assert work(desk) == ["Kemarin belum selesai: Daftarkan anggota, Siti Aminah.\nPerempuan atau laki-laki?"]
    desk.press(SECRETARY, "Perempuan")
    for _day in range(3):
        desk.now += DAY
        assert work(desk) == []


def test_what_was_put_aside_comes_back_and_is_asked_about_too_but_not_what_was_already(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar siti aminah")
    desk.say(SECRETARY, "/jadwal")
    desk.now = MORNING
    assert work(desk)[0].startswith("Kemarin belum selesai: Atur jadwal")
    desk.say(SECRETARY, "batal")
    desk.now += DAY
    assert work(desk)[0].startswith("Kemarin belum selesai: Daftarkan anggota, Siti Aminah")
    desk.say(SECRETARY, "/jadwal")
    desk.say(SECRETARY, "batal")
    desk.now += DAY
    assert work(desk) == []


def test_nobody_is_asked_about_what_is_not_theirs_any_more_or_is_gone(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar siti aminah")
    desk.now = MORNING
    with desk.branch():
        desk.dismiss(SECRETARY)
        assert work(desk) == []
    with desk.branch():
        account, state = desk.talk(SECRETARY).account, desk.state(SECRETARY)
        assert state.open is not None
        state.open.form = "gone"
        found = desk.records.talks.resume(account.id)
        assert found is not None and desk.records.talks.save(account, found[1], state.dump())
        assert work(desk) == []
    desk.records.talks.unreachable(CHANNEL, SECRETARY, desk.now)
    assert work(desk) == []


def test_one_look_is_planned_for_one_morning_however_many_forms_are_opened(desk: Desk) -> None:
    def planned() -> list[Due]:
        return [row for row in desk.due() if row.what == "left_open"]

    desk.say(SECRETARY, "berapa anggota kita?")
    assert planned() == []
    for words in ("/daftar", "batal", "/jadwal", "/daftar", "batal"):
        desk.say(SECRETARY, words)
    assert [row.at for row in planned()] == [MORNING]


async def test_two_processes_that_tick_at_once_ask_once(url: str) -> None:
    opened = [open_database(url), open_database(url)]
    clock = still()
    engines = [engine(each, clock=clock) for each in opened]
    await opened[0].run(lambda records: records.inbox.add([said("/tulis", "1")], NOW))
    await engines[0].answer((CHANNEL, "sri"))
    clock.set(MORNING)
    await asyncio.gather(*(each.tick() for each in engines * 3))
    told = await outbox(opened[1], kind="reminder")
    state = State.load((await opened[0].run(lambda records: records.talks.load(said("", "-"))))[2])
    for each in opened:
        await each.close()
    assert len(told) == 1
    assert state.open is not None and state.open.reminded
