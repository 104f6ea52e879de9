"""The items of the article that the members' book and the minutes do not show: businesses, ideas, RT, aid, youth."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.aid import Aid
from jamaah.businesses import Business, Field
from jamaah.founders import Founder, is_barred
from jamaah.ideas import Idea
from jamaah.meetings import Meeting, Presence
from jamaah.members import Departure
from jamaah.officers import Officer, Post
from jamaah.papers import KTP_COPIES, Having, Paper
from jamaah.people import Born
from jamaah.readiness import Evidence, State, assess, since
from jamaah.rulebook import Counted, Measure, load
from tests.jamaah.evidence import (
    ago,
    aids,
    businesses,
    evidence_of,
    evidences,
    found,
    founders,
    group_of,
    ideas,
    officers,
    papers,
    unhurried,
    with_rule,
)
from tests.jamaah.strategies import TODAY, held_meetings, member

MET, NOT_MET, NOT_KNOWN, ADVICE = State.MET, State.NOT_MET, State.NOT_KNOWN, State.ADVICE


def business(**rest: Any) -> Business:
    return Business(**{"group": 1, "what": "ayam", "since": ago(30), **rest})


def idea(**rest: Any) -> Idea:
    return Idea(**{"group": 1, "what": "ayam", "day": ago(30), **rest})


@pytest.mark.parametrize(
    ("told", "state", "figure"),
    [
        ([], NOT_KNOWN, None),
        ([True], MET, 100),
        ([True, True], MET, 100),
        ([True, False], NOT_MET, 50),
        ([False], NOT_MET, 0),
        ([True, None], NOT_KNOWN, 50),
        ([None], NOT_KNOWN, 0),
        ([False, None], NOT_MET, 0),
    ],
)
def test_a_groups_business_is_worked_together(told: list[bool | None], state: State, figure: int | None) -> None:
    seen = found("business_form", evidence_of(businesses=[business(collective=one) for one in told]))
    assert (seen.item, seen.state, seen.figure) == (1, state, figure)
    assert seen.detail["individual"] == told.count(False)


def test_only_what_runs_on_the_day_is_looked_at() -> None:
    over = business(id=7, collective=False, until=TODAY)
    later = business(id=8, collective=False, since=date(2026, 12, 1))
    seen = found("business_form", evidence_of(businesses=[over, later, business(id=9, collective=True)]))
    assert (seen.state, seen.proof.ids, seen.as_of) == (MET, (9,), ago(30))


@pytest.mark.parametrize(
    ("told", "state", "figure"),
    [
        ([], NOT_KNOWN, None),
        ([{"by": 1}], NOT_KNOWN, None),
        ([{"by": 1, "adopted": False}], NOT_KNOWN, None),
        ([{"by": 1, "adopted": True}], MET, 100),
        ([{"adopted": True}], NOT_KNOWN, 0),
        ([{"outside": "dinas", "adopted": True}], NOT_MET, 0),
        ([{"outside": "dinas", "by": 1, "adopted": True}], MET, 100),
        ([{"by": 1, "adopted": True}, {"outside": "dinas", "adopted": True}], NOT_MET, 50),
        ([{"by": 1, "adopted": True}, {"outside": "dinas", "adopted": True, "decided": ago(731)}], MET, 100),
        ([{"by": 1, "adopted": True, "decided": date(2026, 12, 1)}], NOT_KNOWN, None),
    ],
)
def test_the_programme_comes_from_the_members(told: list[dict[str, Any]], state: State, figure: int | None) -> None:
    seen = found("own_ideas", evidence_of(ideas=[idea(**one) for one in told]))
    assert (seen.item, seen.state, seen.figure) == (2, state, figure)


def test_what_became_of_ideas_is_counted() -> None:
    told = [idea(by=1), idea(by=2, discussed=ago(20)), idea(by=1, discussed=ago(20), adopted=True, decided=ago(10))]
    seen = found("own_ideas", evidence_of(ideas=told))
    assert seen.detail == {"proposed": 3, "discussed": 2, "adopted": 1, "own": 1, "outside": 0, "unknown": 0}
    assert seen.as_of == ago(10)


@pytest.mark.parametrize(
    ("home", "told", "state", "figure"),
    [
        ("3", ["3", "03"], MET, 100),
        ("3", ["3", "4"], ADVICE, 50),
        ("3", ["3", None], NOT_KNOWN, 50),
        ("3", [None, None], NOT_KNOWN, None),
        (None, ["3", "3"], NOT_KNOWN, None),
        ("3", [], NOT_KNOWN, None),
    ],
)
def test_members_of_another_rt_are_told_and_never_counted(
    home: str | None, told: list[str | None], state: State, figure: int | None
) -> None:
    evidence = evidence_of([member(rt=one) for one in told])
    seen = found("rt", replace(evidence, group=replace(evidence.group, rt=home)))
    assert (seen.state, seen.figure) == (state, figure)


@pytest.mark.parametrize("days", [[], [ago(3)], [ago(3), date(2026, 12, 1)]])
def test_aid_of_the_state_calls_the_rule_to_mind_and_is_never_judged(days: list[date]) -> None:
    seen = found("civil_society", evidence_of(aid=[Aid(group=1, day=day, what="bibit") for day in days]))
    assert (seen.item, seen.state, seen.figure) == (6, ADVICE, min(1, len(days)))


@pytest.mark.parametrize(
    ("born", "state", "figure"),
    [
        ([], NOT_KNOWN, 0),
        ([Born(1970)], ADVICE, 0),
        ([Born(2000)], MET, 1),
        ([None], NOT_KNOWN, 0),
        ([Born(1970), None], NOT_KNOWN, 0),
        ([Born(1996, about=True)], NOT_KNOWN, 0),
        ([Born(2009, 11, 23), Born(1995, 11, 23)], MET, 1),
    ],
)
def test_youth_is_told_and_never_failed(born: list[Born | None], state: State, figure: int) -> None:
    seen = found("youth", evidence_of([member(born=one) for one in born]))
    assert (seen.item, seen.state, seen.figure) == (7, state, figure)


def test_the_young_who_came_are_told_beside() -> None:
    roll = group_of(2, 2)
    roll[0] = replace(roll[0], born=Born(2000))
    came = {one.id: Presence.PRESENT for one in roll[:2]} | {3: Presence.REPRESENTED}
    seen = found("youth", evidence_of(roll, meetings=[Meeting(group=1, day=ago(2), attendance=came)]))
    assert (seen.detail["attended"], seen.detail["attended_youth"]) == (2, 1)


@pytest.mark.parametrize(
    ("told", "state", "figure"), [([], NOT_KNOWN, None), ([True], MET, 1), ([None], NOT_KNOWN, 0), ([False], ADVICE, 0)]
)
def test_what_the_place_has_comes_first(told: list[bool | None], state: State, figure: int | None) -> None:
    seen = found("local_resources", evidence_of(businesses=[business(local=one) for one in told]))
    assert (seen.item, seen.state, seen.figure) == (9, state, figure)


@pytest.mark.parametrize(
    ("fields", "integrated"),
    [
        ([{Field.CROP, Field.FOREST, Field.LIVESTOCK}], True),
        ([{Field.CROP}, {Field.FOREST, Field.FISH}, {Field.LIVESTOCK}], True),
        ([{Field.CROP, Field.FOREST, Field.FISH}], False),
        ([], False),
    ],
)
def test_crops_trees_and_livestock_in_one_are_recognised(fields: list[set[Field]], integrated: bool) -> None:
    told = [business(fields=frozenset(one)) for one in fields]
    assert found("local_resources", evidence_of(businesses=told)).detail["integrated"] is integrated


def test_women_are_counted_as_the_union_reads_the_article() -> None:
    roll = group_of(2, 2)
    came = {1: Presence.PRESENT, 2: Presence.LATE, 3: Presence.PRESENT, 4: Presence.EXCUSED}
    holding = [Officer(group=1, member=one, post=post) for one, post in ((3, Post.CHAIR), (4, Post.TREASURER))]
    evidence = evidence_of(roll, meetings=[Meeting(group=1, day=ago(2), attendance=came)], officers=holding)
    of_members = found("women", evidence)
    of_attendance = found("women", evidence, with_rule("women", counted=Counted.ATTENDANCE))
    of_officers = found("women", evidence, with_rule("women", counted=Counted.OFFICERS))
    assert [one.figure for one in (of_members, of_attendance, of_officers)] == [50, 67, 0]
    assert [one.state for one in (of_members, of_attendance, of_officers)] == [MET, MET, NOT_MET]
    beside = ("members", "members_women", "attendance", "attendance_women", "officers", "officers_women")
    assert [of_members.detail[key] for key in beside] == [4, 2, 3, 2, 2, 0]


def test_who_came_without_a_name_may_have_been_anybody() -> None:
    evidence = evidence_of(group_of(2, 2), meetings=[Meeting(group=1, day=ago(2), present_count=4)])
    assert found("women", evidence, with_rule("women", counted=Counted.ATTENDANCE)).state is NOT_KNOWN


@pytest.mark.parametrize(
    ("families", "least", "state"),
    [
        (["Darmo", "darmo", "Karno", "Slamet"], 3, MET),
        (["Darmo", "Darmo", None, None], 3, NOT_KNOWN),
        (["Darmo"] * 4, 2, NOT_MET),
        ([None] * 4, 1, MET),
        ([], 1, NOT_MET),
    ],
)
def test_households_may_be_counted_instead_of_persons(families: list[str | None], least: int, state: State) -> None:
    book = with_rule("members_min", counted=Counted.HOUSEHOLDS, threshold=least)
    evidence = evidence_of([member(household=one) for one in families])
    assert found("members_min", evidence, book).state is state


def test_a_household_told_apart_goes_before_the_book() -> None:
    roll = [replace(one, household="Darmo") for one in group_of(2)]
    assert evidence_of(roll).families() == (1, 1)
    assert evidence_of(roll, households={2: "Karno"}).families() == (2, 2)


def test_all_ten_items_are_assessed() -> None:
    findings = assess(evidence_of(), load()).findings
    assert {one.item for one in findings if one.track == "own"} == set(range(1, 11))


@unhurried
@given(evidences())
def test_an_assessment_changes_no_record_and_is_repeatable(evidence: Evidence) -> None:
    before = deepcopy(evidence)
    first = assess(evidence, load())
    assert evidence == before  # after each: what is turned over twice is as it was
    assert assess(evidence, load()) == first
    since(evidence, load(), ago(90))
    assert evidence == before


@unhurried
@given(evidences())
def test_nothing_of_tomorrow_counts_today(evidence: Evidence) -> None:
    so_far = replace(
        evidence,
        ideas=[one for one in evidence.ideas if one.day <= TODAY],
        businesses=[one for one in evidence.businesses if one.since <= TODAY],
        aid=[one for one in evidence.aid if one.day <= TODAY],
        papers=[one for one in evidence.papers if one.day <= TODAY],
        meetings=[one for one in evidence.meetings if one.day <= TODAY],
    )
    assert assess(so_far, load()) == assess(evidence, load())
    for one in assess(evidence, load()).findings:
        assert one.as_of is None or one.as_of <= TODAY
        assert one.proof.oldest is None or one.proof.newest is None or one.proof.oldest <= one.proof.newest


# What a rule itself says may unmake it: a business that is not worked together, an idea from above, a meeting to which
# not everybody came, a term that is over. Of gaps only an older meeting can: it tells of a gap before those known.
BREACHES = {
    Measure.COLLECTIVE_PERCENT: lambda new: isinstance(new, Business) and new.collective is not True,
    Measure.OWN_IDEAS_PERCENT: lambda new: isinstance(new, Idea) and new.by is None,
    Measure.IN_PERSON_PERCENT: lambda new: isinstance(new, Meeting),
    Measure.GAP_DAYS: lambda new: isinstance(new, Meeting) and new.day < ago(90),
    Measure.TERM_YEARS: lambda new: isinstance(new, Officer),
    Measure.DOCUMENTS: lambda new: isinstance(new, Paper) and new.having is Having.MISSING,
    Measure.ADULTS: lambda new: _is_no_founder(new),
}


def _is_no_founder(new: object) -> bool:
    """Somebody of whom it becomes known that they cannot sign, or copies that are not there after all."""
    barred = isinstance(new, Founder) and is_barred(new)
    return barred or (isinstance(new, Paper) and new.document == KTP_COPIES and new.having is not Having.HAVE)


@unhurried
@given(evidences(), st.data())
def test_more_evidence_unmakes_nothing_but_where_the_rule_says_so(evidence: Evidence, data: st.DataObject) -> None:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "meetings": held_meetings(evidence.members),
        "ideas": ideas,
        "businesses": businesses,
        "officers": officers,
        "aid": aids,
        "papers": papers,
        "founders": founders,
    }
    kind = data.draw(st.sampled_from(sorted(kinds)))
    new = data.draw(kinds[kind])
    if isinstance(new, Founder) and any(one.member == new.member for one in evidence.founders):
        return  # of each member one thing is known
    more: dict[str, Any] = {kind: [*getattr(evidence, kind), new]}
    after = assess(replace(evidence, **more), load())
    for one in assess(evidence, load()).findings:
        then = after.find(one.rule)
        measure = load().in_force(TODAY)[one.rule].measure
        unmade = one.state is MET and then is not None and then.state is not MET
        assert not unmade or BREACHES.get(measure, lambda new: False)(new), (one, then)


@given(st.lists(st.integers(1, 40), min_size=3, max_size=8), st.data())
def test_another_meeting_between_those_known_never_makes_a_gap(steps: list[int], data: st.DataObject) -> None:
    days = [sum(steps[: n + 1]) for n in range(len(steps))]
    before = found("meetings", evidence_of(meetings=[Meeting(group=1, day=ago(n)) for n in days]))
    days.append(data.draw(st.integers(0, days[-1])))
    after = found("meetings", evidence_of(meetings=[Meeting(group=1, day=ago(n)) for n in days]))
    assert (before.state, after.state) == (MET, MET)
    assert (after.figure or 0) <= (before.figure or 0)


@unhurried
@given(evidences(), st.data())
def test_a_death_unmakes_no_meeting_and_no_deliberation(evidence: Evidence, data: st.DataObject) -> None:
    if not evidence.members:
        return
    dead = data.draw(st.sampled_from(list(evidence.members)))
    gone = replace(dead, left=TODAY, departure=Departure.DIED)
    after = replace(evidence, members=[gone if one.id == dead.id else one for one in evidence.members])
    for rule in ("meetings", "business_form", "own_ideas"):
        assert found(rule, after).state is found(rule, evidence).state
    assert found("in_person", evidence).state is not MET or found("in_person", after).state in (MET, NOT_KNOWN)


def _nothing() -> Sequence[Evidence]:
    return [
        evidence_of([], timetable=None),
        evidence_of(group_of(0, 0, 22)),
        evidence_of(group_of(30, 30)),
        evidence_of(group_of(2, 2), meetings=[Meeting(group=1, day=date(2027, 1, 1), present_count=4)]),
    ]


@pytest.mark.parametrize("evidence", _nothing(), ids=["nothing", "no genders", "sixty", "tomorrow"])
def test_what_was_never_recorded_is_never_met(evidence: Evidence) -> None:
    shown = {"members_min", "members_max", "women"}
    states = {one.rule: one.state for one in assess(evidence, load()).findings if one.rule not in shown}
    assert MET not in states.values()
    assert set(states.values()) <= {NOT_KNOWN, ADVICE} | ({NOT_MET} if len(evidence.members) < 9 else set())
    assert NOT_MET not in {state for rule, state in states.items() if rule != "founders"}
