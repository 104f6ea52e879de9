"""Officers of a group: who holds which post, since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from lean import dataclass


class Post(StrEnum):
    """CHAIR, VICE_CHAIR, SECRETARY and TREASURER manage (pengurus); a SUPERVISOR (pengawas) looks on."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member in a post from `since` (None: not told) until the day before `until`."""

    id: int = 0
    group: int
    member: int
    post: Post
    since: date | None = None
    until: date | None = None


def serves(officer: Officer, on: date) -> bool:
    """Whether somebody holds the post on a day, as far as is known."""
    return (officer.since is None or officer.since <= on) and (officer.until is None or on < officer.until)


def years_begun(since: date, on: date) -> int:
    """How many years of a term have begun: 5 until the fifth anniversary, 6 the day after it."""
    return on.year - since.year + ((on.month, on.day) > (since.month, since.day))


def serving(officers: Iterable[Officer], on: date) -> list[Officer]:
    """Who holds a post on a day, in the order of the posts."""
    order = list(Post)
    return sorted((one for one in officers if serves(one, on)), key=lambda one: (order.index(one.post), one.id))


def to_come(officers: Iterable[Officer], on: date) -> list[Officer]:
    """Who will hold a post later than a day, and does not then hold it for no day at all."""
    later = [one for one in officers if one.since is not None and one.since > on]
    return sorted((one for one in later if one.until is None or one.until > (one.since or on)), key=lambda one: one.id)


def appointed(officers: Iterable[Officer], new: Officer, on: date) -> list[Officer]:
    """What changes in the book when somebody is appointed: whom they follow, and themselves (id 0: a new entry).

    A post is one person's at a time, but for that of a supervisor. Without a day it is theirs from the day `on` where
    somebody else had it before, and since when is not known where nobody had. Who holds the post already keeps it, from
    the day that is now told. Whoever was to have it later does not get it.
    """
    book = [one for one in officers if one.post is new.post]
    others = [] if new.post is Post.SUPERVISOR else [one for one in book if one.member != new.member]
    begins = new.since or (on if others else None)
    mine = _mine(book, new, begins or on)
    if mine is None:
        term = replace(new, since=begins)
    elif new.since is None and serves(mine, on):
        term = replace(mine, until=None)
    else:
        term = replace(mine, since=begins, until=None)
    rest = [one for one in book if one is not mine and (one in others or one.member == new.member)]
    return [*_cut(rest, term.since or on), *([] if term == mine else [term])]


def _mine(book: Iterable[Officer], new: Officer, begins: date) -> Officer | None:
    """The entry of somebody's own that goes on, or begins earlier than it was said."""
    terms = [one for one in book if one.member == new.member and not _is_over(one, begins)]
    return next((one for one in terms if serves(one, begins)), terms[0] if terms else None)


def _is_over(officer: Officer, on: date) -> bool:
    return officer.until is not None and (officer.until <= on or officer.until <= (officer.since or on))


def _cut(officers: Iterable[Officer], day: date) -> list[Officer]:
    """The terms that reach beyond a day, ended by it; one that had not begun by then is of no day at all."""
    return [replace(one, until=max(day, one.since) if one.since else day) for one in officers if not _is_over(one, day)]


def put_right(officers: Iterable[Officer], new: Officer, on: date) -> list[Officer]:
    """What changes when it was a mistake who holds a post: another member in the same entry, from the same day on."""
    wrong = [one for one in serving(officers, on) if one.post is new.post]
    if len(wrong) != 1 or wrong[0].member == new.member:
        return appointed(officers, new, on)
    return [replace(wrong[0], member=new.member, since=new.since or wrong[0].since)]
