"""Why members left, and who asked to be connected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("members", sa.Column("departure", sa.Text))
    op.create_table(
        "joins",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("agreed", sa.BigInteger, nullable=False),
        sa.Column("decided", sa.BigInteger),
        sa.Column("member", ID),
        sa.PrimaryKeyConstraint("id", name="joins_pkey"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="joins_group_id_fkey"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="joins_person_fkey"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="joins_member_fkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("joins_of_group", "joins", ["group_id", "id"])
    op.create_index("joins_of_person", "joins", ["person"])
    op.create_index("joins_of_member", "joins", ["member"])
