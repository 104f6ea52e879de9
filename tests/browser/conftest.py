"""The product in a process of its own, and a real Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_WITHIN = 60
WIDE = {"width": 1366, "height": 768}
NARROW = {"width": 360, "height": 720}


# Not longer than a module: Playwright keeps its event loop running, beside which no asynchronous test could run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        missing = "no Chromium on this machine"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def product(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly started product with an empty data folder and no token."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CARIK_")}
    data = tmp_path_factory.mktemp("data")
    process = subprocess.Popen(
        [sys.executable, "main.py", "serve"],
        cwd=ROOT,
        env={**kept, "CARIK_PORT": str(port), "CARIK_DATA": str(data)},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, "the product stopped before it served"
        try:
            if httpx.get(f"{url}/health", timeout=START_WITHIN, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the product does not serve")


@pytest.fixture
def client(product: str) -> Iterator[httpx.Client]:
    """A script that plays beside the page."""
    with httpx.Client(base_url=product, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
def faults() -> list[str]:
    """What the page complained about, and what it asked of others than the product."""
    return []


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
