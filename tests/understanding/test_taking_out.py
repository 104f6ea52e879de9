"""What is to be taken out of what is kept of somebody, and what is not to be handed out."""

from __future__ import annotations

import pytest

from bot.understanding.taking_out import TakenOut, is_of_a_piece, leaves_out, spares_numbers, taken_out, wishes


@pytest.mark.parametrize(
    ("text", "what", "who"),
    [
        ("hapus nik bu lasmi", "nik", "bu lasmi"),
        ("lali, nik bu lasmi diilangi wae", "nik", "bu lasmi"),
        ("NIK e mbah kromo dibusak wae ya", "nik", "mbah kromo"),
        ("nik bu lasmi ora usah disimpen", "nik", "bu lasmi"),
        ("hapus nik", "nik", ""),
        ("nikku dihapus", "nik", "aku"),
        ("hapus nomor hp bu lasmi", "phone", "bu lasmi"),
        ("nomer hpne bu tini tulung dihapus", "phone", "bu tini"),
        ("nomor hp ku dihapus", "phone", "aku"),
        ("umur pak karno dikosongke", "born", "pak karno"),
    ],
)
def test_a_piece_is_taken_out_of_whoever_is_named(text: str, what: str, who: str) -> None:
    assert taken_out(text) == TakenOut(what, who)


@pytest.mark.parametrize(
    "text",
    ["nik bu tini piro", "hapus bu tini", "hpku ilang", "nomor 3 dihapus", "hapus data bu tini", "bu tini seda"],
)
def test_other_words_take_nothing_out(text: str) -> None:
    assert taken_out(text) is None


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("nomor hp ku aja diwenehke sapa-sapa", True),
        ("aku ora gelem dataku digawa neng notaris", True),
        ("data saya jangan dikirim ke dinas", True),
        ("dataku digawa sapa wae?", False),
        ("hapus data saya", False),
        ("aku ora gelem teka", False),
    ],
)
def test_who_does_not_want_their_data_handed_out_is_heard(text: str, so: bool) -> None:
    assert wishes(text) is so


def test_a_piece_that_is_to_go_is_nobody_who_leaves() -> None:
    assert is_of_a_piece("hapus nik pak karno karo nik bu tini")
    assert not is_of_a_piece("hapus bu tini saka daftar")


def test_words_beside_numbers_that_wait_rather_hold_them_back() -> None:
    assert all(map(spares_numbers, ["lali, nik bu lasmi diilangi wae", "tanpa nik", "aja ditulis", "diilangi wae"]))
    assert not spares_numbers("untuk notaris bu rina")
    assert leaves_out("daftar anggota tanpa nik") and not leaves_out("daftar anggota nganggo nik")
