"""Takes the pictures of the README from the real page: `python -m tests.browser.pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.hands import answers, phone, settled, tap
from tests.browser.product import ROOT, chromium, launched, served

MORNING = "2026-11-27T06:50:00+07:00"
LAPTOP, PHONE = (1280, 800), (390, 844)


def main() -> None:
    """Play the morning after a meeting and look at it on a laptop and on a phone."""
    found = chromium()
    if found is None:
        raise SystemExit("no Chromium on this machine")
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as url, sync_playwright() as playwright:
        reset = {"scenario": "demo", "now": MORNING}
        httpx.post(f"{url}/simulator/reset", json=reset, timeout=120, trust_env=False).raise_for_status()
        browser = launched(playwright, found)
        page = _opened(browser, url, LAPTOP)
        _play(page)
        page.screenshot(path=ROOT / "docs" / "page.png")
        page = _opened(browser, url, PHONE)
        page.screenshot(path=ROOT / "docs" / "page-phone.png")
        browser.close()


def _opened(browser: Browser, url: str, size: tuple[int, int]) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page.goto(url)
    answers(page, "sri").first.wait_for(state="attached")
    return page


def _play(page: Page) -> None:
    _try(page, "sri")
    tap(page, "sri", "Simpan")
    _try(page, "tini")
    _try(page, "nurul")
    phone(page, "sri").locator("textarea").focus()
    page.mouse.move(0, 0)


def _try(page: Page, person: str) -> None:
    before = answers(page, person).count()
    phone(page, person).locator(".suggestion").click()
    answers(page, person).nth(before).wait_for()
    settled(page, person)


if __name__ == "__main__":
    main()
