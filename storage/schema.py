"""The tables. Instants are seconds since 1970, UTC; dates and times of day belong to the group and are ISO text.

Indexes of some rows only stand in `indexes`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

# Alembic can only alter a constraint that has a name.
NAMES = {
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}
metadata = MetaData(naming_convention=NAMES)

Id = BigInteger().with_variant(Integer(), "sqlite")
Document = JSON(none_as_null=True)
# Compared byte by byte on every database, so that the keys with one prefix are one range of the index.
Key = Text().with_variant(Text(collation="C"), "postgresql")


def _numbered(name: str, *parts: Column[Any] | UniqueConstraint) -> Table:
    """A table whose ids are never given out twice (AUTOINCREMENT), even after the newest row was deleted."""
    return Table(name, metadata, Column("id", Id, primary_key=True), *parts, sqlite_autoincrement=True)


def _needed(name: str, kind: Any, *parts: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *parts, nullable=False, **options)


meta = Table("meta", metadata, Column("name", Text, primary_key=True), _needed("value", Text))

inbox = _numbered(
    "inbox",
    _needed("channel", Text),
    _needed("update_id", Text),
    _needed("chat", Text),
    Column("body", Document),
    _needed("entered", BigInteger),
    _needed("attempts", Integer),
    Column("ended", BigInteger),
    _needed("failed", Boolean),
    UniqueConstraint("channel", "update_id"),
)

# `ready` is when a message may be tried: a lease and a postponement both move it. `lane` 0 goes before 1. After
# `expires` it is of no use any more.
outbox = _numbered(
    "outbox",
    _needed("channel", Text),
    _needed("chat", Text),
    Column("body", Document),
    _needed("kind", Text),
    _needed("lane", Integer),
    Column("turn", BigInteger),
    Column("key", Key, unique=True),
    _needed("entered", BigInteger),
    _needed("ready", BigInteger),
    Column("ended", BigInteger),
    _needed("failed", Boolean),
    Column("message", Text),
    _needed("attempts", Integer, server_default=text("0")),
    Column("expires", BigInteger),
    Column("error", Text),
)

due = _numbered(
    "due",
    _needed("at", BigInteger),
    _needed("what", Text),
    _needed("key", Key, unique=True),
    _needed("body", Document),
    Column("done", BigInteger),
    _needed("dropped", Boolean, server_default=false()),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    _needed("holder", Text),
    _needed("until", BigInteger),
)

# `digest_day` (0: Monday) and `digest_at` are when a facilitator wants to hear whom to visit.
# `silent` is since when nothing is sent that was not asked for: somebody has died.
people = _numbered(
    "people",
    _needed("address", Text),
    _needed("language", Text),
    Column("digest_day", Integer),
    Column("digest_at", Text),
    Column("silent", BigInteger),
)

# One row for each chat somebody writes in: the account, and the state of the talk there.
talks = _numbered(
    "talks",
    _needed("channel", Text),
    _needed("chat", Text),
    _needed("sender", Text),
    _needed("private", Boolean),
    _needed("person", Id, ForeignKey("people.id"), index=False),
    _needed("name", Text),
    _needed("used", BigInteger),
    Column("unreachable", BigInteger),
    _needed("version", Integer),
    _needed("state", Document),
    UniqueConstraint("channel", "chat", "sender"),
)
Index("talks_of_sender", talks.c.channel, talks.c.sender)
Index("talks_of_person", talks.c.person, talks.c.used)

# With `shares` a group lets its facilitators see phone numbers too.
groups = _numbered(
    "groups",
    _needed("name", Text),
    _needed("village", Text),
    Column("rt", Text),
    _needed("zone", Text),
    _needed("founded", Text),
    Column("leads", Document),
    Column("cooperative", Text),
    Column("capital", Document),
    Column("shares", Boolean),
    Column("rw", Text),
    Column("region", Text),
)

grants = _numbered(
    "grants",
    _needed("person", Id, ForeignKey("people.id")),
    _needed("role", Text),
    Column("group_id", Id, ForeignKey("groups.id")),
    UniqueConstraint("person", "role", "group_id"),
)
Index("grants_of_group", grants.c.group_id, grants.c.role)

# `behalf`, here and of meetings, is the facilitator who wrote it down as long as the group had no secretary.
members = _numbered(
    "members",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("name", Text),
    _needed("called", Text),
    Column("gender", Text),
    Column("born_year", Integer),
    Column("born_month", Integer),
    Column("born_day", Integer),
    Column("born_about", Boolean),
    Column("rt", Text),
    Column("phone", Text),
    Column("occupation", Text),
    Column("household", Text),
    _needed("joined_on", Text),
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

# Who asked with a code to be connected with a member; `member` is who it is, once a secretary has said so.
joins = _numbered(
    "joins",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("person", Id, ForeignKey("people.id")),
    _needed("name", Text),
    Column("phone", Text),
    _needed("agreed", BigInteger),
    Column("decided", BigInteger),
    Column("member", Id, ForeignKey("members.id")),
)
Index("joins_of_group", joins.c.group_id, joins.c.id)
Index("joins_of_person", joins.c.person)
Index("joins_of_member", joins.c.member)

meetings = _numbered(
    "meetings",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("day", Text),
    Column("at", Text),
    Column("place", Text),
    Column("agenda", Text),
    _needed("decisions", Document),
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
    _needed("presence", Text),
)
Index("attendance_of_member", attendance.c.member)

# A member says that what is written down of them is wrong; `said` is when, `words` in which words, `claim` how they say
# it was.
disputes = _numbered(
    "disputes",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("meeting", Id, ForeignKey("meetings.id")),
    _needed("member", Id, ForeignKey("members.id")),
    _needed("said", BigInteger),
    _needed("stage", Text),
    Column("words", Text),
    Column("claim", Text),
    UniqueConstraint("meeting", "member"),
)
Index("disputes_of_group", disputes.c.group_id)
Index("disputes_of_member", disputes.c.member)

# A member says of a meeting's minutes that they are right, or in which words that they are not.
countersigns = _numbered(
    "countersigns",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("meeting", Id, ForeignKey("meetings.id")),
    _needed("member", Id, ForeignKey("members.id")),
    _needed("said", BigInteger),
    _needed("agrees", Boolean),
    Column("words", Text),
    UniqueConstraint("meeting", "member"),
)
Index("countersigns_of_group", countersigns.c.group_id)
Index("countersigns_of_member", countersigns.c.member)

schedules = _numbered(
    "schedules",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("recurrence", Document),
    _needed("at", Text),
    Column("place", Text),
    _needed("since", Text),
    Column("hosts", Document),
)
Index("schedules_of_group", schedules.c.group_id, schedules.c.id)

# One meeting of a schedule that is not held as fixed; `fixed` is its day by the schedule. `extra` is the hour, as first
# fixed, of one beside it.
deviations = _numbered(
    "deviations",
    _needed("schedule", Id, ForeignKey("schedules.id")),
    _needed("fixed", Text),
    _needed("fate", Text),
    Column("day", Text),
    Column("at", Text),
    Column("place", Text),
    Column("reason", Text),
    Column("agenda", Text),
    Column("extra", Text),
    UniqueConstraint("schedule", "fixed"),
)

# Days on which nobody expects a meeting; until further notice without `last`.
pauses = _numbered(
    "pauses",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("first", Text),
    Column("last", Text),
    Column("reason", Text),
)
Index("pauses_of_group", pauses.c.group_id, pauses.c.id)

# What was said beforehand of a member and the meeting held on a day; `said` is when.
rsvps = _numbered(
    "rsvps",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("day", Text),
    _needed("member", Id, ForeignKey("members.id")),
    _needed("answer", Text),
    Column("reason", Text),
    _needed("by_person", Id, ForeignKey("people.id")),
    _needed("said", BigInteger),
    UniqueConstraint("group_id", "day", "member"),
)
Index("rsvps_of_member", rsvps.c.member)
Index("rsvps_by_person", rsvps.c.by_person)

# Chats of whole groups, and since when nothing can be written there.
chats = _numbered(
    "chats",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("channel", Text),
    _needed("chat", Text),
    Column("gone", BigInteger),
    UniqueConstraint("channel", "chat"),
)
Index("chats_of_group", chats.c.group_id)

# Who does not want to be reminded of a group's meetings.
mutes = _numbered(
    "mutes",
    _needed("person", Id, ForeignKey("people.id")),
    _needed("group_id", Id, ForeignKey("groups.id")),
    UniqueConstraint("person", "group_id"),
)
Index("mutes_of_group", mutes.c.group_id)

# To which members without an account a secretary has passed something on: the reminder of the meeting of a day, say.
relays = _numbered(
    "relays",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("about", Text),
    _needed("member", Id, ForeignKey("members.id")),
    _needed("told", BigInteger),
    UniqueConstraint("group_id", "about", "member"),
)
Index("relays_of_member", relays.c.member)

# What was put forward, with the `number` it keeps in the book: `member` brought it, or `outside`, who is no member;
# neither is told where nobody said who.
ideas = _numbered(
    "ideas",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("day", Text),
    _needed("what", Text),
    Column("member", Id, ForeignKey("members.id")),
    Column("outside", Text),
    Column("discussed", Text),
    Column("adopted", Boolean),
    Column("decided", Text),
    Column("meeting", Id, ForeignKey("meetings.id")),
    Column("outcome", Text),
    _needed("number", Integer, server_default=text("0")),
)
Index("ideas_of_group", ideas.c.group_id, ideas.c.id)
Index("ideas_by_number", ideas.c.group_id, ideas.c.number, unique=True)
Index("ideas_of_member", ideas.c.member)
Index("ideas_of_meeting", ideas.c.meeting)

businesses = _numbered(
    "businesses",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("what", Text),
    _needed("since", Text),
    Column("until", Text),
    _needed("fields", Document),
    Column("collective", Boolean),
    Column("local", Boolean),
)
Index("businesses_of_group", businesses.c.group_id, businesses.c.id)
# A member in a post from `since` until the day before `until`.
officers = _numbered(
    "officers",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("member", Id, ForeignKey("members.id")),
    _needed("post", Text),
    Column("since", Text),
    Column("until", Text),
)
Index("officers_of_group", officers.c.group_id, officers.c.id)
Index("officers_of_member", officers.c.member)

# What is known of somebody as a founder: whether they have a KTP and are Indonesian. `nik` is sealed, with a key
# that is in no table.
founders = _numbered(
    "founders",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("member", Id, ForeignKey("members.id")),
    Column("ktp", Boolean),
    Column("citizen", Boolean),
    _needed("day", Text),
    Column("nik", Text),
    UniqueConstraint("group_id", "member"),
)
Index("founders_of_group", founders.c.group_id, founders.c.id)
Index("founders_of_member", founders.c.member)

# What was said on a day of a document that a founding needs.
papers = _numbered(
    "papers",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("document", Text),
    _needed("having", Text),
    _needed("day", Text),
)
Index("papers_of_group", papers.c.group_id, papers.c.id)

# Aid of the state that a group received.
aids = _numbered(
    "aids",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("day", Text),
    _needed("what", Text),
    Column("giver", Text),
)
Index("aids_of_group", aids.c.group_id, aids.c.id)

codes = Table(
    "codes",
    metadata,
    Column("digest", Text, primary_key=True),
    _needed("role", Text),
    Column("group_id", Id, ForeignKey("groups.id")),
    Column("member", Id, ForeignKey("members.id")),
    Column("by_person", Id, ForeignKey("people.id")),
    _needed("entered", BigInteger),
    _needed("expires", BigInteger),
    Column("used", BigInteger),
    Column("used_by", Id, ForeignKey("people.id")),
    Column("account_of", Id, ForeignKey("people.id")),
    Column("in_place_of", Id, ForeignKey("people.id")),
)
Index("codes_of_group", codes.c.group_id)
Index("codes_of_member", codes.c.member)
Index("codes_by_person", codes.c.by_person)

# The books of a group, offered to `receiver`, who has to agree; `giver` keeps them no longer then.
handovers = _numbered(
    "handovers",
    _needed("group_id", Id, ForeignKey("groups.id")),
    Column("giver", Id, ForeignKey("people.id")),
    _needed("receiver", Id, ForeignKey("people.id")),
    _needed("by_person", Id, ForeignKey("people.id")),
    _needed("asked", BigInteger),
    Column("decided", BigInteger),
    Column("taken", Boolean),
)
Index("handovers_of_group", handovers.c.group_id, handovers.c.id)

# A person whose phone is lost: whoever writes from there is `stray` since `at`. At `ended` the person has an account
# once more.
cuts = _numbered(
    "cuts",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("person", Id, ForeignKey("people.id")),
    _needed("stray", Id, ForeignKey("people.id")),
    _needed("by_person", Id, ForeignKey("people.id")),
    _needed("at", BigInteger),
    Column("ended", BigInteger),
)
Index("cuts_of_group", cuts.c.group_id, cuts.c.id)
Index("cuts_of_person", cuts.c.person)
Index("cuts_of_stray", cuts.c.stray)

# The meeting that founded a group's cooperative, and what its minutes have to carry, as far as it was told: who
# briefed, led and wrote, when it began and closed, what was decided. `dues` are rupiah (simpanan wajib), `term` is
# years; `holders` are the members who were given the mandate.
foundings = _numbered(
    "foundings",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("meeting", Id, ForeignKey("meetings.id")),
    Column("briefed", Text),
    Column("chair", Text),
    Column("minutes", Text),
    Column("begun", Text),
    Column("closed", Text),
    Column("address", Text),
    Column("form", Text),
    Column("area", Text),
    Column("duration", Text),
    Column("kind", Text),
    Column("business", Text),
    Column("statutes", Text),
    Column("dues", BigInteger),
    Column("term", Integer),
    Column("holders", Document),
    UniqueConstraint("group_id"),
)
Index("foundings_of_meeting", foundings.c.meeting)

# What was handed out of a group's books as a file: who took it, for whom (`receiver`), and what for. `document` is
# which one, none where it was all; `niks` is how many NIK could be read in it.
exports = _numbered(
    "exports",
    _needed("group_id", Id, ForeignKey("groups.id")),
    _needed("person", Id, ForeignKey("people.id")),
    _needed("at", BigInteger),
    _needed("purpose", Text),
    Column("document", Text),
    Column("receiver", Text),
    Column("niks", Integer),
    Column("reason", Text),
    Column("columns", Document),
)
Index("exports_of_group", exports.c.group_id, exports.c.id)

# Somebody looked, on a day, at what is kept of one member (`what` of it). Of no record does anything hang on it: a
# member whose registering is taken back leaves no more than a number here.
looks = _numbered(
    "looks",
    _needed("group_id", BigInteger),
    _needed("member", BigInteger),
    _needed("person", BigInteger),
    _needed("what", Text),
    _needed("day", Text),
    UniqueConstraint("member", "person", "what", "day"),
)
Index("looks_of_day", looks.c.day)

# How often something happened within the hour that began at `since`: counts, without who or what.
tallies = Table(
    "tallies",
    metadata,
    Column("what", Text, primary_key=True),
    Column("since", BigInteger, primary_key=True, autoincrement=False),
    _needed("count", BigInteger),
)

# `turn` is the inbox row that was answered. `taken_back` is the turn that undid a change. What an undoing writes has
# its own turn there: it is never offered. `about` is the one member or meeting that a change concerns.
changes = _numbered(
    "changes",
    _needed("turn", BigInteger),
    _needed("person", BigInteger),
    _needed("at", BigInteger),
    Column("group_id", BigInteger),
    _needed("record", Text),
    _needed("before", Document),
    _needed("after", Document),
    Column("taken_back", BigInteger),
    Column("about", BigInteger),
)
Index("changes_of_turn", changes.c.turn, changes.c.person)
Index("changes_of_group", changes.c.group_id, changes.c.id)
Index("changes_about", changes.c.about, changes.c.record, changes.c.id)
