"""The founding as people tell of it: which meeting it was, what its minutes carry, that its papers are wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.founding_meeting import asks_of_founding, tells_of_founding
from bot.understanding.founding_minutes import LABELS, Json, find_particulars, is_enough, particular, whole_name
from bot.understanding.founding_pack import AskedPack, asked_pack


@pytest.mark.parametrize(
    "text",
    [
        "rapat tadi malam itu rapat pendirian",
        "catat rapat pendirian koperasi",
        "rapat pendirian tanggal 26 november",
        "kumpulan wingi kuwi rapat pembentukan koperasi",
        "itu rapat pendirian",
        "rapat 26 November jadi rapat pendirian",
    ],
)
def test_a_meeting_is_said_to_be_the_founding_one(text: str) -> None:
    assert tells_of_founding(text)
    assert not asks_of_founding(text)


@pytest.mark.parametrize(
    "text",
    ["rapat pendirian", "rapat pendirian kapan?", "rapat pendirian kurang apa", "rapat pendirian sudah dicatat?"],
)
def test_the_founding_meeting_is_asked_for(text: str) -> None:
    assert asks_of_founding(text)
    assert not tells_of_founding(text)


@pytest.mark.parametrize(
    "text",
    [
        "rapat pendirian ditunda",
        "rapat pendirian koperasi besok jam 7 malam",
        "rapat pendirian harus berapa orang",
        "berita acara rapat pendirian belum ada",
        "rapat kemarin hadir semua",
    ],
)
def test_what_is_about_something_else_is_neither(text: str) -> None:
    assert not tells_of_founding(text)
    assert not asks_of_founding(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "pimpinan rapat Bu Tini, notulis Bu Sri, selesai 21.30",
            {"chair": "Bu Tini", "minutes": "Bu Sri", "closed": "21:30"},
        ),
        ("mulai 19.30 selesai 21.30", {"begun": "19:30", "closed": "21:30"}),
        (
            "alamat: Dusun Krajan RT 3, Desa Getasan, Kec. Getasan\nwilayah keanggotaan Desa Getasan dan sekitarnya",
            {"address": "Dusun Krajan RT 3, Desa Getasan, Kec. Getasan", "area": "Desa Getasan dan sekitarnya"},
        ),
        ("simpanan pokok 100 ribu, simpanan wajib sepuluh ribu", {"share": 100_000, "dues": 10_000}),
        ("masa jabatan lima tahun", {"term": 5}),
        ("kuasa Bu Tini, Pak Darmo dan Pak Karno", {"holders": ["Bu Tini", "Pak Darmo", "Pak Karno"]}),
        ("penyuluhan oleh Pak Hadi dari Dinas Koperasi", {"briefed": "Pak Hadi dari Dinas Koperasi"}),
        ("rapat pendirian selesai jam 10 malam", {"closed": "22:00"}),
        ("jenis koperasi produsen, bentuk primer", {"kind": "produsen", "form": "primer"}),
        (
            "pimpinan bu lasmi, notulis aku dewe, penyuluh pak bambang saka dinas, mulai jam 8 bengi bubar jam 10",
            {
                "chair": "bu lasmi",
                "minutes": "aku dewe",
                "briefed": "pak bambang saka dinas",
                "begun": "20:00",
                "closed": "10:00",
            },
        ),
        (
            "jeneng koperasine Koperasi Produsen Ngudi Makmur, simpanan pokok 100 ewu, simpanan wajib 10 ewu",
            {"name": "Koperasi Produsen Ngudi Makmur", "share": 100_000, "dues": 10_000},
        ),
        (
            "simpanan pokok 100 ribu per orang, simpanan wajib 10 ribu, sudah disetor 1,5 juta",
            {"share": 100_000, "dues": 10_000, "paid": 1_500_000},
        ),
        ("pimpinan rapate bu lasmi, notulis bu yatmi", {"chair": "bu lasmi", "minutes": "bu yatmi"}),
    ],
)
def test_each_part_is_read_behind_its_word(text: str, told: dict[str, Json]) -> None:
    assert find_particulars(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "pimpinan rapat siapa?",
        "hadir semua",
        "kumpulan kemarin dipimpin Bu Tini",
        "selesai besok",
        "masa jabatan seumur hidup",
        "jenis susu",
        "",
    ],
)
def test_what_says_no_part_plainly_is_none(text: str) -> None:
    assert find_particulars(text) == {}


@given(st.sampled_from(sorted(LABELS)), st.text(max_size=60))
def test_whatever_is_answered_is_of_its_kind_or_nothing(name: str, said: str) -> None:
    value = particular(name, said)
    kinds = {"share": int, "paid": int, "dues": int, "term": int, "holders": list}
    assert value is None or isinstance(value, kinds.get(name, str))


@pytest.mark.parametrize(
    "said",
    ["bu lasmi, notulis bu yatmi", "bu lasmi jam 8", "notulis bu yatmi", "Koperasi Ngudi Makmur", "bu lasmi 2"],
)
def test_a_sentence_is_nobodys_name(said: str) -> None:
    assert particular("chair", said) is None
    assert particular("chair", "Raden Ayu Siti Nur'aini") == "Raden Ayu Siti Nur'aini"


def test_what_stands_before_the_first_word_answers_what_was_asked() -> None:
    assert find_particulars("bu lasmi, notulis bu yatmi", "chair") == {"chair": "bu lasmi", "minutes": "bu yatmi"}
    assert find_particulars("bu lasmi, notulis bu yatmi") == {}


def test_a_whole_name_is_a_name_whatever_was_asked() -> None:
    assert whole_name("Koperasi Produsen Tani Mandiri Sumogawe") == "Koperasi Produsen Tani Mandiri Sumogawe"
    assert whole_name("koperasi produsen") is None


def test_enough_is_enough() -> None:
    assert is_enough("nanti saja")
    assert is_enough("Itu saja.")
    assert not is_enough("nanti jam 8")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("minta berkas pendirian", AskedPack()),
        ("paket pendaftaran koperasi", AskedPack()),
        ("siapkan berkas buat notaris", AskedPack(receiver="notaris")),
        ("siapkan berkas untuk notaris Bu Rina Wijaya", AskedPack(receiver="notaris Bu Rina Wijaya")),
        ("njaluk berkas kanggo notaris", AskedPack(receiver="notaris")),
        ("berkas pendirian versi word", AskedPack(made_as="docx")),
        ("berita acara pendirian", AskedPack()),
        ("cetak daftar hadir pendiri", AskedPack()),
        ("berkas pendirian", AskedPack()),
        ("berkas pendirian untuk notaris bu rina", AskedPack(receiver="notaris bu rina")),
        ("berkas pendirian nganggo NIK kanggo notaris", AskedPack(receiver="notaris", nik=True)),
        ("berkas buat notaris tanpa NIK", AskedPack(receiver="notaris", nik=False)),
        ("berita acara pdf", AskedPack(made_as="pdf", sure=False)),
        ("notulen rapat pendirian pdf", AskedPack(made_as="pdf")),
        ("berkas untuk dinas", None),
        ("berkas apa saja yang kurang", None),
        ("berita acara sudah", None),
        ("dokumen pendirian", None),
        ("cetak daftar hadir", None),
        ("minta notulen pdf", None),
        ("buat koperasi", None),
        ("daftar pendiri", None),
    ],
)
def test_the_papers_are_asked_for(text: str, asked: AskedPack | None) -> None:
    assert asked_pack(text) == asked
