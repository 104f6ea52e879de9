"""Connections to a platform: one client each, by the proxy that the environment names for it, if any."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import certifi
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import BuilderError

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 20.0


def opened(agent: str) -> Client:
    """A client that calls itself `agent`; the first request opens the connections."""
    try:
        return _building(agent).build()
    except BuilderError:
        # A machine without certificates of its own.
        return _building(agent).add_root_certificate_pem(Path(certifi.where()).read_bytes()).build()


@contextmanager
def cancelled_for_sure() -> Iterator[None]:
    """A cancellation that comes together with the answer is forgotten by the library; around a request it is not."""
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    yield
    if task and task.cancelling() > before:
        raise asyncio.CancelledError


def _building(agent: str) -> ClientBuilder:
    asking = ClientBuilder().user_agent(agent).follow_redirects(False)
    return asking.connect_timeout(timedelta(seconds=CONNECT_SECONDS))
