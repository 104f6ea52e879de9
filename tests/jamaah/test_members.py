"""Who belongs to a group, and who is meant by a name."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.meant import resolve
from jamaah.members import Departure, Member, addressed, admit, amend, belongs, depart, figures, namesakes
from jamaah.people import Born, Gender, born_from_age, fold
from jamaah.refusals import Refusal
from tests.jamaah.strategies import NAMES, TODAY, member, names, numbered, rolls

F, M = Gender.FEMALE, Gender.MALE


def called_by(spoken: str, roll: list[Member]) -> list[str]:
    return [one.name for one in resolve(spoken, roll, TODAY)]


@pytest.mark.parametrize(
    ("one", "spoken"),
    [
        (member("Siti Aminah"), "Bu Siti Aminah"),
        (member("Slamet", M), "Pak Slamet"),
        (member("Sutini", called="Bu Tini"), "Bu Tini"),
        (member("Budi Santoso", M, called="Budi Lor"), "Pak Budi Lor"),
        (member("Wulan", born=born_from_age(24, TODAY)), "Mbak Wulan"),
        (member("Yoga", M, born=born_from_age(19, TODAY)), "Mas Yoga"),
        (member("Wulan", born=born_from_age(25, TODAY)), "Bu Wulan"),
        (member("Sri", None), "Sri"),
        (member("Sarinah", called="Mbah Sar"), "Mbah Sar"),
    ],
)
def test_a_member_is_spoken_of_as_the_village_does(one: Member, spoken: str) -> None:
    assert addressed(one, TODAY) == spoken


@given(rolls)
def test_nobody_of_known_gender_is_spoken_of_by_the_bare_name(roll: list[Member]) -> None:
    for one in roll:
        assert one.gender is None or addressed(one, TODAY) != one.name


def test_admitting_tidies_what_was_typed() -> None:
    typed = member(
        "bu  siti aminah",
        None,
        called="bu siti",
        rt="03",
        phone="0812-3456-7890",
        occupation=" buruh  tani ",
        household="pak darmo",
    )
    admitted = admit(typed, [])
    assert admitted == member(
        "Siti Aminah",
        called="Bu Siti",
        rt="3",
        phone="+6281234567890",
        occupation="buruh tani",
        household="Darmo",
    )
    assert admit(admitted, []) == admitted


@pytest.mark.parametrize(
    ("typed", "slot", "reason"),
    [
        (member("Bu "), "name", "missing"),
        (member(phone="12345"), "phone", "malformed"),
        (member("Sri", born=Born(2012)), "born", "too_young"),
        (member("SITI aminah"), "name", "already_registered"),
        (member("Bu Siti Aminah"), "name", "already_registered"),
    ],
)
def test_what_the_rules_do_not_let_in_is_refused(typed: Member, slot: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        admit(typed, [member("Siti Aminah", id=7)])
    assert (refused.value.slot, refused.value.reason) == (slot, reason)


def test_a_refused_namesake_tells_who_is_registered_already() -> None:
    registered = member("Budi Santoso", M, id=7)
    with pytest.raises(Refusal) as refused:
        admit(member("budi santoso", M), [registered])
    assert refused.value.facts == {"member": registered}


def test_namesakes_are_told_apart_by_what_they_are_called() -> None:
    north = member("Budi Santoso", M, called="Budi Lor")
    assert admit(member("Budi Santoso", M, called="Budi Kidul"), [north]).called == "Budi Kidul"
    with pytest.raises(Refusal):
        admit(member("Budi Santoso", M, called="pak budi lor"), [north])


def test_a_family_may_share_a_phone_and_who_left_may_come_back() -> None:
    roll = [member("Darmo", M, phone="+6281234567890"), member("Sri", left=date(2026, 5, 1))]
    assert admit(member("Siti", phone="081234567890"), roll).phone == roll[0].phone
    assert admit(member("Sri"), roll).name == "Sri"


def test_the_forty_first_member_is_admitted() -> None:
    roll = [member(f"{one} {two}") for one, two in product(NAMES[:8], NAMES[:5])]
    assert len(roll) == 40
    assert admit(member("Ngatinem"), roll).name == "Ngatinem"


@given(st.lists(names, max_size=15))
def test_namesakes_are_exactly_those_who_share_a_name(said: list[str]) -> None:
    found = namesakes(said)
    counted = Counter(map(fold, said))
    assert sorted(len(group) for group in found) == sorted(n for n in counted.values() if n > 1)
    for group in found:
        assert group == sorted(set(group))
        assert len({fold(said[position]) for position in group}) == 1


def test_namesakes_disregard_capitals_and_honorifics() -> None:
    assert namesakes(["Budi", "Sri", "pak budi", "BUDI"]) == [[0, 2, 3]]


def test_a_woman_and_a_man_of_one_name_are_two_people() -> None:
    husband = member("Darmo", M, called="Pak Darmo")
    assert admit(member("Darmo", F, called="Bu Darmo"), [husband]).called == "Bu Darmo"
    assert amend(member("Dharmo", F, id=2), [husband], TODAY, name="Darmo").name == "Darmo"
    with pytest.raises(Refusal):
        admit(member("Darmo", None), [husband])
    assert namesakes(["Darmo", "Darmo", "Darmo"], [M, F, M]) == [[0, 2]]
    assert namesakes(["Darmo", "Darmo", "Darmo"], [M, F, None]) == [[0, 1, 2]]


@given(rolls)
def test_the_figures_add_up(roll: list[Member]) -> None:
    have = figures(roll, TODAY)
    assert have.women + have.men + have.unknown == have.total == len(roll)
    assert have.youth + have.youth_unknown <= have.total


def test_figures_count_members_of_the_day() -> None:
    roll = [
        member("A", born=born_from_age(30, TODAY)),
        member("B", M, born=born_from_age(31, TODAY)),
        member("C", None, born=born_from_age(16, TODAY)),
        member("D"),
        member("E", left=TODAY),
        member("F", joined=date(2027, 1, 1)),
    ]
    have = figures(roll, TODAY)
    assert (have.total, have.women, have.men, have.unknown, have.youth, have.youth_unknown) == (4, 2, 1, 1, 2, 1)


ROLL = numbered(
    [
        member("Suminah Wati"),
        member("Slamet", M),
        member("Darmo", M),
        member("Lasmi", household="Darmo"),
        member("Sutini", called="Bu Tini"),
        member("Budi Santoso", M, called="Budi Lor"),
        member("Budi Raharjo", M),
        member("Sri Lestari", None),
        member("Siti Nur Aminah"),
        member("Wagiman", M, left=date(2026, 6, 1)),
    ]
)


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("Suminah Wati", ["Suminah Wati"]),
        ("bu suminah", ["Suminah Wati"]),
        ("wati", ["Suminah Wati"]),
        ("Sumnah", ["Suminah Wati"]),
        ("bu suminah watti", ["Suminah Wati"]),
        ("Pak Slamet", ["Slamet"]),
        ("pak slemet", ["Slamet"]),
        ("Bu Tini", ["Sutini"]),
        ("Tini", ["Sutini"]),
        ("Bu Darmo", ["Lasmi"]),
        ("Pak Darmo", ["Darmo"]),
        ("Darmo", ["Darmo"]),
        ("Budi", ["Budi Santoso", "Budi Raharjo"]),
        ("Pak Budi Lor", ["Budi Santoso"]),
        ("budi rahar", ["Budi Raharjo"]),
        ("Bu Sri", ["Sri Lestari"]),
        ("Pak Sri", ["Sri Lestari"]),
        ("Siti Aminah", ["Siti Nur Aminah"]),
        ("Aminah Siti", []),
        ("Bu Slamet", []),
        ("Pak Suminah", []),
        ("Wagiman", []),
        ("Ngatinem", []),
        ("Bu", []),
        ("", []),
        ("?!", []),
        ("Su", []),
    ],
)
def test_a_spoken_name_means(spoken: str, meant: list[str]) -> None:
    assert called_by(spoken, ROLL) == meant


def test_a_short_form_is_the_end_of_a_name() -> None:
    assert called_by("Bu Tini", [member("Sutini"), member("Aminah")]) == ["Sutini"]
    assert called_by("Yati", [member("Suryati"), member("Sumiyati")]) == ["Suryati", "Sumiyati"]


def test_bu_darmo_is_first_a_woman_of_that_name() -> None:
    widow = member("Darmo Siti")
    assert called_by("Bu Darmo", [member("Darmo", M), widow, member("Lasmi", household="Darmo")]) == ["Darmo Siti"]


def test_bu_darmo_is_rather_his_wife_than_a_darmo_of_unknown_gender() -> None:
    assert called_by("Bu Darmo", [member("Darmo", None), member("Lasmi", household="Darmo")]) == ["Lasmi"]
    assert called_by("Bu Darmo", [member("Darmo", None)]) == ["Darmo"]


@pytest.mark.parametrize(
    ("spoken", "other"), [("Darno", "Darmo"), ("Parmi", "Sarmi"), ("Budi", "Rudi"), ("Wati", "Yati")]
)
def test_another_name_is_no_typo(spoken: str, other: str) -> None:
    assert called_by(spoken, [member(other, None)]) == []


@given(rolls, names, st.sampled_from(["Bu", "Ibu", "Mbak", "Hj.", "Pak", "Mas", "Bpk."]))
def test_an_honorific_never_means_somebody_of_the_other_gender(roll: list[Member], name: str, honorific: str) -> None:
    wrong = M if honorific in ("Bu", "Ibu", "Mbak", "Hj.") else F
    assert all(one.gender is not wrong for one in resolve(f"{honorific} {name}", roll, TODAY))


@given(rolls.filter(bool), st.data())
def test_a_whole_name_means_those_who_bear_it(roll: list[Member], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(roll))
    found = resolve(one.name, roll, TODAY)
    assert one in found
    assert {fold(other.name) for other in found} == {fold(one.name)}


@given(rolls)
def test_a_member_without_panggilan_is_found_by_the_way_they_are_spoken_of(roll: list[Member]) -> None:
    for one in roll:
        assert one.called or one in resolve(addressed(one, TODAY), roll, TODAY)


@given(st.sampled_from([name for name in NAMES if len(name) >= 6]), st.integers(1, 20), st.sampled_from("aeiou"))
def test_one_slip_of_the_thumb_still_means_the_same_member(name: str, where: int, letter: str) -> None:
    where = 1 + where % (len(name) - 1)
    slips = {name[:where] + name[where + 1 :], name[:where] + letter + name[where:]}
    for slip in slips:
        assert called_by(slip, [member(name, None)]) == [name]


@given(rolls, names)
def test_nobody_is_meant_twice_and_only_members_are_meant(roll: list[Member], name: str) -> None:
    found = resolve(name, roll, TODAY)
    assert len({one.id for one in found}) == len(found)
    assert all(one in roll for one in found)


# -- what is changed later


def test_what_is_amended_is_tidied_and_the_rest_stays() -> None:
    one = numbered([member("Siti Aminah", phone="+6281234567890")])[0]
    amended = amend(one, [one], TODAY, name="bu  suminah", rt="04")
    assert (amended.name, amended.rt, amended.phone, amended.id) == ("Suminah", "4", "+6281234567890", one.id)


@pytest.mark.parametrize(
    ("changes", "slot", "reason"),
    [
        ({"phone": "0274123"}, "phone", "malformed"),
        ({"born": Born(1980, 2, 31)}, "born", "no_such_day"),
        ({"born": born_from_age(3, TODAY)}, "born", "too_young"),
        ({"born": born_from_age(140, TODAY)}, "born", "too_old"),
        ({"name": "..."}, "name", "missing"),
        ({"name": "Sutini"}, "name", "already_registered"),
    ],
)
def test_what_the_rules_do_not_admit_is_not_amended(changes: dict[str, object], slot: str, reason: str) -> None:
    one, other = numbered([member("Siti Aminah"), member("Sutini")])
    with pytest.raises(Refusal) as refused:
        amend(one, [one, other], TODAY, **changes)
    assert (refused.value.slot, refused.value.reason) == (slot, reason)


def test_what_stood_in_the_book_may_stay_when_something_else_is_amended() -> None:
    one, other = numbered([member("Budi Santoso", M), member("Budi Santoso", M)])
    assert amend(one, [one, other], TODAY, rt="5").rt == "5"
    assert amend(one, [one, other], TODAY, called="Budi Lor").called == "Budi Lor"


def test_who_departs_is_a_member_until_that_day() -> None:
    one = member("Darmo", M)
    gone = depart(one, Departure.MOVED, TODAY, TODAY)
    assert (gone.left, gone.departure) == (TODAY, Departure.MOVED)
    assert figures([gone], TODAY).total == 0
    assert figures([gone], TODAY - timedelta(days=1)).total == 1


def test_nobody_departs_on_a_day_to_come_or_before_joining() -> None:
    one = member("Darmo", M)
    for day, reason in ((TODAY + timedelta(days=1), "in_future"), (one.joined - timedelta(days=1), "before_joining")):
        with pytest.raises(Refusal) as refused:
            depart(one, Departure.LEFT, day, TODAY)
        assert (refused.value.slot, refused.value.reason) == ("day", reason)


def test_who_belonged_when_the_book_began_may_have_left_on_any_day() -> None:
    one = member("Darmo", M)
    before = one.joined - timedelta(days=3)
    gone = depart(one, Departure.DIED, before, TODAY, begun=one.joined)
    assert (gone.left, gone.joined) == (before, before)
    assert not any(belongs(gone, one.joined + timedelta(days=days)) for days in range(-9, 9))
    with pytest.raises(Refusal):
        depart(one, Departure.DIED, before, TODAY, begun=one.joined - timedelta(days=1))


def test_somebody_who_comes_back_is_admitted_again() -> None:
    gone = depart(member("Darmo", M), Departure.MOVED, TODAY, TODAY)
    assert admit(member("Darmo", M), [gone]).name == "Darmo"
