"""Where a village lies; the founding meeting of a group; which document was handed out, for whom, and whether NIK were
in it; who looked at what is kept of a member."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON(none_as_null=True)
TOLD = (
    *("briefed", "chair", "minutes", "begun", "closed", "address", "form", "area", "duration", "kind", "business"),
    "statutes",
)


def upgrade() -> None:
    for name in ("document", "receiver", "reason"):
        op.add_column("exports", sa.Column(name, sa.Text))
    op.add_column("exports", sa.Column("niks", sa.Integer))
    for name in ("rw", "region"):
        op.add_column("groups", sa.Column(name, sa.Text))
    op.add_column("exports", sa.Column("columns", DOCUMENT))
    op.create_table(
        "foundings",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("meeting", ID, nullable=False),
        *(sa.Column(name, sa.Text) for name in TOLD),
        sa.Column("dues", sa.BigInteger),
        sa.Column("term", sa.Integer),
        sa.Column("holders", DOCUMENT),
        sa.PrimaryKeyConstraint("id", name="foundings_pkey"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="foundings_group_id_fkey"),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="foundings_meeting_fkey"),
        sa.UniqueConstraint("group_id", name="foundings_group_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("foundings_of_meeting", "foundings", ["meeting"])
    _looks()


def _looks() -> None:
    op.create_table(
        "looks",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", sa.BigInteger, nullable=False),
        sa.Column("member", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="looks_pkey"),
        sa.UniqueConstraint("member", "person", "what", "day", name="looks_member_person_what_day_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("looks_of_day", "looks", ["day"])
