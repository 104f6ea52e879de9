"""Households: whose family the members are of, by the name of its head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jamaah.meant import known_as
from jamaah.members import Member
from jamaah.people import fold, split_honorific, tidy_name


def household_of(head: Member, roll: Iterable[Member]) -> str:
    """By which name the family of a head goes: the one in the book, be it with others of it, else the head's own."""
    if head.household and known_as(head.household, [head]):
        return head.household
    others = [member.household for member in roll if member.household and known_as(member.household, [head])]
    return next(iter(others), head.name)


def named_household(head: str) -> str:
    """The name of a family whose head is not in the book."""
    return tidy_name(split_honorific(head)[1] or head)


def households(members: Sequence[Member]) -> list[tuple[str, list[Member]]]:
    """The families that are told, by name, each with its members in the order of the book; the largest first."""
    found: dict[str, list[Member]] = {}
    names: dict[str, str] = {}
    for member in members:
        if member.household and fold(member.household):
            found.setdefault(fold(member.household), []).append(member)
            names.setdefault(fold(member.household), member.household)
    return sorted(((names[key], of) for key, of in found.items()), key=lambda family: -len(family[1]))
