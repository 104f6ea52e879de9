"""Ideas put forward, by what a group earns, its officers, what a founding needs, aid of the state, and
meetings beside the schedule."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON(none_as_null=True)


def upgrade() -> None:
    kept = sa.text("body IS NOT NULL")
    op.create_index("outbox_told", "outbox", ["chat", "id"], sqlite_where=kept, postgresql_where=kept)
    op.add_column("deviations", _perhaps("extra"))
    _of_group(
        "ideas",
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("member", ID),
        sa.Column("outside", sa.Text),
        sa.Column("discussed", sa.Text),
        sa.Column("adopted", sa.Boolean),
        sa.Column("decided", sa.Text),
        sa.Column("meeting", ID),
        sa.Column("outcome", sa.Text),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="ideas_member_fkey"),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="ideas_meeting_fkey"),
    )
    op.create_index("ideas_of_member", "ideas", ["member"])
    op.create_index("ideas_of_meeting", "ideas", ["meeting"])
    _of_group(
        "businesses",
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("until", sa.Text),
        sa.Column("fields", DOCUMENT, nullable=False),
        sa.Column("collective", sa.Boolean),
        sa.Column("local", sa.Boolean),
    )
    op.add_column("groups", sa.Column("cooperative", sa.Text))
    _of_group("officers", *_member("officers"), _told("post"), _perhaps("since"), _perhaps("until"))
    op.create_index("officers_of_member", "officers", ["member"])
    _of_group(
        "founders",
        *_member("founders"),
        sa.Column("ktp", sa.Boolean),
        sa.Column("citizen", sa.Boolean),
        _told("day"),
        sa.UniqueConstraint("group_id", "member", name="founders_group_id_member_key"),
    )
    op.create_index("founders_of_member", "founders", ["member"])
    _of_group("papers", _told("document"), _told("having"), _told("day"))
    _of_group("aids", _told("day"), _told("what"), _perhaps("giver"))


def _told(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _perhaps(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text)


def _member(table: str) -> tuple[sa.Column[Any], sa.Constraint]:
    refers = sa.ForeignKeyConstraint(["member"], ["members.id"], name=f"{table}_member_fkey")
    return sa.Column("member", ID, nullable=False), refers


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
