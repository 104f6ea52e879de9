"""Migrations: the schema they make is the schema we use, and nothing is lost on the way."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, insert, inspect, select, text

from storage import preparing, schema
from storage.changes import FINAL
from storage.database import AsyncDatabase, SqliteDatabase, open_database
from storage.errors import BrokenStatement
from storage.indexes import metadata
from storage.migrations import scripts, upgrade
from storage.preparing import HEAD, REVISIONS, NewerSchema, copy, prepare
from tests.storage.fresh import KINDS, Fresh, Kind


def differences(connection: Connection) -> Any:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, metadata)


def indexes(connection: Connection) -> dict[str, tuple[Any, ...]]:
    """Every index with its columns, whether it is unique, and of which rows it is."""
    look, found = inspect(connection), {}
    for table in look.get_table_names():
        for index in look.get_indexes(table):
            where = index["dialect_options"].get(f"{connection.dialect.name}_where")
            found[str(index["name"])] = (table, index["column_names"], bool(index["unique"]), str(where))
    return found


async def test_the_migrations_make_exactly_the_schema(database: AsyncDatabase) -> None:
    assert await database.run_raw(differences) == []


@pytest.mark.parametrize("kind", KINDS)
async def test_the_migrations_make_exactly_the_indexes(kind: Kind, fresh: Fresh) -> None:
    migrated, direct = open_database(await fresh.database(kind)), open_database(await fresh.blank(kind))
    try:
        await direct.reshape(metadata.create_all)
        wanted = await direct.run_raw(indexes)
        assert wanted
        assert await migrated.run_raw(indexes) == wanted
    finally:
        await migrated.close()
        await direct.close()


async def test_ids_are_never_reused_on_sqlite(fresh: Fresh) -> None:
    migrated = open_database(await fresh.database("sqlite"))
    try:
        tables = await migrated.run_raw(
            lambda c: {
                name: sql
                for name, sql in c.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
                if name in metadata.tables and "id" in metadata.tables[name].c
            }
        )
        assert {name for name, sql in tables.items() if "AUTOINCREMENT" not in sql} == set()
        assert len(tables) > 5
    finally:
        await migrated.close()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    newest_first = [script.revision for script in scripts().walk_revisions()]
    assert tuple(reversed(newest_first)) == REVISIONS
    assert scripts().get_current_head() == HEAD


async def test_preparing_twice_changes_nothing(database: AsyncDatabase) -> None:
    pepper = await database.run_raw(lambda c: c.execute(text("SELECT value FROM meta")).scalar_one())
    await prepare(database)
    assert await database.run_raw(lambda c: c.execute(text("SELECT value FROM meta")).scalar_one()) == pepper


IDEAS = """
INSERT INTO groups (name, village, zone, founded) VALUES ('A', 'x', 'x', 'x'), ('B', 'x', 'x', 'x');
INSERT INTO ideas (group_id, day, what) VALUES (1, 'x', 'a'), (2, 'x', 'b'), (1, 'x', 'c')
"""


def _execute(statement: Any, connection: Connection) -> None:
    connection.execute(statement)


@pytest.mark.parametrize("kind", KINDS)
async def test_ideas_get_the_numbers_they_were_shown_with(kind: Kind, fresh: Fresh) -> None:
    database = open_database(await fresh.blank(kind))
    await database.reshape(lambda c: upgrade(c, "0004"))
    for statement in map(text, IDEAS.split(";")):
        await database.run_raw(partial(_execute, statement))
    await database.reshape(lambda c: upgrade(c, "0005"))
    numbers = await database.run_raw(lambda c: c.execute(text("SELECT what, number FROM ideas")).all())
    assert dict(map(tuple, numbers)) == {"a": 1, "b": 1, "c": 2}
    await database.close()


NIKS = """
INSERT INTO groups (name, village, zone, founded) VALUES ('A', 'x', 'x', 'x');
INSERT INTO people (address, language) VALUES ('x', 'id');
INSERT INTO members (group_id, name, called, joined_on) VALUES (1, 'a', '', 'x'), (1, 'b', '', 'x'), (1, 'c', '', 'x');
INSERT INTO founders (group_id, member, day, nik) VALUES
(1, 1, '2026-11-01', 'locked'), (1, 2, '2026-12-01', 'locked'), (1, 3, '2026-11-01', NULL);
INSERT INTO exports (group_id, person, at, purpose, niks) VALUES
(1, 1, 1795000000, 'office', 1), (1, 1, 1, 'keep', NULL)
"""
NONE: dict[str, Any] = {"id": 1, "nik": None}
A_NIK: tuple[dict[str, Any], ...] = (NONE, {"id": 1, "nik": "locked"}, {"id": 1, "nik": "anew"})


@pytest.mark.parametrize("kind", KINDS)
async def test_a_nik_leaves_the_log_and_papers_get_whose_they_had(kind: Kind, fresh: Fresh) -> None:
    database = open_database(await fresh.blank(kind))
    await database.reshape(lambda c: upgrade(c, "0006"))
    by = {"turn": 1, "person": 1, "at": 1, "record": "founders"}
    logged = [insert(schema.changes).values(**by, before=[was], after=[now]) for was, now in pairwise((*A_NIK, NONE))]
    for statement in [*map(text, NIKS.split(";")), *logged]:
        await database.run_raw(partial(_execute, statement))
    await database.reshape(lambda c: upgrade(c, "0007"))
    whose = await database.run_raw(lambda c: c.execute(select(schema.exports.c.nik_of).order_by("id")).scalars().all())
    assert whose == [[1], None]
    of = select(schema.changes.c.before, schema.changes.c.after, schema.changes.c.taken_back).order_by("id")
    log = await database.run_raw(lambda c: c.execute(of).all())
    assert [(was[0]["nik"], now[0]["nik"], back) for was, now, back in log] == [
        (None, "there", None),
        ("there", "another", FINAL),
        ("there", None, FINAL),
    ]
    await database.close()


async def test_a_newer_schema_is_refused(database: AsyncDatabase) -> None:
    await database.run_raw(lambda c: c.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'")))
    with pytest.raises(NewerSchema, match="tomorrow"):
        await prepare(database)


async def test_two_processes_may_prepare_at_once(fresh: Fresh) -> None:
    for kind in KINDS:
        url = await fresh.blank(kind)
        pair = [open_database(url), open_database(url)]
        await asyncio.gather(*(prepare(each) for each in pair))
        assert await pair[0].run_raw(differences) == []
        for each in pair:
            await each.close()


FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "a", None
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False),
    )
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "b", "a"
def upgrade():
    with op.batch_alter_table("parent") as parent:
        parent.alter_column("name", nullable=False)
"""
BREAKING = """
from alembic import op
revision, down_revision = "c", "b"
def upgrade():
    op.execute("INSERT INTO child (parent) VALUES (3)")
    op.execute("DELETE FROM parent WHERE id = 1")
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Three revisions of another schema: full tables, one replaced by a copy of itself, one that breaks a reference."""
    versions = tmp_path / "story" / "versions"
    versions.mkdir(parents=True)
    for name, script in (("a", FIRST), ("b", SECOND), ("c", BREAKING)):
        (versions / f"{name}.py").write_text(script)
    return versions.parent


def counts(connection: Connection) -> tuple[int, int]:
    one, two = (connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in ("parent", "child"))
    return one, two


async def with_family(url: str, story: Path) -> AsyncDatabase:
    database = open_database(url)
    await database.reshape(lambda c: upgrade(c, "a", story))
    await database.run_raw(lambda c: c.execute(text("INSERT INTO parent (name) VALUES ('a'), ('b'), ('c')")))
    await database.run_raw(lambda c: c.execute(text("INSERT INTO child (parent) VALUES (1), (1), (2)")))
    return database


@pytest.mark.parametrize("kind", KINDS)
async def test_replacing_a_parent_table_does_not_empty_its_children(kind: Kind, fresh: Fresh, story: Path) -> None:
    database = await with_family(await fresh.blank(kind), story)
    await database.reshape(lambda c: upgrade(c, "b", story))
    assert await database.run_raw(counts) == (3, 3)
    await database.run_raw(lambda c: c.execute(text("DELETE FROM parent WHERE id = 1")))
    assert await database.run_raw(counts) == (2, 1), "foreign keys hold again afterwards"
    await database.close()


async def test_a_migration_that_breaks_a_reference_is_undone_as_a_whole(fresh: Fresh, story: Path) -> None:
    database = await with_family(await fresh.blank("sqlite"), story)
    with pytest.raises(BrokenStatement, match="child"):
        await database.reshape(lambda c: upgrade(c, "c", story))
    assert await database.run_raw(counts) == (3, 3)
    version = await database.run_raw(lambda c: c.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    assert version == "a"
    await database.close()


async def test_a_file_is_copied_before_it_is_changed(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(await fresh.database("sqlite"))
    assert isinstance(database, SqliteDatabase)
    await database.run_raw(lambda c: c.execute(text("INSERT INTO people (address, language) VALUES ('Bu Sri', 'id')")))
    await database.run_raw(lambda c: c.execute(text("UPDATE alembic_version SET version_num = 'past'")))
    monkeypatch.setattr(preparing, "REVISIONS", ("past", HEAD))
    with pytest.raises(CommandError, match="past"):
        await prepare(database)  # there is no way from that revision, and the copy is made before it is looked for
    with closing(sqlite3.connect(database.path.with_name(f"{database.path.name}.before-{HEAD}"))) as copied:
        assert copied.execute("SELECT address FROM people").fetchall() == [("Bu Sri",)]
    await database.close()


async def test_the_backup_copy_is_what_was_committed_and_private(fresh: Fresh, tmp_path: Path) -> None:
    database = open_database(await fresh.database("sqlite"))
    assert isinstance(database, SqliteDatabase)
    source, target = database.path, tmp_path / "copy.db"

    def copy_while_writing(connection: Connection) -> None:
        connection.execute(text("INSERT INTO people (address, language) VALUES ('Bu Sri', 'id')"))
        copy(source, target)

    await database.run_raw(lambda c: c.execute(text("INSERT INTO people (address, language) VALUES ('Bu Ani', 'id')")))
    await database.run_raw(copy_while_writing)
    copied = open_database(f"sqlite:///{target}")
    assert await copied.run_raw(lambda c: c.execute(text("SELECT address FROM people")).scalars().all()) == ["Bu Ani"]
    assert stat.S_IMODE(target.stat().st_mode) & 0o077 == 0
    await copied.close()
    await database.close()
