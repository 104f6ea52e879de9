"""What the bot says arrives whole and plain, and what goes wrong is said in our words."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cutting import pieces
from bot.channels.telegram import PACE, Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.channels.telegram_screen import parts, rows
from bot.messages import Attachment, Outgoing
from bot.ports import Slower, Unavailable, Unreachable
from tests.telegram.bot_api import Upload
from tests.telegram.proxy import NAME
from tests.telegram.world import TelegramWorld


def to_sri(world: TelegramWorld, text: str, *buttons: tuple[str, str]) -> Outgoing:
    return Outgoing(id=1, channel="telegram", chat=str(world.person("Sri")), text=text, buttons=buttons)


async def test_a_text_is_sent_as_it_is_without_markup_or_previews(world: TelegramWorld, channel: Telegram) -> None:
    sent = await channel.send(to_sri(world, "*12* <b>dari</b> https://example.org/_x_"))
    [said] = world.received("Sri")
    assert (said.text, str(said.id)) == ("*12* <b>dari</b> https://example.org/_x_", sent)
    [call] = world.proxy.of("sendMessage")
    assert "parse_mode" not in call.fields
    assert call.fields["link_preview_options"] == {"is_disabled": True}


async def test_what_is_silent_makes_no_sound(world: TelegramWorld, channel: Telegram) -> None:
    await channel.send(to_sri(world, "halo"))
    await channel.send(replace(to_sri(world, "sssst"), id=2, silent=True))
    loud, silent = world.proxy.of("sendMessage")
    assert "disable_notification" not in loud.fields
    assert silent.fields["disable_notification"] in (True, "true")


async def test_a_button_sends_its_payload_back(world: TelegramWorld, channel: Telegram) -> None:
    await channel.send(to_sri(world, "Sudah benar?", ("Simpan", "y:1"), ("Ubah", "e:1"), ("Batal", "n:1")))
    [said] = world.received("Sri")
    assert said.keyboard == ((("Simpan", "y:1"), ("Ubah", "e:1"), ("Batal", "n:1")),)


LAYOUTS = [
    ("Ya Tidak", [2]),
    ("Simpan Ubah Batal", [3]),
    ("1 2 3 4", [2, 2]),
    ("1 2 3 4 5 6 7", [3, 2, 2]),
    ("Perempuan Laki-laki", [2]),
    ("Simpan Perempuan Laki-laki", [2, 1]),
    ("Teks_untuk_grup_WA Ubah Batal", [1, 2]),
    ("Teks_untuk_grup_WA", [1]),
    ("", []),
]


@pytest.mark.parametrize(("labels", "layout"), LAYOUTS)
def test_short_buttons_stand_together_and_long_ones_alone(labels: str, layout: list[int]) -> None:
    buttons = [(label.replace("_", " "), label) for label in labels.split()]
    laid_out = list(rows(buttons))
    assert [len(row) for row in laid_out] == layout
    assert [button for row in laid_out for button in row] == buttons


async def test_a_long_text_is_sent_in_pieces_with_the_buttons_under_the_last(
    world: TelegramWorld, channel: Telegram
) -> None:
    lines = [f"{number}. Siti Aminah binti Wagiman, perempuan, RT 3" for number in range(1, 201)]
    await channel.send(to_sri(world, "\n".join(lines), ("Simpan", "y:1")))
    said = world.received("Sri")
    assert "\n".join(message.text for message in said).splitlines() == lines
    assert [message.labels for message in said] == [[]] * (len(said) - 1) + [["Simpan"]]
    assert len(said) > 1


async def test_a_long_text_goes_on_where_it_was_interrupted(world: TelegramWorld, channel: Telegram) -> None:
    message = to_sri(world, "a" * 4096 + "b" * 4096 + "c")
    world.proxy.spare("sendMessage")
    world.proxy.fail("sendMessage", 429, retry_after=3)
    with pytest.raises(Slower):
        await channel.send(message)
    await channel.send(message)
    assert [said.text[0] for said in world.received("Sri")] == ["a", "b", "c"]


async def test_a_long_text_that_took_too_long_goes_on_too(world: TelegramWorld, channel: Telegram) -> None:
    message = to_sri(world, "a" * 4096 + "b" * 4096)
    world.proxy.spare("sendMessage")
    world.proxy.hang("sendMessage")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(channel.send(message), 0.5)
    await channel.send(message)
    assert [said.text[0] for said in world.received("Sri")] == ["a", "b"]


@given(st.text(st.sampled_from("ab 🌾é\n"), max_size=120), st.integers(4, 30))
def test_cutting_a_text_loses_nothing_but_white_space_at_the_cuts(text: str, longest: int) -> None:
    cut = pieces(text, longest)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(len(piece.encode("utf-16-le")) // 2 <= longest for piece in cut)


def test_a_text_is_cut_between_paragraphs_before_lines_before_words() -> None:
    assert pieces("satu dua\n\ntiga empat", 15) == ["satu dua", "tiga empat"]
    assert pieces("satu dua\ntiga empat", 15) == ["satu dua", "tiga empat"]
    assert pieces("satu dua tiga", 10) == ["satu dua", "tiga"]


REFUSALS: list[tuple[int, str, type[Exception]]] = [
    (403, "Forbidden: bot was blocked by the user", Unreachable),
    (403, "Forbidden: user is deactivated", Unreachable),
    (400, "Bad Request: chat not found", Unreachable),
    (500, "Internal Server Error", Unavailable),
    (502, "Bad Gateway", Unavailable),
    (401, "Unauthorized", Unavailable),
]


@pytest.mark.parametrize(("status", "description", "error"), REFUSALS, ids=[text for _, text, _ in REFUSALS])
async def test_a_refusal_is_said_in_our_words(
    world: TelegramWorld, channel: Telegram, status: int, description: str, error: type[Exception]
) -> None:
    world.proxy.fail("sendMessage", status, description)
    with pytest.raises(error):
        await channel.send(to_sri(world, "halo"))
    assert world.received("Sri") == []


async def test_a_busy_telegram_says_how_long_to_wait(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.fail("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(Slower) as asked:
        await channel.send(to_sri(world, "halo"))
    assert asked.value.seconds == 7


async def test_a_dropped_connection_is_tried_again_later(world: TelegramWorld, channel: Telegram) -> None:
    world.proxy.drop("sendMessage")
    with pytest.raises(Unavailable):
        await channel.send(to_sri(world, "halo"))
    await channel.send(to_sri(world, "halo"))
    assert [said.text for said in world.received("Sri")] == ["halo"]


async def test_an_answer_that_is_not_telegrams_says_nothing_about_the_chat(
    world: TelegramWorld, channel: Telegram
) -> None:
    world.proxy.garble("sendMessage", 403, "<html>Login to the network</html>")
    with pytest.raises(Unavailable):
        await channel.send(to_sri(world, "halo"))


async def test_a_telegram_that_is_not_there_is_unavailable() -> None:
    channel = TelegramByPolling("1:a", "http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        await channel.send(Outgoing(id=1, channel="telegram", chat="1", text="halo"))
    await channel.close()


async def test_a_message_telegram_will_never_take_is_not_taken_for_a_lost_chat(
    world: TelegramWorld, channel: Telegram
) -> None:
    with pytest.raises(Exception, match="Button_data_invalid") as refused:
        world.proxy.fail("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID")
        await channel.send(to_sri(world, "halo", ("Simpan", "x")))
    assert not isinstance(refused.value, Unreachable | Unavailable | Slower)


async def test_a_group_that_became_a_supergroup_is_written_to_under_its_new_id(
    world: TelegramWorld, channel: Telegram
) -> None:
    world.proxy.fail("sendMessage", 400, "group upgraded", migrate_to_chat_id=world.group("RT 3"))
    await channel.send(Outgoing(id=1, channel="telegram", chat="-55", text="halo"))
    assert [said.text for said in world.received_in("RT 3")] == ["halo"]


# -- files, and one's own number


PICTURE = Attachment("undangan.png", "image/png", b"\x89PNG a picture")
BOOK = Attachment("buku.pdf", "application/pdf", b"%PDF a book")
LONG = "baris yang panjang sekali\n" * 50


async def test_a_picture_is_sent_with_its_text_and_the_buttons_under_it(
    world: TelegramWorld, channel: Telegram
) -> None:
    sent = await channel.send(to_sri(world, "Undangan", ("Selesai", "y:1")), [PICTURE])
    [said] = world.received("Sri")
    assert (said.text, said.labels, str(said.id)) == ("Undangan", ["Selesai"], sent)
    assert said.file == Upload("undangan.png", "image/png", PICTURE.content)
    assert len(world.proxy.of("sendPhoto")) == 1


async def test_what_is_no_picture_is_sent_as_a_document(world: TelegramWorld, channel: Telegram) -> None:
    await channel.send(to_sri(world, "Buku"), [BOOK])
    [said] = world.received("Sri")
    assert (said.text, said.file) == ("Buku", Upload("buku.pdf", "application/pdf", BOOK.content))
    assert len(world.proxy.of("sendDocument")) == 1


async def test_a_text_too_long_for_a_caption_goes_before_the_file(world: TelegramWorld, channel: Telegram) -> None:
    await channel.send(to_sri(world, LONG, ("Selesai", "y:1")), [PICTURE, BOOK])
    said = world.received("Sri")
    assert [(each.text, each.labels, each.file and each.file.name) for each in said] == [
        (LONG, [], None),
        ("", [], "undangan.png"),
        ("", ["Selesai"], "buku.pdf"),
    ]


def test_a_caption_is_used_to_its_limit_and_not_beyond() -> None:
    assert [part.text for part in parts("a" * 1024, [PICTURE])] == ["a" * 1024]
    assert [part.text for part in parts("🌾" * 512 + "a", [PICTURE])] == ["🌾" * 512 + "a", ""]


@pytest.mark.parametrize("fault", ["fail", "drop"])
async def test_after_a_fault_only_the_part_that_failed_is_sent_again(
    world: TelegramWorld, channel: Telegram, fault: str
) -> None:
    message = to_sri(world, LONG, ("Selesai", "y:1"))
    if fault == "fail":
        world.proxy.fail("sendDocument", 500)
    else:
        world.proxy.drop("sendDocument")
    with pytest.raises(Unavailable):
        await channel.send(message, [PICTURE, BOOK])
    await channel.send(message, [PICTURE, BOOK])
    assert [said.file and said.file.name for said in world.received("Sri")] == [None, "undangan.png", "buku.pdf"]


async def test_a_button_for_ones_own_number_stands_until_a_text_without_buttons(
    world: TelegramWorld, channel: Telegram
) -> None:
    await channel.send(replace(to_sri(world, "Nomor Ibu?"), share="Kirim nomor saya"))
    await channel.send(to_sri(world, "Sudah benar?", ("Simpan", "y:1")))
    await channel.send(to_sri(world, "Matur nuwun."))
    said = world.received("Sri")
    assert [(each.share, each.unshared) for each in said] == [("Kirim nomor saya", False), ("", False), ("", True)]
    keyboard = world.proxy.of("sendMessage")[0].fields["reply_markup"]
    assert keyboard["one_time_keyboard"] is keyboard["resize_keyboard"] is True


# -- links


async def test_a_link_opens_the_talk_with_a_code_in_every_process_that_was_started(
    world: TelegramWorld, channel: Telegram
) -> None:
    assert channel.link("ABCD-2345") == ""
    world.proxy.drop("getMe")
    await channel.start()
    assert channel.link("ABCD-2345") == f"https://t.me/{NAME}?start=ABCD-2345"
    assert world.proxy.of("getUpdates") == []


def test_telegrams_own_limits_are_kept_unless_told_otherwise() -> None:
    assert TelegramByPolling("1:a").pace == PACE
    assert (PACE.per_second, PACE.per_chat, PACE.per_group_minute) == (30, 1, 20)
