"""Numbers in words and figures, and answers to a numbered roll."""

from __future__ import annotations

import pytest

from bot.understanding.numbers import find_number, number_words, numbers_in


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua", 2),
        ("rolas", 12),
        ("lima belas", 15),
        ("selikur", 21),
        ("selawe", 25),
        ("dua puluh lima", 25),
        ("telung puluh", 30),
        ("seket telu", 53),
        ("suwidak loro", 62),
        ("seratus", 100),
    ],
)
def test_reads_indonesian_and_javanese_number_words(words: str, value: int) -> None:
    assert number_words(words.split()) == (value, len(words.split()))


def test_words_that_say_no_number_say_nothing() -> None:
    assert number_words(["orang", "dua"]) == (0, 0)
    assert number_words([]) == (0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-4 6 9 11-15 18", [1, 2, 3, 4, 6, 9, 11, 12, 13, 14, 15, 18]),
        ("3, 7 dan 12", [3, 7, 12]),
        ("1 s/d 3", [1, 2, 3]),
        ("2 sampai 4", [2, 3, 4]),
        ("nomor loro karo telu", [2, 3]),
        ("5 5 5", [5]),
        ("9-7", [9, 7]),
        ("tidak ada", []),
    ],
)
def test_spells_out_the_ranges_of_a_roll(text: str, expected: list[int]) -> None:
    assert numbers_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("25 orang", 25), ("dua puluh lima", 25), ("tidak tahu", None), ("3 atau 4", None), ("9" * 100, None)],
)
def test_a_short_text_states_one_number_or_none(text: str, expected: int | None) -> None:
    assert find_number(text) == expected
