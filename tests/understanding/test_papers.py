"""Documents of a founding, and the name of a cooperative, as people tell of them."""

from __future__ import annotations

import pytest

from bot.understanding.cooperative import asks_for_cooperative, find_cooperative
from bot.understanding.papers import asks_for_papers, find_papers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("KTP sudah terkumpul semua", {"ktp_copies": "have"}),
        ("surat keterangan domisili belum", {"office_status": "missing"}),
        ("akta tidak perlu", {"deed": "not_needed"}),
        (
            "akta sama berita acara belum, ktp sudah",
            {"deed": "missing", "founding_minutes": "missing", "ktp_copies": "have"},
        ),
        (
            "yang sudah: akta, KTP; yang belum: berita acara rapat pendirian",
            {"deed": "have", "ktp_copies": "have", "founding_minutes": "missing"},
        ),
        ("rencana usaha 3 tahun belum, rencana usaha wis", {"three_year_plan": "missing", "business_plan": "have"}),
        ("surat pernyataan tidak ada hubungan keluarga durung digawe", {"no_family_ties": "missing"}),
        ("fotokopi ktp sudah\nkk pengurus belum", {"ktp_copies": "have", "kk_of_officers": "missing"}),
        ("dokumennya sudah lengkap semua", {"all": "have"}),
        ("ktp wis komplit, sing durung berita acara", {"ktp_copies": "have", "founding_minutes": "missing"}),
        ("akta, KTP, sudah ada", {"deed": "have", "ktp_copies": "have"}),
        ("akta sudah?", {}),
        ("akta sudah belum", {}),
        ("KTP bu Siti sudah", {}),
        ("daftar hadir", {}),
        ("kumpulan sudah", {}),
        ("sudah siap jadi koperasi", {}),
    ],
)
def test_how_it_stands_with_documents_is_told(text: str, told: dict[str, str]) -> None:
    assert find_papers(text) == told


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("daftar dokumen pendirian", True),
        ("dokumen apa saja yang kurang", True),
        ("syarat dokumen koperasi apa saja", True),
        ("berkas pendirian sudah belum", True),
        ("minta file dokumen pendirian pdf", False),
        ("apa syarat jadi koperasi", False),
    ],
)
def test_it_is_asked_which_documents_there_are(text: str, asks: bool) -> None:
    assert asks_for_papers(text) is asks


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nama koperasinya Koperasi Ngudi Rejeki Makmur", "Koperasi Ngudi Rejeki Makmur"),
        ("jenenge koperasi: Ngudi Rejeki Makmur", "Ngudi Rejeki Makmur"),
        ("koperasinya bernama Tani Maju Getasan.", "Tani Maju Getasan"),
        ("nama koperasinya apa?", None),
        ("nama koperasinya belum ada", None),
        ("nama kelompoknya Mandiri", None),
    ],
)
def test_the_name_of_a_cooperative_is_told(text: str, name: str | None) -> None:
    assert find_cooperative(text) == name
    assert asks_for_cooperative(text) is (text == "nama koperasinya apa?")
