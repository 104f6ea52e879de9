"""Who writes, from where, and what they may."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.schema.columns import Document, Id, metadata, needed, numbered

# `digest_day` (0: Monday) and `digest_at` are when a facilitator wants to hear whom to visit.
# `silent` is since when nothing is sent that was not asked for: somebody has died. `prefers` is the channel on which a
# person wants to hear what was not asked for.
people = numbered(
    "people",
    needed("address", Text),
    needed("language", Text),
    Column("digest_day", Integer),
    Column("digest_at", Text),
    Column("silent", BigInteger),
    Column("prefers", Text),
)

# One row for each chat somebody writes in: the account, and the state of the talk there. `refused` is since when they
# want nothing there that they did not ask for. `formerly` is the id by which the platform knew the writer before.
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
    Column("refused", BigInteger),
    Column("formerly", Text),
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
# once more. With `channel` only the account there was cut off, and the person writes by another one.
cuts = numbered(
    "cuts",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("person", Id, ForeignKey("people.id")),
    needed("stray", Id, ForeignKey("people.id")),
    needed("by_person", Id, ForeignKey("people.id")),
    needed("at", BigInteger),
    Column("ended", BigInteger),
    Column("channel", Text),
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

# A person of a group writes on another `channel` too since `at`.
links = numbered(
    "links",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("person", Id, ForeignKey("people.id")),
    needed("channel", Text),
    needed("at", BigInteger),
)
Index("links_of_group", links.c.group_id, links.c.id)
Index("links_of_person", links.c.person)

# What somebody said of messages on a channel that they do not ask for: whether they want them, when, in which words. It
# holds until they say another word, at `over`.
consents = numbered(
    "consents",
    needed("person", Id, ForeignKey("people.id")),
    needed("channel", Text),
    needed("wanted", Boolean),
    needed("words", Text),
    needed("at", BigInteger),
    Column("over", BigInteger),
)
Index("consents_of_person", consents.c.person, consents.c.id)
