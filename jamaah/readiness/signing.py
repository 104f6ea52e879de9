"""Who can sign as a founder: who was at the founding meeting in person, and what is known of each of them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.founding import OfAge, adult_age, of_age
from jamaah.rulebook import Measure, Rule
from lean import dataclass

IN_PERSON = frozenset({Presence.PRESENT, Presence.LATE})


class Standing(StrEnum):
    """Whether somebody counts as a founder. OPEN: not all is known that makes it certain, and nothing is against it."""

    SURE = "sure"
    OPEN = "open"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who was at the founding meeting; `ktp` is whether there is one, None: not told."""

    member: Member
    of_age: OfAge
    ktp: bool | None

    @property
    def standing(self) -> Standing:
        """Who is barred or under age does not count; marriage, which is not recorded, would make them adults."""
        if self.of_age in (OfAge.BARRED, OfAge.UNDER_AGE):
            return Standing.NOT_COUNTED
        return Standing.SURE if self.of_age is OfAge.SURELY and self.ktp else Standing.OPEN


def signers(meeting: Meeting, evidence: Evidence, rules: Iterable[Rule]) -> list[Signer]:
    """Who came in person, in the order of the book; also who has left since, for the meeting was held with them."""
    wanted = adult_age(rules)
    came = [member for member in evidence.members if meeting.attendance.get(member.id) in IN_PERSON]
    return [
        Signer(member, of_age(member, evidence, wanted), evidence.has_ktp(member))
        for member in sorted(came, key=lambda member: member.id)
    ]


def fewest(rules: Iterable[Rule]) -> Rule | None:
    """The rule that says how many founders there are at least."""
    return next((rule for rule in rules if rule.measure is Measure.ADULTS), None)
