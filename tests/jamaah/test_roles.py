"""The table of who may do what."""

from __future__ import annotations

from itertools import combinations

import pytest

from jamaah.roles import KEEPERS, SHARED, TABLE, Deed, Role, may


def test_every_role_is_in_the_table() -> None:
    assert set(TABLE) == set(Role)


def test_a_facilitator_sees_figures_and_minutes_and_no_phones() -> None:
    assert may([Role.FACILITATOR], Deed.SEE_FIGURES)
    assert may([Role.FACILITATOR], Deed.SEE_MINUTES)
    assert not may([Role.FACILITATOR], Deed.SEE_PHONES)


@pytest.mark.parametrize("role", [role for role in Role if role not in KEEPERS])
@pytest.mark.parametrize("deed", [Deed.REGISTER_MEMBERS, Deed.RECORD_MEETING, Deed.SET_SCHEDULE, Deed.SEE_PHONES])
def test_only_who_keeps_the_books_writes_them_and_sees_phones(role: Role, deed: Deed) -> None:
    assert all(may([keeper], deed) for keeper in KEEPERS)
    assert not may([role], deed)


def test_a_group_that_shares_shows_facilitators_phones_and_lets_nobody_write() -> None:
    assert may([Role.FACILITATOR], Deed.SEE_PHONES, shared=True)
    more = {deed for deeds in SHARED.values() for deed in deeds}
    assert all(deed.value.startswith("see_") for deed in more)
    for role in Role:
        for deed in Deed:
            assert may([role], deed, shared=True) == (may([role], deed) or deed in SHARED.get(role, ()))


def test_who_keeps_the_books_for_others_says_nothing_about_what_these_share() -> None:
    assert not may([Role.STEWARD, Role.FACILITATOR], Deed.SET_SHARING)
    assert not may([Role.STEWARD], Deed.DISPUTE)


@pytest.mark.parametrize("deed", list(Deed))
def test_several_roles_allow_what_one_of_them_allows(deed: Deed) -> None:
    for roles in combinations(Role, 2):
        assert may(roles, deed) == any(may([role], deed) for role in roles)


@pytest.mark.parametrize("deed", [deed for deed in Deed if deed.value.startswith("see_")])
def test_a_stranger_sees_nothing_of_a_group(deed: Deed) -> None:
    assert not may([Role.STRANGER], deed)
    assert not may([], deed)


def test_anybody_may_ask_for_help_start_a_group_and_join() -> None:
    assert all(may([], deed) for deed in (Deed.ASK_HELP, Deed.START_GROUP, Deed.JOIN))
