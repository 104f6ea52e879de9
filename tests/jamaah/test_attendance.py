"""Attendance as it is told: by exception, by names, by a number, corrected; and figures that cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.attendance import Attendance, Meaning, Statement, doubt, reckon, settle, twice_named
from jamaah.meetings import Presence

OF_THE_LATE = {"more_late_than_present", "fewer_late_than_named"}
ROLL = [1, 2, 3, 4, 5, 6]
PRESENT, LATE, EXCUSED = Presence.PRESENT, Presence.LATE, Presence.EXCUSED
ABSENT, REPRESENTED = Presence.ABSENT, Presence.REPRESENTED
members = st.sampled_from(ROLL)


def said(others: Presence | None = None, **rest: object) -> Statement:
    named = {presence: rest.pop(presence.value) for presence in Presence if presence.value in rest}
    return Statement(named=named, others=others, **rest)  # type: ignore[arg-type]


def test_all_but_the_named_are_present() -> None:
    told = reckon(ROLL, [said(excused=[1, 2], represented=[3], late=[6])])
    assert told.entries == {1: EXCUSED, 2: EXCUSED, 3: REPRESENTED, 4: PRESENT, 5: PRESENT, 6: LATE}


def test_of_who_is_not_among_those_named_present_nothing_is_known() -> None:
    assert reckon(ROLL, [said(present=[2], late=[3])]).entries == {2: PRESENT, 3: LATE}


def test_a_number_leaves_everybody_unrecorded() -> None:
    assert reckon(ROLL, [said(present_count=4)]) == Attendance({}, 4)


def test_a_number_with_the_names_of_all_who_are_missing_tells_who_came() -> None:
    told = reckon(ROLL, [said(present_count=4, excused=[1], absent=[2])])
    assert told == Attendance({1: EXCUSED, 2: ABSENT, 3: PRESENT, 4: PRESENT, 5: PRESENT, 6: PRESENT})


def test_with_fewer_names_than_are_missing_the_rest_is_not_known() -> None:
    assert reckon(ROLL, [said(present_count=4, excused=[1])]) == Attendance({1: EXCUSED}, 4)


def test_what_is_said_of_the_others_holds_for_all_who_are_not_named() -> None:
    told = reckon(ROLL, [said(present=[1, 2]), said(others=ABSENT)])
    assert told.entries == {1: PRESENT, 2: PRESENT, 3: ABSENT, 4: ABSENT, 5: ABSENT, 6: ABSENT}


def test_the_later_statement_holds() -> None:
    told = reckon(ROLL, [said(absent=[1], excused=[2]), said(present=[1]), said(late=[2])])
    assert told.entries == {1: PRESENT, 2: LATE, 3: PRESENT, 4: PRESENT, 5: PRESENT, 6: PRESENT}
    assert reckon(ROLL, [said(absent=[1]), said(everybody=True)]).missing == 0


def test_one_instead_of_another() -> None:
    told = reckon(ROLL, [said(absent=[1], excused=[2]), said(instead=[(1, 3)])])
    assert (told.entries[1], told.entries[2], told.entries[3]) == (PRESENT, EXCUSED, ABSENT)


def test_a_correction_of_what_is_recorded_changes_whom_it_names_and_nobody_else() -> None:
    recorded = Attendance({1: PRESENT, 2: ABSENT}, late_count=1)
    assert reckon(ROLL, [said(excused=[2])], recorded=recorded) == Attendance({1: PRESENT, 2: EXCUSED}, late_count=1)


def test_somebody_said_in_two_ways_is_asked_about_once() -> None:
    statement = said(excused=[1], late=[1, 2], present=[2])
    assert twice_named([statement], {}) == (1, [LATE, EXCUSED])
    assert twice_named([statement], {1: LATE}) is None, "who came late was present, which is one way"
    assert reckon(ROLL, [statement], {1: LATE}).entries[1] is LATE


@given(st.dictionaries(members, st.sampled_from(Presence)))
def test_nobody_is_absent_who_was_not_said_to_be(ways: Mapping[int, Presence]) -> None:
    named = {presence: [who for who, how in ways.items() if how is presence] for presence in Presence}
    told = reckon(ROLL, [Statement(named={how: who for how, who in named.items() if who})])
    assert {who: how for who, how in told.entries.items() if how not in (PRESENT, LATE)} == {
        who: how for who, how in ways.items() if how not in (PRESENT, LATE)
    }


@pytest.mark.parametrize(
    ("told", "reason", "meanings"),
    [
        (Attendance({}, 7), "more_than_all", (Meaning.EVERYBODY, Meaning.OPEN)),
        (Attendance({1: PRESENT}, 7), "more_than_all", (Meaning.EVERYBODY, Meaning.NAMES)),
        (Attendance({1: EXCUSED, 2: ABSENT}, 5), "more_than_members", (Meaning.NAMES, Meaning.COUNT)),
        (Attendance({1: EXCUSED}, 9), "more_than_members", (Meaning.NAMES,)),
        (Attendance({1: PRESENT, 2: LATE}, 1), "fewer_than_named", (Meaning.NAMES, Meaning.COUNT)),
        (Attendance({}, 3, 4), "more_late_than_present", (Meaning.ALL_LATE, Meaning.LATE_OPEN)),
        (Attendance({}, 0, 4), "more_late_than_present", (Meaning.LATE_OPEN,)),
        (Attendance({1: PRESENT}, None, 2), "more_late_than_present", (Meaning.ALL_LATE, Meaning.LATE_OPEN)),
    ],
)
def test_figures_that_disagree(told: Attendance, reason: str, meanings: Sequence[Meaning]) -> None:
    found = doubt(told, len(ROLL))
    assert found is not None
    assert (found.reason, found.meanings) == (reason, meanings)


def test_of_a_book_without_members_nobody_can_have_been_there() -> None:
    found = doubt(Attendance({}, 7), 0)
    assert found is not None
    assert (found.reason, found.meanings) == ("empty_book", (Meaning.OPEN,))


@pytest.mark.parametrize(
    "told",
    [
        Attendance(),
        Attendance({}, 0),
        Attendance({}, 6, 6),
        Attendance({1: EXCUSED, 2: REPRESENTED}, 4),
        Attendance({}, None, 6),
        Attendance({1: PRESENT, 2: ABSENT}, None, 1),
    ],
)
def test_figures_that_agree(told: Attendance) -> None:
    assert doubt(told, len(ROLL)) is None


@given(
    st.dictionaries(members, st.sampled_from(Presence)),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
)
def test_every_meaning_settles_its_doubt(entries: Mapping[int, Presence], count: int | None, late: int | None) -> None:
    told = Attendance(entries, count, late)
    found = doubt(told, len(ROLL))
    for meaning in found.meanings if found else ():
        settled, again = settle(told, meaning, ROLL), None
        again = doubt(settled, len(ROLL))
        assert again is None or (again.reason in OF_THE_LATE and again.reason != found.reason)  # type: ignore[union-attr]


def test_where_the_names_are_right_the_others_came() -> None:
    told = settle(Attendance({1: EXCUSED, 2: ABSENT}, 5), Meaning.NAMES, ROLL)
    assert (told.named, told.missing, told.present_count) == (4, 2, None)


def test_where_the_number_is_right_nobody_is_known_by_name() -> None:
    assert settle(Attendance({1: LATE, 2: PRESENT}, 1), Meaning.COUNT, ROLL) == Attendance({}, 1, 1)


def test_who_is_sick_is_excused_and_told_apart() -> None:
    statement = Statement(named={EXCUSED: [1, 2], Presence.SICK: [1]})
    assert statement.ways() == {1: [Presence.SICK], 2: [EXCUSED]}


def test_a_whole_list_of_who_came_takes_the_place_of_all_the_others() -> None:
    told = reckon(
        ROLL, [said(excused=[1], absent=[2]), Statement(named={PRESENT: [3, 4], EXCUSED: [5]}, only_present=True)]
    )
    assert told.entries == {2: ABSENT, 3: PRESENT, 4: PRESENT, 5: EXCUSED}


def test_who_asked_to_be_excused_is_excused_as_long_as_nothing_else_is_said() -> None:
    told = reckon(ROLL, [said(excused=[1])], pardoned={2, 3, 99})
    assert told.entries == {1: EXCUSED, 2: EXCUSED, 3: EXCUSED, 4: PRESENT, 5: PRESENT, 6: PRESENT}
    assert reckon(ROLL, [said(present=[2], late=[3])], pardoned={2, 3, 4}).entries == {2: PRESENT, 3: LATE, 4: EXCUSED}
    assert reckon(ROLL, [said(everybody=True)], pardoned={2}).missing == 0
    assert reckon(ROLL, [], pardoned={2}) == Attendance()


def test_a_number_that_leaves_no_room_for_the_excused_goes_before_what_they_had_said() -> None:
    assert reckon(ROLL, [said(present_count=6)], pardoned={2}) == Attendance({}, 6)
    assert reckon(ROLL, [said(present_count=5)], pardoned={2}).entries[2] is EXCUSED
    assert reckon(ROLL, [said(present_count=5, absent=[1])], pardoned={2}).entries[2] is PRESENT


@given(st.lists(members, unique=True), st.lists(members, unique=True, min_size=1), st.lists(members, unique=True))
def test_nobody_named_is_excused_by_what_was_said_before(here: list[int], away: list[int], before: list[int]) -> None:
    statement = said(present=here, absent=[one for one in away if one not in here])
    plain, told = reckon(ROLL, [statement]), reckon(ROLL, [statement], pardoned=before)
    for member in {*here, *away}:
        assert told.entries.get(member) == plain.entries.get(member)
    assert {one for one, entry in told.entries.items() if entry is EXCUSED} == {*before} - {*here, *away}
