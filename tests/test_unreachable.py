"""Who can no longer be written to: the secretaries of their groups are told, once, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from bot.reach import DAY, lost, lost_chat
from bot.turn import Attempt
from jamaah.chats import GroupChat
from jamaah.roles import Role
from storage.schema import outbox
from tests.desk import CHANNEL, NOW, Desk
from tests.world import FACILITATOR, MANDIRI, MEMBER, OTHER_SECRETARY, RAHAYU, SECRETARY, SECRETARY_OF_BOTH, STRANGER

pytest_plugins = ("tests.desk_fixtures",)
BOTH = sorted([SECRETARY, SECRETARY_OF_BOTH])


def told_of(desk: Desk, who: str, *, at: int = NOW) -> list[tuple[str, str]]:
    """What is said to whom, in order of chats, after somebody can no longer be written to."""
    lost(desk.records, CHANNEL, who, at)
    return told(desk, at)


def told(desk: Desk, at: int = NOW) -> list[tuple[str, str]]:
    """What is said to whom by what is due."""
    [last] = desk.connection.execute(select(func.coalesce(func.max(outbox.c.id), 0))).scalars()
    while desk.turns.work(desk.records, Attempt(), at):
        continue
    rows = desk.connection.execute(select(outbox).where(outbox.c.id > last, outbox.c.kind == "alert"))
    return sorted((row.chat, row.body["text"]) for row in rows)


def chats(said: list[tuple[str, str]]) -> list[str]:
    return [chat for chat, _text in said]


def id_of(desk: Desk, who: str) -> int:
    """Somebody's id, without their becoming reachable by the question."""
    with desk.branch():
        return desk.person(who)


def test_the_secretaries_of_a_members_group_are_told(desk: Desk) -> None:
    words = "Bu Kartini tidak bisa saya kirimi kabar lagi lewat sini. Kalau ada kabar, tolong disampaikan langsung."
    assert told_of(desk, MEMBER) == [(who, words) for who in BOTH]


def test_once_a_day_is_enough(desk: Desk) -> None:
    assert chats(told_of(desk, MEMBER)) == BOTH
    assert told_of(desk, MEMBER) == []
    desk.do(MEMBER, kind="unblocked")
    assert told_of(desk, MEMBER, at=NOW + 3600) == []
    desk.do(MEMBER, kind="unblocked")
    assert chats(told_of(desk, MEMBER, at=NOW + DAY)) == BOTH


@pytest.mark.parametrize("kind", ["unblocked", "text"])
def test_who_comes_back_before_anybody_is_told_is_not_told_of(desk: Desk, kind: str) -> None:
    lost(desk.records, CHANNEL, MEMBER, NOW)
    desk.do(MEMBER, kind=kind, text="batal" if kind == "text" else "")
    assert told(desk) == []


def test_who_shuts_the_talk_is_answered_nothing(desk: Desk) -> None:
    assert desk.do(MEMBER, kind="blocked").messages == ()
    assert desk.records.talks.reachable(id_of(desk, MEMBER)) is None
    assert chats(told(desk)) == BOTH


def test_a_secretary_is_told_of_another_one_and_not_of_herself(desk: Desk) -> None:
    [(chat, words)] = told_of(desk, SECRETARY)
    assert chat == SECRETARY_OF_BOTH
    assert words.startswith("Bu Sri tidak bisa saya kirimi kabar lagi")


def test_who_is_in_two_groups_is_told_of_once_to_the_secretary_of_both(desk: Desk) -> None:
    person, records = id_of(desk, MEMBER), desk.records
    records.author(0, person, NOW)
    records.members.link(records.members.of(RAHAYU)[0].id, person)
    records.people.grant(person, Role.MEMBER, RAHAYU)
    assert chats(told_of(desk, MEMBER)) == sorted([*BOTH, OTHER_SECRETARY])


@pytest.mark.parametrize("who", [FACILITATOR, STRANGER])
def test_who_is_no_member_concerns_no_secretary(desk: Desk, who: str) -> None:
    id_of(desk, who)
    assert told_of(desk, who) == []


def test_who_is_a_member_no_longer_is_not_told_of(desk: Desk) -> None:
    records = desk.records
    [kartini, *_others] = records.members.of(MANDIRI)
    records.author(0, id_of(desk, SECRETARY), NOW)
    records.members.replace(replace(kartini, left=date(2026, 11, 20)))
    assert told_of(desk, MEMBER) == []


def test_a_group_chat_that_is_gone_is_written_to_no_more_and_its_secretaries_are_told_once(desk: Desk) -> None:
    records = desk.records
    records.author(0, id_of(desk, SECRETARY), NOW)
    records.chats.put(GroupChat(group=MANDIRI, channel=CHANNEL, chat="-100"))
    words = "Saya tidak bisa menulis lagi di grup chat JP Mandiri. Kalau masih mau, tolong tambahkan saya lagi di sana."
    for day in range(2):
        lost_chat(records, CHANNEL, "-100", NOW + day * DAY)
        assert told(desk, NOW + day * DAY) == ([] if day else [(who, words) for who in BOTH])
    assert records.chats.of(MANDIRI) == []


def test_a_group_chat_of_no_group_that_is_gone_concerns_nobody(desk: Desk) -> None:
    lost_chat(desk.records, CHANNEL, "-100", NOW)
    assert told(desk) == []
