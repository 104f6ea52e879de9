"""The page as a test finds it: on a laptop, with phones on which nothing has happened yet."""

from __future__ import annotations

import os
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.product import chromium, launched, served

WIDE = {"width": 1366, "height": 768}
NARROW = {"width": 390, "height": 844}


# Not longer than a module: Playwright keeps its event loop running, beside which no asynchronous test could run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        missing = "no Chromium on this machine"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = launched(playwright, found)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def product(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly started product with an empty data folder and no token."""
    with served(tmp_path_factory.mktemp("data")) as url:
        yield url


@pytest.fixture
def client(product: str) -> Iterator[httpx.Client]:
    """A script that plays beside the page."""
    with httpx.Client(base_url=product, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What the page complained about and what it asked of others than the product: nothing, at the end of a test."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def page(browser: Browser, product: str, client: httpx.Client, faults: list[str]) -> Iterator[Page]:
    """The page on a laptop, with phones on which nothing has happened yet."""
    client.post("/simulator/reset", json={"scenario": "empty"}).raise_for_status()
    page = browser.new_page(viewport={"width": WIDE["width"], "height": WIDE["height"]})
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith(product) else faults.append(request.url))
    page.goto(product)
    yield page
    page.close()
