"""What is asked about changes: of whom, of which meeting, within which days, and what only sounds like it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.history import OWN, Asked, asked_history

NOW = datetime(2026, 12, 11, 7, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
THE_TENTH = Asked(meeting=True, day=date(2026, 12, 10))
THIS_WEEK = Asked(first=date(2026, 12, 7), last=date(2026, 12, 11))
BY_SRI = Asked(by="Sri", first=date(2026, 12, 10), last=date(2026, 12, 10))
ASKED = {
    "riwayat": Asked(),
    "Riwayat perubahan dong": Asked(),
    "log perubahan": Asked(),
    "apa yang berubah": Asked(),
    "perubahan terakhir apa": Asked(),
    "siapa yang ganti jadwal": Asked(),
    "siapa yang mengubah umur Bu Siti?": Asked(who="Bu Siti", field="born"),
    "sopo sing ngowahi umure bu siti": Asked(who="Bu Siti", field="born"),
    "sinten ingkang nggantos umuripun bu siti": Asked(who="Bu Siti", field="born"),
    "kapan umur bu siti diganti": Asked(who="Bu Siti", field="born"),
    "riwayate data bu siti": Asked(who="Bu Siti"),
    "riwayat tini": Asked(who="Tini"),
    "sapa sing ngganti nomer hp ku": Asked(who=OWN, field="phone"),
    "siapa yg ngubah2 data saya": Asked(who=OWN),
    "riwayat saya": Asked(who=OWN),
    "apa saja yang berubah minggu ini?": THIS_WEEK,
    "opo wae sing diowahi minggu iki": THIS_WEEK,
    "catatan perubahan minggu ini": THIS_WEEK,
    "riwayat bulan lalu": Asked(first=date(2026, 11, 1), last=date(2026, 11, 30)),
    "apa yang diubah bu sri kemarin": BY_SRI,
    "riwayat rapat tanggal 10": THE_TENTH,
    "siapa yang ngedit notulen kemarin": THE_TENTH,
    "sopo sing nyatet rapat wingi": THE_TENTH,
    "riwayat perubahan kumpulan terakhir": Asked(meeting=True),
}
SOMETHING_ELSE = [
    "riwayat kumpulan",
    "riwayat rapat2 kita dr awal ada ga",
    "riwayat kumpulan taun ini",
    "riwayat kehadiran saya",
    "riwayat kas",
    "riwayat usaha kita",
    "apa yang berubah sejak Agustus?",
    "opo sing berubah wiwit mei",
    "siapa yang tidak hadir kemarin",
    "siapa yang ganti bu tini jadi bendahara",
    "siapa yang belum dicatat umurnya",
    "ganti umur bu siti 54",
    "umur bu siti 54",
    "catat kumpulan kemarin hadir semua",
    "ada perubahan jadwal",
    "kapan jadwal berubah",
    "apa yang harus diubah",
]


@pytest.mark.parametrize("text", ASKED)
def test_what_is_asked_about_changes(text: str) -> None:
    assert asked_history(text, NOW) == ASKED[text]


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_what_only_sounds_like_it_is_something_else(text: str) -> None:
    assert asked_history(text, NOW) is None
