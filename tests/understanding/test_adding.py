"""Who is added to those told before."""

from __future__ import annotations

import pytest

from bot.understanding.adding import added


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("siji maneh, pak Budi", "pak Budi"),
        ("tambah bu Rini 40 th", "bu Rini 40 th"),
        ("pak joko uga melu", "pak joko"),
        ("kurang siji, bu wiji", "bu wiji"),
        ("ono siji maneh bu Wiji rt 4", "bu Wiji rt 4"),
        ("satu lagi Budi Santoso", "Budi Santoso"),
    ],
)
def test_words_that_add_somebody_are_left_out(text: str, told: str) -> None:
    assert added(text) == told


@pytest.mark.parametrize(
    "text", ["", "tambah 3 perempuan", "tambah anggota", "tambah umur bu siti 40", "pak budi", "a\ntambah pak budi"]
)
def test_nobody_is_added_where_nobody_is_named(text: str) -> None:
    assert added(text) == ""
