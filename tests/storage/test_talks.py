"""Talks: one person on several accounts, a version against two processes, and where somebody is reached."""

from __future__ import annotations

import asyncio

from bot.messages import Incoming
from bot.ports import Account, Draft
from jamaah.accounts import ChannelConsent
from jamaah.roles import Role
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.storage.samples import NOW, group, message


async def account(database: AsyncDatabase, said: Incoming) -> Account:
    return await database.run(lambda r: r.talks.load(said)[0])


async def test_the_first_message_makes_an_account_and_a_person(database: AsyncDatabase) -> None:
    loaded, version, state = await database.run(lambda r: r.talks.load(message("1", name="Sri", language="en")))
    assert (loaded.channel, loaded.chat, loaded.name, loaded.unreachable) == ("telegram", "c1", "Sri", False)
    assert (version, state) == (0, {})
    person = await database.run(lambda r: r.people.get(loaded.person))
    assert (person.address, person.language) == ("", "id")
    assert await account(database, message("2")) == loaded, "a message without a name keeps the name"


async def test_state_is_saved_once_for_a_version(database: AsyncDatabase) -> None:
    who = await account(database, message("1"))
    assert await database.run(lambda r: r.talks.save(who, 0, {"open": ["Siti", 45, None]}))
    assert not await database.run(lambda r: r.talks.save(who, 0, {"open": "of the slower process"}))
    assert await database.run(lambda r: r.talks.load(message("2"))[1:]) == (1, {"open": ["Siti", 45, None]})


async def test_a_group_chat_is_another_talk_of_the_same_person(database: AsyncDatabase) -> None:
    alone = await account(database, message("1"))
    await database.run(lambda r: r.talks.save(alone, 0, {"open": "form"}))
    among_others, version, state = await database.run(lambda r: r.talks.load(message("2", chat="g", private=False)))
    assert among_others.person == alone.person
    assert (version, state) == (0, {})
    other = await account(database, message("3", chat="g", user="u2", private=False))
    assert other.person != alone.person


async def test_a_person_is_reached_in_the_private_chat_used_last(database: AsyncDatabase) -> None:
    who = (await account(database, message("1"))).person
    await account(database, message("2", chat="new phone", at=NOW + 5))
    await account(database, message("3", chat="g", private=False, at=NOW + 9))
    found = await database.run(lambda r: r.talks.reachable(who))
    assert found is not None
    assert found.chat == "new phone"
    await account(database, message("4", at=NOW + 10))
    found = await database.run(lambda r: r.talks.reachable(who))
    assert found is not None
    assert found.chat == "c1"


async def test_somebody_unreachable_is_reached_elsewhere_or_not_until_they_write_again(database: AsyncDatabase) -> None:
    who = (await account(database, message("1"))).person
    await database.run(lambda r: r.talks.unreachable("telegram", "c1", NOW))
    assert await database.run(lambda r: r.talks.reachable(who)) is None
    assert not (await account(database, message("2"))).unreachable
    assert await database.run(lambda r: r.talks.reachable(who)) is not None


async def test_that_a_private_chat_cannot_be_written_to_is_news_once(database: AsyncDatabase) -> None:
    who = (await account(database, message("1"))).person
    await account(database, message("2", chat="g", private=False))
    assert await database.run(lambda r: r.talks.unreachable("telegram", "g", NOW)) == []
    assert await database.run(lambda r: r.talks.unreachable("telegram", "c1", NOW)) == [who]
    assert await database.run(lambda r: r.talks.unreachable("telegram", "c1", NOW + 1)) == []
    assert await database.run(lambda r: r.talks.unreachable("telegram", "c9", NOW)) == []


async def test_a_person_chooses_the_language(database: AsyncDatabase) -> None:
    who = (await account(database, message("1"))).person

    def choose(records: Records) -> None:
        records.author(1, who, NOW)
        records.people.speak(who, "jv")

    await database.run(choose)
    assert (await account(database, message("2"))).language == "jv"


async def test_of_several_channels_the_preferred_one_is_used_as_long_as_it_can_be(database: AsyncDatabase) -> None:
    who = await account(database, message("1"))
    there = await account(database, message("2", channel="whatsapp", chat="w", user="w", at=NOW + 5))
    await database.run(lambda r: linked(r, who.person, there.person))
    assert await heard(database, who.person) == "w"
    await database.run(lambda r: preferred(r, who.person, "telegram"))
    assert await heard(database, who.person) == "c1"
    assert await heard(database, who.person, "whatsapp") == "w"
    await database.run(lambda r: r.talks.unreachable("telegram", "c1", NOW))
    assert await heard(database, who.person) == "w"
    refused = ChannelConsent(person=who.person, channel="whatsapp", wanted=False, words="stop", at=NOW)
    await database.run(lambda r: r.consents.say(refused))
    assert await heard(database, who.person) is None
    assert (await account(database, message("3", channel="whatsapp", chat="w", user="w"))).refused
    assert await heard(database, who.person) is None, "who asks something does not want everything"


def linked(records: Records, person: int, other: int) -> None:
    records.author(1, person, NOW)
    records.accounts.link(person, other, [])


def preferred(records: Records, person: int, channel: str) -> None:
    records.author(1, person, NOW)
    records.people.prefer(person, channel)


async def heard(database: AsyncDatabase, person: int, channel: str = "") -> str | None:
    found = await database.run(lambda r: r.talks.reachable(person, channel))
    return None if found is None else found.chat


OLD, NEW = "6281234567890", "ID.1a2b"


def by_new_id(update: str, **rest: object) -> Incoming:
    return message(update, chat=NEW, user=NEW, also=OLD, **rest)


async def test_who_is_known_by_another_id_now_is_who_they_were(database: AsyncDatabase) -> None:
    before = await account(database, message("1", chat=OLD, user=OLD))
    await database.run(lambda r: r.talks.save(before, 0, {"open": "form"}))
    waiting = Draft("telegram", OLD, "Kumpulan besok", (), "reminder")
    await database.run(lambda r: r.outbox.add([waiting], NOW))
    now, version, state = await database.run(lambda r: r.talks.load(by_new_id("2")))
    assert (now.id, now.person, now.chat) == (before.id, before.person, NEW)
    assert (version, state) == (1, {"open": "form"})
    [sent] = await database.run(lambda r: r.outbox.claim("telegram", 9, NOW, NOW + 60))
    assert (sent.chat, sent.text) == (NEW, "Kumpulan besok")
    assert await account(database, by_new_id("3")) == now
    late = await account(database, message("4", chat=OLD, user=OLD))
    assert (late.id, late.chat) == (before.id, NEW), "the old id still means them"
    assert await database.run(lambda r: r.talks.unreachable("telegram", OLD, NOW)) == [before.person]


async def test_a_number_that_was_given_away_is_nobodys_way_in(database: AsyncDatabase) -> None:
    await account(database, message("1", chat=OLD, user=OLD))
    before = await account(database, by_new_id("2"))
    other = await account(database, message("3", chat="ID.other", user="ID.other", also=OLD))
    assert other.person != before.person
    by_number = await account(database, message("4", chat=OLD, user=OLD))
    assert by_number.person != before.person


async def test_who_wrote_by_the_new_id_first_is_who_they_were_too(database: AsyncDatabase) -> None:
    before = await account(database, message("1", chat=OLD, user=OLD))
    await database.run(lambda r: in_a_group(r, before.person))
    stranger = await account(database, message("2", chat=NEW, user=NEW))
    assert stranger.person != before.person
    now = await account(database, by_new_id("3"))
    assert (now.id, now.person, now.chat) == (before.id, before.person, NEW)


async def test_two_who_are_somebody_both_stay_two(database: AsyncDatabase) -> None:
    before = await account(database, message("1", chat=OLD, user=OLD))
    other = await account(database, message("2", chat=NEW, user=NEW))
    await database.run(lambda r: in_a_group(r, before.person))
    await database.run(lambda r: in_a_group(r, other.person))
    assert (await account(database, by_new_id("3"))).person == other.person
    assert await heard(database, before.person) == OLD


def in_a_group(records: Records, who: int) -> None:
    records.author(1, who, NOW)
    records.people.grant(who, Role.MEMBER, group(records).id)


async def test_many_messages_by_a_new_id_at_once_find_one_talk(url: str) -> None:
    pair = [open_database(url), open_database(url)]
    before = await account(pair[0], message("1", chat=OLD, user=OLD))
    said = [by_new_id(str(number)) for number in range(2, 10)]
    found = await asyncio.gather(*(account(pair[number % 2], each) for number, each in enumerate(said)))
    assert {(one.id, one.person, one.chat) for one in found} == {(before.id, before.person, NEW)}
    for each in pair:
        await each.close()


async def test_many_first_messages_at_once_make_one_person(url: str) -> None:
    pair = [open_database(url), open_database(url)]
    chats = ["c1", "g1", "c1", "g2", "c1", "g1"]
    firsts = [message(str(n), chat=chat, private=chat == "c1") for n, chat in enumerate(chats)]
    found = await asyncio.gather(*(account(pair[n % 2], first) for n, first in enumerate(firsts)))
    assert len({each.person for each in found}) == 1
    assert len({each.id for each in found}) == 3
    for each in pair:
        await each.close()
