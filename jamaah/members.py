"""Members of a group: who belongs to it, since when, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from jamaah.people import YOUTH, Born, Gender, age, check_born, fold, phone, split_honorific, tidy_name
from jamaah.refusals import Refusal
from jamaah.titles import bare_name, fold_name, whole_name
from lean import dataclass


class Departure(StrEnum):
    """Why somebody is a member no longer."""

    MOVED = "moved"
    LEFT = "left"
    DIED = "died"


class Consent(StrEnum):
    """How it is known that somebody agreed to the record."""

    OWN = "own"
    """They said so themselves."""
    TOLD = "told"
    """The secretary said so of this person."""
    LISTED = "listed"
    """The secretary said so of all of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One row of the members' book. `called` is the panggilan ("Bu Tini"), empty if not told; `person` the linked
    person of the chat, None if not linked; `left` the first day as a member no longer, `departure` why; `consented`
    the day consent to record was given, `consent` how; `parent` who of the parents agreed, for somebody under 18, and
    `parent_agreed` when that was said; `behalf` the facilitator who wrote them down as long as the group had no
    secretary. `erased` is when all of this but the counts was taken out. `id` is 0 until stored."""

    id: int = 0
    group: int
    name: str
    called: str = ""
    gender: Gender | None = None
    born: Born | None = None
    rt: str | None = None
    phone: str | None = None
    occupation: str | None = None
    household: str | None = None
    joined: date
    left: date | None = None
    departure: Departure | None = None
    consented: date | None = None
    consent: Consent | None = None
    parent: str | None = None
    parent_agreed: date | None = None
    erased: date | None = None
    person: int | None = None
    behalf: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How many belong to a group. `youth` are 16 to 30 (UU 40/2009) by the best reckoning; `unknown` have no gender and
    `youth_unknown` no birth recorded."""

    total: int
    women: int
    men: int
    unknown: int
    youth: int
    youth_unknown: int


# Under this age somebody is addressed as Mbak or Mas when nobody said otherwise.
YOUNG = 25
SHORTEST_PIECE = 3


# Under this age a parent consents to the record too (UU 27/2022).
OF_AGE = 18


def told_joining(member: Member, begun: date) -> date | None:
    """The day on which somebody became a member, as far as anybody said it: of those with whom a book was `begun`
    nobody did. (That they count as members since a day is for the rolls of meetings only.)"""
    return member.joined if member.joined > begun else None


def needs_parent(member: Member, on: date) -> bool:
    """Whether a parent has to agree to the record of somebody, and of none is it written down."""
    return member.born is not None and age(member.born, on) < OF_AGE and member.parent is None


def belongs(member: Member, on: date) -> bool:
    """Whether somebody is a member on a day; on the day of leaving no longer."""
    return member.joined <= on and not has_left(member, on)


def has_left(member: Member, on: date) -> bool:
    """Whether somebody is a member no longer on a day."""
    return member.left is not None and on >= member.left


def gender_of(member: Member) -> Gender | None:
    """The gender recorded, else the one the panggilan tells ("Bu Tini")."""
    return member.gender or split_honorific(member.called)[2]


def addressed(member: Member, on: date, among: Iterable[Member] = ()) -> str:
    """How a member is spoken of: the panggilan, else "Bu" or "Pak" (young: "Mbak", "Mas") with the name.

    Where it is clear `among` these members, the first word of the name does ("Bu Tini"); without them it is whole. A
    panggilan without honorific ("Budi Lor") gets one; only a member whose gender is not known has the bare name, and
    whoever was erased has none.
    """
    if member.erased is not None:
        return member.name
    name = member.called or _short(member, among)
    if split_honorific(name)[0] or member.gender is None:
        return name
    young = member.born is not None and age(member.born, on) < YOUNG
    if member.gender is Gender.FEMALE:
        return f"{'Mbak' if young else 'Bu'} {name}"
    return f"{'Mas' if young else 'Pak'} {name}"


def _short(member: Member, among: Iterable[Member]) -> str:
    name = bare_name(member.name)
    first = name.split()[0]
    others = [other for other in among if other.id != member.id]
    shared = any(fold(first) in f"{fold_name(other.name)} {fold(other.called)}".split() for other in others)
    return name if shared or not others or len(first) < SHORTEST_PIECE else first


def admit(member: Member, roll: Iterable[Member]) -> Member:
    """The member tidied, if the rules let them into a group whose members are `roll`.

    Raises Refusal: slot "name" ("missing"; "already_registered" with `member`, the one of the same name, unless the
    panggilan tells the two apart, or one is a woman and the other a man), "phone" ("malformed" with `number`) and
    "born" (as `check_born`, on the day of joining). Nobody is refused for an occupation (item 6), for a shared phone or
    for being the forty-first (item 8).
    """
    tidied = _tidied(member)
    if not fold(tidied.name):
        raise Refusal("name", "missing")
    known = same_name(tidied.name, tidied.called, roll, gender_of(tidied))
    if known is not None:
        raise Refusal("name", "already_registered", member=known)
    if tidied.born is not None:
        check_born(tidied.born, tidied.joined)
    return tidied


def amend(member: Member, roll: Iterable[Member], on: date, **changes: Any) -> Member:
    """The member with some fields changed on a day, tidied, if the rules let it stand; `changes` are of `Member`.

    Raises Refusal as `admit` does, of what is changed only: what stood in the book may stay.
    """
    amended = _tidied(replace(member, **changes))
    if not fold(amended.name):
        raise Refusal("name", "missing")
    if changes.keys() & {"name", "called"}:
        others = [other for other in roll if other.id != member.id]
        known = same_name(amended.name, amended.called, others, gender_of(amended))
        if known is not None:
            raise Refusal("name", "already_registered", member=known)
    if "born" in changes and amended.born is not None:
        check_born(amended.born, on)
    return amended


def depart(member: Member, why: Departure, on: date, today: date, begun: date | None = None) -> Member:
    """The member as one who has left, `on` being the first day as a member no longer. Of one with whom the book was
    `begun` nobody said since when: they may have left on any day.

    Raises Refusal of slot "day": "in_future", "before_joining" (fact `joined`).
    """
    if on > today:
        raise Refusal("day", "in_future")
    if begun is not None and told_joining(member, begun) is None:
        return replace(member, joined=min(member.joined, on), left=on, departure=why)
    if on < member.joined:
        raise Refusal("day", "before_joining", joined=member.joined)
    return replace(member, left=on, departure=why)


def _tidied(member: Member) -> Member:
    told = split_honorific(member.name)[2]
    return replace(
        member,
        name=tidy_name(whole_name(member.name)),
        called=tidy_called(member.called),
        gender=member.gender or told,
        rt=member.rt and (member.rt.strip().lstrip("0") or None),
        phone=_tidied_phone(member.phone),
        occupation=_tidied_words(member.occupation),
        household=tidy_name(split_honorific(member.household or "")[1]) or None,
    )


def tidy_called(called: str) -> str:
    """A panggilan as it is written: "bu tini" gives "Bu Tini"."""
    honorific, name, _ = split_honorific(called)
    return " ".join(part for part in (honorific, tidy_name(name)) if part)


def _tidied_phone(number: str | None) -> str | None:
    if not number or not number.strip():
        return None
    tidied = phone(number)
    if tidied is None:
        raise Refusal("phone", "malformed", number=number.strip())
    return tidied


def _tidied_words(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def same_name(name: str, called: str, roll: Iterable[Member], gender: Gender | None = None) -> Member | None:
    """The member from whom somebody new of this name, panggilan and gender could not be told apart. A woman and a man
    always are: "Bu Darmo" and "Pak Darmo" are a couple."""
    gender = gender or split_honorific(called)[2] or split_honorific(name)[2]
    there = (other for other in roll if other.left is None and fold_name(other.name) == fold_name(name))
    alike = (other for other in there if not are_man_and_woman(gender, gender_of(other)))
    return next((other for other in alike if not _told_apart(called, other)), None)


def are_man_and_woman(one: Gender | None, other: Gender | None) -> bool:
    """Whether two are known to be a woman and a man."""
    return one is not None and other is not None and one is not other


def _told_apart(called: str, other: Member) -> bool:
    """Whether a panggilan tells somebody new from a member of the same name."""
    return fold(called) not in ("", fold_name(other.name), fold(other.called))


def namesakes(names: Sequence[str], genders: Sequence[Gender | None] = ()) -> list[list[int]]:
    """The positions that share a name (capitals and honorifics aside), each list ascending, two or more to a list.
    Women and men are told apart where the `genders` are known of all who share it."""
    positions: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        positions.setdefault(fold_name(name), []).append(position)
    apart = [part for shared in positions.values() for part in _by_gender(shared, genders)]
    return [shared for shared in apart if len(shared) > 1]


def _by_gender(shared: list[int], genders: Sequence[Gender | None]) -> list[list[int]]:
    if not genders or any(genders[at] is None for at in shared):
        return [shared]
    return [[at for at in shared if genders[at] is gender] for gender in Gender]


def figures(roll: Iterable[Member], on: date) -> Figures:
    """How many of the roll are members on a day, and of them women, men and youth."""
    members = [member for member in roll if belongs(member, on)]
    genders = [member.gender for member in members]
    return Figures(
        total=len(members),
        women=genders.count(Gender.FEMALE),
        men=genders.count(Gender.MALE),
        unknown=genders.count(None),
        youth=sum(member.born is not None and age(member.born, on) in YOUTH for member in members),
        youth_unknown=sum(member.born is None for member in members),
    )
