"""What may be sent when: messages that wait until somebody writes, to whom a talk was opened, what a platform charges
for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _window()


def _window() -> None:
    op.add_column("outbox", sa.Column("outside", sa.Text))
    _index("outbox_sent_as", "outbox", ["message"], where="message IS NOT NULL")
    _index("outbox_outside", "outbox", ["chat", "id"], where="outside IS NOT NULL")
    op.create_table(
        "openings",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("channel", "chat", name="openings_pkey"),
    )
    op.create_index("openings_of_channel", "openings", ["channel", "at"])
    op.create_table(
        "charges",
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("group_id", sa.BigInteger, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("month", "group_id", "category", name="charges_pkey"),
    )


def _index(name: str, table: str, columns: list[str], *, where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
