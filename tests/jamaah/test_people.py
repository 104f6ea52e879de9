"""What people are called, and how old they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.people import (
    OLDEST,
    YOUNGEST,
    Born,
    Gender,
    age,
    age_range,
    born_from_age,
    check_born,
    fold,
    phone,
    split_honorific,
    tidy_name,
)
from jamaah.refusals import Refusal
from tests.jamaah.strategies import births, days, exact_births, names

TODAY = date(2026, 11, 23)
F, M = Gender.FEMALE, Gender.MALE
latin = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ éÉ'’.- "), max_size=40)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("siti  aminah", "Siti Aminah"),
        ("SITI AMINAH ", "Siti Aminah"),
        ("nur'aini", "Nur'aini"),
        ("NUR’AINI", "Nur'aini"),
        ("KH. ABDUL", "KH. Abdul"),
        ("kh. abdul rohman", "KH. Abdul Rohman"),
        ("h. m. ali", "H. M. Ali"),
        ("budi bin slamet", "Budi bin Slamet"),
        ("siti binti ali", "Siti binti Ali"),
        ("sri rahayu, s.pd.", "Sri Rahayu, S.Pd."),
        ("siti-aminah", "Siti-Aminah"),
        ("sugeng ii", "Sugeng II"),
        ("", ""),
    ],
)
def test_a_name_is_written_with_capitals_and_single_spaces(typed: str, written: str) -> None:
    assert tidy_name(typed) == written


@given(latin)
def test_a_tidied_name_is_tidy(text: str) -> None:
    tidied = tidy_name(text)
    assert tidy_name(tidied) == tidied
    assert tidied == " ".join(tidied.split())


@given(latin)
def test_tidying_changes_only_capitals_spaces_and_the_form_of_apostrophes(text: str) -> None:
    def letters(name: str) -> str:
        return "".join(name.split()).replace("’", "'").casefold()

    assert letters(tidy_name(text)) == letters(text)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("bu tini", ("Bu", "tini", F)),
        ("Ibu Siti Aminah", ("Bu", "Siti Aminah", F)),
        ("mbak Yuni", ("Mbak", "Yuni", F)),
        ("Hj.Siti", ("Hj.", "Siti", F)),
        ("Ny. Sri", ("Bu", "Sri", F)),
        ("saudari Wulan", ("Bu", "Wulan", F)),
        ("budhe Narti", ("Budhe", "Narti", F)),
        ("Bulik Parmi", ("Bulik", "Parmi", F)),
        ("Bu Hj. Siti", ("Bu", "Siti", F)),
        ("PAK slamet", ("Pak", "slamet", M)),
        ("Bapak Sudiro", ("Pak", "Sudiro", M)),
        ("mas Eko", ("Mas", "Eko", M)),
        ("kang Parjo", ("Kang", "Parjo", M)),
        ("Bp. Ngadimin", ("Pak", "Ngadimin", M)),
        ("Bpk Ngadimin", ("Pak", "Ngadimin", M)),
        ("Mbah Modin", ("Mbah", "Modin", None)),
        ("lik Min", ("Lik", "Min", None)),
        ("Slamet", ("", "Slamet", None)),
        ("Mas'ud", ("", "Mas'ud", None)),
        ("Masitoh", ("", "Masitoh", None)),
        ("Budi Bu", ("", "Budi Bu", None)),
        ("bu", ("Bu", "", F)),
        ("", ("", "", None)),
    ],
)
def test_an_honorific_is_told_from_the_name(said: str, parts: tuple[str, str, Gender | None]) -> None:
    assert split_honorific(said) == parts


@given(names, st.sampled_from(["bu", "Pak", "MBAK", "Hj.", "mbah", "kang", "Bpk."]))
def test_an_honorific_never_changes_who_is_named(name: str, honorific: str) -> None:
    assert split_honorific(f"{honorific} {name}")[1] == name
    assert fold(f"{honorific} {name}") == fold(name)


@pytest.mark.parametrize(("one", "other"), [("Nur'aini", "NURAINI"), ("St. Aminah", "st aminah"), ("Édi", "edi")])
def test_small_differences_of_writing_are_no_other_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "typed", ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "62812.3456.7890", "(0812) 3456 7890"]
)
def test_a_phone_is_kept_in_one_form_however_it_is_typed(typed: str) -> None:
    assert phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    "typed",
    ["", "0", "0298321456", "0801234567", "08123456", "0812345678901234", "+6581234567", "0812abc3456", "٠٨١٢٣٤٥٦٧٨٩"],
)
def test_what_is_no_indonesian_mobile_number_is_none(typed: str) -> None:
    assert phone(typed) is None


@given(st.from_regex(r"8[1-9][0-9]{6,10}", fullmatch=True), st.sampled_from(["0", "62", "+62"]))
def test_a_phone_in_its_kept_form_stays_as_it_is(digits: str, lead: str) -> None:
    kept = phone(lead + digits)
    assert kept == "+62" + digits
    assert phone(kept) == kept


@given(st.integers(0, 110), days)
def test_an_age_told_today_is_the_age_reckoned_today(years: int, on: date) -> None:
    assert age(born_from_age(years, on), on) == years


@given(exact_births, st.dates(date(2011, 1, 1), date(2100, 12, 31)))
def test_with_the_day_of_birth_known_the_age_is_certain(born: Born, on: date) -> None:
    years = age(born, on)
    assert age_range(born, on) == (years, years)
    assert born.month and born.day
    birthdays = [d for n in range(born.year + 1, on.year + 1) if (d := _birthday(born, n)) <= on]
    assert years == len(birthdays)


def _birthday(born: Born, year: int) -> date:
    assert born.month and born.day
    if (born.month, born.day) == (2, 29):
        return date(year, 2, 28) + timedelta(days=1)
    return date(year, born.month, born.day)


@given(births, st.dates(date(2011, 1, 1), date(2100, 12, 31)))
def test_the_reckoned_age_is_possible(born: Born, on: date) -> None:
    youngest, oldest = age_range(born, on)
    assert youngest <= age(born, on) <= oldest


@given(exact_births, st.dates(date(2011, 1, 1), date(2060, 12, 31)))
def test_knowing_less_of_a_birth_never_excludes_the_true_age(born: Born, on: date) -> None:
    for vaguer in (Born(born.year, born.month), Born(born.year), Born(born.year, about=True)):
        youngest, oldest = age_range(vaguer, on)
        assert youngest <= age(born, on) <= oldest


@given(exact_births, st.dates(date(2011, 1, 1), date(2040, 12, 31)), st.integers(0, 7000))
def test_an_age_told_once_allows_the_true_age_ever_after(born: Born, told_on: date, later: int) -> None:
    on = told_on + timedelta(days=later)
    youngest, oldest = age_range(born_from_age(age(born, told_on), told_on), on)
    assert youngest <= age(born, on) <= oldest


@pytest.mark.parametrize(
    ("born", "reason"),
    [
        (Born(2026, 11, 24), "in_future"),
        (Born(2027), "in_future"),
        (Born(2010, 11, 24), "too_young"),
        (Born(2011), "too_young"),
        (born_from_age(15, TODAY), "too_young"),
        (Born(1915), "too_old"),
        (Born(1990, 2, 29), "no_such_day"),
        (Born(1990, 13), "no_such_day"),
        (Born(1990, None, 3), "no_such_day"),
        (Born(0), "no_such_day"),
    ],
)
def test_a_birth_no_member_can_have_is_refused(born: Born, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_born(born, TODAY)
    assert (refused.value.slot, refused.value.reason) == ("born", reason)


@given(st.integers(YOUNGEST, OLDEST))
def test_every_age_from_sixteen_to_the_oldest_is_accepted(years: int) -> None:
    check_born(born_from_age(years, TODAY), TODAY)


@pytest.mark.parametrize("born", [Born(2010, 11, 23), Born(2010), Born(1992, 2, 29), Born(1916)])
def test_a_birth_at_the_edge_is_accepted(born: Born) -> None:
    check_born(born, TODAY)
