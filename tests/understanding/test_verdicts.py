"""What is told to have become of an idea, and of which."""

from __future__ import annotations

import pytest

from bot.understanding.verdicts import asked_about, asks_what_became, verdict, verdicts

TOLD: list[tuple[str, str, list[str], int | None]] = [
    ("usulan mesin jahit disetujui", "adopted", ["mesin", "jahit"], None),
    ("usulan mesin jahit di-acc", "adopted", ["mesin", "jahit"], None),
    ("disetujui usul mesin jahit", "adopted", ["mesin", "jahit"], None),
    ("usulane bu tini disetujoni", "adopted", ["tini"], None),
    ("usulan yang disetujui: mesin jahit", "adopted", ["mesin", "jahit"], None),
    ("usul 2 disetujui", "adopted", [], 2),
    (
        "usul bu tini soal mesin jahit disetujui di kumpulan kemarin",
        "adopted",
        ["tini", "mesin", "jahit"],
        None,
    ),
    ("usul nomor 2 ditolak", "not_adopted", [], 2),
    ("usul mesin jahit ora sida", "not_adopted", ["mesin", "jahit"], None),
    ("usul mesin jahit tidak disetujui", "not_adopted", ["mesin", "jahit"], None),
    ("usul mesin jahit dibahas kemarin, belum diputuskan", "discussed", ["mesin", "jahit"], None),
    ("usul kolam lele belum disetujui", "discussed", ["kolam", "lele"], None),
    ("usulan nomer 2 dirembug wingi", "discussed", [], 2),
    ("mesin jahit sudah dibeli", "carried_out", ["mesin", "jahit"], None),
    ("kolam lele sampun dados", "carried_out", ["kolam", "lele"], None),
    ("usul mesin jahit sudah jalan", "carried_out", ["mesin", "jahit"], None),
    ("usul biogas ditolak, kemahalan", "not_adopted", ["biogas"], None),
    ("usul mesin jahit ditunda sik nunggu dana", "discussed", ["mesin", "jahit"], None),
    ("usulan nomer 3 ditolak, sawahe arep dianggo pak lurah", "not_adopted", [], 3),
    ("usul arisan wedhus sepakat dimulai januari", "adopted", ["arisan", "wedhus"], None),
    ("kolam lele ra sida, ora ana sing setuju", "not_adopted", ["kolam", "lele"], None),
    ("sing alpukat kabeh setuju", "adopted", ["alpukat"], None),
    ("hasil usulan pupuk: laku 40 karung", "carried_out", ["pupuk"], None),
]
SEVERAL: list[tuple[str, list[tuple[str, str]]]] = [
    ("usul pupuk sudah jalan, usul arisan batal", [("carried_out", "pupuk"), ("not_adopted", "arisan")]),
    ("mesin jahit disetujui, kolam lele ditolak", [("adopted", "mesin jahit"), ("not_adopted", "kolam lele")]),
    ("usul 1 disetujui, 2 ditolak", [("adopted", "1"), ("not_adopted", "2")]),
    ("nomor 2 disetujui dan nomor 3 ditolak", [("adopted", "2"), ("not_adopted", "3")]),
    ("usul biogas ditolak, kemahalan; usul pupuk disetujui", [("not_adopted", "biogas"), ("adopted", "pupuk")]),
    ("usul biogas ditolak, kemahalan", []),
    ("usul biogas ditolak, pak karno izin, usul arisan diterima", []),
    ("beli bibit, usul arisan diterima, usul pupuk ditolak", []),
]
NOTHING = [
    "usul beli mesin jahit",
    "usulan mesin jahit sudah disetujui belum?",
    "setuju",
    "saya setuju usul mesin jahit",
    "pak karno sudah pindah",
    "kumpulan sudah dibatalkan",
    "kumpulan kemarin hadir semua, usul mesin jahit disetujui",
    "kumpulan kemarin disetujui iuran naik",
    "",
]


@pytest.mark.parametrize(("text", "fate", "about", "number"), TOLD)
def test_what_became_of_an_idea_is_read(text: str, fate: str, about: list[str], number: int | None) -> None:
    told = verdict(text)
    assert told is not None
    assert (told.fate, list(told.about), told.number) == (fate, about, number)


@pytest.mark.parametrize(("text", "fates"), SEVERAL)
def test_what_became_of_several_ideas_is_read(text: str, fates: list[tuple[str, str]]) -> None:
    assert [(one.fate, " ".join(one.about) or str(one.number)) for one in verdicts(text)] == fates


def test_what_came_of_an_idea_is_kept_as_typed() -> None:
    assert [one.outcome for one in verdicts("usul pupuk sudah jalan, laku 40 karung, usul arisan batal")] == [
        "sudah jalan, laku 40 karung",
        "",
    ]


@pytest.mark.parametrize("text", ["usul saya gimana hasilnya", "usulanku wingi piye", "usul yang ditolak apa saja"])
def test_it_is_asked_what_became_of_ideas(text: str) -> None:
    assert asks_what_became(text)


@pytest.mark.parametrize(
    "text", ["usul mesin jahit piye", "usul nomor 2 piye", "usul saya beli bibit", "hasil kumpulan?"]
)
def test_it_is_asked_for_one_idea_or_something_else(text: str) -> None:
    assert not asks_what_became(text)


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_tell_nothing_of_an_idea(text: str) -> None:
    assert verdict(text) is None


@pytest.mark.parametrize("text", ["usulan mesin jahit piye?", "usulan mesin jahit sudah disetujui belum?"])
def test_an_idea_is_asked_about(text: str) -> None:
    asked = asked_about(text)
    assert asked is not None
    assert asked.about == ("mesin", "jahit")


@pytest.mark.parametrize("text", ["usul beli mesin jahit", "usulan apa saja?", "lihat usulan", "mesin jahit piye?"])
def test_words_that_ask_about_no_certain_idea(text: str) -> None:
    assert asked_about(text) is None
