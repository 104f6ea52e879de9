"""Posts as people tell of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.understanding.offices import Ended, asked_post, find_appointed, find_ended
from bot.understanding.terms import read_term

NOW = datetime.fromisoformat("2026-11-23T10:00+07:00")


@pytest.mark.parametrize(
    ("text", "posts", "since", "wrong"),
    [
        ("ketua bu Sri, bendahara pak Karno", "chair bu Sri, treasurer pak Karno", None, False),
        ("ketua diganti bu Tini mulai Januari", "chair bu Tini", date(2027, 1, 1), False),
        ("Ketua: Bu Sri\nSekretaris: Bu Tini\nPengawas: Bu Lasmi, Pak Giyono",
         "chair Bu Sri, secretary Bu Tini, supervisor Bu Lasmi, supervisor Pak Giyono", None, False),
        ("ketuane saiki bu sri", "chair bu sri", None, False),
        ("bu Sri jadi ketua, pak Karno jadi bendahara", "chair bu Sri, treasurer pak Karno", None, False),
        ("pak Darmo ketua, bu Tini bendahara", "chair pak Darmo, treasurer bu Tini", None, False),
        ("bu sri dadi ketua wiwit januari 2025", "chair bu sri", date(2025, 1, 1), False),
        ("pengurus baru: ketua bu Sri, sekretaris bu Tini dan bendahara pak Karno sejak 3 maret 2025",
         "chair bu Sri, secretary bu Tini, treasurer pak Karno", date(2025, 3, 3), False),
        ("ketua lama pak Darmo diganti bu Tini", "chair bu Tini", None, False),
        ("ketua bukan bu Sri tapi bu Tini", "chair bu Tini", None, True),
        ("salah, ketuanya bu Tini", "chair bu Tini", None, True),
        ("pengurus kita: Bu Sri (ketua), Pak Karno - bendahara", "chair Bu Sri, treasurer Pak Karno", None, False),
        ("sekretaris merangkap bendahara bu Tini", "secretary bu Tini, treasurer bu Tini", None, False),
        ("kemarin pemilihan pengurus, ketua bu Sri, bendahara pak Karno", "chair bu Sri, treasurer pak Karno",
         date(2026, 11, 22), False),
        ("pengurus periode 2024-2029: ketua bu Sri", "chair bu Sri", date(2024, 1, 1), False),
        ("1. Ketua : Bu Sri\n2. Bendahara : Pak Karno", "chair Bu Sri, treasurer Pak Karno", None, False),
        ("aku sing dadi bendahara", "treasurer aku", None, False),
        ("ketua kelompok kita pak Karno, wakil ketua bu Lasmi", "chair pak Karno, vice_chair bu Lasmi", None, False),
    ],
)  # fmt: skip
def test_who_holds_which_post_is_told(text: str, posts: str, since: date | None, wrong: bool) -> None:
    told = find_appointed(text, NOW)
    assert told is not None
    assert ", ".join(f"{post} {name}" for post, name in told.posts) == posts
    assert (told.since, told.wrong) == (since, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "ketua bu Sri izin",
        "ketuanya siapa?",
        "kumpulan kemarin dipimpin ketua bu Sri",
        "hadir semua kecuali ketua bu Sri",
        "ketua harus perempuan",
        "ketua dan bendahara belum ada",
        "sekretaris diganti bu Tini",
        "sekretaris baru bu Tini",
        "kumpulan di rumah ketua",
        "rapat ketua " + "bu Sri " * 100,
    ],
)
def test_other_words_with_a_post_in_them_tell_of_none(text: str) -> None:
    assert find_appointed(text, NOW) is None
    assert find_ended(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("pak Karno berhenti jadi bendahara", Ended("treasurer", "pak Karno")),
        ("bendahara mundur", Ended("treasurer", "")),
        ("bu Sri sudah tidak jadi ketua", Ended("chair", "bu Sri")),
        ("bendahara kosong", Ended("treasurer", "")),
        ("bu Tini wis ora dadi ketua maneh", Ended("chair", "bu Tini")),
        ("bendahara pak Karno mundur per 1 desember", Ended("treasurer", "pak Karno", date(2026, 12, 1))),
    ],
)
def test_who_gives_a_post_up_is_told(text: str, ended: Ended) -> None:
    assert find_ended(text, NOW) == ended


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("ketuanya siapa?", "chair"),
        ("sapa bendahara ne", "treasurer"),
        ("pengurusnya siapa saja", ""),
        ("daftar pengurus", ""),
        ("siapa saja yang jadi pengurus", ""),
        ("bu Sri masih ketua?", "chair"),
        ("pengurus belum dipilih", ""),
        ("masa jabatan ketua sampai kapan", "chair"),
        ("ketua sudah diganti belum", "chair"),
        ("bu Sri ketua sejak kapan", "chair"),
        ("sejak kapan bu Sri jadi ketua?", "chair"),
        ("siapa yang ikut kumpulan", None),
        ("ketua bu Sri", None),
    ],
)
def test_a_question_asks_for_a_post(text: str, post: str | None) -> None:
    assert asked_post(text) == post


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024", date(2024, 1, 1)),
        ("januari", date(2026, 1, 1)),
        ("mulai januari", date(2027, 1, 1)),
        ("sejak desember", date(2025, 12, 1)),
        ("2 tahun lalu", date(2024, 11, 1)),
        ("sudah setahun", None),
        ("hari ini", date(2026, 11, 23)),
        ("3 maret 2025", date(2025, 3, 3)),
        ("bu Sri", None),
    ],
)
def test_since_when_is_read(text: str, day: date | None) -> None:
    assert read_term(text, NOW) == day
