"""Meetings: held, to come, and what people say of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.schema.columns import Document, Id, metadata, needed, numbered

meetings = numbered(
    "meetings",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("day", Text),
    Column("at", Text),
    Column("place", Text),
    Column("agenda", Text),
    needed("decisions", Document),
    Column("present_count", Integer),
    Column("late_count", Integer),
    Column("by_person", BigInteger),
    Column("behalf", BigInteger),
)
Index("meetings_of_group", meetings.c.group_id, meetings.c.day, meetings.c.id)

attendance = Table(
    "attendance",
    metadata,
    Column("meeting", Id, ForeignKey("meetings.id"), primary_key=True, autoincrement=False),
    Column("member", Id, ForeignKey("members.id"), primary_key=True, autoincrement=False),
    needed("presence", Text),
)
Index("attendance_of_member", attendance.c.member)

# A member says that what is written down of them is wrong; `said` is when, `words` in which words, `claim` how they say
# it was.
disputes = numbered(
    "disputes",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("meeting", Id, ForeignKey("meetings.id")),
    needed("member", Id, ForeignKey("members.id")),
    needed("said", BigInteger),
    needed("stage", Text),
    Column("words", Text),
    Column("claim", Text),
    UniqueConstraint("meeting", "member"),
)
Index("disputes_of_group", disputes.c.group_id)
Index("disputes_of_member", disputes.c.member)

# A member says of a meeting's minutes that they are right, or in which words that they are not.
countersigns = numbered(
    "countersigns",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("meeting", Id, ForeignKey("meetings.id")),
    needed("member", Id, ForeignKey("members.id")),
    needed("said", BigInteger),
    needed("agrees", Boolean),
    Column("words", Text),
    UniqueConstraint("meeting", "member"),
)
Index("countersigns_of_group", countersigns.c.group_id)
Index("countersigns_of_member", countersigns.c.member)

schedules = numbered(
    "schedules",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("recurrence", Document),
    needed("at", Text),
    Column("place", Text),
    needed("since", Text),
    Column("hosts", Document),
)
Index("schedules_of_group", schedules.c.group_id, schedules.c.id)

# One meeting of a schedule that is not held as fixed; `fixed` is its day by the schedule. `extra` is the hour, as first
# fixed, of one beside it.
deviations = numbered(
    "deviations",
    needed("schedule", Id, ForeignKey("schedules.id")),
    needed("fixed", Text),
    needed("fate", Text),
    Column("day", Text),
    Column("at", Text),
    Column("place", Text),
    Column("reason", Text),
    Column("agenda", Text),
    Column("extra", Text),
    UniqueConstraint("schedule", "fixed"),
)

# Days on which nobody expects a meeting; until further notice without `last`.
pauses = numbered(
    "pauses",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("first", Text),
    Column("last", Text),
    Column("reason", Text),
)
Index("pauses_of_group", pauses.c.group_id, pauses.c.id)

# What was said beforehand of a member and the meeting held on a day; `said` is when.
rsvps = numbered(
    "rsvps",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("day", Text),
    needed("member", Id, ForeignKey("members.id")),
    needed("answer", Text),
    Column("reason", Text),
    needed("by_person", Id, ForeignKey("people.id")),
    needed("said", BigInteger),
    UniqueConstraint("group_id", "day", "member"),
)
Index("rsvps_of_member", rsvps.c.member)
Index("rsvps_by_person", rsvps.c.by_person)

# To which members without an account a secretary has passed something on: the reminder of the meeting of a day, say.
relays = numbered(
    "relays",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("about", Text),
    needed("member", Id, ForeignKey("members.id")),
    needed("told", BigInteger),
    UniqueConstraint("group_id", "about", "member"),
)
Index("relays_of_member", relays.c.member)
