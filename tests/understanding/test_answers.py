"""Short answers: only if the whole message says so."""

from __future__ import annotations

import pytest

from bot.understanding.answers import is_back, is_cancel, is_skip, is_undo, yes_no

YES = "nggih|njih|ya|iya|yo|leres|bener|oke|sip|👍|Iyaa bu|nggih leres|ok sip|sudah benar|iyo 👍|Ya!"


@pytest.mark.parametrize("text", YES.split("|"))
def test_these_are_a_yes(text: str) -> None:
    assert yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    ["mboten", "ora", "bukan", "salah", "jangan", "tidak", "gak bu", "belum", "👎", "tidak, salah", "mboten leres"],
)
def test_these_are_a_no(text: str) -> None:
    assert yes_no(text) is False


@pytest.mark.parametrize(
    "text",
    ["", "ya umur 54", "bukan, RT 5", "bu Tini", "ya tidak", "oke besok", "👍👎", "salah umurnya", "ya 👎", "?", "pak"],
)
def test_what_says_more_or_something_else_is_neither(text: str) -> None:
    assert yes_no(text) is None


def test_stopping_taking_back_going_back_and_skipping_are_told_apart() -> None:
    for text in ("batal", "gak jadi", "stop dulu", "batalkan saja bu", "ora sido"):
        assert is_cancel(text) and not is_undo(text)
    for text in ("urungkan", "yang tadi salah", "batalkan yang barusan", "balekke"):
        assert is_undo(text) and not is_cancel(text)
    for text in ("kembali", "mundur", "balik"):
        assert is_back(text)
    for text in ("lewati", "tidak tahu", "kosong", "-", "belum tahu", "nanti saja", "dereng mangertos"):
        assert is_skip(text)
    for text in ("batal kumpulan besok", "kembali kasih", "nanti malam", "belum kumpulan", "1-3"):
        assert not (is_cancel(text) or is_undo(text) or is_back(text) or is_skip(text))
