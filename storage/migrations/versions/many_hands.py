"""Books handed over, phones lost, counts of what is refused; the capital a group has told of; what it
shows facilitators, what these wrote on its behalf, when they want a digest; how somebody agreed, and who was erased."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

DETAILS = sa.text("left_on IS NOT NULL AND (phone IS NOT NULL OR occupation IS NOT NULL OR household IS NOT NULL)")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.add_column("groups", sa.Column("capital", DOCUMENT))
    op.add_column("groups", sa.Column("shares", sa.Boolean))
    op.add_column("people", sa.Column("digest_day", sa.Integer))
    op.add_column("people", sa.Column("digest_at", sa.Text))
    for table in ("members", "meetings"):
        op.add_column(table, sa.Column("behalf", sa.BigInteger))
    _of_people("codes", "account_of", "in_place_of")
    op.create_index("codes_by_person", "codes", ["by_person"])
    _of_group(
        "handovers",
        *_person("handovers", "giver", nullable=True),
        *_person("handovers", "receiver"),
        *_person("handovers", "by_person"),
        _moment("asked"),
        _moment("decided", nullable=True),
        sa.Column("taken", sa.Boolean),
    )
    _of_group(
        "cuts",
        *_person("cuts", "person"),
        *_person("cuts", "stray"),
        *_person("cuts", "by_person"),
        _moment("at"),
        _moment("ended", nullable=True),
    )
    op.create_index("cuts_of_person", "cuts", ["person"])
    op.create_index("cuts_of_stray", "cuts", ["stray"])
    for name in ("consent", "parent", "parent_on", "erased_on"):
        op.add_column("members", sa.Column(name, sa.Text))
    op.create_index("members_departed", "members", ["left_on"], sqlite_where=DETAILS, postgresql_where=DETAILS)
    op.add_column("founders", sa.Column("nik", sa.Text))
    _of_group("exports", *_person("exports", "person"), _moment("at"), sa.Column("purpose", sa.Text, nullable=False))
    op.create_table(
        "tallies",
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("what", "since", name="tallies_pkey"),
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _person(table: str, name: str, *, nullable: bool = False) -> tuple[sa.Column[Any], sa.Constraint]:
    refers = sa.ForeignKeyConstraint([name], ["people.id"], name=f"{table}_{name}_fkey")
    return sa.Column(name, ID, nullable=nullable), refers


def _of_people(table: str, *names: str) -> None:
    """Columns of a table that is there, each of which may name a person."""
    with op.batch_alter_table(table) as altered:
        for name in names:
            altered.add_column(sa.Column(name, ID))
            altered.create_foreign_key(f"{table}_{name}_fkey", "people", [name], ["id"])


def _of_group(name: str, *parts: sa.Column[Any] | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"{name}_pkey"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=f"{name}_group_id_fkey"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"{name}_of_group", name, ["group_id", "id"])
