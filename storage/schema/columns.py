"""Of what tables are made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# Alembic can only alter a constraint that has a name.
NAMES = {
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}
metadata = MetaData(naming_convention=NAMES)

Id = BigInteger().with_variant(Integer(), "sqlite")
Document = JSON(none_as_null=True)
# Compared byte by byte on every database, so that the keys with one prefix are one range of the index.
Key = Text().with_variant(Text(collation="C"), "postgresql")


def numbered(name: str, *parts: Column[Any] | UniqueConstraint) -> Table:
    """A table whose ids are never given out twice (AUTOINCREMENT), even after the newest row was deleted."""
    return Table(name, metadata, Column("id", Id, primary_key=True), *parts, sqlite_autoincrement=True)


def needed(name: str, kind: Any, *parts: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *parts, nullable=False, **options)
