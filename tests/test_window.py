"""The window: what waits until somebody writes, what a platform says afterwards, and how many are written to a day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.afterwards import SOON
from bot.afterwards import WORK as SAID
from bot.delivery import Delivery
from bot.engine import Engine
from bot.messages import READ, Attachment, Outgoing
from bot.ports import Knocked, NoRoom, Pace
from bot.reach import LOST
from bot.router import Router
from bot.turn import Turns
from bot.window import AGAIN, HELD, HOUR, MARGIN, READ_LABEL, TRIES, by_day
from handlers import group_of
from jamaah.members import Member
from jamaah.roles import Role
from storage import schema
from storage.database import AsyncDatabase
from storage.records import Records
from tests.desk import reader
from tests.storage.samples import NOW, draft, group, message, person
from tests.test_delivery import LOOKS, Echo, Platform, Process, crash, enter, rows, until

WINDOW = DAY = 86_400
LATE = NOW + WINDOW
ROOM = Pace(per_second=1_000, per_chat=1_000, per_group_minute=1_000)


class Closing(Platform):
    """A platform that says a message with a capital in a template, and can only knock for others."""

    window = WINDOW

    def __init__(self, pace: Pace | None = None) -> None:
        super().__init__()
        self.pace = pace
        self.sent_ones: list[Outgoing] = []
        self.knocks: list[str] = []
        self.full = False

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        self.sent_ones.append(message)
        if message.heard is None and self.full:
            raise NoRoom
        if message.heard is None and message.text[1:2] != "!":
            if message.knocked:
                raise Knocked("")
            self.knocks.append(message.chat)
            raise Knocked(f"k{len(self.knocks)}")
        return await super().send(message, attachments)


class Doorway(Process):
    """A process that sends by such a platform, and takes turns."""

    platform: Closing

    def __init__(self, database: AsyncDatabase, now: int = NOW, pace: Pace | None = None) -> None:
        super().__init__(database, now)
        self.platform = Closing(pace)
        self.delivery = Delivery(database, self.platform, self.clock, lambda: None)
        turns = Turns(
            Router[Records]([Echo], lambda talk, form: None),
            reader(),
            {},
            open_for=lambda channel: WINDOW,
            group_of=group_of,
        )
        woken, place = self.delivery.wake, self.delivery.reserve
        self.engine = Engine(database, turns, self.clock, woken, reserve=lambda channel: place())
        self._number = 0

    async def hears(self, chat: str, **what: Any) -> None:
        """Something comes from a chat, or is said of it by the platform, and its turn is taken."""
        self._number += 1
        told = {"user": chat, "text": f"{chat}?", "at": self.clock.now(), **what}
        await self.engine.take([message(f"u{self._number}", chat=chat, **told)])
        await self.engine.answer(("telegram", chat))
        await self.quiet()

    async def written(self) -> None:
        """Wait until it is written down what became of everything."""
        for _look in range(LOOKS):
            self.delivery.hurry()
            if await self.database.run(lambda records: records.outbox.next_due("telegram")) is None:
                return
            await asyncio.sleep(0.005)
        raise TimeoutError

    async def works(self) -> None:
        """What is due is done."""
        await self.engine.tick()
        await self.quiet()


@pytest.fixture
async def door(database: AsyncDatabase) -> AsyncIterator[Doorway]:
    made = Doorway(database)
    yield made
    if made.task is not None:
        await crash(made.task)


async def due(database: AsyncDatabase, what: str) -> list[Any]:
    wanted = select(schema.due).where(schema.due.c.what == what).order_by(schema.due.c.at)
    return list(await database.run_raw(lambda connection: connection.execute(wanted).all()))


def texts(door: Doorway) -> list[str]:
    return door.platform.sent


# -- who has written when


async def test_a_channel_with_a_window_knows_when_somebody_has_written(door: Doorway) -> None:
    await door.hears("a")
    await enter(door.database, "a!", "b!")
    door.start()
    await until(lambda: len(texts(door)) == 3)
    assert {each.chat: each.heard for each in door.platform.sent_ones} == {"a": NOW, "b": None}


async def test_an_answer_that_is_sent_at_once_knows_it_too(door: Doorway) -> None:
    door.start()
    await door.quiet()
    await door.hears("a", at=NOW - 5)
    await until(lambda: texts(door) == ["a?"])
    assert door.platform.sent_ones[0].heard == NOW - 5


async def test_an_answer_that_comes_a_day_late_is_said_as_little_may_be_said_then(door: Doorway) -> None:
    door.start()
    await door.quiet()
    await door.hears("a", at=NOW - WINDOW + MARGIN)
    await until(lambda: door.platform.knocks == ["a"])
    await door.written()
    assert await door.database.run(lambda records: records.window.opened("telegram", ["b"], NOW, 1)) == {"b"}
    assert [each.heard for each in door.platform.sent_ones] == [None]


@pytest.mark.parametrize(("passed", "heard"), [(WINDOW - MARGIN - 1, NOW), (WINDOW - MARGIN, None)])
async def test_a_window_that_closes_just_now_counts_as_closed(door: Doorway, passed: int, heard: int | None) -> None:
    await door.hears("a")
    door.start()
    await until(lambda: texts(door) == ["a?"])
    door.clock.set(NOW + passed)
    await enter(door.database, "a!")
    await door.passes(0)
    await until(lambda: len(texts(door)) == 2)
    assert door.platform.sent_ones[-1].heard == heard


async def test_what_is_no_word_opens_no_window_and_what_comes_late_closes_none(door: Doorway) -> None:
    await door.hears("a")
    await door.hears("a", at=NOW - 60)
    await door.hears("a", at=NOW + 60, kind="unblocked")
    await door.hears("b", kind="unblocked")
    await enter(door.database, "a!", "b!")
    door.start()
    await until(lambda: "b!" in texts(door) and "a!" in texts(door))
    assert {each.text: each.heard for each in door.platform.sent_ones if each.text[1] == "!"} == {"a!": NOW, "b!": None}


async def test_without_a_window_nobody_asks_when_somebody_has_written(database: AsyncDatabase) -> None:
    process = Process(database)
    seen: list[int | None] = []
    send = process.platform.send

    async def noted(message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        seen.append(message.heard)
        return await send(message, attachments)

    process.platform.send = noted  # type: ignore[method-assign]
    await database.run(lambda records: person(records, "a"))
    await enter(database, "a!")
    running = process.start()
    await until(lambda: seen == [None])
    await crash(running)


# -- knocks


async def test_what_cannot_be_said_waits_until_somebody_writes_and_goes_before_the_answer(door: Doorway) -> None:
    await enter(door.database, "a1", "a2", "b!", kind="reminder")
    door.start()
    await until(lambda: texts(door) == ["b!"])
    await door.quiet()
    assert door.platform.knocks == ["a"], "the second knocks no more within a day"
    await door.hears("a")
    await until(lambda: texts(door) == ["b!", "a1", "a2", "a?"])
    await door.hears("a")
    await until(lambda: len(texts(door)) == 5)
    assert texts(door)[4:] == ["a?"], "once"


async def test_a_reminder_is_not_held_up_by_what_waits(door: Doorway) -> None:
    await enter(door.database, "a1", "a!", kind="reminder")
    door.start()
    await until(lambda: texts(door) == ["a!"])


async def test_a_day_later_there_is_another_knock(door: Doorway) -> None:
    await enter(door.database, "a1")
    door.start()
    await until(lambda: door.platform.knocks == ["a"])
    await door.written()
    await door.passes(DAY - 1)
    await enter(door.database, "a2")
    await door.passes(0)
    assert door.platform.knocks == ["a"]
    await enter(door.database, "a3")
    await door.passes(1)
    await until(lambda: door.platform.knocks == ["a", "a"])


@pytest.mark.parametrize("asked", [{"kind": "tap", "tap": READ, "text": ""}, {"text": " baca"}, {"text": "Baca"}])
async def test_who_taps_read_gets_the_news_and_nothing_else(door: Doorway, asked: dict[str, Any]) -> None:
    await enter(door.database, "a1")
    door.start()
    await until(lambda: door.platform.knocks == ["a"])
    await door.written()
    await door.hears("a", **asked)
    await until(lambda: texts(door) == ["a1"])
    await door.quiet()
    assert texts(door) == ["a1"]


async def test_who_taps_read_when_there_is_nothing_is_told_so(door: Doorway) -> None:
    door.start()
    await door.hears("a", kind="tap", tap=READ, text="")
    await until(lambda: texts(door) == ["Tidak ada kabar yang belum terbaca."])


def test_the_label_is_that_of_the_template() -> None:
    from bot.channels.whatsapp_templates import templates  # noqa: PLC0415

    assert templates().knocking().buttons[0][0] == READ_LABEL.render("id")


async def test_what_is_of_no_use_any_more_or_was_forgotten_is_not_sent(door: Doorway) -> None:
    await enter(door.database, "a1", expires=NOW + 60)
    await enter(door.database, "b1")
    door.start()
    await until(lambda: sorted(door.platform.knocks) == ["a", "b"])
    await door.written()
    await door.passes(60)
    await door.database.run(lambda records: records.outbox.forget(NOW + 1))
    await door.hears("a")
    await door.hears("b")
    await until(lambda: texts(door) == ["a?", "b?"])


async def test_nothing_is_kept_for_who_is_not_to_be_written_to(door: Doorway) -> None:
    await enter(door.database, "a1")
    door.start()
    await until(lambda: door.platform.knocks == ["a"])
    await door.written()
    await door.database.run(lambda records: records.outbox.drop("telegram", "a", NOW))
    await door.hears("a")
    await until(lambda: texts(door) == ["a?"])


async def test_what_waits_was_not_told_yet(door: Doorway) -> None:
    await enter(door.database, "a1")
    door.start()
    await until(lambda: door.platform.knocks == ["a"])
    await door.written()
    await door.quiet()
    assert await door.database.run(lambda records: records.outbox.latest("telegram", "a", 5, 0)) == []


# -- what the platform says afterwards


async def sent(door: Doorway, text: str, **rest: Any) -> None:
    await enter(door.database, text, **rest)
    door.start()
    await until(lambda: text in texts(door))
    await door.written()


async def test_what_came_too_late_for_the_window_is_said_again_and_once(door: Doorway) -> None:
    await door.hears("a")
    await sent(door, "a!")
    await door.hears("a", kind="unsent", text="closed", message="p2")
    await until(lambda: texts(door) == ["a?", "a!", "a!"])
    await door.written()
    assert [each.heard for each in door.platform.sent_ones] == [NOW, NOW, None]
    await door.quiet()
    await door.hears("a", kind="unsent", text="closed", message="p3")
    assert texts(door) == ["a?", "a!", "a!"]
    assert (await rows(door.database))["a!"] == (True, True, "p3")


async def test_what_the_platform_could_not_deliver_just_now_is_tried_again_after_ever_longer(door: Doorway) -> None:
    await sent(door, "a!", kind="reminder")
    for number, longest in enumerate((10, 20, 40), start=1):
        await door.hears("a", kind="unsent", text="later:131000", message=f"p{number}")
        ready = await door.database.run(lambda records: records.outbox.next_due("telegram"))
        assert ready is not None
        assert longest / 2 <= ready - door.clock.now() <= longest
        assert len(texts(door)) == number
        await door.passes(ready - door.clock.now())
        await until(lambda: len(texts(door)) > number)  # noqa: B023  it is over before the next
        await door.written()


async def test_what_may_be_said_in_a_template_only_may_be_so_when_it_is_tried_again(door: Doorway) -> None:
    await door.hears("a")
    await sent(door, "a!")
    await door.hears("a", kind="unsent", text="closed", message="p2")
    await until(lambda: len(texts(door)) == 3)
    await door.written()
    await door.hears("a", kind="unsent", text="later:131000", message="p3")
    await door.passes(10)
    await until(lambda: len(texts(door)) == 4)
    assert [each.heard for each in door.platform.sent_ones[1:]] == [NOW, None, None]


@pytest.mark.parametrize("why", ["later", "full"])
async def test_what_is_never_delivered_is_a_dead_letter_in_the_end(door: Doorway, why: str) -> None:
    await sent(door, "a!")
    await tried(door, TRIES)
    await door.hears("a", kind="unsent", text=f"{why}:131000", message="p1")
    assert await dead(door) == ["131000"]
    assert texts(door) == ["a!"]


async def test_a_knock_that_was_not_delivered_just_now_is_sent_again(door: Doorway) -> None:
    await enter(door.database, "a1")
    door.start()
    await until(lambda: door.platform.knocks == ["a"])
    await door.written()
    await door.hears("a", kind="unsent", text="later:131000", message="k1")
    await door.passes(10)
    await until(lambda: door.platform.knocks == ["a", "a"])


async def test_what_is_said_afterwards_to_have_no_room_is_held(door: Doorway) -> None:
    await sent(door, "a!", kind="reminder")
    await door.hears("a", kind="unsent", text="full:131042", message="p1")
    assert await dead(door) == []
    [room] = await due(door.database, AGAIN)
    assert room.at == by_day(NOW + HOUR)
    assert len(await due(door.database, HELD)) == 1
    await enter(door.database, "a!2")
    await door.passes(0)
    await until(lambda: texts(door) == ["a!", "a!2"])
    await door.hears("a")
    await until(lambda: texts(door) == ["a!", "a!2", "a!", "a?"])


async def tried(door: Doorway, attempts: int) -> None:
    changed = update(schema.outbox).values(attempts=attempts)
    await door.database.run_raw(lambda connection: connection.execute(changed))


async def dead(door: Doorway) -> list[str]:
    from storage.undelivered import undelivered  # noqa: PLC0415

    found = await door.database.run_raw(lambda connection: undelivered(connection, NOW - 1))
    return [letter.rpartition(": ")[2] for letter in found.letters]


async def test_who_is_gone_is_lost(door: Doorway) -> None:
    await door.hears("a")
    await sent(door, "a!")
    await door.hears("a", kind="unsent", text="gone", message="p2")
    assert [row.what for row in await due(door.database, LOST)] == [LOST]
    assert (await rows(door.database))["a!"][:2] == (True, True)


async def test_who_is_gone_here_hears_elsewhere_what_did_not_arrive_and_what_was_kept(door: Doorway) -> None:
    await door.hears("b", user="x")
    await door.hears("a", user="x", at=NOW - WINDOW)
    await enter(door.database, "a!", "a1", kind="reminder")
    door.start()
    await until(lambda: texts(door).count("a!") == 1 and door.platform.knocks == ["a"])
    await door.written()
    sent_as = (await rows(door.database))["a!"][2]
    await door.hears("a", user="x", kind="unsent", text="gone", message=sent_as)
    await until(lambda: "a1" in texts(door))
    assert [(each.chat, each.text) for each in door.platform.sent_ones[-2:]] == [("b", "a!"), ("b", "a1")]


async def test_any_other_error_is_a_dead_letter_with_its_number(door: Doorway) -> None:
    await sent(door, "a!")
    await door.hears("a", kind="unsent", text="131049", message="p1")
    assert await dead(door) == ["131049"]


async def test_what_is_said_before_it_is_written_down_how_a_message_was_sent_is_heard_a_moment_later(
    door: Doorway,
) -> None:
    await door.hears("a", kind="unsent", text="131049", message="p1")
    await sent(door, "a!")
    assert await dead(door) == []
    door.clock.set(NOW + SOON)
    await door.works()
    assert await dead(door) == ["131049"]
    door.clock.set(NOW + DAY)
    await door.works()
    assert len(await due(door.database, SAID)) == 1, "once"


@pytest.mark.parametrize("kind", ["unsent", "charged"])
async def test_of_a_message_that_is_not_ours_nothing_is_kept(door: Doorway, kind: str) -> None:
    await sent(door, "a!")
    before = await rows(door.database)
    await door.hears("b", kind=kind, text="gone", message="p9")
    assert await rows(door.database) == before
    assert await door.database.run(lambda records: records.charges.of("2026-11")) == []
    people = await door.database.run_raw(lambda connection: connection.execute(select(schema.talks)).all())
    assert people == [], "nobody has written"
    assert texts(door) == ["a!"]


def books(records: Records) -> list[int]:
    """Two groups: "a" is a member of the first, "b" the facilitator of the second."""
    records.author(0, 0, NOW)
    first, second = group(records), group(records, "JP Rahayu")
    member = Member(group=first.id, name="Tini", joined=date(2024, 2, 1), person=person(records, "a"))
    records.members.add([member])
    records.people.grant(person(records, "b"), Role.FACILITATOR, second.id)
    return [first.id, second.id]


async def test_what_it_costs_is_counted_for_the_group_it_is_about_else_for_that_of_the_person(door: Doorway) -> None:
    first, second = await door.database.run(books)
    drafts = [
        draft("a!", chat="a", key=f"remind:{second}:1:86400:3"),
        draft("a!2", chat="a"),
        draft("b!", chat="b", key=f"digest:{first}:1"),
        draft("c!", chat="c"),
    ]
    await door.database.run(lambda records: records.outbox.add(drafts, NOW))
    door.start()
    await until(lambda: len(texts(door)) == 4)
    await door.written()
    ids = {row[2]: text for text, row in (await rows(door.database)).items()}
    for sent_as, text in ids.items():
        await door.hears(text[0], kind="charged", text="utility", message=sent_as)
    await door.hears("a", kind="charged", text="marketing", message=next(m for m, t in ids.items() if t == "a!2"))
    month = f"{datetime.fromtimestamp(NOW, UTC):%Y-%m}"
    found = await door.database.run(lambda records: records.charges.of(month))
    counted = {(each.group, each.category): each.count for each in found}
    assert counted == {(second, "utility"): 2, (first, "utility"): 1, (0, "utility"): 1, (first, "marketing"): 1}
    figures = await door.database.run(lambda records: records.service.figures(NOW))
    assert figures.charged == {"marketing": 1, "utility": 4}
    assert figures.paying == 2


# -- so many a day


def narrow(most: int) -> Pace:
    return replace(ROOM, opened=most)


async def test_no_more_are_written_to_than_may_be_and_the_rest_has_room_a_day_later(database: AsyncDatabase) -> None:
    door = Doorway(database, pace=narrow(2))
    await enter(database, *(f"{chat}!" for chat in "abcd"))
    await enter(database, "a!2")
    running = door.start()
    await until(lambda: len(texts(door)) == 3)
    await door.quiet()
    assert sorted(texts(door)) == ["a!", "a!2", "b!"], "who was written to today may be again"
    [room] = await due(database, AGAIN)
    assert room.at == by_day(NOW + DAY)
    assert [row.body["until"] for row in await due(database, HELD)] == [room.at]
    await door.passes(room.at - NOW)
    await door.works()
    await until(lambda: len(texts(door)) == 5)
    assert sorted(texts(door)[3:]) == ["c!", "d!"]
    await crash(running)


async def test_two_processes_together_write_to_no_more(database: AsyncDatabase) -> None:
    doors = [Doorway(database, pace=narrow(10)) for _process in range(2)]
    await enter(database, *(f"{chr(200 + number)}!" for number in range(40)))
    running = [door.start() for door in doors]
    await until(lambda: sum(len(texts(door)) for door in doors) >= 10)
    for door in doors:
        await door.quiet()
    assert sum(len(texts(door)) for door in doors) == 10
    for each in running:
        await crash(each)


async def test_who_writes_needs_no_room_and_gets_what_was_held(database: AsyncDatabase) -> None:
    door = Doorway(database, pace=narrow(1))
    await enter(database, "a!", "b!")
    running = door.start()
    await until(lambda: texts(door) == ["a!"])
    await door.quiet()
    await door.hears("b")
    await until(lambda: texts(door) == ["a!", "b!", "b?"])
    await crash(running)


async def test_what_the_platform_takes_only_as_an_answer_holds_up_no_answer(
    door: Doorway, caplog: pytest.LogCaptureFixture
) -> None:
    door.platform.full = True
    await enter(door.database, "a!", "b!", kind="reminder")
    door.start()
    await until(lambda: len(door.platform.sent_ones) == 2)
    await door.written()
    assert texts(door) == []
    assert [row.at - NOW < DAY / 96 for row in await due(door.database, HELD)] == [True], "the secretaries hear of it"
    assert [each.getMessage() for each in caplog.records if each.name == "bot.hindrances"] == [
        "telegram: NoRoom; what is to be said there waits"
    ]
    await door.hears("a")
    await until(lambda: texts(door) == ["a!", "a?"])


async def test_what_the_platform_did_not_take_is_tried_again_by_day_and_not_for_ever(door: Doorway) -> None:
    door.platform.full = True
    await enter(door.database, "a!", "b!")
    door.start()
    await until(lambda: len(door.platform.sent_ones) == 2)
    await door.written()
    [room] = await due(door.database, AGAIN)
    assert room.at == by_day(NOW + HOUR)
    await door.database.run_raw(
        lambda connection: connection.execute(
            update(schema.outbox).where(schema.outbox.c.chat == "b").values(attempts=TRIES)
        )
    )
    await door.passes(room.at - NOW)
    await door.works()
    await until(lambda: len(door.platform.sent_ones) == 4)
    await door.written()
    door.platform.full = False
    await door.passes(by_day(door.clock.now() + HOUR) - door.clock.now())
    await door.works()
    await until(lambda: texts(door) == ["a!"])
    await door.quiet()
    assert texts(door) == ["a!"], "the other was given up"


async def test_reminders_leave_room_for_what_is_more(database: AsyncDatabase) -> None:
    door = Doorway(database, pace=narrow(10))
    await enter(database, *(f"{chr(200 + number)}!" for number in range(20)), kind="reminder")
    running = door.start()
    await until(lambda: len(texts(door)) == 9)
    await door.quiet()
    assert len(texts(door)) == 9
    await enter(database, "a!", kind="alert")
    await door.passes(1)
    await until(lambda: "a!" in texts(door))
    await crash(running)


@pytest.mark.parametrize(
    ("hour", "wanted"),
    [("03:10", "05:00"), ("05:00", "05:00"), ("12:01", "12:15"), ("18:50", "05:00"), ("23:00", "05:00")],
)
def test_room_by_night_waits_for_the_morning(hour: str, wanted: str) -> None:
    at = datetime.fromisoformat(f"2026-12-03T{hour}+07:00")
    found = datetime.fromtimestamp(by_day(int(at.timestamp())), at.tzinfo)
    assert f"{found:%H:%M}" == wanted
    assert 0 <= (found - at).total_seconds() < DAY
