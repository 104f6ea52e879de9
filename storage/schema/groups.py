"""Groups, who belongs to them, and the chats of whole groups."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from storage.schema.columns import Document, Id, needed, numbered

# With `shares` a group lets its facilitators see phone numbers too.
groups = numbered(
    "groups",
    needed("name", Text),
    needed("village", Text),
    Column("rt", Text),
    needed("zone", Text),
    needed("founded", Text),
    Column("leads", Document),
    Column("cooperative", Text),
    Column("capital", Document),
    Column("shares", Boolean),
    Column("rw", Text),
    Column("region", Text),
)

# `behalf`, here and of meetings, is the facilitator who wrote it down as long as the group had no secretary.
members = numbered(
    "members",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("name", Text),
    needed("called", Text),
    Column("gender", Text),
    Column("born_year", Integer),
    Column("born_month", Integer),
    Column("born_day", Integer),
    Column("born_about", Boolean),
    Column("rt", Text),
    Column("phone", Text),
    Column("occupation", Text),
    Column("household", Text),
    needed("joined_on", Text),
    Column("left_on", Text),
    Column("departure", Text),
    Column("consented_on", Text),
    Column("consent", Text),
    Column("parent", Text),
    Column("parent_on", Text),
    Column("erased_on", Text),
    Column("person", Id, ForeignKey("people.id")),
    Column("behalf", BigInteger),
)
Index("members_of_group", members.c.group_id, members.c.id)
Index("members_of_person", members.c.person)

# A member in a post from `since` until the day before `until`.
officers = numbered(
    "officers",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("member", Id, ForeignKey("members.id")),
    needed("post", Text),
    Column("since", Text),
    Column("until", Text),
)
Index("officers_of_group", officers.c.group_id, officers.c.id)
Index("officers_of_member", officers.c.member)

# Chats of whole groups, and since when nothing can be written there.
chats = numbered(
    "chats",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("channel", Text),
    needed("chat", Text),
    Column("gone", BigInteger),
    UniqueConstraint("channel", "chat"),
)
Index("chats_of_group", chats.c.group_id)

# Somebody looked, on a day, at what is kept of one member (`what` of it). Of no record does anything hang on it: a
# member whose registering is taken back leaves no more than a number here.
looks = numbered(
    "looks",
    needed("group_id", BigInteger),
    needed("member", BigInteger),
    needed("person", BigInteger),
    needed("what", Text),
    needed("day", Text),
    UniqueConstraint("member", "person", "what", "day"),
)
Index("looks_of_day", looks.c.day)
