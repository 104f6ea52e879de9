"""What is said on a phone, and what a phone receives."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.messages import Outgoing
from tests.simulator.world import World, opened


async def test_a_message_carries_exactly_the_fields_of_the_interface(world: World) -> None:
    world.clock.set(1_795_694_400)  # 2026-11-26 19:00 WIB
    [reply] = await world.say("sri", text="ask")
    assert reply.pop("at").startswith("2026-11-26T19:00:0")
    assert reply == {
        "n": 1,
        "text": "text: ask",
        "buttons": [{"id": "save:1", "label": "Simpan"}, {"id": "drop:1", "label": "Batal"}],
        "files": [],
        "kind": "answer",
    }


async def test_the_engine_is_told_who_said_it_where_and_when(world: World) -> None:
    await world.say("Bu  Sri", text="halo", id="u1")
    [message] = world.desk.taken
    assert (message.channel, message.user, message.chat) == ("simulator", "bu sri", "bu sri")
    assert (message.name, message.update, message.private) == ("Bu Sri", "u1", True)
    assert abs(message.at - world.clock.now()) <= 2


async def test_a_name_is_the_same_phone_however_it_is_capitalised(world: World) -> None:
    await world.say("SRI", text="satu")
    await world.say("sri", text="dua")
    assert await world.texts("Sri") == ["text: satu", "text: dua"]


async def test_the_same_update_twice_is_one_update(world: World) -> None:
    assert len(await world.say("sri", text="halo", id="u1")) == 1
    assert await world.say("sri", text="halo", id="u1") == []
    assert len(world.desk.taken) == 1


async def test_the_same_update_twice_at_once_is_one_update(world: World) -> None:
    answers = await asyncio.gather(*(world.say("sri", text="halo", id="u1") for _ in range(5)))
    assert sorted(len(replies) for replies in answers) == [0, 0, 0, 0, 1]
    assert await world.texts("sri") == ["text: halo"]


async def test_updates_without_an_id_are_different_updates(world: World) -> None:
    await world.say("sri", text="halo")
    await world.say("sri", text="halo")
    assert await world.texts("sri") == ["text: halo", "text: halo"]


async def test_replies_are_only_those_of_this_turn_to_this_person(world: World) -> None:
    await world.desk.send("sri", "besok kumpulan", "reminder")
    await world.desk.send("tini", "besok kumpulan", "reminder")
    assert [reply["text"] for reply in await world.say("sri", text="hadir")] == ["text: hadir"]
    assert await world.texts("tini") == ["besok kumpulan"]


async def test_messages_after_n_are_the_newer_ones_oldest_first(world: World) -> None:
    for text in ("a", "b", "c"):
        await world.say("sri", text=text)
    assert await world.texts("sri", after=1) == ["text: b", "text: c"]
    assert await world.texts("sri", after=3) == []
    assert await world.texts("nobody yet") == []


async def test_buttons_of_older_messages_stay_tappable(world: World) -> None:
    [asked] = await world.say("sri", text="ask")
    await world.say("sri", text="something else")
    [reply] = await world.say("sri", tap=asked["buttons"][0]["id"])
    assert reply["text"] == "tap: save:1"


async def test_a_group_chat_is_a_phone_of_its_own(world: World) -> None:
    [reply] = await world.say("sri", text="halo semua", chat="RT 3")
    assert reply["text"] == "text: halo semua"
    assert (world.desk.taken[0].chat, world.desk.taken[0].user) == ("group:rt 3", "sri")
    assert not world.desk.taken[0].private
    assert await world.texts("sri") == []
    assert await world.texts("group:RT 3") == ["text: halo semua"]


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ({"contact": "+6281234567890"}, "contact"),
        ({"kind": "sticker"}, "sticker"),
        ({"kind": "voice"}, "voice"),
        ({"kind": "photo", "text": "daftar hadir"}, "photo"),
        ({"edited": 3, "text": "yang benar"}, "edited"),
        ({"text": ""}, "text"),
    ],
)
async def test_a_phone_can_send_more_than_words(world: World, what: dict[str, object], kind: str) -> None:
    await world.say("sri", **what)
    assert world.desk.taken[0].kind == kind


async def test_only_a_message_that_asks_for_ones_number_says_so(world: World) -> None:
    [asked] = await world.say("sri", text="share")
    [other] = await world.say("sri", text="halo")
    assert (asked["share"], asked["buttons"]) == ("Bagikan nomor", [])
    assert "share" not in other


async def test_a_shared_number_is_the_speakers_own(world: World) -> None:
    await world.say("sri", contact="+6281234567890")
    await world.say("sri", text="+6281234567890")
    assert [(message.contact, message.own) for message in world.desk.taken] == [("+6281234567890", True), ("", False)]


async def test_an_edit_is_known_by_what_was_first_written(world: World) -> None:
    await world.say("sri", text="ask", id="u1")
    await world.say("sri", tap="save:1", id="u2")
    await world.say("sri", text="siti aminah", id="u3")
    await world.say("sri", edited=3, text="siti aminatun", id="u4")
    await world.say("sri", edited=4, text="siti aminatin", id="u5")
    await world.say("sri", edited=1, text="tanya", id="u6")
    assert [message.message for message in world.desk.taken] == ["u1", "u2", "u3", "u3", "u3", "u1"]
    said = (await world.client.get("/simulator/said", params={"person": "sri"})).json()["said"]
    assert [(words["k"], words["kind"], words["edits"]) for words in said[2:]] == [
        (3, "text", 0),
        (4, "edited", 3),
        (5, "edited", 3),
        (6, "edited", 1),
    ]


async def test_an_edit_of_what_was_never_written_there_is_one_of_something_unknown(world: World) -> None:
    await world.say("tini", text="halo")
    await world.say("sri", edited=1, text="halo lagi")
    await world.say("wati", edited=99, text="halo lagi")
    assert [message.message for message in world.desk.taken][1:] == ["", ""]


async def test_an_edit_of_a_later_number_than_there_is_is_one_of_the_last(world: World) -> None:
    await world.say("sri", text="halo", id="u1")
    await world.say("sri", text="siti aminah", id="u2")
    await world.say("sri", edited=99, text="siti aminatun")
    assert world.desk.taken[-1].message == "u2"


async def test_what_was_written_first_is_known_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        await world.say("sri", text="siti aminah", id="u1")
        await world.say("sri", edited=1, text="siti aminatun", id="u2")
    async with opened(tmp_path) as world:
        await world.say("sri", edited=2, text="siti aminatin", id="u3")
        assert world.desk.taken[-1].message == "u1"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"person": "sri"},
        {"text": "halo"},
        {"person": "  ", "text": "halo"},
        {"person": "x" * 65, "text": "halo"},
        {"person": "group:rt 3", "text": "halo"},
        {"person": 7, "text": "halo"},
        {"person": "sri", "text": 7},
        {"person": "sri", "text": "x" * 4097},
        {"person": "sri", "tap": "a", "contact": "+6281234567890"},
        {"person": "sri", "tap": ""},
        {"person": "sri", "kind": "video"},
        {"person": "sri", "edited": 1},
        {"person": "sri", "edited": "1", "text": "halo"},
        {"person": "sri", "text": "halo", "id": 5},
    ],
)
async def test_what_no_phone_can_send_is_refused_and_reaches_nobody(world: World, body: dict[str, object]) -> None:
    answer = await world.post("/simulator/say", body)
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]
    assert world.desk.taken == []


async def test_people_are_those_who_have_said_something(world: World) -> None:
    await world.say("Sri", text="halo")
    await world.say("tini", text="halo")
    await world.say("sri", text="lagi")
    assert (await world.client.get("/simulator/people")).json() == {"people": ["Sri", "tini"]}


async def test_both_sides_of_a_talk_can_be_shown_in_their_order(world: World) -> None:
    await world.say("sri", text="ask")
    await world.say("sri", tap="save:1")
    said = (await world.client.get("/simulator/said", params={"person": "sri"})).json()["said"]
    assert [(words["k"], words["after"], words["kind"], words["text"]) for words in said] == [
        (1, 0, "text", "ask"),
        (2, 1, "tap", "Simpan"),
    ]


async def test_a_turn_without_an_answer_in_time_is_a_504_and_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path, patience=0.05) as world:
        answer = await world.post("/simulator/say", {"person": "sri", "text": "halt"})
        assert (answer.status_code, list(answer.json())) == (504, ["error"])
        assert len(world.desk.taken) == 1


async def test_sending_the_same_message_twice_puts_it_on_the_phone_once(world: World) -> None:
    message = Outgoing(id=7, channel="simulator", chat="sri", text="halo")
    assert await world.simulator.send(message) == "1"
    assert await world.simulator.send(message) == "1"
    assert await world.texts("sri") == ["halo"]


async def test_the_phones_survive_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        before = await world.say("sri", text="ask", id="u1")
        message = Outgoing(id=99, channel="simulator", chat="sri", text="once")
        await world.simulator.send(message)
    async with opened(tmp_path) as world:
        answer = await world.client.get("/simulator/messages", params={"person": "sri"})
        assert answer.json()["messages"][:1] == before
        assert await world.simulator.send(message) == "2"
        assert await world.say("sri", text="ask", id="u1") == []


async def test_a_line_torn_by_a_crash_is_dropped_and_the_rest_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        await world.say("sri", text="satu")
    journal = tmp_path / "phones.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"chat":"sri","received":{"n":2,"te')
    async with opened(tmp_path) as world:
        assert await world.texts("sri") == ["text: satu"]
        await world.say("sri", text="dua")
    async with opened(tmp_path) as world:
        assert await world.texts("sri") == ["text: satu", "text: dua"]
