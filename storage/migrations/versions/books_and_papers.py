"""The founding meeting of a group; which document was handed out, for whom, and whether NIK were in it."""

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
    for name in ("document", "receiver"):
        op.add_column("exports", sa.Column(name, sa.Text))
    op.add_column("exports", sa.Column("niks", sa.Integer))
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
