"""Books handed over, phones lost, counts of what is refused; the capital a group has told of; what it
shows facilitators, what these wrote on its behalf, when they want a digest; how somebody agreed, and who was erased;
what is found of a change, and what members say to the minutes; which number an idea has."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

DETAILS = sa.text("left_on IS NOT NULL AND (phone IS NOT NULL OR occupation IS NOT NULL OR born_day IS NOT NULL)")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON(none_as_null=True)
NUMBERED = sa.text(
    "UPDATE ideas SET number = "
    "(SELECT count(*) FROM ideas AS earlier WHERE earlier.group_id = ideas.group_id AND earlier.id <= ideas.id)"
)
CHANGES = sa.table(
    "changes",
    sa.column("id", ID),
    sa.column("record", sa.Text),
    sa.column("before", DOCUMENT),
    sa.column("after", DOCUMENT),
    sa.column("about", sa.BigInteger),
)
SOME = 1_000
ABOUT = {"members": "id", "meetings": "id", "attendance": "meeting", "disputes": "meeting"}


def upgrade() -> None:
    op.add_column("groups", sa.Column("capital", DOCUMENT))
    op.add_column("ideas", sa.Column("number", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.execute(NUMBERED)
    op.create_index("ideas_by_number", "ideas", ["group_id", "number"], unique=True)
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
    _to_what_members_say()
    _to_what_is_found_of_a_change()


def _to_what_members_say() -> None:
    op.add_column("people", _moment("silent", nullable=True))
    op.add_column("disputes", sa.Column("words", sa.Text))
    op.add_column("disputes", sa.Column("claim", sa.Text))
    op.create_table(
        "countersigns",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("meeting", ID, nullable=False),
        sa.Column("member", ID, nullable=False),
        _moment("said"),
        sa.Column("agrees", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text),
        sa.PrimaryKeyConstraint("id", name="countersigns_pkey"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="countersigns_group_id_fkey"),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="countersigns_meeting_fkey"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="countersigns_member_fkey"),
        sa.UniqueConstraint("meeting", "member", name="countersigns_meeting_member_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("countersigns_of_group", "countersigns", ["group_id"])
    op.create_index("countersigns_of_member", "countersigns", ["member"])


def _to_what_is_found_of_a_change() -> None:
    op.add_column("changes", _moment("about", nullable=True))
    op.create_index("changes_of_group", "changes", ["group_id", "id"])
    op.create_index("changes_about", "changes", ["about", "record", "id"])
    connection, last = op.get_bind(), 0
    some = sa.select(CHANGES).where(CHANGES.c.record.in_(ABOUT)).order_by(CHANGES.c.id).limit(SOME)
    about = sa.update(CHANGES).where(CHANGES.c.id == sa.bindparam("row")).values(about=sa.bindparam("one"))
    while found := connection.execute(some.where(CHANGES.c.id > last)).all():
        connection.execute(about, [{"row": row.id, "one": _one(row)} for row in found])
        last = found[-1].id


def _one(row: Any) -> int | None:
    """The one member or meeting that a change concerns; None if it concerns several."""
    ids = {entry[ABOUT[row.record]] for entry in (*row.before, *row.after)}
    return ids.pop() if len(ids) == 1 else None


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
