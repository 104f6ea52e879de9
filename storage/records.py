"""The records: all that is remembered, as one transaction sees it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select

from storage import schema
from storage.accounts import Accounts
from storage.book import (
    aids_of,
    businesses_of,
    exports_of,
    founders_of,
    foundings_of,
    handovers_of,
    ideas_of,
    officers_of,
    papers_of,
)
from storage.changes import Author, Log
from storage.chats import Chats
from storage.codes import Codes
from storage.consents import Consents
from storage.countersigns import Countersigns
from storage.direct import Connection
from storage.disputes import Disputes
from storage.due import DueWork
from storage.groups import Groups
from storage.history import Changes
from storage.inbox import Inbox
from storage.joins import Joins
from storage.leases import Leases
from storage.looks import Looks
from storage.meetings import Meetings
from storage.members import Members
from storage.outbox import Outbox
from storage.people import People
from storage.relays import Relays
from storage.retention import Keeping
from storage.rsvps import Rsvps
from storage.schedules import Schedules
from storage.statements import entering, on
from storage.talks import Talks
from storage.tallies import Tallies
from storage.window import Window

if TYPE_CHECKING:
    from storage.charges import Charges
    from storage.erasure import Erasures
    from storage.service import Service
    from storage.whole import Whole

_HALF_TOLD = {"name": "demo", "value": "half told"}
_BEGIN_DEMO = entering(schema.meta, schema.meta.c.name)
_END_DEMO = delete(schema.meta).where(schema.meta.c.name == _HALF_TOLD["name"])
_ANYTHING = select(
    (exists(select(schema.groups.c.id)) | exists(select(schema.people.c.id)))
    & ~exists(select(schema.meta.c.name).where(schema.meta.c.name == _HALF_TOLD["name"]))
)


class Records:
    """What a turn may read and write; it ends with its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._log = Log(connection)
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.window = Window(connection)
        self.talks = Talks(connection)
        self.due = DueWork(connection)
        self.keeping = Keeping(connection)
        self.leases = Leases(connection)
        self.codes = Codes(connection)
        self.consents = Consents(connection)
        self.tallies = Tallies(connection)
        self.accounts = Accounts(self._log)
        self.people = People(self._log)
        self.groups = Groups(self._log)
        self.members = Members(self._log)
        self.meetings = Meetings(self._log)
        self.joins = Joins(self._log)
        self.disputes = Disputes(self._log)
        self.countersigns = Countersigns(self._log)
        self.schedules = Schedules(self._log)
        self.rsvps = Rsvps(self._log)
        self.chats = Chats(self._log)
        self.relays = Relays(self._log)
        self.ideas = ideas_of(self._log)
        self.businesses = businesses_of(self._log)
        self.officers = officers_of(self._log)
        self.founders = founders_of(self._log)
        self.papers = papers_of(self._log)
        self.foundings = foundings_of(self._log)
        self.aids = aids_of(self._log)
        self.exports = exports_of(self._log)
        self.handovers = handovers_of(self._log)
        self.changes = Changes(self._log)
        self.looks = Looks(connection)

    # What few turns need is imported by the first of them: every start would pay for the statements in it.

    @cached_property
    def charges(self) -> Charges:
        """What a platform has charged for."""
        from storage.charges import Charges  # noqa: PLC0415

        return Charges(self._connection)

    @cached_property
    def service(self) -> Service:
        """How much is kept and waits."""
        from storage.service import Service  # noqa: PLC0415

        return Service(self._connection)

    @cached_property
    def whole(self) -> Whole:
        """All that is kept of a group."""
        from storage.whole import Whole  # noqa: PLC0415

        return Whole(self._connection)

    @cached_property
    def erasures(self) -> Erasures:
        """Taking somebody out of everything."""
        from storage.erasure import Erasures  # noqa: PLC0415

        return Erasures(self._log, self.members)

    def author(self, turn: int, person: int, now: int) -> None:
        """Whose changes the following writes are: the inbox row of the turn, the person, the moment."""
        self._log.author = Author(turn, person, now)

    def is_empty(self) -> bool:
        """Whether there is neither a group nor anybody who has written, or no more than half a demo."""
        return not self._connection.execute(_ANYTHING).scalar_one()

    def demo(self, *, begun: bool) -> None:
        """Note that a demo is being told from now on, or no longer; for the simulator only."""
        if begun:
            self._connection.execute(on(self._connection, _BEGIN_DEMO), _HALF_TOLD)
        else:
            self._connection.execute(_END_DEMO)

    def reset(self) -> None:
        """Empty all tables; for the simulator only. Ids are not given out again."""
        for table in reversed(schema.metadata.sorted_tables):
            if table is not schema.meta:
                self._connection.execute(delete(table))
        self._log.forget()
