"""What would be if: evidence of what is only supposed. Nothing that was recorded is changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from jamaah.members import Member
from jamaah.people import Gender
from jamaah.readiness.evidence import Evidence


def supposed(
    evidence: Evidence, *, leave: Collection[int] = (), women: int = 0, men: int = 0, others: int = 0
) -> Evidence:
    """The evidence if some members (ids) were none any more and so many women, men and others (of whom not even that
    is known) joined. Raises ValueError for less than nobody."""
    if min(women, men, others) < 0:
        raise ValueError("less than nobody cannot join")
    left = [replace(one, left=evidence.on) if one.id in leave else one for one in evidence.members]
    genders = [Gender.FEMALE] * women + [Gender.MALE] * men + [None] * others
    joined = [_newcomer(evidence, gender) for gender in genders]
    return replace(evidence, members=[*left, *joined])


def _newcomer(evidence: Evidence, gender: Gender | None) -> Member:
    return Member(group=evidence.group.id, name="", gender=gender, joined=evidence.on)
