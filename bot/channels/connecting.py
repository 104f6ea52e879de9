"""Connections to a platform: one client each, by the proxy that the environment names for it, if any."""

from __future__ import annotations

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


def _building(agent: str) -> ClientBuilder:
    asking = ClientBuilder().user_agent(agent).follow_redirects(False)
    return asking.connect_timeout(timedelta(seconds=CONNECT_SECONDS))
