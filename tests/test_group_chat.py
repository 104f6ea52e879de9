"""The group's own chat: connected by a code, written to once, closed to everything else."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

from sqlalchemy import select

from bot.channels.telegram import Telegram
from storage import schema
from tests.desk import Desk
from tests.test_reminders_due import DAY, MEETING, until
from tests.world import MANDIRI, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)

CHAT = "grup"
NAMED = Mock(_name="carik_bot")


def in_the_chat(desk: Desk, text: str = "", **what: str) -> str:
    return desk.do(CHAT, user=SECRETARY, private=False, text=text, **what).text


def connected(desk: Desk) -> None:
    code = desk.say(SECRETARY, "pasang di grup telegram").messages[-1].text
    in_the_chat(desk, code.replace("/start", "/start@carik_bot"))


def posted(desk: Desk) -> list[str]:
    rows = select(schema.outbox.c.body).where(schema.outbox.c.chat == CHAT).order_by(schema.outbox.c.id)
    return [body["text"] for body in desk.connection.execute(rows).scalars()]


def test_a_code_connects_the_chat_once_and_the_chat_says_whose_it_is(desk: Desk) -> None:
    code = desk.say(SECRETARY, "pasang di grup telegram").messages[-1].text
    assert "JP Mandiri" in in_the_chat(desk, code)
    assert [chat.chat for chat in desk.records.chats.of(MANDIRI)] == [CHAT]
    assert "JP Mandiri" not in in_the_chat(desk, code)


def test_the_code_of_a_chat_makes_nobody_a_member(desk: Desk) -> None:
    code = desk.say(SECRETARY, "pasang di grup telegram").messages[-1].text
    desk.say("asing", code)
    assert desk.records.people.grants(desk.person("asing")) == []
    assert "JP Mandiri" in in_the_chat(desk, code)


def test_where_there_is_a_link_a_tap_adds_the_bot_to_the_chat(desk: Desk) -> None:
    link = Telegram.link
    desk.turns = replace(desk.turns, link=lambda channel, code, chat=False: link(NAMED, code, chat=chat))
    told = [message.text for message in desk.say(SECRETARY, "pasang di grup telegram").messages]
    code = told[-1].removeprefix("/start ")
    assert f"https://t.me/carik_bot?startgroup={code}" in told[0]


def test_words_in_the_chat_stay_unanswered(desk: Desk) -> None:
    connected(desk)
    assert in_the_chat(desk, "kapan kumpulan lagi?") == ""


def test_who_begins_there_without_a_code_is_told_where_it_comes_from(desk: Desk) -> None:
    assert "kode grup" in in_the_chat(desk, "/start@carik_bot")
    assert "/start " in desk.say(SECRETARY, "kode grup").messages[-1].text


def test_a_meeting_is_reminded_of_there_once_and_nobody_is_asked_there(desk: Desk) -> None:
    connected(desk)
    until(desk, MEETING)
    told = [text for text in posted(desk) if "kumpulan besok" in text or "kumpulan hari ini" in text]
    assert len(told) == 1
    rows = select(schema.outbox.c.body).where(schema.outbox.c.chat == CHAT)
    assert all(body["buttons"] == [] for body in desk.connection.execute(rows).scalars())


def test_news_of_a_meeting_and_announcements_are_posted_there(desk: Desk) -> None:
    connected(desk)
    desk.say(SECRETARY, "kumpulan kamis batal, hujan")
    desk.say(SECRETARY, "ya")
    desk.say(SECRETARY, "umumkan ke semua: besok kerja bakti jam 7")
    desk.say(SECRETARY, "ya")
    assert "batal karena hujan" in posted(desk)[-2]
    assert posted(desk)[-1].endswith("besok kerja bakti jam 7")


def test_a_chat_that_moved_keeps_its_group(desk: Desk) -> None:
    connected(desk)
    in_the_chat(desk, "-100", kind="moved")
    assert [chat.chat for chat in desk.records.chats.of(MANDIRI)] == ["-100"]


def test_a_chat_that_shuts_us_out_is_written_to_no_more_and_the_secretary_hears(desk: Desk) -> None:
    connected(desk)
    in_the_chat(desk, kind="blocked")
    desk.work()
    assert [told.chat for told in desk.to_others if told.chat == SECRETARY] == [SECRETARY]
    assert desk.records.chats.of(MANDIRI) == []
    assert desk.records.talks.reachable(desk.person(SECRETARY)) is not None
    until(desk, MEETING - DAY)
    assert not [text for text in posted(desk) if "kumpulan besok" in text]
