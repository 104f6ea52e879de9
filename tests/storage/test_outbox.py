"""The outbox: one message at a time to each chat, in order, answers before reminders, each key once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select, text

from bot.messages import Outgoing
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from storage.schema import outbox
from tests.storage.samples import NOW, draft


def claim(records: Records, limit: int = 10, now: int = NOW) -> list[Outgoing]:
    return records.outbox.claim("telegram", limit, now, now + 60)


async def texts(database: AsyncDatabase, limit: int = 10, now: int = NOW) -> list[str]:
    return [each.text for each in await database.run(lambda r: claim(r, limit, now))]


async def test_what_was_entered_is_what_is_sent(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("Halo Bu Siti, ✓", turn=7)], NOW))
    [sent] = await database.run(claim)
    assert sent == Outgoing(
        id=sent.id,
        channel="telegram",
        chat="c1",
        text="Halo Bu Siti, ✓",
        buttons=(("Simpan", "save"),),
        kind="answer",
        turn=7,
    )


async def test_a_key_is_entered_once_for_ever(database: AsyncDatabase) -> None:
    pair = [draft("satu", key="k"), draft("dua"), draft("tiga", key="k")]
    assert await database.run(lambda r: r.outbox.add(pair, NOW)) == 2
    [row] = await database.run(claim)
    await database.run(lambda r: r.outbox.sent([(row.id, "p1")], NOW))
    await database.run(lambda r: r.outbox.forget(NOW + 1))
    assert await database.run(lambda r: r.outbox.add([draft("empat", key="k")], NOW)) == 0


async def test_a_chat_gets_one_message_at_a_time_and_in_order(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("a2"), draft("b1", chat="c2")], NOW))
    [first, other] = await database.run(claim)
    assert [first.text, other.text] == ["a1", "b1"]
    assert await texts(database) == []
    await database.run(lambda r: r.outbox.sent([(first.id, "p1")], NOW))
    assert await texts(database) == ["a2"]


async def test_an_expired_lease_is_claimed_again_before_what_follows(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("a2")], NOW))
    assert await texts(database) == ["a1"]
    assert await texts(database, now=NOW + 59) == []
    assert await texts(database, now=NOW + 60) == ["a1"]


async def test_what_a_process_that_is_gone_was_sending_can_be_released(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("a2"), draft("b1", chat="c2")], NOW))
    assert await texts(database) == ["a1", "b1"]
    assert await texts(database) == []
    await database.run(lambda r: r.outbox.release())
    assert await texts(database, now=NOW - 3600) == ["a1", "b1"], "whatever the clock says"


async def test_a_postponed_message_stalls_its_own_chat_only(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("a2"), draft("b1", chat="c2")], NOW))
    [first, _] = await database.run(claim)
    await database.run(lambda r: r.outbox.postpone(first.id, NOW + 30))
    await database.run(lambda r: r.outbox.add([draft("b2", chat="c3")], NOW))
    assert await texts(database, now=NOW + 10) == ["b2"]
    assert await database.run(lambda r: r.outbox.next_due("telegram")) == NOW + 30
    assert await texts(database, now=NOW + 30) == ["a1"]


async def test_answers_go_before_reminders_that_came_earlier(database: AsyncDatabase) -> None:
    reminders = [draft(f"r{number}", chat=f"x{number}", kind="reminder") for number in range(300)]
    await database.run(lambda r: r.outbox.add(reminders, NOW))
    await database.run(
        lambda r: r.outbox.add([draft("alert", chat="c1", kind="alert"), draft("answer", chat="c2")], NOW)
    )
    assert await texts(database, limit=3) == ["alert", "answer", "r0"]


async def test_an_answer_goes_before_the_reminders_of_its_own_chat_too(database: AsyncDatabase) -> None:
    reminders = [draft(f"r{number}", chat=f"x{number}", kind="reminder") for number in range(3)]
    await database.run(lambda r: r.outbox.add(reminders, NOW))
    await database.run(lambda r: r.outbox.add([draft("answer", chat="x2")], NOW))
    claimed = await database.run(claim)
    assert [each.text for each in claimed] == ["answer", "r0", "r1"], "one at a time to each chat"
    await database.run(lambda r: r.outbox.sent([(each.id, "p") for each in claimed], NOW))
    assert await texts(database) == ["r2"]


async def test_no_more_reminders_are_claimed_than_there_is_room_for_beside_answers(database: AsyncDatabase) -> None:
    waiting = [draft(f"r{number}", chat=f"x{number}", kind="reminder") for number in range(5)]
    await database.run(lambda r: r.outbox.add([*waiting, draft("a1"), draft("a2", chat="c2")], NOW))

    def claimed(records: Records, limit: int, reminders: int) -> list[str]:
        found = records.outbox.claim("telegram", limit, NOW, NOW + 60, reminders=reminders)
        records.outbox.release()
        return [each.text for each in found]

    assert await database.run(lambda r: claimed(r, 6, 2)) == ["a1", "a2", "r0", "r1"]
    assert await database.run(lambda r: claimed(r, 3, 2)) == ["a1", "a2", "r0"]
    assert await database.run(lambda r: claimed(r, 9, -1)) == ["a1", "a2"]


async def test_what_has_expired_is_ended_and_never_claimed_and_what_is_being_sent_is_left(
    database: AsyncDatabase,
) -> None:
    pair = [draft("a", kind="reminder", expires=NOW), draft("b", chat="c2", kind="reminder", expires=NOW + 1)]
    await database.run(lambda r: r.outbox.add([*pair, draft("c", chat="c3")], NOW))
    assert await texts(database) == ["c", "b"]
    await database.run(lambda r: claim(r, now=NOW + 59))
    assert await ends(database) == {"a": (True, "expired"), "b": (False, None), "c": (False, None)}
    await database.run(lambda r: claim(r, now=NOW + 60))
    assert await ends(database) == {"a": (True, "expired"), "b": (True, "expired"), "c": (False, None)}


async def test_attempts_that_failed_are_counted_and_pauses_are_not(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a", expires=NOW + 99)], NOW))
    for number, failed in enumerate((True, False, True)):
        [row] = await database.run(claim)
        assert (row.attempts, row.expires) == ((0, 1, 1)[number], NOW + 99)
        await database.run(lambda r: r.outbox.postpone(row.id, NOW, failed=failed))  # noqa: B023
    [row] = await database.run(claim)
    assert row.attempts == 2


async def ends(database: AsyncDatabase) -> dict[str, tuple[bool, str | None]]:
    """Which messages failed, and by what."""
    found = await database.run_raw(lambda c: c.execute(select(outbox)).all())
    return {row.body["text"]: (row.failed, row.error) for row in found}


async def test_a_dead_message_lets_the_next_one_pass(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("a2")], NOW))
    [first] = await database.run(claim)
    await database.run(lambda r: r.outbox.dead(first.id, NOW, "BadRequest"))
    assert await texts(database) == ["a2"]


async def test_what_a_turn_still_has_to_say_is_counted(database: AsyncDatabase) -> None:
    await database.run(
        lambda r: r.outbox.add([draft("a1", turn=5), draft("a2", turn=5), draft("b", chat="c2", turn=5)], NOW)
    )
    assert await database.run(lambda r: r.outbox.unsettled(5, "c1")) == 2
    [first, other] = await database.run(claim)
    await database.run(lambda r: r.outbox.sent([(first.id, "p")], NOW))
    await database.run(lambda r: r.outbox.dead(other.id, NOW, "BadRequest"))
    assert await database.run(lambda r: (r.outbox.unsettled(5, "c1"), r.outbox.unsettled(5, "c2"))) == (1, 0)


async def test_the_next_due_message_is_the_first_of_its_chat(database: AsyncDatabase) -> None:
    assert await database.run(lambda r: r.outbox.next_due("telegram")) is None
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("a2")], NOW))
    assert await database.run(lambda r: r.outbox.next_due("telegram")) == NOW
    await database.run(claim)
    assert await database.run(lambda r: r.outbox.next_due("telegram")) == NOW + 60, "a2 waits for a1"
    assert await database.run(lambda r: r.outbox.next_due("whatsapp")) is None


async def test_bodies_are_forgotten_and_ids_are_not(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("a1"), draft("b1", chat="c2")], NOW))
    [first, _] = await database.run(claim)
    await database.run(lambda r: r.outbox.sent([(first.id, "p1")], NOW))
    assert await database.run(lambda r: r.outbox.forget(NOW)) == 0
    assert await database.run(lambda r: r.outbox.forget(NOW + 1)) == 1
    rows = await database.run_raw(
        lambda c: c.execute(text("SELECT body IS NULL, message FROM outbox ORDER BY id")).all()
    )
    assert [(bool(row[0]), row[1]) for row in rows] == [(True, "p1"), (False, None)]


async def test_two_processes_claim_every_message_once_and_each_chat_in_order(url: str) -> None:
    pair = [open_database(url), open_database(url)]
    drafts = [draft(str(number), chat=f"c{number % 4}") for number in range(60)]
    await pair[0].run(lambda r: r.outbox.add(drafts, NOW))
    sent: list[Outgoing] = []

    async def drain(database: AsyncDatabase) -> None:
        while await database.run(lambda r: r.outbox.next_due("telegram")) is not None:
            claimed = await database.run(lambda r: claim(r, 3))
            sent.extend(claimed)
            await asyncio.sleep(0)
            await database.run(lambda r: r.outbox.sent([(each.id, "p") for each in claimed], NOW))  # noqa: B023

    await asyncio.gather(*(drain(each) for each in pair))
    assert sorted(int(each.text) for each in sent) == list(range(60))
    for chat in ("c0", "c1", "c2", "c3"):
        of_chat = [int(each.text) for each in sent if each.chat == chat]
        assert of_chat == sorted(of_chat)
    for each in pair:
        await each.close()


async def test_an_answer_is_leased_as_it_is_entered(database: AsyncDatabase) -> None:
    pair = [draft("Kamis, 19.30.", turn=7), draft("kabar", chat="c2")]
    answer = await database.run(lambda r: r.outbox.answer(pair, NOW, NOW + 60))
    assert answer is not None
    assert (answer.text, answer.turn, answer.buttons) == ("Kamis, 19.30.", 7, (("Simpan", "save"),))
    assert await texts(database, now=NOW + 59) == ["kabar"]
    assert await texts(database, now=NOW + 60) == ["Kamis, 19.30."]


async def test_an_answer_waits_for_what_is_being_sent_in_its_chat_and_for_answers_before_it(
    database: AsyncDatabase,
) -> None:
    def answered(text: str) -> Callable[[Records], Outgoing | None]:
        return lambda r: r.outbox.answer([draft(text)], NOW, NOW + 60)

    await database.run(lambda r: r.outbox.add([draft("ingat", kind="reminder")], NOW))
    [first] = await database.run(claim)
    assert await database.run(answered("jawab")) is None, "the reminder is being sent"
    await database.run(lambda r: r.outbox.sent([(first.id, "p1")], NOW))
    assert await database.run(answered("dua")) is None, "an answer waits before it"
    assert await texts(database) == ["jawab"]


async def test_an_answer_waits_for_no_reminder_that_only_waits(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("ingat", kind="reminder")], NOW))
    answer = await database.run(lambda r: r.outbox.answer([draft("jawab")], NOW, NOW + 60))
    assert answer is not None
    assert await texts(database, now=NOW + 59) == []
    await database.run(lambda r: r.outbox.sent([(answer.id, "p1")], NOW))
    assert await texts(database) == ["ingat"]


async def test_what_was_sent_can_be_read_again_as_long_as_it_is_kept(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.outbox.add([draft("Halo Bu Siti, ✓", turn=7)], NOW))
    [sent] = await database.run(claim)
    await database.run(lambda r: r.outbox.sent([(sent.id, "m1")], NOW))
    assert await database.run(lambda r: r.outbox.kept(sent.id)) == sent
    await database.run(lambda r: r.outbox.forget(NOW + 1))
    assert await database.run(lambda r: r.outbox.kept(sent.id)) is None


async def test_what_is_said_in_another_language_keeps_that_of_the_country_beside_it(database: AsyncDatabase) -> None:
    home = ("Kumpulan besok.", ("Hadir",))
    said = replace(draft("Meeting tomorrow.", kind="reminder"), home=home)

    def sent(records: Records) -> list[Outgoing | None]:
        records.outbox.add([said, draft("biasa", chat="c2")], NOW)
        answered = records.outbox.answer([replace(said, chat="c3")], NOW, NOW + 9)
        other, claimed = records.outbox.claim("telegram", 9, NOW, NOW + 9)
        return [answered, claimed, records.outbox.kept(claimed.id), other]

    assert [message and message.home for message in await database.run(sent)] == [home, home, home, None]
