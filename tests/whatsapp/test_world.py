"""The stand-in for WhatsApp answers as Meta does: errors with their codes, statuses afterwards, signed payloads."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from tests.whatsapp.templates import Approved
from tests.whatsapp.test_cloud_api import THURSDAY, Fields, buttons, message, row, rows, template, text
from tests.whatsapp.world import SECRET, START, WhatsAppWorld

REMINDER = Approved("pengingat", "Kumpulan {{kapan}} di {{tempat}}.", ("Hadir", "Izin"))
DAY = 86_400


class Bot:
    """A tiny client: it keeps what is posted to it, and posts what it is told to."""

    def __init__(self, world: WhatsAppWorld) -> None:
        self._client = httpx.AsyncClient(base_url=f"{world.url}/v25.0", trust_env=False)
        self.token, self.phone = world.token, world.phone_id
        self.got: list[tuple[bytes, Mapping[str, str]]] = []
        world.post = self._take

    async def _take(self, raw: bytes, headers: Mapping[str, str]) -> int:
        self.got.append((raw, headers))
        return 200

    @property
    def values(self) -> list[Fields]:
        """What the payloads say."""
        return [json.loads(raw)["entry"][0]["changes"][0]["value"] for raw, _headers in self.got]

    async def post(self, fields: Fields) -> dict[str, Any]:
        """Send a message; the answer, or its error."""
        answer = await self._client.post(
            f"/{self.phone}/messages", json=fields, headers={"Authorization": f"Bearer {self.token}"}
        )
        told: dict[str, Any] = answer.json()
        return dict(told.get("error", told))

    async def upload(self, name: str, content: bytes, type_: str) -> str:
        """Upload a file; its id."""
        said = {"messaging_product": "whatsapp", "type": type_}
        headers = {"Authorization": f"Bearer {self.token}"}
        return str(
            (
                await self._client.post(
                    f"/{self.phone}/media", data=said, files={"file": (name, content, type_)}, headers=headers
                )
            ).json()["id"]
        )


class At:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def at() -> At:
    return At()


@pytest.fixture
async def world(at: At) -> AsyncIterator[WhatsAppWorld]:
    async with WhatsAppWorld(at, [REMINDER]) as world:
        world.person("Sri")
        yield world


@pytest.fixture
async def bot(world: WhatsAppWorld) -> Bot:
    return Bot(world)


async def test_what_somebody_writes_is_posted_and_signed(world: WhatsAppWorld, bot: Bot) -> None:
    number = await world.say("Sri", "halo")
    assert await world.again(number) == 200
    [(raw, headers), again] = bot.got
    assert again == (raw, headers)
    digest = hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={digest}"
    sri = world.person("Sri")
    [told] = bot.values[0]["messages"]
    assert told == {
        "from": sri.phone,
        "from_user_id": sri.user_id,
        "id": number,
        "timestamp": str(START),
        "type": "text",
        "text": {"body": "halo"},
    }
    assert bot.values[0]["contacts"] == [{"profile": {"name": "Sri"}, "wa_id": sri.phone, "user_id": sri.user_id}]


async def test_a_hidden_number_is_not_told_and_a_plain_person_has_no_other_id(world: WhatsAppWorld, bot: Bot) -> None:
    world.person("Tini").hidden = True
    world.person("Darmo").plain = True
    await world.say("Tini", "halo")
    await world.say("Darmo", "halo")
    [tini], [darmo] = [value["contacts"] for value in bot.values]
    assert (set(tini), set(darmo)) == ({"profile", "user_id"}, {"profile", "wa_id"})


async def test_buttons_rows_and_quick_replies_are_tapped(world: WhatsAppWorld, bot: Bot) -> None:
    await world.say("Sri", "halo")
    await bot.post(buttons(("s", "Simpan"), ("b", "Batal")))
    await bot.post(rows(row(1, title="Catatan kumpulan terakh…", description="Catatan kumpulan terakhir"), row(2)))
    await bot.post(template(THURSDAY, "h", "i"))
    for button in ("Simpan", "Catatan kumpulan terakhir", "Hadir", "2"):
        await world.tap("Sri", button)
    taps = [value["messages"][0] for value in bot.values[1:]]
    assert taps[0]["interactive"] == {"type": "button_reply", "button_reply": {"id": "s", "title": "Simpan"}}
    assert taps[1]["interactive"]["list_reply"] == {"id": "1", "title": "Catatan kumpulan terakhi"}
    assert taps[2]["button"] == {"payload": "h", "text": "Hadir"}
    assert taps[3]["context"]["id"] == taps[1]["context"]["id"]
    said = world.received("Sri")
    assert said[1].buttons == (("Catatan kumpulan terakhir", "1"), ("Bu 2", "2"))
    assert (said[2].text, said[2].template) == ("Kumpulan besok di rumah Bu Tini.", "pengingat")


async def test_files_arrive(world: WhatsAppWorld, bot: Bot) -> None:
    await world.say("Sri", "halo")
    number = await bot.upload("buku.pdf", b"a paper", "application/pdf")
    await bot.post(message("document", {"id": number, "filename": "buku.pdf", "caption": "Ini bukunya."}))
    said = await world.next("Sri")
    assert said.file is not None
    assert (said.text, said.file.content) == ("Ini bukunya.", b"a paper")


async def test_a_message_is_reported_as_sent_and_delivered_and_what_it_costs(
    world: WhatsAppWorld, bot: Bot, at: At
) -> None:
    await world.say("Sri", "halo")
    number = (await bot.post(text("halo")))["messages"][0]["id"]
    at.now += DAY
    await bot.post(template(THURSDAY))
    await world.report()
    statuses = bot.values[1]["statuses"]
    assert [one["status"] for one in statuses] == ["sent", "delivered", "sent", "delivered"]
    assert (statuses[0]["id"], statuses[0]["recipient_user_id"]) == (number, world.person("Sri").user_id)
    free = {"billable": False, "pricing_model": "PMP", "type": "free_customer_service", "category": "service"}
    charged = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}
    assert (statuses[0]["pricing"], statuses[2]["pricing"]) == (free, charged)
    await world.report()
    assert len(bot.got) == 2


async def test_a_free_message_after_a_day_is_refused_at_once(world: WhatsAppWorld, bot: Bot, at: At) -> None:
    world.graph.forgiven = {131047}
    assert (await bot.post(text("halo")))["code"] == 131047
    await world.say("Sri", "halo")
    at.now += DAY - 1
    assert "messages" in await bot.post(text("halo"))
    at.now += 1
    refused = await bot.post(text("halo"))
    assert (refused["code"], refused["type"], bool(refused["fbtrace_id"])) == (131047, "OAuthException", True)
    assert "messages" in await bot.post(template(THURSDAY))
    assert len(world.received("Sri")) == 2


async def test_a_free_message_after_a_day_is_refused_afterwards(world: WhatsAppWorld, bot: Bot) -> None:
    world.graph.forgiven = world.graph.late = {131047}
    number = (await bot.post(text("halo")))["messages"][0]["id"]
    [failed] = await world.report()
    assert (failed["id"], failed["status"], failed["errors"][0]["code"]) == (number, "failed", 131047)
    assert world.received("Sri") == []


async def test_who_shut_the_talk_gets_nothing_and_that_is_told_afterwards(world: WhatsAppWorld, bot: Bot) -> None:
    await world.say("Sri", "halo")
    world.graph.shut.add(world.person("Sri").id)
    assert "messages" in await bot.post(text("halo"))
    assert [one["errors"][0]["code"] for one in await world.report()] == [131026]
    assert world.received("Sri") == []


async def test_rates_are_kept_to_where_they_are_switched_on(world: WhatsAppWorld, bot: Bot, at: At) -> None:
    await world.say("Sri", "halo")
    world.graph.per_second = 2
    assert [(await bot.post(text("halo"))).get("code") for _ in range(3)] == [None, None, 130429]
    world.graph.per_second, world.graph.pairs = None, True
    at.now += 1
    assert [(await bot.post(text("halo"))).get("code") for _ in range(46)] == [None] * 45 + [131056]
    at.now += 6
    assert [(await bot.post(text("halo"))).get("code") for _ in range(2)] == [None, 131056]


async def test_so_many_people_a_day_are_written_to_outside_their_hours(world: WhatsAppWorld, bot: Bot, at: At) -> None:
    world.graph.tier = 1
    for _ in range(2):
        await bot.post(template(THURSDAY))
    await bot.post({**template(THURSDAY), "to": world.person("Tini").phone})
    at.now += DAY + 1
    await bot.post({**template(THURSDAY), "to": world.person("Tini").phone})
    states = [(one["recipient_id"], one["status"]) for one in await world.report() if one["status"] != "delivered"]
    sri, tini = world.person("Sri").phone, world.person("Tini").phone
    assert states == [(sri, "sent"), (sri, "sent"), (tini, "failed"), (tini, "sent")]


async def test_a_wrong_token_a_wrong_phone_and_a_person_without_whatsapp_are_refused(
    world: WhatsAppWorld, bot: Bot
) -> None:
    world.graph.forgiven = {190, 100, 131026}
    assert (await bot.post(text("halo", to="6289999999999")))["code"] == 131026
    bot.phone = "1"
    assert (await bot.post(text("halo")))["code"] == 100
    bot.token = "another"
    assert (await bot.post(text("halo")))["code"] == 190


@pytest.mark.parametrize("fields", [text(""), text("halo"), text("halo", to="6289999999999"), template({})])
async def test_a_breach_fails_the_test(fields: Fields) -> None:
    with pytest.raises(AssertionError, match="13"):
        async with WhatsAppWorld(approved=[REMINDER]) as world:
            world.person("Sri")
            await Bot(world).post(fields)
