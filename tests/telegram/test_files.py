"""Files on their way to Telegram: that one is being made is seen there; one that cannot be made holds up nothing else,
is tried again by itself, and comes once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot import files, remaking, workshop
from bot.channels.telegram import Telegram
from bot.delivery import Delivery
from bot.messages import Attachment, File, Outgoing
from bot.papers.paper import Format, paper_file
from bot.ports import Draft
from bot.router import Router
from bot.sealing import Seal
from bot.turn import Attempt, Turns
from bot.workshop import MOST_WAITING, Workshop
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.conftest import Kind
from tests.desk import reader
from tests.papers.samples import founding_minutes
from tests.player.phones import StoryClock
from tests.storage.samples import NOW
from tests.telegram.world import SENDS, Said, TelegramWorld

BOOK = paper_file("buku", [founding_minutes()], Format.PDF)
CODE = files.qr_file("undangan", "halo")
NOT_YET = "Berkas buku.pdf belum jadi. Sebentar lagi saya coba lagi, nanti saya kirim sendiri."
GIVEN_UP = "Berkasnya tetap belum bisa dibuat. Catatannya aman. Silakan minta lagi nanti."


class Post:
    """One process that sends to the small Telegram; what takes long fails as often as it is told to."""

    def __init__(self, world: TelegramWorld, channel: Telegram, database: AsyncDatabase) -> None:
        self.world, self.database, self.clock, self.failures = world, database, StoryClock(), 0
        self.clock.set(NOW)
        self.marked = asyncio.Event()
        self.delivery = Delivery(database, channel, self.clock, self.marked.set, workshop=Workshop(make=self.make))
        self.turns = Turns[Records](Router([], lambda form, talk: None), reader(), {})

    async def make(self, file: File, seal: Seal) -> Attachment:
        """Make a file, or fail."""
        if self.failures:
            self.failures -= 1
            raise MemoryError
        return await files.made(file, seal)

    async def ask(self, *wanted: File, text: str = "Bukunya.") -> list[Said]:
        """Somebody is to get these files; all that was said to them when nothing waits any more."""
        sri = str(self.world.person("Sri"))
        one = Draft("telegram", sri, text, (("Selesai", "y:1"),), "answer", files=wanted)
        await self.database.run(lambda records: records.outbox.add([one], self.clock.now()))
        return await self.settled()

    async def passes(self, seconds: int) -> list[Said]:
        """Let time pass, and do what falls due."""
        self.clock.set(self.clock.now() + seconds)
        await self.database.run(lambda records: self.turns.work(records, Attempt(None), self.clock.now()))
        return await self.settled()

    async def settled(self) -> list[Said]:
        """Wait until nothing waits in the outbox any more."""
        self.delivery.wake()
        async with asyncio.timeout(30):
            while await self.database.run(lambda records: records.outbox.next_due("telegram")) is not None:
                self.marked.clear()
                self.delivery.hurry()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await self.marked.wait()
        return self.world.received("Sri")


@pytest.fixture
async def post(
    world: TelegramWorld, channel: Telegram, databases: Callable[[Kind], Awaitable[str]]
) -> AsyncIterator[Post]:
    database = open_database(await databases("sqlite"))
    made = Post(world, channel, database)
    sending = asyncio.create_task(made.delivery.run())
    yield made
    made.delivery.stop()
    await sending
    await database.close()


def names(said: list[Said]) -> list[tuple[str, str]]:
    return [(one.text, one.file.name if one.file else "") for one in said]


@pytest.mark.parametrize("file", [BOOK, File("peta.png", "image/png", "paper", BOOK.of)], ids=["paper", "picture"])
async def test_it_is_seen_that_a_file_is_being_made_before_it_comes(post: Post, file: File) -> None:
    assert names(await post.ask(file)) == [("Bukunya.", file.name)]
    shown, sent = [call for call in post.world.proxy.calls if call.method in ("sendChatAction", *SENDS)]
    assert (shown.method, shown.status) == ("sendChatAction", 200)
    assert shown.fields["action"] == ("upload_document" if file is BOOK else "upload_photo")
    assert shown.chat == sent.chat


async def test_what_is_made_at_once_is_not_announced_and_a_refused_announcement_holds_up_nothing(post: Post) -> None:
    await post.ask(CODE)
    assert post.world.proxy.of("sendChatAction") == []
    post.world.proxy.fail("sendChatAction", 500)
    assert names(await post.ask(BOOK))[1:] == [("Bukunya.", "buku.pdf")]


async def test_the_text_and_other_files_come_and_what_failed_comes_later_by_itself_and_once(post: Post) -> None:
    post.failures = 2
    said = await post.ask(BOOK, CODE)
    assert names(said) == [(f"Bukunya.\n\n{NOT_YET}", "undangan.png")]
    assert said[0].labels == ["Selesai"]
    assert await post.passes(remaking.AGAIN_AFTER[0] - 1) == said
    assert await post.passes(1) == said  # fails once more, and nothing is said of it
    later = await post.passes(remaking.AGAIN_AFTER[1])
    assert names(later)[1:] == [("", "buku.pdf")]
    assert await post.passes(86_400) == later


async def test_what_can_never_be_made_is_given_up_and_it_is_said_how_to_go_on(post: Post) -> None:
    post.failures = 100
    assert names(await post.ask(BOOK)) == [(f"Bukunya.\n\n{NOT_YET}", "")]
    for seconds in remaking.AGAIN_AFTER:
        said = await post.passes(seconds)
    assert names(said)[1:] == [(GIVEN_UP, "")]
    assert post.failures == 100 - 1 - len(remaking.AGAIN_AFTER)
    assert await post.passes(86_400) == said


async def test_it_is_said_in_the_language_of_whom_it_is_for(post: Post) -> None:
    post.failures = 100
    english, javanese = (replace(BOOK, language=language) for language in ("en", "jv"))
    [(told, _file)] = names(await post.ask(english))
    assert "The file buku.pdf is not ready yet." in told
    for seconds in remaking.AGAIN_AFTER:
        said = await post.passes(seconds)
    assert "Please ask for it again later." in names(said)[1][0]
    [*_before, (told, _file)] = names(await post.ask(javanese))
    assert "Berkas buku.pdf dereng dados" in told


async def test_of_whom_was_erased_meanwhile_nothing_is_made_again(post: Post) -> None:
    post.failures = 1
    await post.ask(BOOK)
    await post.database.run_raw(lambda connection: connection.execute(update(schema.outbox).values(body=None)))
    said = await post.passes(remaking.AGAIN_AFTER[0])
    assert names(said)[1:] == [(GIVEN_UP, "")]


async def test_a_talk_goes_on_while_a_file_waits_for_its_next_attempt(post: Post) -> None:
    post.failures = 1
    await post.ask(BOOK)
    assert names(await post.ask(text="Halo"))[1:] == [("Halo", "")]
    waits = await post.database.run_raw(lambda connection: str(connection.execute(select(schema.due.c.body)).all()))
    assert "places" in waits
    assert "Mandiri" not in waits


async def test_who_waits_for_a_file_takes_no_place_of_those_who_wait_for_words(post: Post) -> None:
    begun, go = asyncio.Semaphore(0), asyncio.Event()

    async def slowly(file: File, seal: Seal) -> Attachment:
        begun.release()
        await go.wait()
        return Attachment(file.name, file.type, b"%PDF")

    post.delivery._each._workshop._make = slowly
    drafts = [
        Draft("telegram", str(post.world.person(f"orang {at}")), "Buku", (), "answer", files=(BOOK,))
        for at in range(40)
    ]
    await post.database.run(lambda records: records.outbox.add(drafts, NOW))
    post.delivery.wake()
    await begun.acquire()
    sri = Draft("telegram", str(post.world.person("Sri")), "Halo", (), "answer")
    await post.database.run(lambda records: records.outbox.add([sri], NOW))
    post.delivery.wake()
    try:
        assert (await post.world.next("Sri")).text == "Halo"
        assert post.delivery._each._workshop._waiting <= MOST_WAITING
    finally:
        go.set()
    async with asyncio.timeout(20):
        while sum(len(post.world.received(f"orang {at}")) for at in range(40)) <= MOST_WAITING + 2:
            post.clock.set(post.clock.now() + 1)
            post.delivery.wake()
            await asyncio.sleep(0.05)


async def test_a_message_waits_so_long_for_its_turn_and_no_longer(
    world: TelegramWorld, channel: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "WAITS", 0.05)
    begun, go = asyncio.Event(), asyncio.Event()

    async def slowly(file: File, seal: Seal) -> Attachment:
        begun.set()
        await go.wait()
        return Attachment(file.name, file.type, b"%PDF")

    shop = Workshop(make=slowly)
    message = Outgoing(id=1, channel="telegram", chat=str(world.person("Sri")), text="Buku", files=(BOOK,))
    first = asyncio.create_task(shop.made(message, channel))
    await begun.wait()
    assert await shop.made(message, channel) is None
    go.set()
    made = await first
    assert made == await shop.made(message, channel)
    assert made is not None
    assert [one.content for one in made.attachments] == [b"%PDF"]
