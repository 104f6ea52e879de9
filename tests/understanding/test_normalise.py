"""From phone spelling and Javanese to plain words, and back to what was typed."""

from __future__ import annotations

import pytest

from bot.understanding.denials import without_denied
from bot.understanding.normalise import LONGEST, read


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("yg blm dtg", "yang belum datang"),
        ("ibu2 RT3", "ibu-ibu rt 3"),
        ("iyaaa", "ya"),
        ("kumpulane sesuk bengi neng omahe bu Tini", "kumpulan besok malam di rumah bu tini"),
        ("mboten saged rawuh", "tidak bisa hadir"),
        ("umure seket telu", "umur 53"),
        ("dipuncatet", "catat"),
        ("gabisa", "tidak bisa"),
        ("Jum'at", "jumat"),
        ("rawuh tiyang kalih likur, yuswa sewidak kalih", "hadir orang 22, umur 62"),
        ("bu Siti kalih pak Karno", "bu siti dengan pak karno"),
        ("er te tujuh", "er te 7"),
        ("saben Kemis soré, dhéwé", "tiap kamis sore, dhewe"),
        ("pndmpng klmpk, trlmbt", "pendamping kelompok, telat"),
        # What a word means depends on whose language is spoken: "sing" and "seng" are "yang" in Java.
        ("sing teka seng omahe cedhak", "yang datang yang rumah cedhak"),
        ("nyoman sing nyidang teka", "nyoman tidak bisa datang"),
        ("beta seng bisa iko bakumpul", "saya tidak bisa ikut kumpulan"),
        ("tadi peuting nu sumping 23, Teh Iis teu aya beja", "tadi malam yang hadir 23, teh iis tidak ada kabar"),
        ("kompolanna bile pole pak", "kumpulan kapan lagi pak"),
        ("ulun kada kawa umpat, kang Kada umpat", "saya tidak bisa ikut, kang kada ikut"),
        ("ambo indak bisa datang isuak", "saya tidak bisa datang besok"),
        ("45th", "45 tahun"),
        ("𝗵𝗮𝗱𝗶𝗿", "hadir"),
    ],
)
def test_reads_phone_spelling_and_javanese_as_plain_words(typed: str, plain: str) -> None:
    assert read(typed).plain == plain


def test_a_part_of_the_plain_text_gives_back_what_was_typed() -> None:
    said = read("Kumpulan wingi neng omahe Bu Tini, rawuh sedoyo")
    start = said.plain.index("rumah")
    assert said.typed(start, said.plain.index(",")) == "omahe Bu Tini"


def test_what_is_denied_is_left_out() -> None:
    assert without_denied(read("bukan kamis tapi jumat")).words == ("jumat",)
    assert without_denied(read("dusun Krajan, bukan dusun Sari lagi")).words == ("dusun", "krajan", "lagi")
    assert without_denied(read("bukan bu Yem yang izin, melainkan pak Gito")).words[:2] == ("yang", "izin")
    assert "3" not in without_denied(read("RT 5 bukan 3")).words


def test_a_text_is_cut_where_a_message_ends() -> None:
    assert len(read("ab" * 5_000).text) == LONGEST
