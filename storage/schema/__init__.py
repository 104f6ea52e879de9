"""The tables. Instants are seconds since 1970, UTC; dates and times of day belong to the group and are ISO text.

Indexes of some rows only stand in `indexes`.
"""

from __future__ import annotations

from storage.schema.books import aids, businesses, exports, founders, foundings, ideas, papers
from storage.schema.columns import metadata
from storage.schema.groups import chats, groups, looks, members, officers
from storage.schema.meetings import (
    attendance,
    countersigns,
    deviations,
    disputes,
    meetings,
    pauses,
    relays,
    rsvps,
    schedules,
)
from storage.schema.people import codes, consents, cuts, grants, handovers, joins, links, mutes, people, talks
from storage.schema.turns import changes, charges, due, inbox, leases, meta, openings, outbox, tallies

__all__ = [
    "aids",
    "attendance",
    "businesses",
    "changes",
    "charges",
    "chats",
    "codes",
    "consents",
    "countersigns",
    "cuts",
    "deviations",
    "disputes",
    "due",
    "exports",
    "founders",
    "foundings",
    "grants",
    "groups",
    "handovers",
    "ideas",
    "inbox",
    "joins",
    "leases",
    "links",
    "looks",
    "meetings",
    "members",
    "meta",
    "metadata",
    "mutes",
    "officers",
    "openings",
    "outbox",
    "papers",
    "pauses",
    "people",
    "relays",
    "rsvps",
    "schedules",
    "talks",
    "tallies",
]
