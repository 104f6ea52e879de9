"""Databases for tests: SQLite files, and databases of a PostgreSQL server that comes from a wheel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import settings

from handlers import ALL
from tests.distrust import ask_all
from tests.memory import keep_in_memory
from tests.share import deselected

if TYPE_CHECKING:
    from storage.database import AsyncDatabase
    from tests.storage.fresh import Fresh

keep_in_memory()
ask_all(ALL)
# How long an example takes says something of the machine, nothing of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# What needs a database imports it when a test first asks for one: most tests ask for none.
Kind = Literal["sqlite", "postgresql"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a short run does not try, and say how many cases that are."""
    left_out = deselected(items)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def fresh() -> Iterator[Fresh]:
    """Makes databases; all are gone at the end of the session. Each process of pytest-xdist has its own."""
    from tests.storage.fresh import Fresh  # noqa: PLC0415

    made = Fresh()
    yield made
    made.stop()


@pytest.fixture
async def databases(fresh: Fresh) -> AsyncIterator[Callable[[Kind], Awaitable[str]]]:
    """Called with "sqlite" or "postgresql": the URL of a fresh database, which is gone after the test."""
    urls: list[str] = []

    async def database(kind: Kind) -> str:
        urls.append(await fresh.database(kind))
        return urls[-1]

    yield database
    for url in urls:
        await fresh.give_back(url)


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, databases: Callable[[Kind], Awaitable[str]]) -> str:
    """The URL of a fresh database, for each kind of database."""
    return await databases(request.param)


@pytest.fixture
async def database(url: str) -> AsyncIterator[AsyncDatabase]:
    """A fresh database, for each kind of database."""
    from storage.database import open_database  # noqa: PLC0415

    opened = open_database(url)
    yield opened
    await opened.close()
