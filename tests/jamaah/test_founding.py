"""The law on founding: which version of it, who could be a founder, officers and terms, the name, the documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jamaah.capital import Capital
from jamaah.founders import Founder
from jamaah.officers import Officer, Post
from jamaah.papers import Having, Paper
from jamaah.people import Born
from jamaah.readiness import OfAge, State, assess, candidates
from jamaah.rulebook import load
from tests.jamaah.evidence import ago, evidence_of, found, group_of
from tests.jamaah.strategies import GROUP, TODAY, member

MET, NOT_MET, NOT_KNOWN, ADVICE = State.MET, State.NOT_MET, State.NOT_KNOWN, State.ADVICE


@pytest.mark.parametrize(
    ("by", "target", "source", "since", "replaced", "state"),
    [
        (date(2013, 1, 1), 20, "UU 17/2012 Pasal 7", date(2012, 10, 30), "UU 25/1992 Pasal 6", NOT_KNOWN),
        (date(2015, 1, 1), 20, "UU 25/1992 Pasal 6", date(2014, 5, 28), "UU 17/2012 Pasal 7", NOT_MET),
        (date(2000, 1, 1), 20, "UU 25/1992 Pasal 6", date(1992, 10, 21), None, NOT_KNOWN),
        (date(2021, 1, 1), 9, "UU 11/2020 Pasal 86; PP 7/2021", date(2020, 11, 2), "UU 25/1992 Pasal 6", MET),
    ],
)
def test_the_law_of_another_day_is_that_days(
    by: date, target: int, source: str, since: date, replaced: str | None, state: State
) -> None:
    """Of a time in which no law says from which age on somebody counts, nobody's age is enough or too little."""
    people = group_of(9, 10, born=Born(1970)) if by.year > 2014 else group_of(10, 10, born=Born(1970))
    seen = found("founders", evidence_of(people, papers=papers(ktp_copies=HAVE)), by=by)
    assert (seen.target, seen.source, seen.since, seen.replaced) == (target, source, since, replaced)
    assert seen.state is state


def test_the_own_rules_stay_as_they_are_when_another_day_is_asked_for() -> None:
    evidence = evidence_of(group_of(10, 10))
    then, now = assess(evidence, load(), date(2015, 1, 1)), assess(evidence, load())
    assert then.on == now.on == TODAY
    assert (then.by, now.by) == (date(2015, 1, 1), TODAY)
    assert [one for one in then.findings if one.track == "own"] == [one for one in now.findings if one.track == "own"]


def test_where_the_law_is_not_certain_the_finding_says_whom_to_ask() -> None:
    evidence = evidence_of(group_of(10, 10))
    assert found("founders", evidence).ask == "notaris atau dinas koperasi"
    assert found("founders", evidence, by=date(2015, 1, 1)).ask is None


def test_of_each_member_it_is_known_whether_they_could_be_a_founder() -> None:
    births = [Born(1990), Born(2008, 11, 23), Born(2008, 11, 24), Born(2010), None, Born(2008)]
    people = [member(f"Orang {n}", born=born) for n, born in enumerate(births)]
    known = candidates(evidence_of(people), load().in_force(TODAY).values())
    assert [one for one, _of_age in known] == people
    surely, under, unknown = OfAge.SURELY, OfAge.UNDER_AGE, OfAge.NOT_KNOWN
    assert [of_age for _one, of_age in known] == [surely, surely, under, under, unknown, unknown]


def test_a_founder_of_seventeen_never_makes_it_certain() -> None:
    people = [member(born=Born(1980))] * 8 + [member(born=Born(2009, 1, 1))]
    assert found("founders", evidence_of(people)).state is NOT_KNOWN


def test_who_has_no_ktp_or_is_no_indonesian_is_not_counted() -> None:
    people = [member(f"Orang {n}", id=n, born=Born(1980)) for n in range(1, 10)]
    told = [Founder(group=1, member=1, ktp=True, day=ago(1)), Founder(group=1, member=2, citizen=True, day=ago(1))]
    seen = found("founders", evidence_of(people, founders=told))
    assert (seen.state, seen.figure, seen.detail["ktp"], seen.detail["barred"]) == (NOT_KNOWN, 9, 1, 0)
    somebody = Founder(group=1, member=3, day=ago(1))
    for one in (replace(somebody, ktp=False), replace(somebody, citizen=False)):
        seen = found("founders", evidence_of(people, founders=[*told, one]))
        assert (seen.state, seen.figure, seen.detail["barred"]) == (NOT_MET, 8, 1)
    later = Founder(group=1, member=3, ktp=False, day=date(2027, 1, 1))
    assert found("founders", evidence_of(people, founders=[later], papers=papers(ktp_copies=HAVE))).state is MET


def test_a_founder_is_certain_only_with_a_ktp_that_is_known() -> None:
    people = [member(f"Orang {n}", id=n, born=Born(1980)) for n in range(1, 10)]
    told = [Founder(group=1, member=one.id, ktp=True, day=ago(1)) for one in people]
    assert found("founders", evidence_of(people)).state is NOT_KNOWN
    assert found("founders", evidence_of(people, founders=told[1:])).state is NOT_KNOWN
    assert found("founders", evidence_of(people, founders=told)).state is MET
    since = replace(people[0], joined=ago(1))
    assert found("founders", evidence_of(people, papers=papers(ktp_copies=HAVE))).state is MET
    assert found("founders", evidence_of([since, *people[1:]], papers=papers(ktp_copies=HAVE))).state is NOT_KNOWN


def test_who_is_in_another_group_too_is_no_certain_founder_and_needs_no_age() -> None:
    people = [member(f"Orang {n}", id=n, born=Born(1980)) for n in range(1, 10)]
    both = evidence_of(people, papers=papers(ktp_copies=HAVE), elsewhere=frozenset({1}))
    seen = found("founders", both)
    assert (seen.state, seen.figure, seen.detail["elsewhere"]) == (NOT_KNOWN, 9, 1)
    assert assess(both, load()).shortest.tell_ages == 0


def holding(*posts: Post, **rest: Any) -> list[Officer]:
    return [Officer(group=1, member=number, post=post, **rest) for number, post in enumerate(posts, start=1)]


@pytest.mark.parametrize(
    ("posts", "state", "figure", "odd"),
    [
        ([], NOT_KNOWN, None, False),
        ([Post.CHAIR, Post.SECRETARY, Post.TREASURER], MET, 3, True),
        ([Post.CHAIR, Post.SECRETARY, Post.TREASURER, Post.SUPERVISOR], MET, 3, True),
        ([Post.CHAIR, Post.SECRETARY, Post.TREASURER, Post.TREASURER], MET, 4, False),
        ([Post.CHAIR, Post.SUPERVISOR], ADVICE, 1, True),
    ],
)
def test_officers_are_counted_and_supervisors_apart(
    posts: list[Post], state: State, figure: int | None, odd: bool
) -> None:
    seen = found("officers", evidence_of(officers=holding(*posts)))
    assert (seen.state, seen.figure, seen.detail["odd"]) == (state, figure, odd)
    assert seen.detail["supervisor"] == posts.count(Post.SUPERVISOR)


def test_who_is_no_member_holds_no_post() -> None:
    stranger = Officer(group=1, member=99, post=Post.CHAIR)
    over = Officer(group=1, member=1, post=Post.CHAIR, until=TODAY)
    assert found("officers", evidence_of(officers=[stranger, over])).state is NOT_KNOWN


@pytest.mark.parametrize(
    ("since", "state", "figure"),
    [
        ([date(2021, 11, 23)], MET, 5),
        ([date(2021, 11, 22)], ADVICE, 6),
        ([date(2021, 11, 22), None], ADVICE, 6),
        ([date(2026, 1, 1), None], NOT_KNOWN, 1),
        ([None], NOT_KNOWN, None),
    ],
)
def test_a_term_is_five_years_at_most(since: list[date | None], state: State, figure: int | None) -> None:
    told = [Officer(group=1, member=n, post=Post.CHAIR, since=one) for n, one in enumerate(since, start=1)]
    seen = found("officers_term", evidence_of(officers=told))
    assert (seen.state, seen.figure) == (state, figure)


@pytest.mark.parametrize(
    ("name", "state", "figure"),
    [
        (None, NOT_KNOWN, None),
        (" ", NOT_KNOWN, None),
        ("Koperasi Produsen Tani Maju Getasan", MET, 3),
        ("koperasi simpan pinjam Tani Maju", NOT_MET, 2),
        ("Tani Maju Jaya", MET, 3),
        ("Koperasi Jasaraharja Tani Maju", MET, 3),
        ("Koperasi Produsen", NOT_MET, 0),
    ],
)
def test_a_name_has_three_words_of_its_own(name: str | None, state: State, figure: int | None) -> None:
    seen = found("name", evidence_of(cooperative=name))
    assert (seen.state, seen.figure) == (state, figure)


def test_of_a_name_no_rule_is_known_before_2025() -> None:
    assert assess(evidence_of(), load(), date(2025, 4, 22)).find("name") is None


NEEDED = ("deed", "founding_minutes", "capital", "business_plan", "attendance_list", "ktp_copies")


def papers(**having: Having) -> list[Paper]:
    return [Paper(group=1, document=name, having=how, day=ago(3)) for name, how in having.items()]


HAVE, MISSING, NOT_NEEDED = Having.HAVE, Having.MISSING, Having.NOT_NEEDED


@pytest.mark.parametrize(
    ("said", "state", "figure"),
    [
        ({}, NOT_KNOWN, None),
        ({"deed": HAVE}, NOT_KNOWN, 1),
        ({"deed": MISSING}, NOT_MET, 0),
        (dict.fromkeys(NEEDED, HAVE), MET, 6),
        (dict.fromkeys(NEEDED, HAVE) | {"capital": NOT_NEEDED}, MET, 6),
        ({"three_year_plan": HAVE}, NOT_KNOWN, None),
    ],
)
def test_the_documents_are_there_missing_or_not_needed(
    said: dict[str, Having], state: State, figure: int | None
) -> None:
    seen = found("documents", evidence_of(papers=papers(**said)))
    assert (seen.target, seen.state, seen.figure) == (6, state, figure)


def test_what_was_said_last_of_a_document_counts() -> None:
    told = [
        Paper(id=2, group=1, document="deed", having=HAVE, day=ago(1)),
        Paper(id=1, group=1, document="deed", having=MISSING, day=ago(9)),
        Paper(id=3, group=1, document="deed", having=MISSING, day=date(2026, 12, 1)),
    ]
    seen = found("documents", evidence_of(papers=told))
    assert seen.detail == {"have": 1, "missing": 0, "not_needed": 0, "unknown": 5}
    assert (seen.proof.ids, seen.as_of) == ((2,), ago(1))


def test_what_only_some_offices_ask_for_is_advice() -> None:
    assert found("documents_local", evidence_of(papers=papers(three_year_plan=MISSING))).state is ADVICE


@pytest.mark.parametrize(
    ("share", "paid", "state", "figure"),
    [
        (None, None, NOT_KNOWN, None),
        (100_000, None, NOT_KNOWN, None),
        (None, 900_000, NOT_KNOWN, None),
        (100_000, 900_000, MET, 9),
        (100_000, 899_999, NOT_MET, 8),
        (100_000, 50_000, NOT_MET, 0),
    ],
)
def test_the_first_share_is_paid_by_as_many_as_must_found(
    share: int | None, paid: int | None, state: State, figure: int | None
) -> None:
    told = replace(GROUP, capital=Capital(share=share, paid=paid, day=ago(3)))
    seen = found("capital", evidence_of(group=told))
    assert (seen.state, seen.figure, seen.as_of) == (state, figure, ago(3))


def test_of_the_capital_nothing_is_known_before_it_was_told_nor_where_no_law_says_how_many_found() -> None:
    told = evidence_of(group=replace(GROUP, capital=Capital(share=1_000, paid=90_000, day=ago(3))))
    assert found("capital", told.as_of(ago(4))).state is NOT_KNOWN
    assert found("capital", told).state is MET
    nobody = replace(load(), rules=tuple(rule for rule in load().rules if rule.id != "founders"))
    assert found("capital", told, nobody).state is NOT_KNOWN
