"""The story of a first group, played through the simulator's JSON on the product as it is started."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.story import telling
from tests.story.product import ROOT, Product
from tests.story.simulated import SimulatedPhone, Simulation
from tests.story.telling import NAMES, assert_silent, code_in

TOMORROW = "JP Ngudi Rejeki kumpulan besok: Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini."
TODAY = TOMORROW.replace("besok", "hari ini")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A product without a token. When all is over, nothing of what was said may be in its log."""
    with Product(tmp_path_factory.mktemp("product")) as product:
        yield product
        product.kill()
        assert_silent(product.logged())


@pytest.fixture
async def play(product: Product) -> AsyncIterator[Simulation]:
    """The simulator, with nothing in it, on Monday 23 November 2026 at 9."""
    play = Simulation(product)
    await play.serves()
    await play.reset()
    yield play
    await play.close()


@pytest.fixture
def sri(play: Simulation) -> SimulatedPhone:
    return play.phone("sri")


@pytest.fixture
def tini(play: Simulation) -> SimulatedPhone:
    return play.phone("tini")


async def test_an_empty_beginning_has_nobody_in_it_but_a_facilitators_code(play: Simulation) -> None:
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", (await play.reset())["facilitator_code"])
    assert await play.get("/simulator/people") == {"people": []}
    assert await play.now() == "2026-11-23T09:00"


async def test_a_groups_own_chat_is_connected_by_the_code_of_its_secretary(play: Simulation) -> None:
    await play.reset("demo")
    [_told, code] = (await play.post("/simulator/say", person="sri", text="hubungkan grup"))["replies"]
    said = await play.post("/simulator/say", person="sri", chat="RT 3", text=code["text"])
    assert [reply["text"].partition(" dikirim")[0] for reply in said["replies"]] == ["Pengingat JP Mandiri akan"]


async def test_a_stranger_who_says_hello_is_asked_what_she_wants(sri: SimulatedPhone) -> None:
    await sri.says("assalamualaikum", "Waalaikumsalam.")
    [message] = await sri.received()
    assert [button["label"] for button in message["buttons"]] == ["Buat kelompok", "Punya undangan", "Lihat-lihat dulu"]
    assert (message["n"], message["kind"], message["at"][:16]) == (1, "answer", "2026-11-23T09:00")


async def test_a_list_from_paper_is_in_the_book_name_by_name(sri: SimulatedPhone) -> None:
    await telling.create_group(sri)
    await telling.paste_members(sri)
    listed = await sri.says("siapa saja anggota kita", "18 anggota: 9 perempuan, 9 laki-laki.")
    assert [line.partition(". ")[0] for line in listed.splitlines()[1:]] == [str(n) for n in range(1, 19)]
    assert all(name.split()[0] in listed for name in NAMES)


async def test_a_group_of_21_that_met_twice_reads_its_readiness_in_figures(sri: SimulatedPhone) -> None:
    await telling.create_group(sri)
    await telling.paste_members(sri)
    await telling.register_three(sri)
    await telling.meet_weekly(sri)
    await telling.record_two_meetings(sri)
    ready = await sri.says("sudah siap jadi koperasi?", "JP Ngudi Rejeki: 2 dari 5 aturan kelompok sudah terpenuhi.")
    assert "Belum kelihatan: kumpulan rutin (baru mulai, 2 tercatat), usaha bersama, usulan anggota." in ready
    assert "? calon pendiri dewasa 20, tercatat punya KTP 0, perlu 9." in ready
    await sri.says("hasil kumpulan terakhir", "Keputusan: beli pakan bareng.")


async def test_a_group_of_18_reads_what_it_lacks(sri: SimulatedPhone) -> None:
    await telling.create_group_in_one_message(sri)
    await telling.paste_members(sri)
    ready = await sri.says("sudah siap jadi koperasi?", "JP Ngudi Rejeki: 1 dari 6 aturan kelompok sudah terpenuhi.")
    assert "Belum: anggota 18 dari 20." in ready
    assert "Selanjutnya: tambah 2 anggota, paling sedikit 1 perempuan." in ready


async def test_a_reminder_comes_to_member_and_secretary_once_a_day_and_two_hours_before(
    play: Simulation, sri: SimulatedPhone, tini: SimulatedPhone
) -> None:
    await telling.create_group_in_one_message(sri)
    await telling.paste_members(sri)
    await telling.meet_weekly(sri)
    await telling.connect(sri, tini)
    await tini.says("kapan kumpulan lagi?", "Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini.")
    await play.until("2026-11-25T19:29")
    assert await tini.reminders() == []
    await play.until("2026-11-25T19:30")
    a_day = [f"2026-11-25T19:30 {TOMORROW}"]
    assert await tini.reminders() == a_day
    assert await sri.reminders() == a_day
    await play.until("2026-11-24T08:00")
    await play.until("2026-11-26T18:00")
    both = [*a_day, f"2026-11-26T17:30 {TODAY}"]
    assert await tini.reminders() == both
    assert await sri.reminders() == both
    alerts = [message["text"] for message in await sri.received() if message["kind"] == "alert"]
    assert len(alerts) == 3  # who was connected, and the text for the group's chat with the words before it


async def test_a_kill_in_the_middle_of_a_form_loses_nothing(
    play: Simulation, sri: SimulatedPhone, tini: SimulatedPhone
) -> None:
    await telling.create_group_in_one_message(sri)
    await telling.paste_members(sri)
    await telling.meet_weekly(sri)
    await telling.connect(sri, tini)
    await play.until("2026-11-25T19:30")
    await sri.says("/daftar", "Nama lengkap anggotanya siapa?")
    await sri.say(text="mbak Dewi", id="name")
    phones, now = [await sri.received(), await tini.received()], await play.now()
    await play.killed_and_started_again()
    assert [await sri.received(), await tini.received()] == phones
    assert await play.now() == now
    assert await sri.say(text="mbak Dewi", id="name") == []
    await sri.says("22", "Dewi, perempuan, lahir sekitar 2004, RT 3. Sudah benar")
    await sri.taps("Simpan", "Anggota sekarang 19: 10 perempuan, 9 laki-laki.")
    await play.until("2026-11-26T09:00")
    assert await tini.reminders() == [f"2026-11-25T19:30 {TOMORROW}"]


async def test_what_is_said_at_the_moment_of_a_kill_and_said_again_is_done_once(
    play: Simulation, sri: SimulatedPhone
) -> None:
    await telling.create_group_in_one_message(sri)
    await telling.paste_members(sri)
    await sri.says("daftar mbak Dewi 22 th", "Sudah benar")
    saying = asyncio.create_task(sri.say(text="ya", id="save"))
    await asyncio.sleep(0.01)
    await play.killed_and_started_again()
    with contextlib.suppress(httpx.TransportError):
        await saying
    await sri.say(text="ya", id="save")
    listed = await sri.says("siapa saja anggota kita", "19 anggota: 10 perempuan, 9 laki-laki.")
    assert listed.count("Dewi") == 1


async def test_the_same_update_twice_is_one(sri: SimulatedPhone) -> None:
    await telling.create_group_in_one_message(sri)
    await telling.register_first(sri)
    before = await sri.received()
    assert len(await sri.say(text="berapa anggota kita", id="u-1")) == 1
    assert await sri.say(text="berapa anggota kita", id="u-1") == []
    assert len(await sri.received()) == len(before) + 1


async def test_a_facilitator_sees_a_group_only_once_its_secretary_let_her(
    play: Simulation, sri: SimulatedPhone
) -> None:
    code = (await play.reset())["facilitator_code"]
    await telling.create_group_in_one_message(sri)
    await telling.paste_members(sri)
    nurul = play.phone("nurul")
    await nurul.says(f"/start {code}", "Biasa dipanggil apa?")
    await nurul.says("mbak nurul", "✓ Mbak Nurul tercatat sebagai pendamping.")
    refused = await nurul.says("sudah siap jadi koperasi?", "Belum ada kelompok yang terhubung.")
    assert "Ngudi Rejeki" not in refused
    assert "18" not in refused
    invitation = code_in(await sri.says("undang pendamping", "/start "))
    await nurul.says(f"/start {invitation}", "✓ Mbak Nurul sekarang mendampingi JP Ngudi Rejeki.")
    await nurul.says("sudah siap jadi koperasi?", "Belum: anggota 18 dari 20.")
    other = play.phone("orang lain")
    for used in (code, invitation):
        await other.says(f"/start {used}", "Kode itu")


PEOPLE = ("sri", "tini", "nurul")


async def test_the_demo_has_three_people_with_something_to_read(play: Simulation) -> None:
    await play.reset("demo")
    assert {person.casefold() for person in (await play.get("/simulator/people"))["people"]} == set(PEOPLE)
    assert await play.now() == "2026-11-23T09:00"
    for person in PEOPLE:
        assert "JP Mandiri" in " ".join(message["text"] for message in await play.phone(person).received())
    for person in ("sri", "tini"):
        reminders = await play.phone(person).reminders()
        assert len(reminders) > 10
        assert len(set(reminders)) == len(reminders)


def suggestions() -> dict[str, list[str]]:
    """What the page suggests to say on each phone of the demo, in order."""
    script = (ROOT / "bot/channels/simulator/page/suggestions.js").read_text(encoding="utf-8")
    demo = script.partition("demo: {")[2].partition("}")[0]
    chains = re.findall(r"(\w+): \[(.*?)\]", demo, re.DOTALL)
    return {person: re.findall(r'"([^"]+)"', chain) for person, chain in chains}


async def test_the_suggested_sentences_of_the_page_do_what_they_say(play: Simulation) -> None:
    await play.reset("demo")
    suggested = suggestions()
    sri, (meeting, member, ready, *_rest) = play.phone("sri"), suggested["sri"]
    await sri.says(meeting, "Minggu, 22 November 2026, rumah Bu Sri. Izin 1: Bu Tini. 18 lainnya hadir.")
    await sri.taps("Simpan", "✓ Tersimpan.")
    await sri.says(member, "Siti Aminah, perempuan, lahir sekitar 1981, RT 3. Sudah benar")
    await sri.taps("Simpan", "Anggota sekarang 20: 10 perempuan, 10 laki-laki.")
    await sri.says(ready, "JP Mandiri: 3 dari 5 aturan kelompok sudah terpenuhi.")
    await play.phone("tini").says(suggested["tini"][0], "Kumpulan JP Mandiri berikutnya:")
    await play.phone("nurul").says(
        suggested["nurul"][0], "JP Mandiri, Sumogawe, per 23 November 2026. 20 anggota. 10 perempuan (50 %)."
    )


@pytest.mark.parametrize("line", ["turn 7 failed: Tini Lestari", "GET /start K7PM-2QXT", "beli pakan bareng"])
def test_what_people_said_would_be_seen_in_a_log(line: str) -> None:
    assert_silent("Carik: open a browser\nturn 7 failed: KeyError")
    with pytest.raises(AssertionError):
        assert_silent(f"Carik: open a browser\n{line}")
