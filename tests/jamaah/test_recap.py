"""A recap counts the same across and down, whoever came and whoever belonged on which day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.recap import COUNTED, Letter, letter_of, recap

FIRST = date(2026, 1, 1)
days = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
presences = st.dictionaries(st.integers(1, 6), st.sampled_from(Presence), max_size=6)
meetings = st.builds(Meeting, group=st.just(1), day=days, attendance=presences)
members = st.builds(Member, group=st.just(1), name=st.just("Tini"), joined=days, left=st.none() | days)
books = st.lists(members, max_size=6)


@given(st.lists(meetings, max_size=8), books)
def test_what_is_counted_across_is_counted_down(held: list[Meeting], book: list[Member]) -> None:
    numbered = [Member(group=1, id=at, name="x", joined=one.joined, left=one.left) for at, one in enumerate(book, 1)]
    found = recap(held, numbered)
    assert [one.day for one in found.meetings] == sorted(one.day for one in held)
    for letter in COUNTED:
        assert sum(row.count(letter) for row in found.rows) == found.total(letter)
    for at, meeting in enumerate(found.meetings):
        came = sum(row.letters[at] is Letter.PRESENT for row in found.rows)
        assert found.present[at] == (came if meeting.attendance else None)
    assert all(set(row.letters) != {Letter.OUTSIDE} for row in found.rows)


def test_who_was_no_member_yet_is_neither_there_nor_missing() -> None:
    later = Member(group=1, id=1, name="Tini", joined=date(2026, 2, 1))
    before, after = (Meeting(group=1, day=date(2026, month, 10)) for month in (1, 2))
    assert letter_of(before, later) is Letter.OUTSIDE
    assert letter_of(after, later) is None


def test_who_came_late_was_there_and_a_number_without_names_is_the_number() -> None:
    member = Member(group=1, id=1, name="Tini", joined=FIRST)
    late = Meeting(group=1, day=FIRST, attendance={1: Presence.LATE})
    counted = Meeting(group=1, day=FIRST + timedelta(days=1), present_count=7)
    found = recap([counted, late], [member])
    assert found.rows[0].letters == (Letter.PRESENT, None)
    assert found.present == (1, 7)
    assert found.named == (1, None)
