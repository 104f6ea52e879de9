"""The table of who may do what."""

from __future__ import annotations

from itertools import combinations

import pytest

from jamaah.roles import TABLE, Deed, Role, may


def test_every_role_is_in_the_table() -> None:
    assert set(TABLE) == set(Role)


def test_a_facilitator_sees_figures_and_minutes_and_no_phones() -> None:
    assert may([Role.FACILITATOR], Deed.SEE_FIGURES)
    assert may([Role.FACILITATOR], Deed.SEE_MINUTES)
    assert not may([Role.FACILITATOR], Deed.SEE_PHONES)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
@pytest.mark.parametrize("deed", [Deed.REGISTER_MEMBERS, Deed.RECORD_MEETING, Deed.SET_SCHEDULE, Deed.SEE_PHONES])
def test_only_the_secretary_writes_the_books_and_sees_phones(role: Role, deed: Deed) -> None:
    assert may([Role.SECRETARY], deed)
    assert not may([role], deed)


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
