"""Migrations: how the schema came to be, one revision after another; applied by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE = Path(__file__).parent


def upgrade(connection: Connection, target: str = "head", folder: Path = HERE) -> None:
    """Apply the missing revisions of `folder` up to `target`, within the transaction of `connection`."""
    script = scripts(folder)

    def missing(revision: Any, _: MigrationContext) -> Any:
        return script._upgrade_revs(target, revision)

    with EnvironmentContext(Config(), script, fn=missing) as environment:
        environment.configure(connection=connection, render_as_batch=True)
        environment.run_migrations()


def scripts(folder: Path = HERE) -> ScriptDirectory:
    """The revisions in `folder`/versions."""
    return ScriptDirectory(str(folder))
