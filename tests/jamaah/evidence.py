"""Evidence of all kinds, and one finding of it, for the tests of readiness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from jamaah.aid import Aid
from jamaah.businesses import Business, Field
from jamaah.calendar import Weekly
from jamaah.capital import Capital
from jamaah.founders import Founder
from jamaah.ideas import Idea
from jamaah.members import Member
from jamaah.officers import Officer, Post
from jamaah.papers import Having, Paper
from jamaah.people import Gender
from jamaah.readiness import Evidence, Finding, assess
from jamaah.rulebook import Rulebook, load
from jamaah.timetable import Schedule, Timetable
from tests.jamaah.strategies import GROUP, TODAY, held_meetings, member, numbered, rolls

F, M = Gender.FEMALE, Gender.MALE
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For properties of whole evidence, which takes a while to make up on a busy machine."""
WEEKLY = Timetable((Schedule(group=1, recurrence=Weekly(3), at=time(19), place=None, since=TODAY),))


def group_of(women: int, men: int = 0, unknown: int = 0, **rest: Any) -> list[Member]:
    """So many members with ids from 1, all alike but for their gender."""
    genders: list[Gender | None] = [F] * women + [M] * men + [None] * unknown
    return numbered([replace(member(f"Orang {n}", gender), **rest) for n, gender in enumerate(genders)])


def evidence_of(members: list[Member] | None = None, **rest: Any) -> Evidence:
    """Evidence of a group of two women and two men unless other members are given."""
    kept = {"group": GROUP, "on": TODAY, "meetings": [], "timetable": WEEKLY, **rest}
    return Evidence(members=group_of(2, 2) if members is None else members, **kept)


def found(rule: str, evidence: Evidence, rulebook: Rulebook | None = None, by: date | None = None) -> Finding:
    """How one rule stands."""
    finding = assess(evidence, rulebook or load(), by).find(rule)
    assert finding is not None
    return finding


def with_rule(name: str, **changes: Any) -> Rulebook:
    """The rulebook with one rule changed."""
    book = load()
    return replace(book, rules=tuple(replace(one, **changes) if one.id == name else one for one in book.rules))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


past = st.integers(-30, 900).map(ago)
maybe = st.sampled_from([True, False, None])
ideas = st.builds(
    Idea,
    id=st.integers(1, 99),
    group=st.just(1),
    day=past,
    what=st.just("ayam"),
    by=st.none() | st.integers(1, 4),
    outside=st.none() | st.just("dinas"),
    discussed=st.none() | past,
    adopted=maybe,
    decided=st.none() | past,
)
businesses = st.builds(
    Business,
    id=st.integers(1, 99),
    group=st.just(1),
    what=st.just("ayam"),
    since=past,
    until=st.none() | past,
    fields=st.frozensets(st.sampled_from(Field)),
    collective=maybe,
    local=maybe,
)
officers = st.builds(
    Officer,
    id=st.integers(1, 99),
    group=st.just(1),
    member=st.integers(1, 4),
    post=st.sampled_from(Post),
    since=st.none() | past,
    until=st.none() | past,
)
aids = st.builds(Aid, id=st.integers(1, 99), group=st.just(1), day=past, what=st.just("bibit"))
NEEDED = ("deed", "founding_minutes", "capital", "business_plan", "attendance_list", "ktp_copies")
papers = st.builds(
    Paper,
    id=st.integers(1, 99),
    group=st.just(1),
    document=st.sampled_from(["deed", "capital", "ktp_copies"]),
    having=st.sampled_from(Having),
    day=past,
)
ALL_THERE = [Paper(group=1, document=name, having=Having.HAVE, day=ago(3)) for name in NEEDED]
amounts = st.none() | st.sampled_from([1, 50_000, 100_000, 900_000, 2_000_000])
capitals = st.builds(Capital, share=amounts, paid=amounts | st.just(0), day=past)
founders = st.builds(Founder, group=st.just(1), member=st.integers(1, 4), ktp=maybe, citizen=maybe, day=past)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Anything that may have been recorded of a small group."""
    roll = draw(rolls)
    return evidence_of(
        roll,
        group=replace(GROUP, capital=draw(st.none() | capitals)),
        meetings=draw(st.lists(held_meetings(roll), max_size=5)),
        ideas=draw(st.lists(ideas, max_size=4)),
        businesses=draw(st.lists(businesses, max_size=4)),
        officers=draw(st.lists(officers, max_size=4)),
        aid=draw(st.lists(aids, max_size=2)),
        papers=draw(st.lists(papers, max_size=4) | st.just(ALL_THERE)),
        founders=draw(st.lists(founders, max_size=4, unique_by=lambda one: one.member)),
        cooperative=draw(st.none() | st.sampled_from(["", "Koperasi Produsen Tani Maju Jaya", "Mandiri"])),
    )
