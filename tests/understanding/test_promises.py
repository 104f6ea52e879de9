"""What the README and the help promise, word for word."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader
from bot.understanding.answers import is_back, is_cancel
from bot.understanding.reader import CERTAIN

# The README's table and handlers/help.py, written out here: both may change, these must go on working.
PROMISED = {
    "mau bikin kelompok": "create_group",
    "daftar bu siti aminah 45 th": "register_member",
    "1. Siti Aminah P\n2. Sugeng Raharjo L": "register_members",
    "Bu Siti Aminah\nPak Sugeng Raharjo": "register_members",
    "daftar bu siti, pak karno, mbak rini": "register_members",
    "Nama | L/P | Umur\nSiti | P | 45\nKarno | L | 50": "register_members",
    "siapa saja anggota perempuan?": "list_members",
    "kumpulan kemarin hadir semua kecuali Bu Tini, Pak Darmo izin": "record_meeting",
    "wingi kumpulan omahe bu tini. bu siti pak wagiman izin, pak darmo pak slamet pak karno diwakili bojone, 6 telat": (
        "record_meeting"
    ),
    "hasil kumpulan terakhir": "show_meeting",
    "kumpulan tiap Kamis jam setengah 8 malam": "set_schedule",
    "kapan kumpulan lagi?": "next_meeting",
    "sudah siap jadi koperasi?": "readiness",
    "undang anggota": "invite",
    "batal": "cancel",
    "urungkan": "undo",
}


@pytest.mark.parametrize(("text", "intent"), PROMISED.items())
def test_what_is_promised_is_certainly_understood(text: str, intent: str, reader: Reader, now: datetime) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, understood.confidence >= CERTAIN) == (intent, True)


def test_the_promised_words_stop_and_go_back() -> None:
    assert is_cancel("batal") and is_back("kembali")
