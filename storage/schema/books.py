"""What else a group writes down: ideas, businesses, all that its cooperative needs, and what was handed out."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Text, UniqueConstraint, text

from storage.schema.columns import Document, Id, needed, numbered

# What was put forward, with the `number` it keeps in the book: `member` brought it, or `outside`, who is no member;
# neither is told where nobody said who.
ideas = numbered(
    "ideas",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("day", Text),
    needed("what", Text),
    Column("member", Id, ForeignKey("members.id")),
    Column("outside", Text),
    Column("discussed", Text),
    Column("adopted", Boolean),
    Column("decided", Text),
    Column("meeting", Id, ForeignKey("meetings.id")),
    Column("outcome", Text),
    needed("number", Integer, server_default=text("0")),
)
Index("ideas_of_group", ideas.c.group_id, ideas.c.id)
Index("ideas_by_number", ideas.c.group_id, ideas.c.number, unique=True)
Index("ideas_of_member", ideas.c.member)
Index("ideas_of_meeting", ideas.c.meeting)

businesses = numbered(
    "businesses",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("what", Text),
    needed("since", Text),
    Column("until", Text),
    needed("fields", Document),
    Column("collective", Boolean),
    Column("local", Boolean),
)
Index("businesses_of_group", businesses.c.group_id, businesses.c.id)

# What is known of somebody as a founder: whether they have a KTP and are Indonesian. `nik` is sealed, with a key
# that is in no table.
founders = numbered(
    "founders",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("member", Id, ForeignKey("members.id")),
    Column("ktp", Boolean),
    Column("citizen", Boolean),
    needed("day", Text),
    Column("nik", Text),
    UniqueConstraint("group_id", "member"),
)
Index("founders_of_group", founders.c.group_id, founders.c.id)
Index("founders_of_member", founders.c.member)

# What was said on a day of a document that a founding needs.
papers = numbered(
    "papers",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("document", Text),
    needed("having", Text),
    needed("day", Text),
)
Index("papers_of_group", papers.c.group_id, papers.c.id)

# Aid of the state that a group received.
aids = numbered(
    "aids",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("day", Text),
    needed("what", Text),
    Column("giver", Text),
)
Index("aids_of_group", aids.c.group_id, aids.c.id)

# The meeting that founded a group's cooperative, and what its minutes have to carry, as far as it was told: who
# briefed, led and wrote, when it began and closed, what was decided. `dues` are rupiah (simpanan wajib), `term` is
# years; `holders` are the members who were given the mandate.
foundings = numbered(
    "foundings",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("meeting", Id, ForeignKey("meetings.id")),
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
# which one, none where it was all; `niks` is how many NIK could be read in it, `nik_of` of which members.
exports = numbered(
    "exports",
    needed("group_id", Id, ForeignKey("groups.id")),
    needed("person", Id, ForeignKey("people.id")),
    needed("at", BigInteger),
    needed("purpose", Text),
    Column("document", Text),
    Column("receiver", Text),
    Column("niks", Integer),
    Column("reason", Text),
    Column("columns", Document),
    Column("nik_of", Document),
)
Index("exports_of_group", exports.c.group_id, exports.c.id)
