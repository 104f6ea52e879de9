"""What came, what goes out, what falls due and what each turn wrote."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, UniqueConstraint, false, text

from storage.schema.columns import Document, Key, metadata, needed, numbered

meta = Table("meta", metadata, Column("name", Text, primary_key=True), needed("value", Text))

inbox = numbered(
    "inbox",
    needed("channel", Text),
    needed("update_id", Text),
    needed("chat", Text),
    Column("body", Document),
    needed("entered", BigInteger),
    needed("attempts", Integer),
    Column("ended", BigInteger),
    needed("failed", Boolean),
    UniqueConstraint("channel", "update_id"),
)

# `ready` is when a message may be tried: a lease and a postponement both move it. `lane` 0 goes before 1. After
# `expires` it is of no use any more. `outside` is what is known of one that was to go where nobody has written lately.
outbox = numbered(
    "outbox",
    needed("channel", Text),
    needed("chat", Text),
    Column("body", Document),
    needed("kind", Text),
    needed("lane", Integer),
    Column("turn", BigInteger),
    Column("key", Key, unique=True),
    needed("entered", BigInteger),
    needed("ready", BigInteger),
    Column("ended", BigInteger),
    needed("failed", Boolean),
    Column("message", Text),
    needed("attempts", Integer, server_default=text("0")),
    Column("expires", BigInteger),
    Column("error", Text),
    Column("outside", Text),
)

# To whom something was sent last, at `at`, without their having written lately.
openings = Table(
    "openings",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("chat", Text, primary_key=True),
    needed("at", BigInteger),
)
Index("openings_of_channel", openings.c.channel, openings.c.at)

# How many messages a platform has charged for in a month ("2026-12"), for a group (0: for none), by its category.
charges = Table(
    "charges",
    metadata,
    Column("month", Text, primary_key=True),
    Column("group_id", BigInteger, primary_key=True, autoincrement=False),
    Column("category", Text, primary_key=True),
    needed("count", BigInteger),
)

due = numbered(
    "due",
    needed("at", BigInteger),
    needed("what", Text),
    needed("key", Key, unique=True),
    needed("body", Document),
    Column("done", BigInteger),
    needed("dropped", Boolean, server_default=false()),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    needed("holder", Text),
    needed("until", BigInteger),
)

# How often something happened within the hour that began at `since`: counts, without who or what.
tallies = Table(
    "tallies",
    metadata,
    Column("what", Text, primary_key=True),
    Column("since", BigInteger, primary_key=True, autoincrement=False),
    needed("count", BigInteger),
)

# `turn` is the inbox row that was answered. `taken_back` is the turn that undid a change. What an undoing writes has
# its own turn there: it is never offered. `about` is the one member or meeting that a change concerns.
changes = numbered(
    "changes",
    needed("turn", BigInteger),
    needed("person", BigInteger),
    needed("at", BigInteger),
    Column("group_id", BigInteger),
    needed("record", Text),
    needed("before", Document),
    needed("after", Document),
    Column("taken_back", BigInteger),
    Column("about", BigInteger),
)
Index("changes_of_turn", changes.c.turn, changes.c.person)
Index("changes_of_group", changes.c.group_id, changes.c.id)
Index("changes_about", changes.c.about, changes.c.record, changes.c.id)
