"""What Meta calls: only what it has signed is read, and it is answered well only once it is kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from copy import deepcopy
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.whatsapp import LARGEST, WhatsApp
from bot.channels.whatsapp_updates import OWN_NUMBER, incoming
from bot.messages import Incoming
from bot.ports import Unavailable
from tests.whatsapp.conftest import Inbox, receiving, served
from tests.whatsapp.webhook import PHONE_ID, Json, Person, payload, signed
from tests.whatsapp.world import SECRET, START, VERIFY, WhatsAppWorld

SRI = Person("Sri Rahayu", "6281200000001", "ID.A1b2C3")
ID = "wamid.HBgNNjI4x="


def written(who: Person = SRI, **content: Any) -> Json:
    """A message as Meta writes it; what is said goes before what it says otherwise."""
    kind = next(iter(content), "text")
    return {**who.sender(), "id": ID, "timestamp": str(START), "type": kind, **content}


def read(*messages: Any, who: Person = SRI, **value: Any) -> list[Incoming]:
    told = json.loads(payload([who], messages=list(messages), **value))
    return list(incoming("whatsapp", told, PHONE_ID, START))


def one(*messages: Any, who: Person = SRI) -> Incoming:
    [found] = read(*messages, who=who)
    return found


# -- what people do, as it comes


def test_a_text_is_from_somebody_with_an_opaque_id_and_a_number_as_another() -> None:
    assert one(written(text={"body": "halo"})) == Incoming(
        channel="whatsapp",
        update=ID,
        chat="ID.A1b2C3",
        user="ID.A1b2C3",
        also="6281200000001",
        at=START,
        text="halo",
        message=ID,
        name="Sri Rahayu",
    )


def test_who_keeps_the_number_to_themselves_is_known_by_the_id_alone() -> None:
    found = one(written(hidden := Person("Sri", "6281", "ID.A1", hidden=True), text={"body": "halo"}), who=hidden)
    assert (found.chat, found.user, found.also) == ("ID.A1", "ID.A1", "")


def test_an_account_that_tells_no_opaque_ids_yet_has_numbers() -> None:
    found = one(written(plain := Person("Sri", "6281", "ID.A1", plain=True), text={"body": "halo"}), who=plain)
    assert (found.chat, found.user, found.also) == ("6281", "6281", "")


BUTTON = {"type": "button_reply", "button_reply": {"id": "r1.name=x", "title": "Ya"}}
ROW = {"type": "list_reply", "list_reply": {"id": "!readiness", "title": "Siap?", "description": "..."}}


@pytest.mark.parametrize(
    ("content", "tap"),
    [
        ({"interactive": BUTTON}, "r1.name=x"),
        ({"interactive": ROW}, "!readiness"),
        ({"button": {"payload": "read", "text": "Baca"}}, "read"),
        ({"button": {"text": "Hadir"}}, "Hadir"),
    ],
)
def test_a_tap_on_a_button_a_row_or_a_templates_reply_sends_back_what_it_is_for(content: Json, tap: str) -> None:
    found = one(written(**content))
    assert (found.kind, found.tap, found.text, found.message) == ("tap", tap, "", "")


def test_a_tap_on_the_button_for_ones_own_number_shares_it() -> None:
    share = {"type": "button_reply", "button_reply": {"id": OWN_NUMBER, "title": "Nomor saya"}}
    found = one(written(interactive=share))
    assert (found.kind, found.contact, found.own) == ("contact", SRI.phone, True)


def test_who_has_hidden_the_number_shares_none_and_is_asked_for_it_again() -> None:
    share = {"type": "button_reply", "button_reply": {"id": OWN_NUMBER, "title": "Nomor saya"}}
    hidden = Person("Sri", "6281", "ID.A1", hidden=True)
    found = one(written(hidden, interactive=share), who=hidden)
    assert (found.kind, found.contact, found.text) == ("contact", "", "")


def card(name: str, phone: str, wa_id: str | None = None) -> Json:
    return {"name": {"formatted_name": name}, "phones": [{"phone": phone, **({"wa_id": wa_id} if wa_id else {})}]}


def test_a_shared_contact_is_its_number_and_ones_own_only_if_it_is_the_speakers() -> None:
    found = read(written(contacts=[card("Tini", "+62 812-9", "628129"), card("Sri", "+62 812", SRI.phone)]))
    assert [(each.kind, each.contact, each.text, each.own) for each in found] == [
        ("contact", "628129", "Tini", False),
        ("contact", SRI.phone, "Sri", True),
    ]
    assert len({each.update for each in found}) == 2


def test_a_contact_that_is_not_on_whatsapp_has_the_number_as_it_was_written() -> None:
    assert one(written(contacts=[card("Tini", "0812-9")])).contact == "0812-9"


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ({"image": {"id": "1", "mime_type": "image/jpeg", "caption": "hadir semua"}}, "photo", "hadir semua"),
        ({"video": {"id": "1"}}, "photo", ""),
        ({"audio": {"id": "1", "voice": True}}, "voice", ""),
        ({"sticker": {"id": "1"}}, "sticker", ""),
        ({"document": {"id": "1", "filename": "a.pdf", "caption": "notulen"}}, "other", "notulen"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "other", ""),
        ({"order": {"catalog_id": "1", "product_items": []}}, "other", ""),
        ({"unsupported": {"type": "poll_creation"}, "errors": [{"code": 131051}]}, "other", ""),
        ({"interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}}, "other", ""),
        ({"something_of_next_year": "?"}, "other", ""),
    ],
)
def test_what_has_no_words_comes_as_what_it_is_and_words_under_it_are_its_text(
    content: Json, kind: str, text: str
) -> None:
    found = one(written(**content))
    assert (found.kind, found.text) == (kind, text)


def test_a_changed_message_has_the_id_of_the_first_writing() -> None:
    changed = {"original_message_id": "wamid.first", "message": {"type": "text", "text": {"body": "empat"}}}
    found = one(written(edit=changed))
    assert (found.kind, found.text, found.message, found.update) == ("edited", "empat", "wamid.first", ID)


@pytest.mark.parametrize(
    "content",
    [
        {"reaction": {"message_id": "wamid.1", "emoji": "👍"}},
        {"system": {"body": "Sri changed", "type": "customer_identity_changed"}},
        {"system": {"body": "Sri changed from 1 to 2", "type": "user_changed_number"}},
        {"revoke": {"original_message_id": "wamid.1"}},
        {"request_welcome": {}},
        {"text": {"body": "halo"}, "group_id": "g1"},
    ],
)
def test_what_is_nobodys_words_to_us_is_dropped(content: Json) -> None:
    assert read(written(**content)) == []


def system(kind: str, **ids: str) -> Json:
    """What Meta says of somebody, in a message without a contact."""
    return {"id": ID, "timestamp": str(START), "type": "system", "system": {"body": "Sri changed", "type": kind, **ids}}


@pytest.mark.parametrize(
    ("message", "before", "now"),
    [
        (
            {
                **system("user_changed_number", wa_id="628999", user_id="ID.new", previous_user_id="ID.old"),
                "from": "628111",
            },
            "ID.old",
            "ID.new",
        ),
        (system("user_changed_user_id", user_id="ID.new", previous_user_id="ID.old"), "ID.old", "ID.new"),
        ({**system("user_changed_number", wa_id="628999"), "from": "628111"}, "628111", "628999"),
        ({**system("customer_changed_number", wa_id="628999"), "from": "628111"}, "628111", "628999"),
    ],
)
def test_who_has_another_number_or_id_now_is_who_they_were(message: Json, before: str, now: str) -> None:
    [found] = incoming("whatsapp", json.loads(payload([], messages=[message])), PHONE_ID, START)
    assert (found.kind, found.chat, found.user, found.also, found.update) == ("unblocked", now, now, before, ID)


ODD: list[Any] = [None, "", "a\x00b", "\ud800", "wamid.\n", "é", "x" * 501, {"a": "b c"}]
TIMES: list[Any] = [1e400, -1, "9" * 400, 2**60, {"a": 1}, "yesterday"]
BROKEN: list[Any] = [
    {},
    None,
    "text",
    7,
    [],
    {"type": "text"},
    {"type": "text", "text": {"body": "halo"}, "id": ID},
    {**SRI.sender(), "type": "text", "text": {"body": "halo"}},
    {**SRI.sender(), "id": ID, "timestamp": "yesterday", "type": "text", "text": {"body": "halo"}},
    {**SRI.sender(), "id": ID, "type": "interactive"},
    {**SRI.sender(), "id": ID, "type": "interactive", "interactive": {"button_reply": {"title": "x"}}},
    {**SRI.sender(), "id": ID, "type": "button", "button": {}},
    {**SRI.sender(), "id": ID, "type": "contacts", "contacts": [None]},
    {**SRI.sender(), "id": ID, "type": "contacts"},
    {**SRI.sender(), "id": ID, "type": "edit", "edit": {}},
    {**SRI.sender(), "id": ID, "type": "system"},
    *({**SRI.sender(), "id": odd, "type": "text", "text": {"body": "halo"}} for odd in ODD),
    *({"from_user_id": odd, "id": ID, "type": "text", "text": {"body": "halo"}} for odd in ODD if odd),
    *({**SRI.sender(), "id": ID, "timestamp": at, "type": "text"} for at in TIMES),
]


@pytest.mark.parametrize("broken", BROKEN, ids=ascii)
def test_a_message_that_cannot_be_read_holds_up_no_other(broken: Any) -> None:
    nameless = Person("", "", "", hidden=True, plain=True)
    found = read(broken, written(text={"body": "halo"}), broken, who=nameless)
    assert [each.text for each in found] == ["halo"]


KEYS = ["id", "type", "body"]
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "type", "body"]), inner, max_size=2)
    ),
    max_leaves=4,
)
TEXT: Json = {"text": {"body": "halo"}}
WHOLE = json.loads(
    payload(
        [SRI],
        messages=[
            written(text={"body": "halo"}),
            written(interactive=BUTTON),
            written(contacts=[card("Tini", "0812")]),
        ],
        statuses=[{"id": "wamid.1", "status": "failed", **SRI.recipient(), "errors": [{"code": 131026}]}],
    )
)


def places(told: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in JSON."""
    inner = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    return [path, *(deeper for key, value in inner for deeper in places(value, (*path, key)))]


@given(st.sampled_from(places(WHOLE)[1:]), anything)
def test_whatever_stands_in_a_call_nothing_is_raised_and_what_is_said_can_be_kept(path: Any, thing: Any) -> None:
    told = deepcopy(WHOLE)
    at = told
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = thing
    for found in incoming("whatsapp", told, PHONE_ID, START):
        assert 0 <= found.at <= 2**40
        for name in (found.update, found.chat, found.user, found.message or "-", found.also or "-"):
            assert name.isascii()
            assert name.isprintable()
        assert all(isinstance(each, str) for each in (found.text, found.tap, found.contact, found.name, found.kind))


@pytest.mark.parametrize("text", [{}, None, "halo", {"body": None}], ids=str)
def test_a_text_without_words_is_one_that_says_nothing(text: Any) -> None:
    assert one(written(text=text)).text == ""


def test_a_message_without_a_time_is_of_now_and_one_without_a_contact_has_no_name() -> None:
    message = written(text={"body": "halo"})
    del message["timestamp"]
    told = json.loads(payload([], messages=[message]))
    [found] = incoming("whatsapp", told, PHONE_ID, 77)
    assert (found.at, found.name) == (77, "")


def test_messages_of_several_people_in_one_call_are_each_of_whom_they_are() -> None:
    tini = Person("Tini", "6282", "ID.B")
    told = json.loads(payload([SRI, tini], messages=[written(tini, text={"body": "a"}), written(text={"body": "b"})]))
    assert [(each.name, each.text) for each in incoming("whatsapp", told, PHONE_ID, 1)] == [
        ("Tini", "a"),
        ("Sri Rahayu", "b"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"entry": None},
        {"entry": [None, {}, {"changes": None}, {"changes": [None, {}, {"value": 1, "field": "messages"}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"messages": [written(text={"body": "halo"})]}}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"metadata": {"phone_number_id": PHONE_ID}}}]}]},
    ],
)
def test_a_call_of_another_shape_says_nothing(told: Json) -> None:
    assert list(incoming("whatsapp", told, PHONE_ID, START)) == []


def test_what_was_written_to_another_number_is_not_ours() -> None:
    told = json.loads(payload([SRI], messages=[written(text={"body": "halo"})]))
    assert list(incoming("whatsapp", told, "1", START)) == []


# -- what became of messages of ours


def state(status: str, **more: Any) -> list[tuple[str, str, str, str]]:
    told = {"id": "wamid.ours", "status": status, "timestamp": str(START), **SRI.recipient(), **more}
    found = incoming("whatsapp", json.loads(payload([], statuses=[told])), PHONE_ID, START)
    return [(each.kind, each.text, each.message, each.chat) for each in found]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (131047, "closed"),
        (131026, "gone"),
        (131049, "131049"),
        (130472, "130472"),
        (131031, "later:131031"),
        (131000, "later:131000"),
        (131056, "later:131056"),
        (131042, "full:131042"),
        (131048, "full:131048"),
    ],
)
def test_a_message_that_failed_afterwards_is_unsent(code: int, why: str) -> None:
    assert state("failed", errors=[{"code": code, "title": "x"}]) == [("unsent", why, "wamid.ours", SRI.user_id)]


@pytest.mark.parametrize("status", ["sent", "delivered"])
def test_a_message_that_costs_something_is_charged_as_what_it_is(status: str) -> None:
    pricing = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}
    assert state(status, pricing=pricing) == [("charged", "utility", "wamid.ours", SRI.user_id)]


def test_a_message_is_charged_once_whatever_is_said_of_it() -> None:
    pricing = {"billable": True, "category": "utility"}
    both = [{"id": "wamid.1", "status": each, **SRI.recipient(), "pricing": pricing} for each in ("sent", "delivered")]
    assert len({each.update for each in read(statuses=both)}) == 1


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("sent", {}),
        ("delivered", {"pricing": {"billable": False, "category": "service"}}),
        ("read", {"pricing": {"billable": True, "category": "utility"}}),
        ("played", {}),
        ("something else", {}),
        ("failed", {}),
        ("failed", {"errors": [{}]}),
        ("failed", {"errors": "?"}),
        ("sent", {"pricing": "?"}),
    ],
)
def test_of_other_states_nothing_is_said(status: str, more: Json) -> None:
    assert state(status, **more) == []


# -- calls over a real server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


BODY = payload([SRI], messages=[written(text={"body": "halo"})])


async def test_meta_is_told_that_the_address_is_ours(
    world: WhatsAppWorld, channel: WhatsApp, client: httpx.AsyncClient
) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    async with served(world, channel) as url:
        answer = await client.get(url, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"hub.mode": "subscribe", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "guess", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "täuschung", "hub.challenge": "1"},
        {"hub.mode": "unsubscribe", "hub.verify_token": VERIFY, "hub.challenge": "1"},
    ],
)
async def test_whoever_does_not_know_the_verify_token_is_told_nothing(
    world: WhatsAppWorld, channel: WhatsApp, client: httpx.AsyncClient, asked: dict[str, str]
) -> None:
    async with served(world, channel) as url:
        assert (await client.get(url, params=asked)).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Hub-Signature-256": ""}, 401),
        ({"X-Hub-Signature-256": "sha256="}, 403),
        ({"X-Hub-Signature-256": "sha256=" + 64 * "0"}, 403),
        ({"X-Hub-Signature-256": "sha256=é".encode("latin-1")}, 403),
        (signed(BODY, "another secret"), 403),
        (signed(BODY + b" ", SECRET), 403),
        ({"X-Hub-Signature-256": signed(BODY, SECRET)["X-Hub-Signature-256"].removeprefix("sha256=")}, 403),
    ],
)
async def test_what_meta_has_not_signed_is_not_read(
    world: WhatsAppWorld, channel: WhatsApp, client: httpx.AsyncClient, headers: Any, status: int
) -> None:
    inbox = Inbox()
    async with served(world, channel) as url, receiving(channel, inbox.take):
        assert (await client.post(url, content=BODY, headers=headers)).status_code == status
    assert inbox.messages == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
async def test_what_is_signed_and_no_json_is_refused(
    world: WhatsAppWorld, channel: WhatsApp, client: httpx.AsyncClient, body: bytes
) -> None:
    async with served(world, channel) as url, receiving(channel, Inbox().take):
        assert (await client.post(url, content=body, headers=signed(body, SECRET))).status_code == 400


@pytest.mark.parametrize("body", [b"[]", b"null", b"7", b"{}", b'{"entry": {}}'])
async def test_json_of_another_shape_is_answered_and_says_nothing(
    world: WhatsAppWorld, channel: WhatsApp, client: httpx.AsyncClient, body: bytes
) -> None:
    async with served(world, channel) as url, receiving(channel, Inbox().take):
        assert (await client.post(url, content=body, headers=signed(body, SECRET))).status_code == 200


async def test_a_body_of_five_megabytes_is_refused_and_one_of_three_is_read(
    world: WhatsAppWorld, channel: WhatsApp, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    large = payload([SRI], messages=[written(text={"body": "x" * 3_000_000})])
    async with served(world, channel) as url, receiving(channel, inbox.take):
        assert (await client.post(url, content=large, headers=signed(large, SECRET))).status_code == 200
        too_large = b" " * 5_000_000
        assert len(too_large) > LARGEST
        assert (await client.post(url, content=too_large, headers=signed(too_large, SECRET))).status_code == 413
    assert len(inbox.messages) == 1


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(world: WhatsAppWorld, channel: WhatsApp) -> None:
    inbox = Inbox(Unavailable("the database is locked"), RuntimeError("a bug"))
    async with served(world, channel):
        update = await world.say("Sri", "halo")
        assert await world.again(update) == 503, "nobody receives yet"
        async with receiving(channel, inbox.take):
            assert await world.again(update) == 503, "it could not be kept"
            assert await world.again(update) == 500
            assert inbox.messages == []
            assert await world.again(update) == 200
        assert await world.again(update) == 503, "nobody receives any more"
    assert [message.text for message in inbox.messages] == ["halo"]


async def test_it_is_acknowledged_only_once_it_is_kept(world: WhatsAppWorld, channel: WhatsApp) -> None:
    taken, committed = asyncio.Event(), asyncio.Event()

    async def take(_batch: object) -> None:
        taken.set()
        await committed.wait()

    async with served(world, channel), receiving(channel, take):
        posting = asyncio.create_task(world.say("Sri", "halo"))
        await asyncio.wait_for(taken.wait(), 5)
        await asyncio.sleep(0.05)
        assert not posting.done()
        committed.set()
        await asyncio.wait_for(posting, 5)


async def test_of_a_call_without_a_signature_the_body_is_not_even_read(world: WhatsAppWorld, channel: WhatsApp) -> None:
    async with served(world, channel), receiving(channel, Inbox().take):
        host, port = world.webhook.removeprefix("http://").removesuffix("/whatsapp").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"POST /whatsapp HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3000000\r\n\r\n".encode())
        assert b"401" in await asyncio.wait_for(reader.readline(), 5)
        writer.close()
