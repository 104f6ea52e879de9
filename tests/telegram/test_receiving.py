"""Updates arrive in our words, and are acknowledged only once they are kept."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channels.telegram import Telegram, TokenRefused
from bot.channels.telegram_polling import TelegramByPolling
from bot.messages import Incoming
from bot.ports import Unavailable
from tests.telegram.conftest import Inbox, listening, receiving
from tests.telegram.world import START, TelegramWorld


async def received(world: TelegramWorld, channel: Telegram, update: int) -> list[Incoming]:
    """What the channel made of all updates up to this one."""
    inbox = Inbox()
    async with listening(channel, inbox):
        await world.acknowledged(update)
    return inbox.messages


async def test_a_text_arrives_with_who_wrote_it_where_and_when(world: TelegramWorld, either: Telegram) -> None:
    update = await world.say("Sri", "/daftar bu tini")
    assert await received(world, either, update) == [
        Incoming(
            channel="telegram",
            update=str(update),
            chat=str(world.person("Sri")),
            user=str(world.person("Sri")),
            at=START,
            text="/daftar bu tini",
            message="1",
            name="Sri",
            language="id",
        )
    ]


async def test_a_message_in_a_group_chat_is_not_private(world: TelegramWorld, channel: Telegram) -> None:
    update = await world.say("Sri", "halo", group="RT 3")
    [message] = await received(world, channel, update)
    assert not message.private
    assert (message.chat, message.user) == (str(world.group("RT 3")), str(world.person("Sri")))


FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [{**FILE, "width": 1, "height": 1}]
KINDS: list[tuple[str, dict[str, Any]]] = [
    (
        "sticker",
        {"sticker": {**FILE, "type": "regular", "width": 1, "height": 1} | {"is_animated": False, "is_video": False}},
    ),
    ("voice", {"voice": {**FILE, "duration": 3}}),
    ("photo", {"photo": PHOTO}),
    ("other", {"location": {"latitude": -7.4, "longitude": 110.4}}),
    ("other", {"dice": {"emoji": "🎲", "value": 3}}),
    ("other", {"something_of_next_year": {"x": 1}}),
]


@pytest.mark.parametrize(("kind", "content"), KINDS, ids=[next(iter(content)) for _, content in KINDS])
async def test_what_is_not_text_arrives_as_its_kind(
    world: TelegramWorld, channel: Telegram, kind: str, content: dict[str, Any]
) -> None:
    update = await world.send("Sri", **content)
    [message] = await received(world, channel, update)
    assert (message.kind, message.text) == (kind, "")


async def test_the_caption_of_a_photo_is_its_text(world: TelegramWorld, channel: Telegram) -> None:
    update = await world.send("Sri", photo=PHOTO, caption="daftar hadir")
    [message] = await received(world, channel, update)
    assert (message.kind, message.text) == ("photo", "daftar hadir")


async def test_a_shared_contact_has_a_number_and_a_name(world: TelegramWorld, channel: Telegram) -> None:
    contact = {"phone_number": "+628123456789", "first_name": "Siti", "last_name": "Aminah"}
    update = await world.send("Sri", contact=contact)
    [message] = await received(world, channel, update)
    assert (message.kind, message.contact, message.text) == ("contact", "+628123456789", "Siti Aminah")


@pytest.mark.parametrize(("of", "own"), [("Sri", True), ("Tini", False), (None, False)])
async def test_a_number_is_the_speakers_own_only_where_telegram_says_so(
    world: TelegramWorld, channel: Telegram, of: str | None, own: bool
) -> None:
    contact = {"phone_number": "+628123456789", "first_name": "Siti"} | ({"user_id": world.person(of)} if of else {})
    [message] = await received(world, channel, await world.send("Sri", contact=contact))
    assert message.own is own


async def test_a_changed_message_arrives_as_edited_with_the_id_of_the_first_writing(
    world: TelegramWorld, either: Telegram
) -> None:
    inbox = Inbox()
    async with listening(either, inbox):
        await world.acknowledged(await world.say("Sri", "daftar bu tini 45"))
        await world.acknowledged(await world.say("Tini", "halo"))
        await world.acknowledged(await world.deliver(**world.edited("Sri", "daftar bu tini 54")))
    first, other, changed = inbox.messages
    assert (changed.kind, changed.text, changed.at) == ("edited", "daftar bu tini 54", START)
    assert changed.message == first.message != other.message


async def test_a_shared_place_that_moves_is_no_changed_message(world: TelegramWorld, channel: Telegram) -> None:
    moved = {**world.edited("Sri", "")["edited_message"], "location": {"latitude": -7.4, "longitude": 110.4}}
    del moved["text"]
    assert await received(world, channel, await world.deliver(edited_message=moved)) == []


async def test_who_shuts_the_talk_or_opens_it_again_is_no_word(world: TelegramWorld, channel: Telegram) -> None:
    await world.block("Sri")
    messages = await received(world, channel, await world.unblock("Sri"))
    assert [(message.kind, message.text) for message in messages] == [("blocked", ""), ("unblocked", "")]
    chat = str(world.person("Sri"))
    assert {(message.chat, message.user, message.private, message.at) for message in messages} == {
        (chat, chat, True, START)
    }


@pytest.mark.parametrize(("status", "kinds"), [("kicked", [("blocked", False)]), ("member", [])])
async def test_to_be_taken_out_of_a_group_chat_is_of_that_chat_and_nobodys_talk(
    world: TelegramWorld, channel: Telegram, status: str, kinds: list[tuple[str, bool]]
) -> None:
    update = world.reached("Sri", status)
    update["my_chat_member"]["chat"] = {"id": -5, "type": "group", "title": "RT 3"}
    messages = await received(world, channel, await world.deliver(**update))
    assert [(message.kind, message.private) for message in messages] == kinds


async def test_a_group_that_becomes_a_supergroup_says_so_without_words(world: TelegramWorld, channel: Telegram) -> None:
    messages = await received(world, channel, await world.upgrade("Sri", "RT 3"))
    assert [(message.kind, message.private) for message in messages] == [("moved", False), ("other", False)]
    assert messages[0].text == messages[1].chat


async def test_all_kinds_of_updates_that_can_be_read_are_asked_for(world: TelegramWorld, channel: Telegram) -> None:
    await received(world, channel, await world.say("Sri", "halo"))
    asked = world.proxy.of("getUpdates")[0].fields["allowed_updates"]
    assert asked == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_unknown_updates_are_acknowledged_and_ignored(world: TelegramWorld, either: Telegram) -> None:
    await world.deliver(an_update_of_next_year={"x": 1})
    last = await world.deliver(message={"message_id": 9, "date": START, "chat": {"id": 1, "type": "channel"}})
    assert await received(world, either, last) == []


async def test_an_update_the_library_cannot_read_does_not_hold_up_those_after_it(
    world: TelegramWorld, either: Telegram
) -> None:
    inbox = Inbox()
    async with listening(either, inbox):
        await world.deliver(message={"text": "without a chat or a date"})
        await world.deliver(**world.edited("Sri", "sesudahnya"))
        await world.acknowledged(await world.say("Sri", "halo"))
    assert [message.text for message in inbox.messages] == ["sesudahnya", "halo"]


async def test_a_batch_is_acknowledged_only_after_it_was_taken(world: TelegramWorld, channel: Telegram) -> None:
    update = await world.say("Sri", "halo")
    taking, kept = asyncio.Event(), asyncio.Event()

    async def take(_: object) -> None:
        taking.set()
        await kept.wait()

    async with receiving(channel, take):
        await asyncio.wait_for(taking.wait(), 5)
        assert len(world.proxy.of("getUpdates")) == 1
        assert world.proxy.offset <= update
        kept.set()
        await world.acknowledged(update)


async def test_what_could_not_be_kept_for_now_is_taken_again(world: TelegramWorld, either: Telegram) -> None:
    inbox = Inbox(Unavailable("locked"))
    update = await world.say("Sri", "halo")
    async with listening(either, inbox):
        await world.acknowledged(update)
    assert inbox.batches == 2
    assert [message.text for message in inbox.messages] == ["halo"]


async def test_what_a_bug_kept_from_being_taken_comes_again_after_a_restart(world: TelegramWorld) -> None:
    update = await world.say("Sri", "halo")
    first = TelegramByPolling(world.token, world.url)
    with pytest.raises(ZeroDivisionError):
        await first.receive(Inbox(ZeroDivisionError()).take)
    await first.close()
    second = TelegramByPolling(world.token, world.url)
    assert [message.text for message in await received(world, second, update)] == ["halo"]
    await second.close()


async def test_what_was_taken_but_not_acknowledged_comes_again_with_the_same_id(world: TelegramWorld) -> None:
    update = await world.say("Sri", "halo")
    first, second = TelegramByPolling(world.token, world.url), TelegramByPolling(world.token, world.url)
    taken: list[Incoming] = []

    async def take_and_die(batch: object) -> None:
        taken.extend(batch)  # type: ignore[arg-type]
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await first.receive(take_and_die)
    await first.close()
    assert await received(world, second, update) == taken
    await second.close()


async def test_telegram_may_deliver_an_update_twice(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.twice = True
    update = await world.say("Sri", "halo")
    inbox = Inbox()
    async with listening(channel, inbox):
        await world.until(lambda: len(inbox.messages) == 2)
    assert {message.update for message in inbox.messages} == {str(update)}


async def test_a_tap_arrives_with_its_payload_and_is_answered(world: TelegramWorld, either: Telegram) -> None:
    inbox = Inbox()
    async with listening(either, inbox):
        await world.tap("Sri", "save:12")
        await world.until(lambda: world.proxy.of("answerCallbackQuery"))
    [tap] = inbox.messages
    assert (tap.kind, tap.tap, tap.user) == ("tap", "save:12", str(world.person("Sri")))
    assert world.proxy.of("answerCallbackQuery")[0].fields["callback_query_id"] == tap.callback


async def test_a_tap_answered_too_late_is_let_go(world: TelegramWorld, either: Telegram) -> None:
    world.proxy.fail("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
    inbox = Inbox()
    async with listening(either, inbox):
        await world.tap("Sri", "save:12")
        await world.until(lambda: world.proxy.of("answerCallbackQuery", 400))
        await world.acknowledged(await world.say("Sri", "halo"))
    assert [message.kind for message in inbox.messages] == ["tap", "text"]


@pytest.mark.parametrize("status", [400, 403, 409, 500, 502])
async def test_polling_goes_on_after_a_refusal(world: TelegramWorld, channel: Telegram, status: int) -> None:
    world.proxy.fail("getUpdates", status)
    update = await world.say("Sri", "halo")
    [message] = await received(world, channel, update)
    assert message.text == "halo"


async def test_polling_goes_on_after_a_dropped_connection(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.drop("getUpdates", after=True)
    update = await world.say("Sri", "halo")
    assert [message.text for message in await received(world, channel, update)] == ["halo"]


async def test_polling_waits_as_long_as_telegram_asks(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.fail("getUpdates", 429, retry_after=1)
    update = await world.say("Sri", "halo")
    started = asyncio.get_running_loop().time()
    await received(world, channel, update)
    assert asyncio.get_running_loop().time() - started >= 1


async def test_a_second_poller_is_said_clearly(
    world: TelegramWorld, channel: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    world.proxy.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    await received(world, channel, await world.say("Sri", "halo"))
    assert "another process polls with this token" in caplog.text


async def test_starting_waits_until_telegram_can_be_reached(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.drop("getMe")
    update = await world.say("Sri", "halo")
    assert len(await received(world, channel, update)) == 1


async def test_a_refused_token_ends_receiving_with_a_plain_sentence(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.fail("getMe", 401, "Unauthorized")
    with pytest.raises(TokenRefused, match="Telegram refuses the token"):
        await asyncio.wait_for(channel.receive(Inbox().take), 5)


async def test_a_token_taken_back_later_ends_receiving_too(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.fail("getUpdates", 401, "Unauthorized")
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(channel.receive(Inbox().take), 5)


def test_an_empty_token_is_refused_at_once() -> None:
    with pytest.raises(TokenRefused):
        TelegramByPolling("")


async def test_the_commands_are_listed_in_indonesian_and_for_everybody_else(
    world: TelegramWorld, either: Telegram
) -> None:
    async with listening(either, Inbox()):
        await world.until(lambda: len(world.proxy.of("setMyCommands")) == 2)
    listed = [call.fields for call in world.proxy.of("setMyCommands")]
    assert [fields.get("language_code") for fields in listed] == [None, "id"]
    assert listed[1]["commands"] == [
        {"command": "daftar", "description": "Daftarkan anggota"},
        {"command": "bantuan", "description": "Apa yang bisa dibantu"},
    ]
