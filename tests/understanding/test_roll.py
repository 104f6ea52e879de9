"""Numbers of a numbered roll, what is said of the others, and one name instead of another."""

from __future__ import annotations

import pytest

from bot.understanding.attendance import attendance
from bot.understanding.roll import corrects, instead, numbered, others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tidak hadir: 3 7 12", {"absent": [3, 7, 12]}),
        ("ora teka: 3, 7, 12", {"absent": [3, 7, 12]}),
        ("1-4 6 9 hadir", {"present": [1, 2, 3, 4, 6, 9]}),
        ("sing teka 1-4, 6 lan 9", {"present": [1, 2, 3, 4, 6, 9]}),
        ("hadir semua kecuali 3 7 12", {"absent": [3, 7, 12]}),
        ("nomor 5 izin, nomor 3 dan 7 tidak hadir", {"excused": [5], "absent": [3, 7]}),
        ("tidak hadir 3 7, izin 5, telat 2 4", {"absent": [3, 7], "excused": [5], "late": [2, 4]}),
        ("kumpulan tgl 5 november jam 7, tidak hadir 3 7", {"absent": [3, 7]}),
        ("hadir 18, tidak hadir 3 7", {"absent": [3, 7]}),
    ],
)
def test_several_numbers_beside_a_word_are_of_the_roll(text: str, expected: dict[str, list[int]]) -> None:
    assert numbered(text) == expected


@pytest.mark.parametrize(
    "text", ["hadir 18", "izin 5", "hadir 20, 3 izin", "hadir 18 izin 2 alpa 1", "telat 10 menit", "hadir 12 orang"]
)
def test_a_number_alone_counts_as_long_as_no_roll_is_shown(text: str) -> None:
    assert numbered(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("izin 5", {"excused": [5]}),
        ("izin 5, 7 tidak hadir", {"excused": [5], "absent": [7]}),
        ("1-4 6 9 hadir, 5 izin, 3 7 tidak hadir", {"present": [1, 2, 3, 4, 6, 9], "excused": [5], "absent": [3, 7]}),
        ("3 7 12", {"absent": [3, 7, 12]}),
        ("12 orang hadir", {}),
        ("telat 10 menit", {}),
    ],
)
def test_where_the_roll_is_shown_every_number_is_of_it(text: str, expected: dict[str, list[int]]) -> None:
    assert numbered(text, shown=True, asked="absent") == expected


def test_numbers_of_the_roll_are_no_counts() -> None:
    assert attendance("1-4 6 9 hadir") == {}
    assert attendance("hadir 18") == {"present_count": 18}
    assert attendance("rapat tgl 5 januari 2020 hadir semua") == {"all_present": True}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lainnya tidak hadir", "absent"),
        ("yang lain hadir", "present"),
        ("liyane ora teka", "absent"),
        ("hadir 1-4, sisanya izin", "excused"),
        ("yang hadir 3 7, lainnya tidak", "absent"),
        ("hadir semua", None),
    ],
)
def test_what_is_said_of_the_others(text: str, expected: str | None) -> None:
    assert others(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bukan bu lasmi, tapi bu sumarni", ("Bu Lasmi", "Bu Sumarni")),
        ("dudu bu lasmi, nanging bu sumarni", ("Bu Lasmi", "Bu Sumarni")),
        ("bu sumarni, bukan bu lasmi", ("Bu Lasmi", "Bu Sumarni")),
        ("bukan kamis tapi rabu", None),
        ("pak giyono hadir, bukan absen", None),
    ],
)
def test_one_name_instead_of_another(text: str, expected: tuple[str, str] | None) -> None:
    assert instead(text) == expected


def test_words_that_say_that_a_record_is_wrong() -> None:
    assert corrects("betulkan kumpulan kamis: bu tini hadir")
    assert corrects("pak giyono kemarin hadir, bukan absen")
    assert not corrects("kumpulan kemarin hadir semua kecuali bu tini")
