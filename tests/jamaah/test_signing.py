"""Who can sign as a founder: those who came in person, and how certain it is that each of them counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jamaah.founders import Founder
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.papers import KTP_COPIES, Having, Paper
from jamaah.people import Born
from jamaah.readiness import OfAge, Standing, fewest, signers
from jamaah.rulebook import load
from tests.jamaah.evidence import ago, evidence_of
from tests.jamaah.strategies import TODAY, member

RULES = load().in_force(TODAY)
ADULT = Born(1980)


def of(count: int, born: Born | None = ADULT) -> list[Member]:
    return [member(f"Orang {n}", id=n, born=born) for n in range(1, count + 1)]


def held(attendance: dict[int, Presence]) -> Meeting:
    return Meeting(id=1, group=1, day=ago(4), attendance=attendance)


@given(st.lists(st.none() | st.sampled_from(Presence), min_size=1, max_size=12))
def test_who_was_represented_excused_or_is_not_recorded_is_no_founder(how: list[Presence | None]) -> None:
    people = of(len(how))
    attendance = {one.id: said for one, said in zip(people, how, strict=True) if said is not None}
    found = signers(held(attendance), evidence_of(people), RULES.values())
    came = [one for one, said in zip(people, how, strict=True) if said in (Presence.PRESENT, Presence.LATE)]
    assert [one.member for one in found] == came


def test_a_ktp_and_an_age_that_are_known_make_it_certain() -> None:
    young, unknown = replace(of(1)[0], id=8, born=Born(2009, 1, 1)), replace(of(1)[0], id=9, born=None)
    people = [*of(4), young, unknown]
    told = [
        Founder(group=1, member=1, ktp=True, day=ago(1)),
        Founder(group=1, member=2, ktp=False, day=ago(1)),
        Founder(group=1, member=3, citizen=False, day=ago(1)),
        Founder(group=1, member=8, ktp=True, day=ago(1)),
        Founder(group=1, member=9, ktp=True, day=ago(1)),
    ]
    meeting = held({one.id: Presence.PRESENT for one in people})
    found = signers(meeting, evidence_of(people, founders=told), RULES.values())
    sure, open_, not_counted = Standing.SURE, Standing.OPEN, Standing.NOT_COUNTED
    assert [one.standing for one in found] == [sure, not_counted, not_counted, open_, not_counted, open_]
    assert found[4].of_age is OfAge.UNDER_AGE


def test_who_has_left_since_was_there_and_copies_of_all_ktp_are_theirs_too() -> None:
    gone = replace(of(1)[0], id=2, left=ago(1))
    copies = [Paper(group=1, document=KTP_COPIES, having=Having.HAVE, day=ago(2))]
    people = [gone, *of(1)]
    found = signers(held({1: Presence.LATE, 2: Presence.PRESENT}), evidence_of(people, papers=copies), RULES.values())
    assert [(one.member.id, one.standing) for one in found] == [(1, Standing.SURE), (2, Standing.SURE)]


def test_who_is_in_another_group_too_is_not_certain() -> None:
    told = [Founder(group=1, member=1, ktp=True, day=ago(1))]
    evidence = evidence_of(of(1), founders=told, elsewhere=frozenset({1}))
    assert signers(held({1: Presence.PRESENT}), evidence, RULES.values())[0].standing is Standing.OPEN


def test_how_many_founders_there_are_at_least_is_a_rule_of_the_day() -> None:
    today, before = fewest(RULES.values()), fewest(load().in_force(date(1990, 1, 1)).values())
    assert today is not None
    assert today.threshold == 9
    assert before is None
