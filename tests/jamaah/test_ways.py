"""The shortest way, what would be if, and what was gained or lost since a day."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamaah.meetings import Meeting, Presence
from jamaah.members import Departure
from jamaah.officers import Officer, Post
from jamaah.papers import Having, Paper
from jamaah.people import Born
from jamaah.readiness import Evidence, Shortest, State, Step, assess, progress, since, supposed
from jamaah.readiness.ways import Wanted, fewest
from jamaah.rulebook import Counted, Rulebook, load
from tests.jamaah.evidence import ago, evidence_of, evidences, found, group_of, unhurried, with_rule
from tests.jamaah.strategies import TODAY, member

ADULT, CHILD = Born(1980), Born(2010, 1, 1)
WITH_KTP = Paper(group=1, document="ktp_copies", having=Having.HAVE, day=TODAY)
MOST = 12


def book_of(wanted: Wanted) -> Rulebook:
    """The rulebook with other numbers."""
    numbers = {"members_min": wanted.members, "women": wanted.women_percent, "founders": wanted.founders}
    rules = tuple(replace(one, threshold=numbers.get(one.id, one.threshold)) for one in load().rules)
    return replace(load(), rules=rules)


def is_there(evidence: Evidence, book: Rulebook) -> bool:
    findings = [found(rule, evidence, book) for rule in ("members_min", "women", "founders")]
    return all(one.state is State.MET for one in findings)


def joined_by(evidence: Evidence, women: int, others: int) -> Evidence:
    """So many women and men more, all of age."""
    new = [replace(one, id=0, born=ADULT) for one in group_of(women, others)]
    return replace(evidence, members=[*evidence.members, *new])


numbers = st.integers(0, 4)
wanted = st.builds(Wanted, st.integers(1, 6), st.sampled_from([1, 34, 50, 60]), st.integers(1, 5))


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, numbers, wanted)
def test_no_way_is_shorter_by_any_number_of_women_and_men(women: int, men: int, children: int, ends: Wanted) -> None:
    roll = group_of(women, men, born=ADULT) + group_of(0, children, born=CHILD)
    evidence, book = evidence_of(roll, papers=[WITH_KTP]), book_of(ends)
    way = assess(evidence, book).shortest
    assert is_there(joined_by(evidence, way.add_women, way.add_others), book)
    shorter = [pair for pair in product(range(MOST), repeat=2) if (sum(pair), pair[0]) < (way.adds, way.add_women)]
    assert not any(is_there(joined_by(evidence, *pair), book) for pair in shorter)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), wanted)
def test_at_the_end_of_the_way_nothing_is_lacking(women: int, men: int, adults: int, more: int, ends: Wanted) -> None:
    adds, others = fewest(women + men, women, min(adults, women + men), ends)
    again = fewest(women + men + adds + others, women + adds, min(adults, women + men) + adds + others, ends)
    assert again == (0, 0)
    assert adds >= 0 <= others


@pytest.mark.parametrize(
    ("women", "men", "born", "way", "steps"),
    [
        (8, 9, ADULT, Shortest(2, 1), [(Step.ADD_WOMEN, 2), (Step.ADD_OTHERS, 1)]),
        (10, 10, None, Shortest(0, 0, tell_ages=20), [(Step.TELL_AGES, 20)]),
        (10, 10, CHILD, Shortest(5, 4), [(Step.ADD_WOMEN, 5), (Step.ADD_OTHERS, 4)]),
        (0, 0, None, Shortest(10, 10), [(Step.ADD_WOMEN, 10), (Step.ADD_OTHERS, 10)]),
        (2, 3, None, Shortest(8, 7), [(Step.ADD_WOMEN, 8), (Step.ADD_OTHERS, 7)]),
        (20, 21, ADULT, Shortest(1, 0, above=2), [(Step.ADD_WOMEN, 1)]),
    ],
)
def test_the_steps_come_in_order(
    women: int, men: int, born: Born | None, way: Shortest, steps: list[tuple[Step, int]]
) -> None:
    found_way = assess(evidence_of(group_of(women, men, born=born)), load()).shortest
    assert found_way == way
    assert list(found_way.steps) == steps


def test_what_is_to_be_told_comes_before_who_is_to_be_found() -> None:
    way = assess(evidence_of(group_of(5, 7, 5)), load()).shortest
    assert [step for step, _count in way.steps] == [Step.TELL_GENDERS, Step.TELL_AGES, Step.ADD_OTHERS]


def test_households_and_other_readings_are_no_matter_of_adding_women() -> None:
    evidence = evidence_of([member(household=one, born=ADULT) for one in ("Darmo", "Darmo", None)])
    households = with_rule("members_min", counted=Counted.HOUSEHOLDS, threshold=4)
    assert assess(evidence, replace(households, recorded=load().recorded)).shortest.adds == 6
    officers = with_rule("women", counted=Counted.OFFICERS)
    assert assess(evidence_of(group_of(0, 20, born=ADULT)), officers).shortest == Shortest(0, 0)


def test_somebody_is_supposed_to_leave_and_others_to_join() -> None:
    evidence = evidence_of(group_of(10, 10), officers=[Officer(group=1, member=1, post=Post.CHAIR)])
    without = supposed(evidence, leave=[1])
    assert found("members_min", without).figure == 19
    assert found("women", without).state is State.NOT_MET
    assert found("officers", without).state is State.NOT_KNOWN
    assert found("women", supposed(evidence, men=5)).figure == 40
    assert found("women", supposed(evidence, others=5)).state is State.NOT_KNOWN
    assert found("women", supposed(evidence, leave=[1], women=1)).figure == 50
    assert found("members_max", supposed(evidence, men=21)).state is State.ADVICE


def test_who_is_only_supposed_missed_no_meeting() -> None:
    came = dict.fromkeys([1, 2, 3, 4], Presence.PRESENT)
    evidence = evidence_of(meetings=[Meeting(group=1, day=TODAY, attendance=came)])
    assert found("in_person", supposed(evidence, women=3)) == found("in_person", evidence)


@pytest.mark.parametrize(("women", "men", "others"), [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_less_than_nobody_cannot_be_supposed(women: int, men: int, others: int) -> None:
    with pytest.raises(ValueError, match="nobody"):
        supposed(evidence_of(), women=women, men=men, others=others)


@unhurried
@given(evidences(), st.integers(0, 3), st.integers(0, 3), st.data())
def test_supposing_changes_no_record(evidence: Evidence, women: int, men: int, data: st.DataObject) -> None:
    before = deepcopy(evidence)
    gone = data.draw(st.sets(st.sampled_from([one.id for one in evidence.members] or [0])))
    assess(supposed(evidence, leave=gone, women=women, men=men), load())
    assert evidence == before
    assert supposed(evidence) == before


def test_what_was_gained_and_lost_since_a_day_is_told() -> None:
    roll = [*group_of(10, 9, joined=date(2026, 1, 1)), replace(member(), id=20, joined=ago(20))]
    meetings = [Meeting(group=1, day=ago(days)) for days in (80, 90, 100, 110)]
    found_since = since(evidence_of(roll, meetings=meetings), load(), ago(60))
    assert [turn.rule for turn in found_since.gained] == ["members_min"]
    assert [turn.rule for turn in found_since.lost] == ["meetings"]
    [turn] = found_since.gained
    assert turn.before and turn.after
    assert (turn.before.figure, turn.after.figure) == (19, 20)


def test_who_was_excused_once_has_lost_no_rule() -> None:
    roll = group_of(10, 10)
    there = dict.fromkeys((one.id for one in roll), Presence.PRESENT)
    excused = there | {roll[0].id: Presence.EXCUSED}
    meetings = [Meeting(group=1, day=ago(90), attendance=there), Meeting(group=1, day=ago(5), attendance=excused)]
    assert found("in_person", evidence_of(roll, meetings=meetings)).state is State.ADVICE
    assert since(evidence_of(roll, meetings=meetings), load(), ago(60)).lost == ()


def test_a_member_who_died_since_is_told_as_a_count_only() -> None:
    roll = group_of(10, 10)
    roll[0] = replace(roll[0], left=ago(5), departure=Departure.DIED)
    assert [turn.rule for turn in since(evidence_of(roll), load(), ago(60)).lost] == ["members_min", "women"]


def test_a_change_of_the_law_alone_is_told_only_where_two_days_of_law_are_compared() -> None:
    roll = group_of(6, 6, born=ADULT, joined=date(2019, 1, 1))
    evidence = evidence_of(roll, papers=[replace(WITH_KTP, day=date(2019, 1, 1))])
    assert since(evidence, load(), date(2020, 1, 1)).gained == ()
    then, now = assess(evidence, load(), date(2020, 1, 1)), assess(evidence, load())
    assert [turn.rule for turn in progress(then, now).gained] == ["founders"]
    assert progress(now, now).gained == progress(now, now).lost == ()


@unhurried
@given(evidences())
def test_nothing_is_gained_or_lost_since_today(evidence: Evidence) -> None:
    nothing = since(evidence, load(), TODAY)
    assert nothing.gained == nothing.lost == ()
