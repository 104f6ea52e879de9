"""What the tests of understanding share: one reader and one Monday morning."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.understanding import Reader

WIB = timezone(timedelta(hours=7))


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026 (Senin Wage), ten in the morning."""
    return datetime(2026, 11, 23, 10, tzinfo=WIB)
