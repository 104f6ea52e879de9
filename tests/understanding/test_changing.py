"""Since when it is asked what has changed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.understanding.changing import Since, changed_since

NOW = datetime(2026, 11, 23, 10)


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("apa yang berubah sejak Januari?", Since(date(2026, 1, 1))),
        ("opo sing berubah wiwit desember", Since(date(2025, 12, 1))),
        ("apa yang berubah sejak 5 oktober 2026", Since(date(2026, 10, 5))),
        ("perkembangan kelompok sejak bulan lalu", Since(date(2026, 10, 1))),
        ("apa yang berubah sejak tahun lalu", Since(date(2025, 1, 1))),
        ("sejak Agustus apa saja yang berubah", Since(date(2026, 8, 1))),
        ("kemajuan kelompok sejak rapat kemarin", Since(meeting=True)),
        ("apa yang berubah sejak kumpulan terakhir", Since(meeting=True)),
        ("kepiye kemajuane", Since()),
        ("perkembangan kelompok kita", None),
        ("sejak kapan bu tini jadi anggota", None),
        ("ubah umur bu siti 54", None),
    ],
)
def test_the_day_is_found_and_nothing_else_is_taken_for_it(said: str, since: Since | None) -> None:
    assert changed_since(said, NOW) == since
