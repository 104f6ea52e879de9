"""A group's first days in a real Chromium, by clicking and typing: from a stranger's first word to the reminder."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Page, expect

from tests.browser.hands import SAYS, answers, begin, heard, phone, say, settled, tab, tap

LIST = """daftar anggota
1. Wati Rahayu P 41
2. Tini Lestari P 36
3. Darmo Suwito L 58
4. Slamet Riyadi L 49
5. Sumarni P 52"""


def test_a_group_begins_meets_and_is_reminded(page: Page) -> None:
    begin(page, "empty")
    _set_clock(page, "2026-11-23T09:00")
    _a_stranger_starts_a_group(page)
    _she_registers_a_pasted_list(page)
    _she_says_when_they_meet(page)
    code = _she_invites_with_a_picture(page)
    _a_member_joins_and_she_confirms_it(page, code)
    _the_reminder_arrives_at_both_phones_by_itself(page)
    _she_records_the_meeting(page)
    _all_of_it_is_there_after_a_reload(page)


def _set_clock(page: Page, moment: str) -> None:
    page.locator("#clock summary").click()
    page.get_by_label("Pindah ke hari dan jam").fill(moment)
    page.get_by_role("button", name="Pindah", exact=True).click()
    expect(page.locator("#time")).to_have_text(moment[11:].replace(":", "."))


def _a_stranger_starts_a_group(page: Page) -> None:
    page.locator("#add summary").click()
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Bu Wati")
    page.keyboard.press("Enter")
    phone(page, "Bu Wati").locator(".suggestion").click()
    expect(answers(page, "Bu Wati").first).to_be_visible()
    settled(page, "Bu Wati")
    tap(page, "Bu Wati", "Buat kelompok")
    for words in ("Mandiri", "Sumogawe", "3", "WIB", "Bu Wati", "nggih"):
        say(page, "Bu Wati", words)
    assert "JP Mandiri" in heard(page, "Bu Wati")


def _she_registers_a_pasted_list(page: Page) -> None:
    say(page, "Bu Wati", LIST)
    tap(page, "Bu Wati", "Simpan")
    assert "✓ 5 anggota tersimpan" in heard(page, "Bu Wati")


def _she_says_when_they_meet(page: Page) -> None:
    say(page, "Bu Wati", "kumpulan tiap Kamis jam setengah 8 malam di rumah bu wati")
    say(page, "Bu Wati", "nggih")


def _she_invites_with_a_picture(page: Page) -> str:
    say(page, "Bu Wati", "undang anggota")
    picture = answers(page, "Bu Wati").last.locator(".picture img")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth > 100")
    with page.expect_download() as download:
        picture.click()
    assert download.value.suggested_filename.endswith(".png")
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    found = re.search(r"/start ([A-Z0-9]{4}-[A-Z0-9]{4})", heard(page, "Bu Wati"))
    assert found
    return found[1]


def _a_member_joins_and_she_confirms_it(page: Page, code: str) -> None:
    suggestion = phone(page, "tini").locator(".suggestion")
    expect(suggestion).to_have_text(f"/start {code}")
    suggestion.click()
    expect(answers(page, "tini").first).to_be_visible()
    settled(page, "tini")
    page.get_by_role("button", name="Tutup HP Mbak Nurul").click()
    before = answers(page, "Bu Wati").count()
    say(page, "tini", "Tini Lestari")
    say(page, "tini", "nggih")
    expect(answers(page, "Bu Wati").nth(before)).to_contain_text("Tini")
    expect(tab(page, "Bu Wati").locator(".unread")).to_have_text("1")
    before = answers(page, "tini").count()
    tap(page, "Bu Wati", "Ya, sambungkan")
    expect(answers(page, "tini").nth(before)).to_contain_text("JP Mandiri")


def _the_reminder_arrives_at_both_phones_by_itself(page: Page) -> None:
    page.get_by_role("button", name="Sampai kabar berikutnya").click()
    for person in ("Bu Wati", "tini"):
        reminder = phone(page, person).locator(".bubble.reminder")
        expect(reminder).to_have_count(1)
        expect(reminder).to_contain_text("besok")
        expect(reminder).to_contain_text("Kamis, 26 November 2026")
    expect(page.locator("#day")).to_contain_text("Rabu Legi, 25 November 2026")
    expect(phone(page, "sri").locator(".bubble.reminder")).to_have_count(0)


def _she_records_the_meeting(page: Page) -> None:
    _set_clock(page, "2026-11-27T06:30")
    expect(phone(page, "tini").locator(".bubble.reminder")).to_have_count(2)
    settled(page, "Bu Wati")
    say(page, "Bu Wati", "tadi malam kumpulan di rumah bu wati, hadir semua kecuali pak slamet izin")
    assert "Kamis, 26 November 2026" in answers(page, "Bu Wati").last.inner_text()
    say(page, "Bu Wati", "nggih")
    assert "✓ Tersimpan" in heard(page, "Bu Wati")


def _all_of_it_is_there_after_a_reload(page: Page) -> None:
    before = phone(page, "Bu Wati").locator(".bubble .text").all_inner_texts()
    page.reload()
    expect(phone(page, "Bu Wati").locator(".bubble .text")).to_have_text(before, use_inner_text=True)
    expect(phone(page, "Bu Wati").locator(".picture img")).to_have_count(1)
    expect(page.locator(".phone h2")).to_have_text(["Bu Sri", "Bu Tini", "Bu Wati"])


def test_a_member_hands_over_the_own_number_and_is_known_by_it(page: Page, client: httpx.Client) -> None:
    for words in (
        "bikin kelompok Mandiri di Sumogawe RT 3",
        "WIB",
        "Bu Sri",
        "nggih",
        "daftar Tini Lestari, perempuan, 36 tahun, hp 0812 3456 7890",
        "nggih",
        "undang anggota",
    ):
        client.post(SAYS, json={"person": "sri", "text": words}).raise_for_status()
    expect(answers(page, "sri").last.locator(".picture")).to_be_visible()
    phone(page, "tini").locator(".suggestion").click()
    expect(answers(page, "tini").first).to_be_visible()
    settled(page, "tini")
    phone(page, "tini").get_by_role("button", name="Kirim nomor HP saya").click()
    expect(phone(page, "tini").get_by_label("Nomor HP")).to_be_focused()
    page.keyboard.type("0812 3456 7890")
    page.keyboard.press("Enter")
    expect(phone(page, "tini").locator(".mine.contact .text")).to_have_text("0812 3456 7890")
    settled(page, "tini")
    say(page, "tini", "nggih")
    assert "✓ Bu Tini" in answers(page, "tini").last.inner_text()
