"""A list of who came is told from one of members by its heading or its signs."""

from __future__ import annotations

import pytest

from bot.understanding.attendance import attendance
from bot.understanding.normalise import read
from bot.understanding.ticked import is_roll


@pytest.mark.parametrize(
    "text",
    [
        "Daftar hadir:\nTini ✅\nDarmo ❌\nSuminah ✅",
        "DAFTAR HADIR kumpulan kemarin\n1. Bu Tini v\n2. Pak Darmo x\n3. Bu Suminah v",
        "absen: Tini ✅, Darmo ❌, Suminah ✅",
        "✅ Tini\n❌ Darmo\n✅ Suminah",
        "Presensi 22 November\n- Tini ✓\n- Suminah ✓\n- Darmo ✗",
    ],
)
def test_a_ticked_list_tells_who_came(text: str) -> None:
    assert is_roll(read(text))
    assert attendance(text) == {"present": ["Tini", "Suminah"], "absent": ["Darmo"]}


def test_below_its_heading_stand_those_who_came() -> None:
    text = "Daftar hadir\n1. Bu Tini\n2. Bu Suminah"
    assert is_roll(read(text))
    assert attendance(text) == {"present": ["Tini", "Suminah"]}


@pytest.mark.parametrize(
    "text",
    [
        "Daftar anggota:\nTini ✅\nSuminah ✅",
        "iuran:\nTini ✅\nDarmo ❌",
        "daftar hadir kemarin",
        "absen:\nTini\nDarmo",  # perhaps those who did not come
        "1. Tini\n2. Suminah",
    ],
)
def test_other_lists_are_no_roll(text: str) -> None:
    assert not is_roll(read(text))
