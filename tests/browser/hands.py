"""What a person does and sees on the page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

SAYS = "/simulator/say"


def phone(page: Page, person: str) -> Locator:
    return page.locator(f'.phone[data-person="{person}"]')


def tab(page: Page, person: str) -> Locator:
    return page.locator(f'#tabs [data-person="{person}"]')


def own(page: Page, person: str) -> Locator:
    return phone(page, person).locator(".bubble.mine .text")


def answers(page: Page, person: str) -> Locator:
    return phone(page, person).locator(".bubble.theirs")


def say(page: Page, person: str, text: str) -> None:
    """Type and send; waits until something more was answered."""
    before = answers(page, person).count()
    field = phone(page, person).locator("textarea")
    field.fill(text)
    field.press("Enter")
    expect(answers(page, person).nth(before)).to_be_visible()
    settled(page, person)


def tap(page: Page, person: str, label: str) -> None:
    """Tap the newest button of that label."""
    before = answers(page, person).count()
    answers(page, person).get_by_role("button", name=label, exact=True).last.click()
    expect(answers(page, person).nth(before)).to_be_visible()
    settled(page, person)


def settled(page: Page, person: str) -> None:
    """Wait until nothing is under way on a phone."""
    expect(phone(page, person).locator(".pending")).to_have_count(0)
    expect(phone(page, person).locator(".typing")).to_be_hidden()


def heard(page: Page, person: str) -> str:
    """All that a phone has received."""
    return "\n".join(answers(page, person).locator(".text").all_inner_texts())


def begin(page: Page, scenario: str) -> None:
    """Begin anew by the page's own menu."""
    page.locator("#again summary").click()
    page.get_by_role("button", name={"demo": "Dengan contoh kelompok", "empty": "Dari kosong"}[scenario]).click()
    if scenario == "demo":
        expect(answers(page, "sri").first).to_be_attached(timeout=60_000)
        expect(page.locator("#notice")).to_be_hidden(timeout=60_000)
    else:
        expect(page.locator("#notice")).to_contain_text("Kode untuk pendamping")
