"""Evidence: what the records show of a group on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from jamaah.aid import Aid
from jamaah.businesses import Business, runs
from jamaah.capital import Capital
from jamaah.founders import Founder
from jamaah.groups import Group
from jamaah.ideas import Idea
from jamaah.meetings import Meeting
from jamaah.members import Member, belongs
from jamaah.officers import Officer, serves
from jamaah.papers import KTP_COPIES, Having, Paper, latest
from jamaah.people import fold
from jamaah.timetable import Pause, Timetable
from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that was recorded of a group and is looked at on the day `on`; what came later is passed over.

    `households` are the names of families by member id, in place of what the book says of these members; `cooperative`
    is the name the group has chosen for its cooperative; `elsewhere` are the ids of members who are known to belong to
    another group too.
    """

    group: Group
    on: date
    members: Sequence[Member]
    meetings: Sequence[Meeting]
    timetable: Timetable | None
    ideas: Sequence[Idea] = ()
    businesses: Sequence[Business] = ()
    officers: Sequence[Officer] = ()
    households: Mapping[int, str] = field(default_factory=dict)
    aid: Sequence[Aid] = ()
    papers: Sequence[Paper] = ()
    founders: Sequence[Founder] = ()
    cooperative: str | None = None
    elsewhere: Collection[int] = ()

    def as_of(self, day: date) -> Evidence:
        """The same records as they show the group on another day, by all that was recorded of it until now."""
        return replace(self, on=day)

    @property
    def pauses(self) -> Sequence[Pause]:
        """When no meeting was expected."""
        return self.timetable.pauses if self.timetable else ()

    @property
    def capital(self) -> Capital | None:
        """What was told of the group's capital."""
        told = self.group.capital
        return told if told and told.day <= self.on else None

    @property
    def belonging(self) -> list[Member]:
        """Who is a member."""
        return [member for member in self.members if belongs(member, self.on)]

    @property
    def held(self) -> list[Meeting]:
        """The meetings that took place, the oldest first."""
        return sorted((meeting for meeting in self.meetings if meeting.day <= self.on), key=lambda held: held.day)

    @property
    def attended(self) -> list[Meeting]:
        """Those of which it is recorded who or how many came."""
        return [meeting for meeting in self.held if meeting.attendance or meeting.present_count is not None]

    @property
    def running(self) -> list[Business]:
        """The businesses that run."""
        return [business for business in self.businesses if runs(business, self.on)]

    @property
    def serving(self) -> list[Officer]:
        """The members who hold a post."""
        there = {member.id for member in self.belonging}
        return [officer for officer in self.officers if officer.member in there and serves(officer, self.on)]

    def founder(self, member: Member) -> Founder | None:
        """What is known of a member as a founder."""
        known = (one for one in self.founders if one.member == member.id and one.day <= self.on)
        return next(known, None)

    def has_ktp(self, member: Member) -> bool | None:
        """Whether a member has a KTP, as told, or because the copies of all were there once they belonged to it; None
        where that is not known."""
        told, copies = self.founder(member), latest(self.papers, self.on).get(KTP_COPIES)
        if told is not None and told.ktp is not None:
            return told.ktp
        copied = copies is not None and copies.having is Having.HAVE and member.joined <= copies.day
        return True if copied else None

    def roll_of(self, meeting: Meeting) -> list[Member]:
        """Who could have come: an entry proves it also for somebody who was registered after the meeting, and nobody
        could who is only supposed."""
        could = (member for member in self.belonging if member.id)
        return [member for member in could if member.joined <= meeting.day or member.id in meeting.attendance]

    def families(self) -> tuple[int, int]:
        """The fewest and the most households that the members can be of: who is of which is not told of all."""
        members = self.belonging
        told = [self.households.get(member.id) or member.household for member in members]
        known = len({fold(name) for name in told if name})
        return max(known, min(1, len(members))), known + sum(not name for name in told)
