"""The page in a real Chromium: what a person sees who has read nothing, by clicking and typing."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NARROW

SAYS = "/simulator/say"


def phone(page: Page, person: str) -> Locator:
    return page.locator(f"#phone-{person}")


def own(page: Page, person: str) -> Locator:
    return phone(page, person).locator(".bubble.mine .text")


def answers(page: Page, person: str) -> Locator:
    return phone(page, person).locator(".bubble:not(.mine)")


def say(page: Page, person: str, text: str) -> None:
    field = phone(page, person).locator("textarea")
    field.fill(text)
    field.press("Enter")


def test_three_phones_stand_side_by_side(page: Page, faults: list[str]) -> None:
    expect(page.locator(".phone h2")).to_have_text(["Bu Sri", "Bu Tini", "Mbak Nurul"])
    expect(page.locator(".phone .role")).to_have_text(["sekretaris", "anggota", "pendamping"])
    for person in ("sri", "tini", "nurul"):
        expect(phone(page, person)).to_be_in_viewport(ratio=1)
    assert faults == []


def test_what_is_typed_is_answered_on_that_phone_and_no_other(page: Page) -> None:
    say(page, "sri", "halo")
    expect(own(page, "sri")).to_have_text(["halo"])
    expect(answers(page, "sri").first).to_be_visible()
    expect(phone(page, "sri").locator("textarea")).to_have_value("")
    expect(page.locator("#phone-tini .bubble, #phone-nurul .bubble")).to_have_count(0)


def test_what_people_write_is_shown_as_they_wrote_it_and_never_run(page: Page, faults: list[str]) -> None:
    words = '<img src=x onerror="document.title=1"><b>tebal</b>'
    say(page, "sri", words)
    expect(own(page, "sri")).to_have_text([words])
    expect(answers(page, "sri").first).to_be_visible()
    assert page.locator(".log img, .log b").count() == 0
    assert page.title() == "Coba Carik"
    assert faults == []


def test_several_lines_stay_one_message(page: Page) -> None:
    field = phone(page, "sri").locator("textarea")
    field.fill("1. Siti Aminah P")
    field.press("Shift+Enter")
    field.press_sequentially("2. Darmo L")
    field.press("Enter")
    expect(own(page, "sri")).to_have_text(["1. Siti Aminah P\n2. Darmo L"], use_inner_text=True)


def test_messages_arrive_by_themselves(page: Page, client: httpx.Client) -> None:
    client.post(SAYS, json={"person": "tini", "text": "sugeng enjing"}).raise_for_status()
    expect(own(page, "tini")).to_have_text(["sugeng enjing"])
    expect(answers(page, "tini").first).to_be_visible()


def test_both_sides_of_the_talk_are_there_after_a_reload(page: Page) -> None:
    say(page, "sri", "halo")
    expect(answers(page, "sri").first).to_be_visible()
    before = phone(page, "sri").locator(".bubble .text").all_inner_texts()
    page.reload()
    expect(phone(page, "sri").locator(".bubble .text")).to_have_text(before, use_inner_text=True)


def test_a_message_that_did_not_get_through_can_be_sent_again_and_is_said_once(page: Page) -> None:
    page.route(f"**{SAYS}", lambda route: route.abort(), times=1)
    say(page, "sri", "halo")
    page.get_by_role("button", name="Kirim lagi").click()
    expect(answers(page, "sri").first).to_be_visible()
    expect(page.locator("#phone-sri .fault")).to_have_count(0)
    expect(own(page, "sri")).to_have_text(["halo"])


def test_a_message_whose_answer_was_lost_is_said_once(page: Page) -> None:
    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(f"**{SAYS}", lose_answer, times=1)
    say(page, "sri", "halo")
    expect(answers(page, "sri").first).to_be_visible()
    expect(page.locator("#phone-sri .fault")).to_have_count(0)
    expect(own(page, "sri")).to_have_text(["halo"])


def test_the_clock_is_written_out_and_can_be_moved(page: Page, client: httpx.Client) -> None:
    client.post("/simulator/clock", json={"now": "2026-11-26T19:00:10+07:00"}).raise_for_status()
    expect(page.locator("#day")).to_have_text("Kamis Pahing, 26 November 2026")
    expect(page.locator("#time")).to_have_text("pukul 19.00 WIB")
    page.get_by_role("button", name="+1 jam").click()
    expect(page.locator("#time")).to_have_text("pukul 20.00 WIB")
    page.get_by_role("button", name="+1 hari").click()
    expect(page.locator("#day")).to_have_text("Jumat Pon, 27 November 2026")


def test_a_new_beginning_from_nothing_gives_the_facilitator_a_code_that_works(page: Page) -> None:
    say(page, "sri", "halo")
    expect(answers(page, "sri").first).to_be_visible()
    page.get_by_text("Mulai lagi").click()
    page.get_by_role("button", name="Dari kosong").click()
    expect(page.locator("#notice")).to_contain_text("Kode untuk pendamping")
    expect(page.locator(".bubble")).to_have_count(0)
    suggested = page.locator("#suggestions button").nth(2)
    expect(suggested).to_have_text(re.compile("^Mbak Nurul /start "))
    suggested.click()
    phone(page, "nurul").get_by_role("button", name="Kirim").click()
    expect(answers(page, "nurul").first).to_be_visible()


def test_the_example_is_a_group_one_can_talk_about_in_the_suggested_sentences(page: Page, faults: list[str]) -> None:
    page.get_by_text("Mulai lagi").click()
    page.get_by_role("button", name="Dengan contoh kelompok").click()
    expect(page.locator("#notice")).to_be_hidden(timeout=60_000)
    expect(answers(page, "sri").first).to_be_attached()
    expect(page.locator("#suggestions button")).to_have_count(3)
    for number, person in enumerate(("sri", "sri", "nurul")):
        before = answers(page, person).count()
        page.locator("#suggestions button").nth(number).click()
        phone(page, person).get_by_role("button", name="Kirim").click()
        expect(answers(page, person).nth(before)).to_be_visible()
    assert faults == []


def test_a_button_is_tapped_and_the_tap_is_answered(page: Page) -> None:
    page.get_by_text("Mulai lagi").click()
    page.get_by_role("button", name="Dengan contoh kelompok").click()
    expect(page.locator("#notice")).to_be_hidden(timeout=60_000)
    before = answers(page, "sri").count()
    page.locator("#suggestions button").first.click()
    phone(page, "sri").get_by_role("button", name="Kirim").click()
    button = answers(page, "sri").nth(before).locator(".buttons button").first
    label = button.inner_text()
    button.click()
    expect(own(page, "sri").last).to_have_text(label)
    expect(answers(page, "sri").nth(before + 1)).to_be_visible()


@pytest.mark.parametrize("width", [320, NARROW["width"], 768])
def test_a_narrow_screen_shows_one_phone_chosen_by_tabs(page: Page, client: httpx.Client, width: int) -> None:
    page.set_viewport_size({"width": width, "height": NARROW["height"]})
    expect(phone(page, "sri")).to_be_visible()
    expect(phone(page, "tini")).to_be_hidden()
    client.post(SAYS, json={"person": "tini", "text": "halo"}).raise_for_status()
    expect(page.locator("#tab-tini.news")).to_be_visible()
    page.get_by_role("tab", name="Bu Tini").click()
    expect(phone(page, "tini")).to_be_visible()
    expect(phone(page, "sri")).to_be_hidden()
    expect(page.locator("#tab-tini.news")).to_have_count(0)
    expect(phone(page, "tini").get_by_role("button", name="Kirim")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
