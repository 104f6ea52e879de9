"""The product in a process of its own, and a real Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Playwright

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


def chromium() -> str | None:
    """Where this machine has a Chromium."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def launched(playwright: Playwright, path: str) -> Browser:
    """A browser that looks at nothing but what it is sent to."""
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a freshly started product that keeps everything in `data` and has no token."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CARIK_")}
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
    raise AssertionError("the product does not serve")
