"""Numbers, amounts and days in words: as they are said, and read back as what they were."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers import written_out
from bot.understanding.numbers import number_words

UNITS = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (23, "dua puluh tiga"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (219, "dua ratus sembilan belas"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_000, "satu miliar"),
        (5_000_000_017, "lima miliar tujuh belas"),
        (1_001_001_000, "satu miliar satu juta seribu"),
    ],
)
def test_a_number_is_written_as_it_is_said(count: int, words: str) -> None:
    assert written_out.number(count) == words


def read_back(words: str) -> int:
    """The number that words say: thousands and millions apart, and within them as the talk reads them."""
    total, part = 0, list[str]()
    for word in words.split():
        if word == "seribu":
            total += 1_000
        elif word in UNITS:
            total, part = total + number_words(part)[0] * UNITS[word], []
        else:
            part.append(word)
    return total + (number_words(part)[0] if part else 0)


@given(st.integers(1, 9_999_999_999_999))
def test_what_is_written_out_is_read_back(count: int) -> None:
    assert read_back(written_out.number(count)) == count


def test_below_nothing_there_are_no_words() -> None:
    with pytest.raises(ValueError, match="below"):
        written_out.number(-1)


def test_people_amounts_days_and_hours() -> None:
    assert written_out.people(23) == "23 (dua puluh tiga) orang"
    assert written_out.years(5) == "5 (lima) tahun"
    assert written_out.rupiah(1_250_000) == "Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah)"
    day = "Kamis, 26 (dua puluh enam) November 2026 (dua ribu dua puluh enam)"
    assert written_out.day(date(2026, 11, 26)) == day
    assert written_out.hour(time(19, 5), "WIB") == "19.05 WIB"
