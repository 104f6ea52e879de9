"""Officers: who holds a post after somebody was appointed, put right, or followed by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jamaah.officers import Officer, Post, appointed, put_right, serves, serving, to_come
from tests.jamaah.strategies import TODAY

DAYS = st.integers(-900, 900).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def appointments(draw: st.DrawFn) -> Officer:
    """Somebody who is appointed to one of two posts, from a day on or not."""
    post = draw(st.sampled_from([Post.CHAIR, Post.SUPERVISOR]))
    return Officer(group=1, member=draw(st.integers(1, 3)), post=post, since=draw(st.none() | DAYS))


def entered(book: list[Officer], changed: list[Officer]) -> list[Officer]:
    """The book after some changes; who is new is the last."""
    put = {one.id: one for one in changed if one.id}
    new = [one for one in changed if not one.id]
    kept = [put.get(one.id, one) for one in book]
    return [*kept, *(replace(one, id=len(book) + number) for number, one in enumerate(new, 1))]


@st.composite
def books(draw: st.DrawFn) -> list[Officer]:
    """A book that came to be by appointing, on one day, somebody after somebody."""
    book: list[Officer] = []
    for new in draw(st.lists(appointments(), max_size=4)):
        book = entered(book, appointed(book, new, TODAY))
    return book


def holders(book: list[Officer], post: Post, on: date) -> set[int]:
    return {one.member for one in book if one.post is post and serves(one, on)}


@given(books(), appointments())
def test_who_is_appointed_holds_the_post_from_that_day_on(book: list[Officer], new: Officer) -> None:
    after = entered(book, appointed(book, new, TODAY))
    begins = new.since or TODAY
    for on in (begins, begins + timedelta(days=3000)):
        held = holders(after, new.post, on)
        assert held == {new.member} if new.post is not Post.SUPERVISOR else new.member in held
    other = Post.SUPERVISOR if new.post is Post.CHAIR else Post.CHAIR
    assert [one for one in after if one.post is other] == [one for one in book if one.post is other]


@given(books(), appointments())
def test_a_post_is_one_persons_on_every_day_but_for_the_supervisors(book: list[Officer], new: Officer) -> None:
    after = entered(book, appointed(book, new, TODAY))
    for days in range(-1000, 1000, 50):
        assert len(holders(after, Post.CHAIR, TODAY + timedelta(days=days))) <= 1


@given(books(), appointments())
def test_appointing_once_more_changes_nothing(book: list[Officer], new: Officer) -> None:
    after = entered(book, appointed(book, new, TODAY))
    assert appointed(after, new, TODAY) == []


def test_a_mistake_is_put_right_in_its_place() -> None:
    chair = Officer(id=1, group=1, member=1, post=Post.CHAIR, since=date(2024, 1, 1))
    new = Officer(group=1, member=2, post=Post.CHAIR)
    assert put_right([chair], new, TODAY) == [Officer(id=1, group=1, member=2, post=Post.CHAIR, since=date(2024, 1, 1))]
    assert put_right([], new, TODAY) == appointed([], new, TODAY) == [new]


def test_who_follows_from_a_day_to_come_is_told_apart() -> None:
    chair = Officer(id=1, group=1, member=1, post=Post.CHAIR)
    january = date(2027, 1, 1)
    after = entered([chair], appointed([chair], Officer(group=1, member=2, post=Post.CHAIR, since=january), TODAY))
    assert [one.member for one in serving(after, TODAY)] == [1]
    assert [one.member for one in to_come(after, TODAY)] == [2]
    sooner = Officer(group=1, member=3, post=Post.CHAIR, since=date(2026, 12, 1))
    assert [one.member for one in to_come(entered(after, appointed(after, sooner, TODAY)), TODAY)] == [3]
