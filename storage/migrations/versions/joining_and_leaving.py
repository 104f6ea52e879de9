"""Why members left, who asked to be connected, which meetings depart from the schedule, disputed attendance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("members", sa.Column("departure", sa.Text))
    op.add_column("meetings", sa.Column("by_person", sa.BigInteger))
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
    op.create_table(
        "deviations",
        sa.Column("id", ID, nullable=False),
        sa.Column("schedule", ID, nullable=False),
        sa.Column("fixed", sa.Text, nullable=False),
        sa.Column("fate", sa.Text, nullable=False),
        sa.Column("day", sa.Text),
        sa.Column("at", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="deviations_pkey"),
        sa.ForeignKeyConstraint(["schedule"], ["schedules.id"], name="deviations_schedule_fkey"),
        sa.UniqueConstraint("schedule", "fixed", name="deviations_schedule_fixed_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "disputes",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("meeting", ID, nullable=False),
        sa.Column("member", ID, nullable=False),
        sa.Column("said", sa.BigInteger, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="disputes_pkey"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="disputes_group_id_fkey"),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="disputes_meeting_fkey"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="disputes_member_fkey"),
        sa.UniqueConstraint("meeting", "member", name="disputes_meeting_member_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("disputes_of_group", "disputes", ["group_id"])
    op.create_index("disputes_of_member", "disputes", ["member"])
