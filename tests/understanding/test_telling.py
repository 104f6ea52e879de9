"""What tells is recorded, what asks is answered."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader
from bot.understanding.normalise import read
from bot.understanding.reader import CERTAIN
from bot.understanding.telling import asks, without_asked


@pytest.mark.parametrize(
    "text",
    [
        "hasil musyawarah tgl 3 november",
        "asil rapat wingi",
        "notulen pertemuan kamis kemarin",
        "keputusan rapat tgl 9 apa saja?",
        "keputusan kumpulan terakhir",
        "apa hasil pertemuan terakhir",
        "hasil rapat semalam apa ya bu",
        "minta notulen rapat 5 november",
    ],
)
def test_asking_for_the_minutes_records_nothing(text: str, reader: Reader, now: datetime) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, understood.confidence >= CERTAIN) == ("show_meeting", True)


@pytest.mark.parametrize(
    "text",
    [
        "hasil musyawarah tgl 3 november: beli bibit jahe",
        "keputusan rapat kemarin iuran naik",
        "notulen pertemuan kemarin, hadir 18, agenda kandang",
        "hasil rapat kemarin: semua hadir kecuali bu Yem",
        "catat hasil rapat kemarin",
        "mau lapor hasil kumpulan semalam",
        "wingi kumpulan neng balai",
    ],
)
def test_telling_of_a_meeting_records_it(text: str, reader: Reader, now: datetime) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, understood.confidence >= CERTAIN) == ("record_meeting", True)


def test_asking_who_stayed_away_records_no_absence(reader: Reader, now: datetime) -> None:
    for text in ("kumpulan kemarin siapa yang izin?", "sopo sing ora teka wingi", "yang alpa kumpulan terakhir siapa"):
        assert reader.understand(text, now).intent in {"attendance_stats", "show_meeting"}


def test_the_clause_that_asks_is_left_out() -> None:
    assert without_asked(read("bu Yem umur 40, rt berapa ya, petani")).words == ("bu", "yem", "umur", "40", "petani")
    assert without_asked(read("siapa saja perempuannya?")).words == ()
    assert asks(read("pinten anggotane")) and not asks(read("perempuan semua"))
