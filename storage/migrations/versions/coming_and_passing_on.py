"""Leads, hosts who take turns, pauses, who comes, group chats, who is passed what on; attempts and ends of messages."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.add_column("groups", sa.Column("leads", DOCUMENT))
    op.add_column("schedules", sa.Column("hosts", DOCUMENT))
    op.add_column("deviations", sa.Column("agenda", sa.Text))
    op.add_column("outbox", sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("outbox", sa.Column("expires", sa.BigInteger))
    op.add_column("outbox", sa.Column("error", sa.Text))
    _index("outbox_expiring", "outbox", ["channel", "expires"], where="ended IS NULL AND expires IS NOT NULL")
    _index("outbox_failed", "outbox", ["ended"], where="failed")
    op.add_column("due", sa.Column("dropped", sa.Boolean, nullable=False, server_default=sa.false()))
    _index("due_dropped", "due", ["done"], where="dropped")
    _of_group("pauses", sa.Column("first", sa.Text, nullable=False), sa.Column("last", sa.Text), _reason())
    op.create_index("pauses_of_group", "pauses", ["group_id", "id"])
    _of_group(
        "rsvps",
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("member", ID, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        _reason(),
        sa.Column("by_person", ID, nullable=False),
        sa.Column("said", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="rsvps_member_fkey"),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="rsvps_by_person_fkey"),
        sa.UniqueConstraint("group_id", "day", "member", name="rsvps_group_id_day_member_key"),
    )
    op.create_index("rsvps_of_member", "rsvps", ["member"])
    op.create_index("rsvps_by_person", "rsvps", ["by_person"])
    _of_group(
        "chats",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("gone", sa.BigInteger),
        sa.UniqueConstraint("channel", "chat", name="chats_channel_chat_key"),
    )
    op.create_index("chats_of_group", "chats", ["group_id"])
    _of_group(
        "mutes",
        sa.Column("person", ID, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="mutes_person_fkey"),
        sa.UniqueConstraint("person", "group_id", name="mutes_person_group_id_key"),
    )
    op.create_index("mutes_of_group", "mutes", ["group_id"])
    _of_group(
        "relays",
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("member", ID, nullable=False),
        sa.Column("told", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="relays_member_fkey"),
        sa.UniqueConstraint("group_id", "about", "member", name="relays_group_id_about_member_key"),
    )
    op.create_index("relays_of_member", "relays", ["member"])


def _index(name: str, table: str, columns: list[str], *, where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _reason() -> sa.Column[Any]:
    return sa.Column("reason", sa.Text)


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
