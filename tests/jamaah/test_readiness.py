"""Readiness: what is met, what is not, what is not known, and the shortest way."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.calendar import Weekly
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.papers import Having, Paper
from jamaah.people import Born, born_from_age
from jamaah.readiness import Evidence, Finding, Report, Shortest, State, assess, percent
from jamaah.rulebook import load
from jamaah.timetable import Deviation, Fate, Pause, Schedule, Timetable
from tests.jamaah.evidence import group_of
from tests.jamaah.strategies import GROUP, TODAY, held_meetings, member, rolls


def paused(pauses: tuple[Pause, ...]) -> Timetable:
    return Timetable((Schedule(group=1, recurrence=Weekly(3), at=time(19), place=None, since=TODAY),), pauses)


def report(
    members: list[Member], meetings: list[Meeting] | None = None, *, on: date = TODAY, pauses: tuple[Pause, ...] = ()
) -> Report:
    told = [Paper(group=1, document="ktp_copies", having=Having.HAVE, day=on)]
    evidence = Evidence(
        group=GROUP, on=on, members=members, meetings=meetings or [], timetable=paused(pauses), papers=told
    )
    return assess(evidence, load())


def finding(rule: str, *args: object, **rest: object) -> Finding:
    found = report(*args, **rest).find(rule)  # type: ignore[arg-type]
    assert found is not None
    return found


def days_ago(*numbers: int, **rest: object) -> list[Meeting]:
    return [Meeting(group=1, day=TODAY - timedelta(days=n), **rest) for n in numbers]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "women", "men", "unknown", "state", "figure"),
    [
        ("members_min", 10, 9, 0, State.NOT_MET, 19),
        ("members_min", 10, 10, 0, State.MET, 20),
        ("members_max", 20, 20, 0, State.MET, 40),
        ("members_max", 21, 20, 0, State.ADVICE, 41),
        ("women", 12, 10, 0, State.MET, 55),
        ("women", 10, 10, 0, State.MET, 50),
        ("women", 9, 10, 0, State.NOT_MET, 47),
        ("women", 9, 10, 1, State.NOT_KNOWN, 45),
        ("women", 10, 9, 1, State.MET, 50),
        ("women", 8, 11, 1, State.NOT_MET, 40),
        ("women", 0, 0, 22, State.NOT_KNOWN, 0),
        ("women", 0, 0, 0, State.NOT_KNOWN, None),
    ],
)
def test_members_are_counted(rule: str, women: int, men: int, unknown: int, state: State, figure: int | None) -> None:
    found = finding(rule, group_of(women, men, unknown))
    assert (found.state, found.figure) == (state, figure)


def test_the_women_are_told_in_figures() -> None:
    found = finding("women", group_of(12, 9, 1))
    assert {**found.detail, "total": 22, "women": 12, "men": 9, "unknown": 1} == found.detail
    assert (found.track, found.target, found.as_of) == ("own", 50, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("ages", "state", "figure"),
    [
        ([40] * 9, State.MET, 9),
        ([40] * 8, State.NOT_MET, 8),
        ([40] * 8 + [17], State.NOT_KNOWN, 8),
        ([40] * 8 + [None], State.NOT_KNOWN, 8),
        ([40] * 8 + [19], State.NOT_KNOWN, 8),
        ([40] * 8 + [20], State.MET, 9),
        ([None] * 22, State.NOT_KNOWN, 0),
        ([], State.NOT_MET, 0),
    ],
)
def test_the_law_counts_those_who_are_certainly_of_age(ages: list[int | None], state: State, figure: int) -> None:
    born = [None if years is None else born_from_age(years, TODAY) for years in ages]
    found = finding("founders", [member(f"Orang {n}", born=when) for n, when in enumerate(born)])
    assert (found.track, found.state, found.figure, found.target) == ("law", state, figure, 9)


def test_what_is_not_known_of_the_founders_is_told() -> None:
    births = [Born(1990), Born(2008, 11, 23), Born(2008, 11, 24), Born(2010), None]
    found = finding("founders", [member(f"Orang {n}", born=born) for n, born in enumerate(births)])
    told = {"total": 5, "adults": 2, "age_unknown": 1, "under_age": 2, "adult_age": 18}
    assert found.detail == {**told, "barred": 0, "elsewhere": 0, "ktp": 2}


def test_the_law_of_another_day_wants_twenty() -> None:
    members = group_of(9, 10, born=Born(1970), joined=date(2020, 1, 1))
    assert finding("founders", members, on=date(2020, 11, 1)).target == 20
    assert finding("founders", members, on=date(2020, 11, 1)).state is State.NOT_MET
    assert finding("founders", members, on=date(2020, 11, 2)).state is State.MET


@pytest.mark.parametrize(
    ("held", "state", "figure"),
    [
        ((), State.NOT_KNOWN, None),
        ((3,), State.NOT_KNOWN, None),
        ((300,), State.NOT_KNOWN, None),
        ((3, 38), State.NOT_KNOWN, None),
        ((103, 238), State.NOT_KNOWN, None),
        ((3, 3, 38), State.NOT_KNOWN, None),
        ((3, 38, 39), State.MET, 35),
        ((3, 48, 50), State.MET, 45),
        ((3, 49, 50), State.NOT_MET, 46),
        ((46, 53, 60), State.NOT_MET, 46),
        ((45, 52, 60), State.MET, 45),
        ((10, 20, 120, 130), State.NOT_MET, 100),
        ((10, 40, 70, 100, 140, 180, 190, 390), State.MET, 40),
        ((-5, 3, 10), State.NOT_KNOWN, None),
        ((-5, 3, 10, 17), State.MET, 7),
    ],
)
def test_whether_a_group_meets_is_judged_by_gaps(held: tuple[int, ...], state: State, figure: int | None) -> None:
    found = finding("meetings", group_of(10, 10), days_ago(*held))
    assert (found.state, found.figure) == (state, figure)


def test_the_largest_gap_is_told_with_its_days() -> None:
    found = finding("meetings", group_of(1), days_ago(5, 60, 70))
    assert found.detail["gap_from"] == TODAY - timedelta(days=60)
    assert found.detail["gap_to"] == found.as_of == TODAY - timedelta(days=5)
    assert found.detail["since_last"] == 5


def test_a_pause_is_no_gap() -> None:
    ramadan = Pause(group=1, first=TODAY - timedelta(days=40), last=TODAY - timedelta(days=11))
    meetings = days_ago(3, 60, 62)
    assert finding("meetings", group_of(1), meetings).state is State.NOT_MET
    found = finding("meetings", group_of(1), meetings, pauses=(ramadan, ramadan))
    assert (found.state, found.figure) == (State.MET, 27)


P, L, E, A, R = Presence.PRESENT, Presence.LATE, Presence.EXCUSED, Presence.ABSENT, Presence.REPRESENTED


@pytest.mark.parametrize(
    ("attended", "state", "figure"),
    [
        ([], State.NOT_KNOWN, None),
        ([{1: P, 2: L, 3: P, 4: P}], State.MET, 100),
        ([{1: P, 2: P, 3: P, 4: E}], State.ADVICE, 75),
        ([{1: P, 2: P, 3: P, 4: A}, {1: P, 2: P, 3: P, 4: P}], State.ADVICE, 88),
        ([{1: P, 2: P, 3: P, 4: R}], State.NOT_MET, 75),
        ([{1: P, 2: P, 3: P}], State.NOT_KNOWN, 75),
        ([{1: P, 4: R}], State.NOT_MET, 25),
        ([{1: P, 2: P, 3: P, 4: P}] * 3 + [{1: R, 2: R, 3: R, 4: R}], State.MET, 100),
    ],
)
def test_everybody_takes_part_in_person(attended: list[dict[int, Presence]], state: State, figure: int | None) -> None:
    meetings = [Meeting(group=1, day=TODAY - timedelta(days=7 * n), attendance=one) for n, one in enumerate(attended)]
    found = finding("in_person", group_of(2, 2), meetings)
    assert (found.state, found.figure) == (state, figure)


@pytest.mark.parametrize(
    ("count", "joined", "state", "figure"),
    [
        (4, date(2026, 1, 1), State.MET, 100),
        (3, date(2026, 1, 1), State.NOT_KNOWN, 75),
        (4, TODAY, State.NOT_KNOWN, None),
    ],
)
def test_a_number_alone_proves_full_presence_only_against_a_known_roll(
    count: int, joined: date, state: State, figure: int | None
) -> None:
    found = finding("in_person", group_of(2, 2, joined=joined), days_ago(7, present_count=count))
    assert (found.state, found.figure) == (state, figure)


def test_represented_are_counted_apart() -> None:
    found = finding("in_person", group_of(2, 2), days_ago(7, attendance={1: P, 2: R, 3: E, 4: R}))
    assert found.detail == {"meetings": 1, "present": 1, "expected": 4, "represented": 2, "missing": 1, "unsure": 0}


@pytest.mark.parametrize(
    ("women", "men", "unknown", "way"),
    [
        (8, 9, 0, Shortest(2, 1)),
        (0, 0, 0, Shortest(10, 10)),
        (12, 10, 0, Shortest(0, 0)),
        (5, 20, 0, Shortest(15, 0)),
        (5, 25, 0, Shortest(20, 0, above=10)),
        (7, 7, 3, Shortest(0, 3, tell_genders=3)),
        (12, 5, 2, Shortest(0, 1)),
        (0, 0, 22, Shortest(0, 0, tell_genders=22)),
    ],
)
def test_the_shortest_way(women: int, men: int, unknown: int, way: Shortest) -> None:
    found = report(group_of(women, men, unknown, born=Born(1980))).shortest
    assert found == way


def enough(women: int, men: int) -> bool:
    """The two own rules on members, as the article says them."""
    return women + men >= 20 and women >= men


BEGUN = TODAY - timedelta(weeks=26)
OF_OLD = Schedule(group=1, recurrence=Weekly(TODAY.weekday()), at=time(19), place=None, since=BEGUN)


@given(st.integers(0, 9), st.none() | st.integers(1, 9))
def test_meetings_that_nobody_spoke_of_never_show_a_regular_one(silent: int, called_off: int | None) -> None:
    """`silent` weeks after the last record; the meeting of so many weeks ago was called off, which is news."""
    off = () if called_off is None else (Deviation(fixed=TODAY - timedelta(weeks=called_off), fate=Fate.CANCELLED),)
    timetable = Timetable((replace(OF_OLD, deviations=off),))
    meetings = days_ago(*(7 * (silent + 1 + n) for n in range(4)))
    evidence = Evidence(group=GROUP, on=TODAY, members=group_of(1), meetings=meetings, timetable=timetable)
    found = assess(evidence, load()).find("meetings")
    unheard = silent if called_off is None or called_off > silent else called_off - 1
    assert found is not None and found.detail["silent"] == unheard
    assert found.state is not State.MET or unheard < 4
    assert found.state is State.MET or unheard >= 4 or (found.figure or 0) > 45


@given(st.integers(0, 30), st.integers(0, 30))
def test_no_way_is_shorter_than_the_shortest(women: int, men: int) -> None:
    way = report(group_of(women, men)).shortest
    ways = [(a + b, a) for a, b in product(range(31), repeat=2) if enough(women + a, men + b)]
    assert (way.add_women + way.add_others, way.add_women) == min(ways)


@given(st.integers(0, 30), st.integers(0, 30))
def test_at_the_end_of_the_shortest_way_both_rules_are_met(women: int, men: int) -> None:
    way = report(group_of(women, men)).shortest
    there = report(group_of(women + way.add_women, men + way.add_others))
    found = [there.find(rule) for rule in ("members_min", "women")]
    assert [one.state for one in found if one] == [State.MET, State.MET]
    assert there.shortest.adds == 0


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 10))
def test_telling_the_genders_is_asked_only_where_it_may_change_the_way(women: int, men: int, unknown: int) -> None:
    way = report(group_of(women, men, unknown)).shortest
    all_women = report(group_of(women + unknown, men)).shortest
    all_men = report(group_of(women, men + unknown)).shortest
    assert (way.add_women, way.add_others) == (all_women.add_women, all_women.add_others)
    assert way.tell_genders == (unknown if all_women != all_men else 0)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 10))
def test_another_woman_never_unmakes_the_share_of_women(women: int, men: int, unknown: int) -> None:
    order = [State.NOT_MET, State.NOT_KNOWN, State.MET]
    before = finding("women", group_of(women, men, unknown)).state
    after = finding("women", group_of(women + 1, men, unknown)).state
    assert order.index(after) >= order.index(before) or women + men + unknown == 0


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 8))
def test_a_share_is_certain_only_if_no_gender_yet_untold_can_change_it(women: int, men: int, unknown: int) -> None:
    state = finding("women", group_of(women, men, unknown)).state
    told = {finding("women", group_of(women + n, men + unknown - n)).state for n in range(unknown + 1)}
    assert state is (told.pop() if len(told) == 1 else State.NOT_KNOWN)


@given(st.integers(0, 45), st.integers(1, 45))
def test_a_share_in_whole_percents_never_says_fifty_where_it_is_less(women: int, men: int) -> None:
    assert (percent(women, women + men) >= 50) == (women >= men)


@given(rolls, st.data())
def test_assessing_changes_nothing_and_is_repeatable(roll: list[Member], data: st.DataObject) -> None:
    meetings = data.draw(st.lists(held_meetings(roll), max_size=5))
    before = deepcopy((roll, meetings))
    first = report(roll, meetings)
    assert (roll, meetings) == before
    assert report(roll, meetings) == first


@given(rolls, st.data())
def test_every_rule_in_force_has_a_finding_that_agrees_with_its_target(roll: list[Member], data: st.DataObject) -> None:
    found = report(roll, data.draw(st.lists(held_meetings(roll), max_size=5)))
    rules = load().in_force(TODAY)
    assert [one.rule for one in found.findings] == [
        "members_min",
        "women",
        "meetings",
        "in_person",
        "members_max",
        "business_form",
        "own_ideas",
        "rt",
        "civil_society",
        "youth",
        "local_resources",
        "officers",
        "name",
        "founders",
        "documents",
        "capital",
        "documents_local",
        "officers_term",
    ]
    for one in found.findings:
        rule = rules[one.rule]
        assert (one.target, one.source, one.track) == (rule.threshold, rule.source, rule.track)
        assert one.as_of is None or one.as_of <= TODAY
        if one.state is State.MET and one.figure is not None:
            assert one.figure >= one.target if rule.at_least else one.figure <= one.target


@given(rolls, st.integers(0, 2))
def test_a_group_of_fewer_than_three_meetings_is_not_failed_for_meeting(roll: list[Member], meetings: int) -> None:
    assert finding("meetings", roll, days_ago(*range(400, 400 - 100 * meetings, -100))).state is State.NOT_KNOWN


def test_who_left_is_no_longer_counted() -> None:
    members = group_of(10, 10)
    members[0] = replace(members[0], left=TODAY)
    assert finding("members_min", members).figure == 19
    assert finding("members_min", members).as_of == TODAY


def test_a_report_tells_its_day_and_how_far_the_rules_are_known() -> None:
    found = report([])
    assert found.on == TODAY
    assert found.recorded == load().recorded
    assert found.find("no such rule") is None
