"""Fixtures: a desk in the small world, on a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event

from storage.migrations import upgrade
from storage.records import Records
from tests.desk import Desk
from tests.world import settle


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A SQLite file with the small world in it; nobody commits anything to it."""
    engine = engine_of(tmp_path_factory.mktemp("desk") / "world.db")
    with engine.begin() as connection:
        upgrade(connection)
        settle(Records(connection))
    yield engine
    engine.dispose()


@pytest.fixture
def desk(world: Engine) -> Iterator[Desk]:
    """A desk in the small world; what it does is undone after the test."""
    with world.connect() as connection, connection.begin() as transaction:
        yield Desk(connection)
        transaction.rollback()


def engine_of(path: Path) -> Engine:
    """An engine on a SQLite file, whose transactions are begun and ended by the tests."""
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _ours)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _ours(driver: Any, _record: object) -> None:
    driver.isolation_level = None
    driver.execute("PRAGMA foreign_keys = ON")
