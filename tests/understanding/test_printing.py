"""Which book is asked for on paper, of which meeting or days, and for whom outside."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.periods import find_period
from bot.understanding.printing import EVER, Asked, asked_paper, columns_changed, columns_in, of_the_latest
from bot.understanding.telling import is_question
from bot.understanding.unknown_papers import unknown_paper

NOW = datetime(2026, 11, 30, 10, tzinfo=ZoneInfo("Asia/Jakarta"))
SAYINGS = Path(__file__).parent.parent / "sayings"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("minta daftar hadir buat rapat besok", Asked("blank", day=date(2026, 12, 1))),
        ("saged nyuwun daftar hadir kangge kempalan benjing", Asked("blank", day=date(2026, 12, 1))),
        ("daftar hadir kosong", Asked("blank")),
        ("absen kosong nggo kumpulan sesuk", Asked("blank", day=date(2026, 12, 1))),
        ("lembar absen kumpulan kamis", Asked("blank", day=date(2026, 12, 3))),
        ("minta blangko daftar hadir", Asked("blank")),
        ("cetak buku anggota", Asked("members")),
        ("notulen tgl 12 jadi pdf", Asked("minutes", "pdf", date(2026, 11, 12))),
        ("rekap kehadiran bulan ini excel", Asked("recap", "xlsx", None, date(2026, 11, 1), date(2026, 11, 30))),
        ("cetakno buku pengurus", Asked("officers")),
        ("buku usulan dijadikan pdf", Asked("ideas", "pdf")),
        ("catatan perubahan dicetak", Asked("history")),
        ("print presensi", Asked("attendance")),
        ("buku anggotane endi", Asked("members")),
        ("njaluk absenan", Asked("attendance")),
        ("daftar hadir wingi", Asked("attendance", day=date(2026, 11, 29))),
        ("gawekno notulen kumpulan wingi", Asked("minutes", day=date(2026, 11, 29))),
        ("gawekno absen kanggo mengko bengi", Asked("blank", day=date(2026, 11, 30))),
        ("absen bulan kemarin dicetak", Asked("recap", None, None, date(2026, 10, 1), date(2026, 10, 31))),
        ("unduh notulen semua", Asked("minutes", None, None, EVER, date(2026, 11, 30))),
        ("njaluk kertas absen", Asked("blank")),
        ("tulung printke daftar anggota", Asked("members")),
        ("minta buku pengurus", Asked("officers")),
        ("daftar anggota untuk dinas", Asked("outside", recipient="dinas")),
        ("daftar anggota buat pak lurah", Asked("outside", recipient="pak lurah")),
        ("data anggota kanggo notaris", Asked("outside", recipient="notaris")),
        (
            "daftar anggota untuk dinas pertanian sama nomor hp",
            Asked("outside", recipient="dinas pertanian", columns=("phone",)),
        ),
    ],
)
def test_what_is_asked_for(text: str, asked: Asked) -> None:
    assert asked_paper(text, NOW) == asked


@pytest.mark.parametrize(
    "text",
    [
        "usul cetak buku anggota",
        "keputusan cetak kartu anggota",
        "minta file kalender",
        "besok saya absen",
        "minta izin absen rapat besok",
        "hasil kumpulan terakhir",
        "rekap kehadiran tahun ini gimana",
        "unduh berkas pendaftaran koperasi",
        "siapa yang hadir kemarin",
        "usaha cetak genteng",
        "siapa yang pegang buku anggota",
        "daftar bu siti aminah 45 th",
        "ketua bu Tini, bendahara pak Karno",
        "catat kumpulan kemarin hadir semua",
    ],
)
def test_what_is_no_wish_for_a_paper(text: str) -> None:
    assert asked_paper(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("bulan ini", (date(2026, 11, 1), date(2026, 11, 30))),
        ("bulan kemarin", (date(2026, 10, 1), date(2026, 10, 31))),
        ("minggu lalu", (date(2026, 11, 23), date(2026, 11, 29))),
        ("taun iki", (date(2026, 1, 1), date(2026, 11, 30))),
        ("3 bulan terakhir", (date(2026, 9, 1), date(2026, 11, 30))),
        ("Oktober", (date(2026, 10, 1), date(2026, 10, 31))),
        ("desember", (date(2025, 12, 1), date(2025, 12, 31))),
        ("oktober sampai desember", (date(2026, 10, 1), date(2026, 11, 30))),
        ("nopember 2025 - januari", (date(2025, 11, 1), date(2026, 1, 31))),
        ("desember sampai januari 2026", (date(2025, 12, 1), date(2026, 1, 31))),
        ("tahun 2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("tgl 12 november", None),
        ("kapan kumpulan lagi", None),
    ],
)
def test_the_days_of_a_span(text: str, span: tuple[date, date] | None) -> None:
    assert find_period(text, NOW) == span


def test_the_last_meeting_is_meant() -> None:
    meant = ("absensi kumpulan terakhir pdf", "notulen sing wingi", "absen bulan kemarin", "notulen tgl 12")
    assert [of_the_latest(text) for text in meant] == [True, True, False, False]


def test_a_list_is_added_to_and_shortened() -> None:
    assert columns_changed("tambah nomor hp", ["born"]) == ("born", "phone")
    assert columns_changed("tanpa umur wae", ["born", "phone"]) == ("phone",)
    assert columns_changed("umur bu siti 54", []) is None


def test_what_a_list_for_outside_is_to_tell() -> None:
    assert columns_in("nama, umur sama pekerjaan") == ("born", "occupation")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("surat keterangan anggota kanggo bu siti", "surat keterangan anggota"),
        ("cetak undangan rapat", "undangan rapat"),
        ("buku kas", "buku kas"),
        ("njaluk kartu anggota", "kartu anggota"),
        ("buku anggota", None),
        ("keputusan beli buku kas", None),
        ("kartu anggota sudah dibagi", None),
        ("minta undangan anggota", None),
    ],
)
def test_a_paper_that_is_not_made_here_is_known_as_one(text: str, what: str | None) -> None:
    assert unknown_paper(text) == what


def test_who_asks_for_a_paper_answers_nothing() -> None:
    assert is_question("njaluk daftar anggota")
    assert is_question("bu lurah njaluk daftar anggota")
    assert not is_question("tuku buku tulis loro")


def test_nothing_that_is_told_or_asked_otherwise_is_taken_for_a_wish_for_paper() -> None:
    sayings = [json.loads(line) for line in (SAYINGS / "open.jsonl").read_text("utf-8").splitlines()]
    others = [one["text"] for one in sayings if one["intent"] != "export"]
    assert len(others) > 4_000
    assert [text for text in others if asked_paper(text, NOW)] == []
