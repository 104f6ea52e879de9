"""Full names on lists that are signed: namesakes are told apart, whoever has a name alone is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jamaah.full_names import full_names
from jamaah.members import Member
from jamaah.people import Gender

ONE = Member(group=1, name="Budi Santoso", joined=date(2026, 1, 5), gender=Gender.MALE)


def named(*members: Member) -> list[str]:
    numbered = [replace(member, id=number) for number, member in enumerate(members, 1)]
    return list(full_names(numbered).values())


def test_what_the_panggilan_adds_tells_namesakes_apart() -> None:
    told = named(replace(ONE, called="Budi Lor"), replace(ONE, called="Pak Budi RT 4"), replace(ONE, name="Sri"))
    assert told == ["Budi Santoso (Lor)", "Budi Santoso (RT 4)", "Sri"]


def test_an_honorific_that_says_more_than_the_gender_tells_apart_too() -> None:
    assert named(replace(ONE, called="Mbah Budi"), ONE) == ["Budi Santoso (Mbah)", "Budi Santoso"]


def test_a_couple_of_one_name_are_bu_and_pak() -> None:
    assert named(replace(ONE, gender=Gender.FEMALE), ONE) == ["Budi Santoso (Bu)", "Budi Santoso (Pak)"]


def test_else_the_rt_does_and_where_nothing_does_nothing_is_made_up() -> None:
    assert named(replace(ONE, rt="3"), replace(ONE, rt="4")) == ["Budi Santoso (RT 3)", "Budi Santoso (RT 4)"]
    assert named(ONE, ONE) == ["Budi Santoso"] * 2


def test_capitals_and_accents_are_no_other_name_and_a_panggilan_alone_is_not_shown() -> None:
    assert named(replace(ONE, called="Budi Lor"), replace(ONE, name="BUDI SANTOSO", called="Budi Kidul")) == [
        "Budi Santoso (Lor)",
        "BUDI SANTOSO (Kidul)",
    ]
    assert named(replace(ONE, called="Budi Lor")) == ["Budi Santoso"]
