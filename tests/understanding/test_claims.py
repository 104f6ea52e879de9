"""How it was, as somebody says who objects to what is written down of them."""

from __future__ import annotations

import pytest

from bot.understanding.claims import claimed

CLAIMS = {
    "saya itu datang lho kok ditulis alpa": "present",
    "aku wingi teka kok ditulis ra teka!!": "present",
    "saya hadir kok tercatat izin": "present",
    "kok saya ditulis izin padahal hadir": "present",
    "catatan absen saya keliru": "present",
    "aku wingi izin lho kok ditulis alpa": "excused",
    "saya bukan alpa, saya sudah izin": "excused",
    "saya kemarin sakit bukan alpa": "sick",
    "aku ra teka merga lara, kok ditulis alpa": "sick",
    "saya cuma telat, bukan tidak hadir": "late",
}


@pytest.mark.parametrize("text", CLAIMS)
def test_how_it_was_is_told_from_how_it_is_written_down(text: str) -> None:
    assert claimed(text) == CLAIMS[text]
