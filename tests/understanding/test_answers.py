"""Short answers: only if the whole message says so."""

from __future__ import annotations

import pytest

from bot.understanding.answers import is_back, is_cancel, is_skip, is_wait, yes_no

YES = (
    "nggih|njih|ya|iya|yo|leres|bener|betul|oke|ok|sip|siap|👍|Iyaa bu|nggih leres|ok sip|sudah benar|iyo 👍|Ya!"
    "|setuju kabeh|yo simpen|iya bu betul|ya sudah benar|inggih leres|wis bener|bener kabeh bu|oke simpan saja"
)
NO = (
    "mboten|ora|bukan|salah|jangan|tidak|gak bu|belum|👎|tidak, salah|mboten leres|dudu|sanes|ora bener|emoh|dereng"
    "|jangan dulu|kurang pas"
)
WAIT = "sik ya|bentar|sebentar ya bu|tunggu dulu|sik|sek|mengko sik|sekedap nggih|sudah dulu ya"
MORE = (
    "|ya umur 54|bukan, RT 5|bu Tini|ya tidak|oke besok|👍👎|salah umurnya|ya 👎|?|pak|ya tapi umurnya 54"
    "|oke, berapa anggota kita?|siap jadi koperasi?|simpan di mana|terus bagaimana|makasih ya|maaf ya"
)


@pytest.mark.parametrize("text", YES.split("|"))
def test_these_are_a_yes(text: str) -> None:
    assert yes_no(text) is True


@pytest.mark.parametrize("text", NO.split("|"))
def test_these_are_a_no(text: str) -> None:
    assert yes_no(text) is False


@pytest.mark.parametrize("text", [*MORE.split("|"), *WAIT.split("|")])
def test_what_says_more_or_something_else_is_neither(text: str) -> None:
    assert yes_no(text) is None


@pytest.mark.parametrize("text", WAIT.split("|"))
def test_these_ask_for_a_little_time(text: str) -> None:
    assert is_wait(text)


def test_stopping_going_back_and_skipping_are_told_apart() -> None:
    for text in ("batal", "gak jadi", "stop dulu", "batalkan saja bu", "ora sido"):
        assert is_cancel(text)
    for text in ("kembali", "mundur", "balik"):
        assert is_back(text)
    for text in ("lewati", "tidak tahu", "kosong", "-", "belum tahu", "nanti saja", "dereng mangertos"):
        assert is_skip(text)
    for text in ("batal kumpulan besok", "kembali kasih", "nanti malam", "belum kumpulan", "1-3", "urungkan"):
        assert not (is_cancel(text) or is_back(text) or is_skip(text) or is_wait(text))
