"""What may be sent when: messages that wait until somebody writes, to whom a talk was opened, what a platform charges
for. One person by several accounts: on which channel they want to hear, what they said of messages that come unasked,
by which id a platform knew them before. Whose NIK went with a paper, while the change log keeps of a NIK that it was
there, not the locked number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

DOCUMENT = sa.JSON(none_as_null=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

EXPORTS = sa.table(
    "exports",
    *(sa.column(name, sa.BigInteger) for name in ("id", "group_id", "at", "niks")),
    sa.column("nik_of", DOCUMENT),
)
FOUNDERS = sa.table(
    "founders",
    *(sa.column(name, sa.BigInteger) for name in ("group_id", "member")),
    *(sa.column(name, sa.Text) for name in ("day", "nik")),
)
CHANGES = sa.table(
    "changes",
    *(sa.column(name, sa.BigInteger) for name in ("id", "taken_back")),
    sa.column("record", sa.Text),
    *(sa.column(name, DOCUMENT) for name in ("before", "after")),
)
FINAL = -1


def upgrade() -> None:
    _window()
    _accounts()
    _niks()


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


def _accounts() -> None:
    op.add_column("people", sa.Column("prefers", sa.Text))
    op.add_column("talks", sa.Column("refused", sa.BigInteger))
    op.add_column("talks", sa.Column("formerly", sa.Text))
    op.add_column("cuts", sa.Column("channel", sa.Text))
    _index("talks_formerly", "talks", ["channel", "formerly"], where="formerly IS NOT NULL")
    _of_person("links", sa.Column("group_id", ID, nullable=False), _group("links"))
    op.create_index("links_of_group", "links", ["group_id", "id"])
    op.create_index("links_of_person", "links", ["person"])
    wanted, words = sa.Column("wanted", sa.Boolean, nullable=False), sa.Column("words", sa.Text, nullable=False)
    _of_person("consents", wanted, words, sa.Column("over", sa.BigInteger))
    op.create_index("consents_of_person", "consents", ["person", "id"])
    _index("consents_over", "consents", ["over"], where="over IS NOT NULL")


def _group(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=f"{table}_group_id_fkey")


def _of_person(name: str, *parts: sa.Column[Any] | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"{name}_pkey"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=f"{name}_person_fkey"),
        sqlite_autoincrement=True,
    )


def _niks() -> None:
    op.add_column("exports", sa.Column("nik_of", DOCUMENT))
    _whose_went()
    _not_the_number()


def _whose_went() -> None:
    """As was told until now: who had a NIK kept by the day of the paper."""
    there = op.get_bind()
    for row in there.execute(sa.select(EXPORTS).where(EXPORTS.c.niks > 0)).all():
        day = datetime.fromtimestamp(row.at, UTC).date().isoformat()
        of = sa.select(FOUNDERS.c.member).where(FOUNDERS.c.group_id == row.group_id, FOUNDERS.c.nik.is_not(None))
        whose = list(there.execute(of.where(FOUNDERS.c.day <= day)).scalars())
        there.execute(sa.update(EXPORTS).where(EXPORTS.c.id == row.id).values(nik_of=whose))


def _not_the_number() -> None:
    there = op.get_bind()
    for row in there.execute(sa.select(CHANGES).where(CHANGES.c.record == "founders")).all():
        was = {one["id"]: one.get("nik") for one in row.before}
        now = {one["id"]: one.get("nik") for one in row.after}
        lost = any(nik and nik != now.get(key) for key, nik in was.items())
        kept = {
            "before": [_marked(one, "there") for one in row.before],
            "after": [_marked(one, _after(was.get(one["id"]), one.get("nik"))) for one in row.after],
            "taken_back": FINAL if lost and row.taken_back is None else row.taken_back,
        }
        there.execute(sa.update(CHANGES).where(CHANGES.c.id == row.id).values(**kept))


def _after(was: str | None, now: str | None) -> str:
    return "another" if was and was != now else "there"


def _marked(row: dict[str, Any], mark: str) -> dict[str, Any]:
    return {**row, "nik": mark} if row.get("nik") else row
