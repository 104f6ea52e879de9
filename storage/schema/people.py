"""Who writes, from where, and what they may."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.schema.columns import Document, Id, metadata, needed, numbered

# `digest_day` (0: Monday) and `digest_at` are when a facilitator wants to hear whom to visit.
# `silent` is since when nothing is sent that was not asked for: somebody has died.
people = numbered(
    "people",
    needed("address", Text),
    needed("language", Text),
    Column("digest_day", Integer),
    Column("digest_at", Text),
    Column("silent", BigInteger),
)

# One row for each chat somebody writes in: the account, and the state of the talk there.
talks = numbered(
    "talks",
    needed("channel", Text),
    needed("chat", Text),
    needed("sender", Text),
    needed("private", Boolean),
    needed("person", Id, ForeignKey("people.id"), index=False),
    needed("name", Text),
    needed("used", BigInteger),
    Column("unreachable", BigInteger),
    needed("version", Integer),
    needed("state", Document),
    UniqueConstraint("channel", "chat", "sender"),
)
Index("talks_of_sender", talks.c.channel, talks.c.sender)
Index("talks_of_person", talks.c.person, talks.c.used)

grants = numbered(
    "grants",
    needed("person", Id, ForeignKey("people.id")),
    needed("role", Text),
    Column("group_id", Id, ForeignKey("groups.id")),
    UniqueConstraint("person", "role", "group_id"),
)
Index("grants_of_group", grants.c.group_id, grants.c.role)

codes = Table(
    "codes",
    metadata,
    Column("digest", Text, primary_key=True),
    needed("role", Text),
    Column("group_id", Id, ForeignKey("groups.id")),
    Column("member", Id, ForeignKey("members.id")),
    Column("by_person", Id, ForeignKey("people.id")),
    needed("entered", BigInteger),
    needed("expires", BigInteger),
    Column("used", BigInteger),
    Column("used_by", Id, ForeignKey("people.id")),
    Column("account_of", Id, ForeignKey("people.id")),
    Column("in_place_of", Id, ForeignKey("people.id")),
)
Index("codes_of_group", codes.c.group_id)
Index("codes_of_member", codes.c.member)
Index("codes_by_person", codes.c.by_person)

# Who asked with a code to be connected with a member; `member` is who it is, once a secretary has said so.
joins = numbered(
    "joins",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("person", Id, ForeignKey("people.id")),
    needed("name", Text),
    Column("phone", Text),
    needed("agreed", BigInteger),
    Column("decided", BigInteger),
    Column("member", Id, ForeignKey("members.id")),
)
Index("joins_of_group", joins.c.group_id, joins.c.id)
Index("joins_of_person", joins.c.person)
Index("joins_of_member", joins.c.member)

# The books of a group, offered to `receiver`, who has to agree; `giver` keeps them no longer then.
handovers = numbered(
    "handovers",
    needed("group_id", Id, ForeignKey("groups.id")),
    Column("giver", Id, ForeignKey("people.id")),
    needed("receiver", Id, ForeignKey("people.id")),
    needed("by_person", Id, ForeignKey("people.id")),
    needed("asked", BigInteger),
    Column("decided", BigInteger),
    Column("taken", Boolean),
)
Index("handovers_of_group", handovers.c.group_id, handovers.c.id)

# A person whose phone is lost: whoever writes from there is `stray` since `at`. At `ended` the person has an account
# once more.
cuts = numbered(
    "cuts",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("person", Id, ForeignKey("people.id")),
    needed("stray", Id, ForeignKey("people.id")),
    needed("by_person", Id, ForeignKey("people.id")),
    needed("at", BigInteger),
    Column("ended", BigInteger),
)
Index("cuts_of_group", cuts.c.group_id, cuts.c.id)
Index("cuts_of_person", cuts.c.person)
Index("cuts_of_stray", cuts.c.stray)

# Who does not want to be reminded of a group's meetings.
mutes = numbered(
    "mutes",
    needed("person", Id, ForeignKey("people.id")),
    needed("group_id", Id, ForeignKey("groups.id")),
    UniqueConstraint("person", "group_id"),
)
Index("mutes_of_group", mutes.c.group_id)
