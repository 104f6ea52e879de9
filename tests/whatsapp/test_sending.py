"""What the bot says arrives within WhatsApp's limits, and what goes wrong is said in our words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bundles import bundle_file
from bot.channels.whatsapp import PACE, REAL_API, WhatsApp
from bot.channels.whatsapp_files import NotTaken
from bot.channels.whatsapp_screen import LIMITS, parts, shortened
from bot.channels.whatsapp_templates import templates
from bot.channels.whatsapp_updates import OWN_NUMBER
from bot.files import made
from bot.messages import READ, Attachment, Outgoing
from bot.ports import Knocked, NoRoom, Slower, TokenRefused, Unavailable, Unreachable
from tests.whatsapp.cloud_api import Refusal, refusals
from tests.whatsapp.conftest import connected, receiving, served
from tests.whatsapp.graph_api import CLOSED, NO_SUCH, NOBODY, TOO_FAST, TOO_MANY, TOO_OFTEN, WRONG_TOKEN
from tests.whatsapp.world import START, Said, WhatsAppWorld

DAY = 86_400
PICTURE = Attachment("undangan.png", "image/png", b"\x89PNG a picture")
BOOK = Attachment("buku.pdf", "application/pdf", b"%PDF a book")


def to_sri(world: WhatsAppWorld, text: str, *buttons: tuple[str, str], **more: Any) -> Outgoing:
    """A message to Sri, who has just written."""
    world.hears("Sri")
    chat = world.person("Sri").user_id
    return Outgoing(id=1, channel="whatsapp", chat=chat, text=text, buttons=buttons, heard=START, **more)


def of(text: str = "Yang mana?", *labels: str, **more: Any) -> Outgoing:
    """A message with a button for each label, which sends back its number."""
    buttons = tuple((label, str(number)) for number, label in enumerate(labels))
    return Outgoing(id=1, channel="whatsapp", chat="1", text=text, buttons=buttons, **more)


# -- buttons, lists, numbers


async def test_up_to_three_short_buttons_are_tapped_at_once(world: WhatsAppWorld, channel: WhatsApp) -> None:
    sent = await channel.send(to_sri(world, "Sudah benar?", ("Simpan", "y"), ("Ubah", "c"), ("Batal", "n")))
    assert world.received("Sri") == [Said(sent, "Sudah benar?", (("Simpan", "y"), ("Ubah", "c"), ("Batal", "n")))]


async def test_more_buttons_or_a_long_one_are_a_list(world: WhatsAppWorld, channel: WhatsApp) -> None:
    four = [(label, label) for label in ("Perempuan", "Laki-laki", "Lewati", "Batal")]
    days = [("Kamis, 26 November 2026", "26"), ("Kamis, 3 Desember 2026", "3")]
    await channel.send(to_sri(world, "Perempuan atau laki-laki?", *four))
    await channel.send(to_sri(world, "Kumpulan yang mana?", *days))
    assert [(said.listed, list(said.buttons)) for said in world.received("Sri")] == [(True, four), (True, days)]


async def test_what_no_list_holds_is_told_by_numbers(world: WhatsAppWorld, channel: WhatsApp) -> None:
    await channel.send(to_sri(world, "Yang mana?", *((f"Kelompok {n}", str(n)) for n in range(1, 13))))
    [said] = world.received("Sri")
    assert said.buttons == ()
    assert said.text.startswith("Yang mana?\n\n1. Kelompok 1\n2. Kelompok 2\n")
    assert said.text.endswith("\n12. Kelompok 12\n\nBalas dengan nomornya.")


def rows(message: Outgoing) -> list[dict[str, str]]:
    [part] = parts(message)
    found: list[dict[str, str]] = part.says["action"]["sections"][0]["rows"]
    return found


def test_a_label_too_long_for_a_row_is_said_whole_below_it() -> None:
    label = "WITA (Bali, Nusa Tenggara, Sulawesi, Kalsel, Kaltim)"
    assert rows(of("Waktu mana?", "WIB", label)) == [
        {"id": "0", "title": "WIB"},
        {"id": "1", "title": "WITA", "description": label},
    ]
    assert rows(of("Yang mana?", "Kamis, 26 November 2026", "Perempuan atau laki-laki lagi"))[1] == {
        "id": "1",
        "title": "Perempuan atau…",
        "description": "Perempuan atau laki-laki lagi",
    }


def test_labels_that_begin_alike_are_told_apart() -> None:
    found = rows(of("Yang mana?", "Kusumaningtyas Kusumaningtyas Lor", "Kusumaningtyas Kusumaningtyas Kidul"))
    assert [row["title"] for row in found] == ["1. Kusumaningtyas…", "2. Kusumaningtyas…"]


def test_a_label_is_cut_behind_a_word_or_else_anywhere() -> None:
    assert shortened("dua puluh empat huruf!!", 24) == "dua puluh empat huruf!!"
    assert shortened("perempuan dan laki-laki semua", 24) == "perempuan dan laki-laki…"
    assert shortened("dua puluh empat huruf-lebih", 24) == "dua puluh empat…"
    assert shortened("x" * 30, 24) == "x" * 23 + "…"
    assert shortened("🌾" * 13, 24) == "🌾" * 11 + "…"


labels = st.text(st.sampled_from("ab 🌾é"), min_size=1, max_size=64).filter(str.strip)
texts = st.one_of(st.text(st.sampled_from("ab 🌾é\n"), min_size=1, max_size=80), st.just("kata " * 1500))


@given(texts.filter(str.strip), st.lists(labels, max_size=14), st.sampled_from([(), (PICTURE,), (PICTURE, BOOK)]))
def test_whatever_is_said_keeps_to_the_limits_and_loses_no_button(
    text: str, given_labels: list[str], files: tuple[Attachment, ...]
) -> None:
    said = parts(of(text, *given_labels), files)
    media = {"7": PICTURE, "8": BOOK}
    for part in said:
        kept = part.with_file("7" if part.file is PICTURE else "8") if part.file else dict(part.says)
        fields = {"messaging_product": "whatsapp", "to": "6281200000001", "type": part.type, part.type: kept}
        assert refusals(fields, media, []) == []  # type: ignore[arg-type]
    assert [part.file for part in said if part.file] == list(files)
    assert sent_back(said[-1].says) in ([str(number) for number in range(len(given_labels))], [])
    assert len(given_labels) > LIMITS["rows"] or len(sent_back(said[-1].says)) == len(given_labels)


def sent_back(says: Any) -> list[str]:
    """What the buttons or rows send back."""
    action = says.get("action", {})
    of_rows = [row["id"] for section in action.get("sections", ()) for row in section["rows"]]
    return [button["reply"]["id"] for button in action.get("buttons", ())] + of_rows


async def test_a_long_text_is_sent_in_pieces_with_the_buttons_under_the_end_of_it(
    world: WhatsAppWorld, channel: WhatsApp
) -> None:
    lines = [f"{number}. Siti Aminah binti Wagiman, perempuan, RT 3" for number in range(1, 201)]
    await channel.send(to_sri(world, "\n".join(lines), ("Simpan", "y:1")))
    said = world.received("Sri")
    assert "\n".join(message.text for message in said).splitlines() == lines
    assert [len(message.buttons) for message in said] == [0] * (len(said) - 1) + [1]
    assert len(said[-1].text) <= LIMITS["body"] < len(said[0].text)


async def test_a_long_text_goes_on_where_it_was_interrupted(world: WhatsAppWorld, channel: WhatsApp) -> None:
    message = to_sri(world, "a" * 4096 + "b" * 4096 + "c")
    await channel.send(replace(message, id=2, text="sebelumnya"))
    world.graph.spare()
    world.graph.fail(TOO_OFTEN)
    with pytest.raises(Slower):
        await channel.send(message)
    await channel.send(message)
    assert [said.text[0] for said in world.received("Sri")] == ["s", "a", "b", "c"]


# -- who it goes to


async def test_a_number_is_addressed_as_a_number_and_an_opaque_id_as_one(
    world: WhatsAppWorld, channel: WhatsApp
) -> None:
    message = to_sri(world, "halo")
    await channel.send(message)
    await channel.send(replace(message, chat=world.person("Sri").phone))
    assert len(world.received("Sri")) == 2
    assert [(call.fields.get("to"), call.fields.get("recipient")) for call in world.graph.calls] == [
        (None, world.person("Sri").user_id),
        (world.person("Sri").phone, None),
    ]


async def test_a_button_for_ones_own_number_hands_it_over(world: WhatsAppWorld, channel: WhatsApp) -> None:
    taken: list[Any] = []

    async def take(batch: Any) -> None:
        taken.extend(batch)

    await channel.send(replace(to_sri(world, "Nomor Ibu?"), share="Kirim nomor saya"))
    assert world.received("Sri")[0].buttons == (("Kirim nomor saya", OWN_NUMBER),)
    async with served(world, channel), receiving(channel, take):
        await world.tap("Sri", "Kirim nomor saya")
    assert [(each.kind, each.contact, each.own) for each in taken] == [("contact", world.person("Sri").phone, True)]


async def test_a_link_opens_a_talk_in_which_the_code_stands_ready(world: WhatsAppWorld, channel: WhatsApp) -> None:
    assert channel.link("ABCD-2345") == ""
    await channel.start()
    assert channel.link("ABCD-2345") == f"https://wa.me/{world.number}?text=/start%20ABCD-2345"
    assert channel.link("ABCD-2345", chat=True) == ""
    assert not channel.is_group("120363")


# -- files


async def test_a_picture_stands_above_its_text_and_the_buttons(world: WhatsAppWorld, channel: WhatsApp) -> None:
    await channel.send(to_sri(world, "Undangan", ("Selesai", "y:1")), [PICTURE])
    [said] = world.received("Sri")
    assert (said.text, said.buttons) == ("Undangan", (("Selesai", "y:1"),))
    assert said.file is not None
    assert (said.file.type, said.file.content) == ("image/png", PICTURE.content)


async def test_what_is_no_picture_is_a_document_with_its_name(world: WhatsAppWorld, channel: WhatsApp) -> None:
    await channel.send(to_sri(world, "Buku"), [BOOK])
    [said] = world.received("Sri")
    assert (said.text, said.file and said.file.content) == ("Buku", BOOK.content)
    assert world.graph.calls[-1].fields["document"]["filename"] == "buku.pdf"


async def test_a_text_too_long_for_a_caption_goes_before_the_files(world: WhatsAppWorld, channel: WhatsApp) -> None:
    long = "baris yang panjang sekali\n" * 50
    await channel.send(to_sri(world, long), [PICTURE, BOOK])
    assert [(each.text == long, each.file is not None) for each in world.received("Sri")] == [
        (True, False),
        (False, True),
        (False, True),
    ]


async def test_a_calendar_is_sent_as_plain_text_under_its_own_name(world: WhatsAppWorld, channel: WhatsApp) -> None:
    await channel.send(to_sri(world, "Kalender"), [Attachment("kumpulan.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    [said] = world.received("Sri")
    assert said.file is not None
    assert (said.file.type, said.file.content) == ("text/plain", b"BEGIN:VCALENDAR")
    assert world.graph.calls[-1].fields["document"]["filename"] == "kumpulan.ics"


async def test_of_an_archive_each_file_is_sent_by_itself(world: WhatsAppWorld, channel: WhatsApp) -> None:
    archive = await made(bundle_file("data", {"anggota": [{"nama": "Tini"}]}, "Ini datanya."))
    await channel.send(to_sri(world, "Ini datanya."), [archive])
    named = [call.fields["document"]["filename"] for call in world.graph.calls if call.fields.get("type") == "document"]
    assert named == ["BACA-DULU.txt", "data.json", "anggota.csv"]
    assert [said.text for said in world.received("Sri")] == ["Ini datanya.", "", ""]


def test_a_file_of_a_type_that_whatsapp_does_not_take_is_refused_here() -> None:
    with pytest.raises(NotTaken):
        parts(of("Lagu"), [Attachment("a.mid", "audio/midi", b"x")])


@pytest.mark.parametrize("fault", ["fail", "drop"])
async def test_after_a_fault_only_the_part_that_failed_is_sent_again(
    world: WhatsAppWorld, channel: WhatsApp, fault: str
) -> None:
    message = to_sri(world, "baris yang panjang sekali\n" * 50)
    world.graph.spare()
    world.graph.fail(Refusal(131016, "Service unavailable", "x")) if fault == "fail" else world.graph.drop()
    with pytest.raises(Unavailable):
        await channel.send(message, [PICTURE, BOOK])
    await channel.send(message, [PICTURE, BOOK])
    assert [said.file and said.file.name for said in world.received("Sri")] == [None, "undangan.png", "buku.pdf"]


async def test_a_message_that_took_too_long_goes_on_with_the_part_that_was_waited_for(
    world: WhatsAppWorld, channel: WhatsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, say = to_sri(world, "a" * 4096 + "b" * 4096 + "c"), channel._say

    async def slowly(chat: str, part: Any) -> str:
        if part.says["body"].startswith("b"):
            await asyncio.sleep(5)
        return await say(chat, part)

    monkeypatch.setattr(channel, "_say", slowly)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await channel.send(message)
    monkeypatch.setattr(channel, "_say", say)
    await channel.send(message)
    assert [said.text[0] for said in world.received("Sri")] == ["a", "b", "c"]


# -- what goes wrong


def error(code: int) -> Refusal:
    return Refusal(code, "Something", "went wrong")


REFUSALS: list[tuple[Refusal, type[Exception]]] = [
    (NOBODY, Unreachable),
    (TOO_FAST, Slower),
    (TOO_OFTEN, Slower),
    (error(80007), Slower),
    (error(4), Slower),
    (WRONG_TOKEN, Unavailable),
    (error(10), Unavailable),
    (error(33), Unavailable),
    (error(368), Unavailable),
    (error(131031), Unavailable),
    (error(131042), Unavailable),
    (TOO_MANY, Unavailable),
    (error(1), Unavailable),
    (error(131000), Unavailable),
    (error(131016), Unavailable),
    (error(133010), Unavailable),
    (error(131037), Unavailable),
]


@pytest.mark.parametrize(("refusal", "kind"), REFUSALS, ids=[str(refusal.code) for refusal, _ in REFUSALS])
async def test_a_refusal_is_said_in_our_words(
    world: WhatsAppWorld, channel: WhatsApp, refusal: Refusal, kind: type[Exception]
) -> None:
    world.graph.fail(refusal)
    with pytest.raises(kind):
        await channel.send(to_sri(world, "halo"))
    assert world.received("Sri") == []


@pytest.mark.parametrize("code", [100, 131008, 131009, 131051, 131053, 132001, 131021])
async def test_a_message_whatsapp_will_never_take_is_no_lost_chat(
    world: WhatsAppWorld, channel: WhatsApp, code: int
) -> None:
    world.graph.fail(error(code))
    with pytest.raises(Exception, match=f"error {code}") as refused:
        await channel.send(to_sri(world, "halo"))
    assert not isinstance(refused.value, Unreachable | Unavailable | Slower)


async def test_a_dropped_connection_is_tried_again_later(world: WhatsAppWorld, channel: WhatsApp) -> None:
    world.graph.drop()
    with pytest.raises(Unavailable):
        await channel.send(to_sri(world, "halo"))
    await channel.send(to_sri(world, "halo"))
    assert [said.text for said in world.received("Sri")] == ["halo"]


async def test_a_whatsapp_that_is_not_there_is_unavailable(world: WhatsAppWorld) -> None:
    channel = WhatsApp("1", "a", "b", "c", "http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        await channel.send(to_sri(world, "halo"))
    await channel.close()


async def test_an_answer_that_never_comes_is_waited_for_no_longer_than_a_message_is_leased(
    world: WhatsAppWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("ANSWER_SECONDS", "CONNECT_SECONDS"):
        monkeypatch.setattr(f"bot.channels.whatsapp.{limit}", 0.1)
    async with silent() as url:
        channel = WhatsApp("1", "a", "b", "c", url)
        begun = time.monotonic()
        with pytest.raises(Unavailable):
            await channel.send(to_sri(world, "halo"))
        assert time.monotonic() - begun < 2
        await channel.close()


@asynccontextmanager
async def silent() -> AsyncIterator[str]:
    """A server that takes calls and never answers."""

    async def taken(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)
        writer.close()

    server = await asyncio.start_server(taken, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


async def test_a_token_or_an_id_that_is_refused_is_said_with_the_setting(world: WhatsAppWorld) -> None:
    world.graph.forgiven |= {WRONG_TOKEN.code, NO_SUCH.code}
    for token, phone, setting in (("x", world.phone_id, "whatsapp.token"), (world.token, "1", "whatsapp.phone_id")):
        channel = WhatsApp(phone, token, "b", "c", world.url)
        with pytest.raises(TokenRefused) as refused:
            await channel.start()
        assert refused.value.setting == setting
        await channel.close()


@pytest.mark.parametrize("url", ["", "graph.facebook.com", "ftp://example.org", "http://", "http://[::1"])
def test_a_base_url_that_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="base_url must be like"):
        WhatsApp("1", "a", "b", "c", url)


async def test_whatsapps_own_limits_and_address_are_kept_unless_told_otherwise() -> None:
    channel = WhatsApp("1", "a", "b", "c")
    assert channel.pace == PACE
    assert str(channel._session.base_url).startswith(REAL_API + "/v")
    await channel.close()


# -- outside the 24 hours


@pytest.fixture
def told() -> Iterator[str]:
    """What a template says word for word."""
    template = templates().all[0]
    yield template.shown(template.example).removeprefix(template.before).removesuffix(template.after)


def of_yesterday(world: WhatsAppWorld, text: str, **more: Any) -> Outgoing:
    """A message to Sri, who has last written a day ago."""
    world.graph.heard[world.person("Sri").user_id] = START - DAY
    chat = world.person("Sri").user_id
    return Outgoing(id=1, channel="whatsapp", chat=chat, text=text, heard=START - DAY, **more)


async def test_after_a_day_a_message_goes_as_the_template_that_says_it(world: WhatsAppWorld, channel: WhatsApp) -> None:
    for template in templates().all:
        text = template.said
        for name, value in template.example.items():
            text = text.replace(f"{{{name}}}", value)
        buttons = tuple((phone if ours == "*" else ours, f"p{n}") for n, (ours, phone) in enumerate(template.buttons))
        await channel.send(of_yesterday(world, text, buttons=buttons))
        said = world.received("Sri")[-1]
        assert text in said.text, template.name
        assert [sends for _label, sends in said.buttons] == [sends for _label, sends in buttons]


async def test_what_no_template_says_is_kept_and_a_knock_is_sent_once(world: WhatsAppWorld, channel: WhatsApp) -> None:
    message = of_yesterday(world, "Sesuatu yang tidak ada di daftar mana pun.")
    with pytest.raises(Knocked) as knocked:
        await channel.send(message)
    [said] = world.received("Sri")
    assert (said.id, said.template) == (knocked.value.sent, templates().knock.name)
    assert [sends for _label, sends in said.buttons] == [READ]
    with pytest.raises(Knocked) as silent:
        await channel.send(replace(message, knocked=True))
    assert (silent.value.sent, len(world.received("Sri"))) == ("", 1)


@pytest.mark.parametrize("code", [132001, 132015])
async def test_what_a_template_would_say_that_is_not_approved_is_kept_too(
    world: WhatsAppWorld, channel: WhatsApp, code: int
) -> None:
    world.graph.fail(Refusal(code, "Template is paused", ""))
    with pytest.raises(Knocked):
        await channel.send(of_yesterday(world, "Untuk grup WA, tinggal disalin:"))
    assert [said.template for said in world.received("Sri")] == [templates().knock.name]


async def test_before_any_template_is_approved_all_is_kept_and_each_is_named_once(
    world: WhatsAppWorld, channel: WhatsApp, caplog: pytest.LogCaptureFixture
) -> None:
    world.graph.approved.clear()
    world.graph.forgiven.add(132001)
    for _twice in range(2):
        with pytest.raises(Knocked) as kept:
            await channel.send(of_yesterday(world, "Untuk grup WA, tinggal disalin:"))
        assert kept.value.sent == ""
    assert world.received("Sri") == []
    named = [record.getMessage() for record in caplog.records if "is refused" in record.getMessage()]
    assert len(named) == len(set(named)) == 2
    assert any(templates().knock.name in line for line in named)


@pytest.mark.parametrize("code", [131037, 131042, 131048, 131064])
@pytest.mark.parametrize("text", ["Untuk grup WA, tinggal disalin:", "Sesuatu yang tidak ada di daftar mana pun."])
async def test_what_only_may_not_be_said_unasked_has_no_room(
    world: WhatsAppWorld, channel: WhatsApp, code: int, text: str
) -> None:
    world.graph.fail(error(code))
    with pytest.raises(NoRoom, match=str(code)):
        await channel.send(of_yesterday(world, text))
    assert world.received("Sri") == []


async def test_where_whatsapp_says_that_the_day_is_over_it_is_believed(world: WhatsAppWorld, channel: WhatsApp) -> None:
    world.graph.forgiven.add(CLOSED.code)
    message = of_yesterday(world, "Sesuatu yang tidak ada di daftar mana pun.")
    for heard in (START, START - DAY + 1):
        with pytest.raises(Knocked):
            await channel.send(replace(message, heard=heard))
    assert [said.template for said in world.received("Sri")] == [templates().knock.name] * 2


def test_a_second_before_the_day_is_over_it_is_open(world: WhatsAppWorld) -> None:
    channel = connected(world)
    for heard, is_open in ((START - DAY + 1, True), (START - DAY, False)):
        assert (
            channel._may_be_open(of_yesterday(world, "x") if not is_open else replace(of("x"), heard=heard)) == is_open
        )
