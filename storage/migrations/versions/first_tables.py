"""The first tables."""

from __future__ import annotations

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DOCUMENT = sa.JSON(none_as_null=True)


def upgrade() -> None:
    _machinery()
    _people_and_groups()
    _books()
    # Keys the digests of one-time codes: see storage/codes.py.
    op.execute(
        sa.text("INSERT INTO meta (name, value) VALUES ('pepper', :value)").bindparams(value=secrets.token_hex(32))
    )


def where(condition: str) -> dict[str, Any]:
    """Of an index: only these rows."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _machinery() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("update_id", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("body", DOCUMENT),
        sa.Column("entered", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("ended", sa.BigInteger),
        sa.Column("failed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="inbox_pkey"),
        sa.UniqueConstraint("channel", "update_id", name="inbox_channel_update_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("inbox_kept", "inbox", ["ended"], **where("body IS NOT NULL"))
    op.create_index("inbox_waiting", "inbox", ["channel", "chat", "id"], **where("ended IS NULL"))
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("body", DOCUMENT),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("turn", sa.BigInteger),
        sa.Column("key", KEY),
        sa.Column("entered", sa.BigInteger, nullable=False),
        sa.Column("ready", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger),
        sa.Column("failed", sa.Boolean, nullable=False),
        sa.Column("message", sa.Text),
        sa.PrimaryKeyConstraint("id", name="outbox_pkey"),
        sa.UniqueConstraint("key", name="outbox_key_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_kept", "outbox", ["ended"], **where("body IS NOT NULL"))
    op.create_index("outbox_of_chat", "outbox", ["chat", "id"], **where("ended IS NULL"))
    op.create_index("outbox_of_lane", "outbox", ["channel", "lane", "id"], **where("ended IS NULL"))
    op.create_index("outbox_of_turn", "outbox", ["turn", "chat"], **where("ended IS NULL"))
    op.create_index("outbox_ready", "outbox", ["channel", "ready"], **where("ended IS NULL"))
    op.create_table(
        "due",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.Column("done", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="due_pkey"),
        sa.UniqueConstraint("key", name="due_key_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("due_waiting", "due", ["at", "id"], **where("done IS NULL"))
    op.create_table(
        "leases",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="leases_pkey"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="meta_pkey"),
    )
    op.create_table(
        "changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("turn", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("group_id", sa.BigInteger),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("before", DOCUMENT, nullable=False),
        sa.Column("after", DOCUMENT, nullable=False),
        sa.Column("taken_back", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="changes_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("changes_of_turn", "changes", ["turn", "person"])
    op.create_index("changes_open", "changes", ["person", "id"], **where("taken_back IS NULL"))


def _people_and_groups() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="people_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "groups",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("village", sa.Text, nullable=False),
        sa.Column("rt", sa.Text),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("founded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="groups_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "talks",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("unreachable", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="talks_person_fkey"),
        sa.PrimaryKeyConstraint("id", name="talks_pkey"),
        sa.UniqueConstraint("channel", "chat", "sender", name="talks_channel_chat_sender_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("talks_of_person", "talks", ["person", "used"])
    op.create_index("talks_of_sender", "talks", ["channel", "sender"])
    op.create_table(
        "grants",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("group_id", ID),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="grants_group_id_fkey"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="grants_person_fkey"),
        sa.PrimaryKeyConstraint("id", name="grants_pkey"),
        sa.UniqueConstraint("person", "role", "group_id", name="grants_person_role_group_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("grants_of_group", "grants", ["group_id", "role"])
    op.create_index("grants_of_no_group", "grants", ["person", "role"], unique=True, **where("group_id IS NULL"))


def _books() -> None:
    op.create_table(
        "members",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("called", sa.Text, nullable=False),
        sa.Column("gender", sa.Text),
        sa.Column("born_year", sa.Integer),
        sa.Column("born_month", sa.Integer),
        sa.Column("born_day", sa.Integer),
        sa.Column("born_about", sa.Boolean),
        sa.Column("rt", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("occupation", sa.Text),
        sa.Column("household", sa.Text),
        sa.Column("joined_on", sa.Text, nullable=False),
        sa.Column("left_on", sa.Text),
        sa.Column("consented_on", sa.Text),
        sa.Column("person", ID),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="members_group_id_fkey"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="members_person_fkey"),
        sa.PrimaryKeyConstraint("id", name="members_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("members_of_group", "members", ["group_id", "id"])
    op.create_index("members_of_person", "members", ["person"])
    op.create_table(
        "meetings",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("at", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("agenda", sa.Text),
        sa.Column("decisions", DOCUMENT, nullable=False),
        sa.Column("present_count", sa.Integer),
        sa.Column("late_count", sa.Integer),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="meetings_group_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="meetings_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("meetings_of_group", "meetings", ["group_id", "day", "id"])
    op.create_table(
        "schedules",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("recurrence", DOCUMENT, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("since", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="schedules_group_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="schedules_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("schedules_of_group", "schedules", ["group_id", "id"])
    op.create_table(
        "attendance",
        sa.Column("meeting", ID, autoincrement=False, nullable=False),
        sa.Column("member", ID, autoincrement=False, nullable=False),
        sa.Column("presence", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="attendance_meeting_fkey"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="attendance_member_fkey"),
        sa.PrimaryKeyConstraint("meeting", "member", name="attendance_pkey"),
    )
    op.create_index("attendance_of_member", "attendance", ["member"])
    op.create_table(
        "codes",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("group_id", ID),
        sa.Column("member", ID),
        sa.Column("by_person", ID),
        sa.Column("entered", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger),
        sa.Column("used_by", ID),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="codes_by_person_fkey"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="codes_group_id_fkey"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="codes_member_fkey"),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name="codes_used_by_fkey"),
        sa.PrimaryKeyConstraint("digest", name="codes_pkey"),
    )
    op.create_index("codes_of_group", "codes", ["group_id"])
    op.create_index("codes_of_member", "codes", ["member"])
