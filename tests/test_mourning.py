"""A death ends that person's messages in the same turn: what waits in the outbox, and whatever else would come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot import left_open
from bot.ports import UNREACHABLE, Draft
from jamaah.roles import Role
from storage import schema
from tests.desk import CHANNEL, Desk
from tests.world import MANDIRI, MEMBER, RAHAYU, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)

DEAD = "bu kartini seda"


def wait(desk: Desk, chat: str, text: str, kind: Any = "reminder") -> None:
    """A message that waits to be sent."""
    desk.records.outbox.add([Draft(CHANNEL, chat, text, (), kind, key=f"{chat}:{text}")], desk.now)


def unsent(desk: Desk, chat: str) -> list[str]:
    """What waits to be sent to a chat."""
    rows = select(schema.outbox).where(schema.outbox.c.chat == chat, schema.outbox.c.ended.is_(None))
    return [row.body["text"] for row in desk.connection.execute(rows)]


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """Somebody has had a message or two from before, and some wait in the outbox as the death is told."""
    desk.say(MEMBER, "besok saya izin")
    wait(desk, MEMBER, "pengingat")
    wait(desk, MEMBER, "kabar", "alert")
    wait(desk, SECRETARY, "yang lain")
    return desk


def test_what_waits_in_the_outbox_is_ended_in_the_turn_that_writes_the_death_down(waiting: Desk) -> None:
    waiting.say(SECRETARY, DEAD)
    assert len(unsent(waiting, MEMBER)) > 2, "nothing is ended before it is confirmed"
    waiting.say(SECRETARY, "ya")
    assert unsent(waiting, MEMBER) == []
    assert "yang lain" in unsent(waiting, SECRETARY)
    ended = select(schema.outbox.c.error).where(schema.outbox.c.chat == MEMBER)
    assert set(waiting.connection.execute(ended).scalars()) == {UNREACHABLE}, "nobody's fault"


def test_nothing_comes_any_more_whoever_writes_and_whatever_is_due(waiting: Desk) -> None:
    waiting.say(MEMBER, "usul")  # left open: asked about next morning, otherwise
    assert any(row.what == left_open.WORK for row in waiting.due())
    for text in (DEAD, "ya", "umumkan ke semua: sesuk kerja bakti", "ya", "kumpulan besok batal, hujan", "ya"):
        waiting.say(SECRETARY, text)
    for _day in range(15):
        waiting.now += 86_400
        waiting.work()
    assert unsent(waiting, MEMBER) == []
    assert waiting.records.talks.reachable(waiting.person(MEMBER)) is None


def test_nothing_comes_from_another_group_either(waiting: Desk) -> None:
    person = waiting.person(MEMBER)
    records = waiting.records
    records.author(0, person, waiting.now)
    records.people.grant(person, Role.FACILITATOR, RAHAYU)
    waiting.say(SECRETARY, DEAD)
    waiting.say(SECRETARY, "ya")
    assert waiting.records.talks.reachable(person) is None


def test_a_widow_on_the_same_phone_goes_on(waiting: Desk) -> None:
    person, records = waiting.person(MEMBER), waiting.records
    records.author(0, person, waiting.now)
    husband = records.members.of(MANDIRI)[1]
    records.members.replace(replace(husband, person=person))
    for text in ("pak darsono seda", "ya"):
        waiting.say(SECRETARY, text)
    assert len(unsent(waiting, MEMBER)) > 2
    assert waiting.records.people.holding(MANDIRI, Role.MEMBER) == [person], "and is a member as before"


def test_who_writes_from_that_phone_is_answered_and_a_mistake_is_taken_back(waiting: Desk) -> None:
    waiting.say(SECRETARY, DEAD)
    waiting.say(SECRETARY, "ya")
    assert waiting.say(MEMBER, "halo").text
    waiting.say(SECRETARY, "urungkan")
    waiting.say(SECRETARY, "ya")
    assert waiting.records.talks.reachable(waiting.person(MEMBER)) is not None
