"""The page in a real Chromium: what a person sees who has read nothing, by clicking and typing."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NARROW
from tests.browser.hands import SAYS, answers, begin, own, phone, say, settled, tab

pytestmark = pytest.mark.part(3)


def test_three_phones_stand_side_by_side(page: Page) -> None:
    expect(page.locator(".phone h2")).to_have_text(["Bu Sri", "Bu Tini", "Mbak Nurul"])
    expect(page.locator(".phone .role")).to_have_text(["sekretaris", "anggota", "pendamping"])
    for person in ("sri", "tini", "nurul"):
        expect(phone(page, person)).to_be_in_viewport(ratio=1)


def test_what_is_typed_is_answered_on_that_phone_and_no_other(page: Page) -> None:
    say(page, "sri", "halo")
    expect(own(page, "sri")).to_have_text(["halo"])
    expect(phone(page, "sri").locator("textarea")).to_have_value("")
    expect(phone(page, "tini").locator(".bubble")).to_have_count(0)
    expect(phone(page, "nurul").locator(".bubble")).to_have_count(0)


def test_what_people_write_is_shown_as_they_wrote_it_and_never_run(page: Page) -> None:
    words = '<img src=x onerror="document.title=1"><b>tebal</b>'
    say(page, "sri", words)
    expect(own(page, "sri")).to_have_text([words])
    assert page.locator(".log img, .log .text b").count() == 0
    assert page.title() == "Coba Carik"


def test_a_name_is_shown_as_it_was_typed_and_never_run(page: Page) -> None:
    name = '<img src=x onerror="document.title=1">"]'
    page.locator("#add summary").click()
    page.locator("#name").fill(name)
    page.get_by_role("button", name="Buka HP").click()
    expect(page.locator(".phone h2").last).to_have_text(name)
    assert page.title() == "Coba Carik"


def test_several_lines_stay_one_message(page: Page) -> None:
    field = phone(page, "sri").locator("textarea")
    field.fill("1. Siti Aminah P")
    field.press("Shift+Enter")
    field.press_sequentially("2. Darmo L")
    field.press("Enter")
    expect(own(page, "sri")).to_have_text(["1. Siti Aminah P\n2. Darmo L"], use_inner_text=True)
    settled(page, "sri")


def test_messages_arrive_by_themselves_and_are_marked_as_unread(page: Page, client: httpx.Client) -> None:
    phone(page, "sri").locator("textarea").press_sequentially("sedang menulis")
    client.post(SAYS, json={"person": "tini", "text": "sugeng enjing"}).raise_for_status()
    expect(own(page, "tini")).to_have_text(["sugeng enjing"])
    expect(answers(page, "tini").first).to_be_visible()
    expect(phone(page, "tini").locator(".unread")).to_have_text("1")
    expect(tab(page, "tini").locator(".unread")).to_have_text("1")
    expect(phone(page, "sri").locator("textarea")).to_have_value("sedang menulis")
    phone(page, "tini").locator(".log").click()
    expect(phone(page, "tini").locator(".unread")).to_be_empty()
    expect(tab(page, "tini").locator(".unread")).to_be_empty()


def test_both_sides_of_the_talk_are_there_after_a_reload(page: Page) -> None:
    say(page, "sri", "halo")
    say(page, "sri", "siapa kamu?")
    before = phone(page, "sri").locator(".bubble .text").all_inner_texts()
    page.reload()
    expect(phone(page, "sri").locator(".bubble .text")).to_have_text(before, use_inner_text=True)
    expect(page.locator(".unread:not(:empty)")).to_have_count(0)


def test_a_message_that_did_not_get_through_can_be_sent_again_and_is_said_once(page: Page, faults: list[str]) -> None:
    page.route(f"**{SAYS}", lambda route: route.abort(), times=1)
    phone(page, "sri").locator("textarea").fill("halo")
    phone(page, "sri").get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_role("button", name="Kirim lagi").click()
    expect(answers(page, "sri").first).to_be_visible()
    expect(page.locator(".fault")).to_have_count(0)
    expect(own(page, "sri")).to_have_text(["halo"])
    _forgive_the_lost_call(faults)


def test_a_message_whose_answer_was_lost_is_said_once(page: Page, faults: list[str]) -> None:
    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(f"**{SAYS}", lose_answer, times=1)
    say(page, "sri", "halo")
    expect(page.locator(".fault")).to_have_count(0)
    expect(own(page, "sri")).to_have_text(["halo"])
    _forgive_the_lost_call(faults)


def _forgive_the_lost_call(faults: list[str]) -> None:
    assert all("net::ERR_FAILED" in fault for fault in faults)
    faults.clear()


# -- the clock


def test_the_clock_is_written_out_and_can_be_moved_on(page: Page, client: httpx.Client) -> None:
    client.post("/simulator/clock", json={"now": "2026-11-26T19:00:10+07:00"}).raise_for_status()
    expect(page.locator("#day")).to_contain_text("Kamis Pahing, 26 November 2026")
    expect(page.locator("#time")).to_have_text("19.00")
    page.get_by_role("button", name="+1 jam").click()
    expect(page.locator("#time")).to_have_text("20.00")
    page.get_by_role("button", name="+1 hari").click()
    expect(page.locator("#day")).to_contain_text("Jumat Pon, 27 November 2026")


def test_the_clock_can_be_set_to_a_day_and_a_time(page: Page) -> None:
    page.locator("#clock summary").click()
    page.get_by_label("Pindah ke hari dan jam").fill("2027-03-05T06:30")
    page.get_by_role("button", name="Pindah", exact=True).click()
    expect(page.locator("#day")).to_contain_text("Jumat Legi, 5 Maret 2027")
    expect(page.locator("#time")).to_have_text("06.30")
    expect(page.locator("#set")).to_be_hidden()


def test_without_anything_planned_the_clock_stays_and_says_so(page: Page, client: httpx.Client) -> None:
    client.post("/simulator/clock", json={"now": "2026-11-26T19:00:10+07:00"}).raise_for_status()
    expect(page.locator("#time")).to_have_text("19.00")
    page.get_by_role("button", name="Sampai kabar berikutnya").click()
    expect(page.locator("#notice")).to_contain_text("Belum ada yang dijadwalkan.")
    expect(page.locator("#time")).to_have_text("19.00")


# -- phones that are opened and closed


def test_a_strangers_phone_is_opened_by_typing_a_name(page: Page) -> None:
    page.locator("#add summary").click()
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Pak Darmo")
    page.keyboard.press("Enter")
    expect(page.locator(".phone h2")).to_have_text(["Bu Sri", "Bu Tini", "Mbak Nurul", "Pak Darmo"])
    expect(phone(page, "Pak Darmo").locator("textarea")).to_be_focused()
    page.keyboard.type("halo")
    page.keyboard.press("Enter")
    expect(answers(page, "Pak Darmo").first).to_be_visible()
    page.reload()
    expect(own(page, "Pak Darmo")).to_have_text(["halo"])


def test_a_phone_is_closed_and_opened_again_with_all_that_was_said(page: Page) -> None:
    say(page, "tini", "halo")
    page.get_by_role("button", name="Tutup HP Bu Tini").click()
    expect(page.locator(".phone h2")).to_have_text(["Bu Sri", "Mbak Nurul"])
    page.locator("#add summary").click()
    page.locator("#known").get_by_role("button", name="Bu Tini").click()
    expect(own(page, "tini")).to_have_text(["halo"])


def test_the_last_phone_stays(page: Page) -> None:
    page.get_by_role("button", name="Tutup HP Bu Tini").click()
    page.get_by_role("button", name="Tutup HP Mbak Nurul").click()
    expect(page.get_by_role("button", name="Tutup HP Bu Sri")).to_be_hidden()
    expect(page.locator(".phone h2")).to_have_text(["Bu Sri"])


def test_the_same_name_is_the_same_phone(page: Page) -> None:
    page.locator("#add summary").click()
    page.locator("#name").fill("  SRI ")
    page.locator("#name").press("Enter")
    expect(phone(page, "sri").locator("textarea")).to_be_focused()
    expect(page.locator(".phone")).to_have_count(3)


# -- more than words


@pytest.mark.parametrize("label", ["Stiker", "Pesan suara", "Foto"])
def test_things_without_words_can_be_sent(page: Page, label: str) -> None:
    phone(page, "sri").locator(".writing summary").click()
    phone(page, "sri").get_by_role("button", name=label).click()
    expect(phone(page, "sri").locator(".mine .thing")).to_have_text([label])
    expect(answers(page, "sri").first).to_be_visible()


def test_what_is_in_the_field_goes_with_a_photo(page: Page) -> None:
    phone(page, "sri").locator("textarea").fill("daftar hadir")
    phone(page, "sri").locator(".writing summary").click()
    phone(page, "sri").get_by_role("button", name="Foto").click()
    expect(own(page, "sri")).to_have_text(["daftar hadir"])
    expect(phone(page, "sri").locator("textarea")).to_have_value("")
    settled(page, "sri")


def test_what_was_sent_last_can_be_changed_with_the_keyboard(page: Page, client: httpx.Client) -> None:
    say(page, "sri", "halo")
    say(page, "sri", "siapa kamuu")
    field = phone(page, "sri").locator("textarea")
    field.press("ArrowUp")
    expect(phone(page, "sri").locator(".changing")).to_be_visible()
    expect(field).to_have_value("siapa kamuu")
    field.press("Escape")
    expect(phone(page, "sri").locator(".changing")).to_be_hidden()
    expect(field).to_have_value("")
    field.press("ArrowUp")
    say(page, "sri", "siapa kamu")
    expect(own(page, "sri")).to_have_text(["halo", "siapa kamu"])
    expect(phone(page, "sri").locator(".mine.edited")).to_have_count(1)
    said = client.get("/simulator/said", params={"person": "sri"}).json()["said"]
    assert [(words["kind"], words["text"], words["edits"]) for words in said][1:] == [
        ("text", "siapa kamuu", 0),
        ("edited", "siapa kamu", 2),
    ]
    page.reload()
    expect(own(page, "sri")).to_have_text(["halo", "siapa kamu"])


def test_only_the_last_message_has_a_pencil(page: Page) -> None:
    say(page, "sri", "halo")
    say(page, "sri", "halo lagi")
    pencil = phone(page, "sri").get_by_role("button", name="Ubah pesan ini")
    expect(pencil).to_have_count(1)
    pencil.click()
    expect(phone(page, "sri").locator("textarea")).to_have_value("halo lagi")


# -- what may be tried


def test_a_new_beginning_from_nothing_gives_the_facilitator_a_code_that_works(page: Page) -> None:
    say(page, "sri", "halo")
    begin(page, "empty")
    expect(page.locator(".bubble")).to_have_count(0)
    suggested = phone(page, "nurul").locator(".suggestion")
    expect(suggested).to_have_text(re.compile("^/start [A-Z0-9-]+$"))
    suggested.click()
    expect(answers(page, "nurul").first).to_be_visible()
    expect(phone(page, "tini").locator(".suggestion")).to_have_text("halo")


def test_the_example_is_told_in_three_suggested_sentences(page: Page) -> None:
    begin(page, "demo")
    for told in (1, 2, 3):
        expect(phone(page, "sri").locator(".hint")).to_contain_text(f"Coba kirim · {told} dari 3")
        _try(page, "sri")
    expect(phone(page, "sri").locator(".hint")).not_to_contain_text("dari 3")
    expect(phone(page, "sri").locator(".suggestion")).to_be_visible()
    for person in ("tini", "nurul"):
        _try(page, person)


def _try(page: Page, person: str) -> None:
    before = answers(page, person).count()
    suggestion = phone(page, person).locator(".suggestion")
    words = suggestion.inner_text()
    suggestion.click()
    expect(answers(page, person).nth(before)).to_be_visible()
    settled(page, person)
    expect(own(page, person).last).to_have_text(words)
    expect(suggestion).not_to_have_text(words)


def test_an_invitation_from_before_a_new_beginning_is_not_suggested(page: Page, client: httpx.Client) -> None:
    begin(page, "empty")
    expect(phone(page, "nurul").locator(".suggestion")).to_contain_text("/start ")
    client.post("/simulator/reset", json={"scenario": "empty"}).raise_for_status()
    expect(phone(page, "nurul").locator(".suggestion")).to_have_text("halo")


def test_another_sentence_may_be_tried_instead(page: Page) -> None:
    begin(page, "empty")
    suggestion = phone(page, "sri").locator(".suggestion")
    first = suggestion.inner_text()
    phone(page, "sri").get_by_role("button", name="Yang lain").click()
    expect(suggestion).not_to_have_text(first)
    assert own(page, "sri").count() == 0


# -- a narrow screen


@pytest.mark.parametrize("width", [320, NARROW["width"], 768])
def test_a_narrow_screen_shows_one_phone_chosen_by_tabs(page: Page, client: httpx.Client, width: int) -> None:
    page.set_viewport_size({"width": width, "height": NARROW["height"]})
    expect(phone(page, "sri")).to_be_visible()
    expect(phone(page, "tini")).to_be_hidden()
    client.post(SAYS, json={"person": "tini", "text": "halo"}).raise_for_status()
    expect(tab(page, "tini").locator(".unread")).to_have_text("1")
    tab(page, "tini").click()
    expect(phone(page, "tini")).to_be_visible()
    expect(phone(page, "sri")).to_be_hidden()
    expect(tab(page, "tini").locator(".unread")).to_be_empty()
    expect(phone(page, "tini").get_by_role("button", name="Kirim", exact=True)).to_be_in_viewport(ratio=1)
    for control in ("#clock summary", "#again summary", "#add summary"):
        expect(page.locator(control)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_narrow_screen_the_clock_is_moved_in_its_menu(page: Page, client: httpx.Client) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    client.post("/simulator/clock", json={"now": "2026-11-26T19:00:10+07:00"}).raise_for_status()
    expect(page.locator("#time")).to_have_text("19.00")
    page.locator("#clock summary").click()
    page.get_by_role("button", name="+1 jam").click()
    expect(page.locator("#time")).to_have_text("20.00")


def test_the_tabs_are_moved_through_with_arrows(page: Page) -> None:
    tab(page, "sri").focus()
    page.keyboard.press("ArrowRight")
    expect(tab(page, "tini")).to_be_focused()
    expect(tab(page, "tini")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tab(page, "nurul")).to_be_focused()
    page.keyboard.press("Enter")
    expect(phone(page, "nurul").locator("textarea")).to_be_focused()
