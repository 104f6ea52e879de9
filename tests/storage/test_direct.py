"""SQLite's own connection answers what SQLAlchemy's does."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection, Select, bindparam, create_engine, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool

from storage import schema
from storage.direct import Direct, transaction
from storage.schema import due, leases
from storage.statements import entering, returning

ENTER = returning(entering(due, due.c.key), due.c.id)["sqlite"]
SOME = select(due).where(due.c.key.in_(bindparam("keys", expanding=True))).order_by(due.c.id)
DONE = bindparam("now", type_=due.c.at.type) + 1
DROP = update(due).where(due.c.key == bindparam("of")).values(dropped=True, done=DONE)
FIRST: Select[Any] = select(due.c.id, due.c.body).order_by(due.c.id).limit(1)


def row(key: str, **more: Any) -> dict[str, Any]:
    return {"at": 1, "what": "x", "key": key, "body": {"a": [1, None, "é"]}, "dropped": False, **more}


@pytest.fixture
def driver() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


@pytest.fixture
def both(driver: sqlite3.Connection) -> Iterator[Sequence[Connection | Direct]]:
    """Connections to two databases of their own, with the same tables."""
    other = create_engine("sqlite://", poolclass=StaticPool)
    schema.metadata.create_all(create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool))
    schema.metadata.create_all(other)
    with other.begin() as connection:
        yield connection, Direct(driver)


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        (SOME, {"keys": []}),
        (SOME, {"keys": ["b"]}),
        (SOME, {"keys": ["c", "a", "nobody"]}),
        (FIRST, None),
        (select(due.c.dropped, due.c.done), {}),
        (ENTER, row("b")),
        (ENTER, [row("b"), row("d"), row("a"), row("e", body={})]),
        (DROP, {"of": "b", "now": 7}),
        (DROP, [{"of": each, "now": 7} for each in "abz"]),
    ],
)
def test_both_answer_the_same(both: Sequence[Connection | Direct], statement: Any, parameters: Any) -> None:
    def answered(connection: Connection | Direct) -> tuple[Any, ...]:
        connection.execute(insert(due), [row("a"), row("b", dropped=True), row("c", body={"b": True})])
        answer: Any = connection.execute(statement, parameters)
        rows = None if statement is DROP else [(tuple(each), each._asdict()) for each in answer.all()]
        everything = connection.execute(select(due).order_by(due.c.id)).mappings().all()
        return rows, [dict(each) for each in everything], answer.rowcount if statement is DROP else None

    theirs, ours = map(answered, both)
    assert ours == theirs


def test_both_take_first_values_and_single_ones_alike(both: Sequence[Connection | Direct]) -> None:
    def answered(connection: Connection | Direct) -> list[Any]:
        connection.execute(insert(due), [row("a"), row("b")])
        none: Mapping[str, Any] = {"keys": ["nobody"]}
        return [
            connection.execute(SOME, none).first(),
            connection.execute(SOME, none).scalar(),
            connection.execute(SOME, none).mappings().first(),
            connection.execute(FIRST).scalar_one(),
            list(connection.execute(select(due.c.key)).scalars()),
            [each.key for each in connection.execute(select(due.c.key))],
        ]

    theirs, ours = map(answered, both)
    assert ours == theirs == [None, None, None, 1, ["a", "b"], ["a", "b"]]


def test_a_part_of_a_transaction_is_undone_by_itself(both: Sequence[Connection | Direct]) -> None:
    for connection in both:
        connection.execute(insert(due), row("a"))
        for key, keep in (("b", True), ("c", False)):
            part = connection.begin_nested()
            connection.execute(insert(due), row(key))
            part.commit() if keep else part.rollback()
        assert list(connection.execute(select(due.c.key)).scalars()) == ["a", "b"]


def test_errors_are_those_of_other_databases_and_name_no_values(both: Sequence[Connection | Direct]) -> None:
    secret = "Bu Tini 081234567890"
    with pytest.raises(IntegrityError) as raised:
        both[1].execute(insert(leases), [{"name": secret, "holder": "x", "until": 1}] * 2)
    assert secret not in "".join(traceback.format_exception(raised.value))


def test_a_transaction_that_fails_leaves_nothing(driver: sqlite3.Connection) -> None:
    def work(connection: Direct) -> None:
        connection.command("CREATE TABLE t (x)")
        raise ValueError

    with pytest.raises(ValueError):
        transaction(driver, "BEGIN IMMEDIATE", work)
    assert not driver.in_transaction
    assert driver.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
