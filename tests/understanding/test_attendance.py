"""Who was there, told by exception."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.attendance import attendance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("semua hadir", {"all_present": True}),
        ("anggota rawuh sedaya", {"all_present": True}),
        ("dihadiri seluruh anggota", {"all_present": True}),
        ("teka kabeh", {"all_present": True}),
        ("tidak semua hadir", {}),
        ("semua hadir, matur nuwun bu Sri", {"all_present": True}),
        ("semua hadir, terima kasih pak Gito", {"all_present": True}),
        ("hadir semua kecuali Bu Tini, Pak Darmo izin", {"absent": ["Tini"], "excused": ["Darmo"]}),
        ("hadir semua kecuali bu tini", {"absent": ["Tini"]}),
        ("semua datang kecuali bu Tini dan pak Darmo", {"absent": ["Tini", "Darmo"]}),
        ("semua hadir kecuali bu Tini (sakit)", {"excused": ["Tini"], "sick": ["Tini"]}),
        ("hadir kabeh kejaba bu Yem ijin, lik Parto", {"excused": ["Yem"], "absent": ["Parto"]}),
        (
            "semua datang kecuali pak Gito sakit, mas Edi, bu Yem",
            {"excused": ["Gito"], "sick": ["Gito"], "absent": ["Edi", "Yem"]},
        ),
        ("bu Tini ora teka amarga sakit, bu Yem izin sakit", {"excused": ["Tini", "Yem"], "sick": ["Tini", "Yem"]}),
        ("lengkap kecuali pak Gito diwakili bu Sum, mas Edi", {"represented": ["Gito"], "absent": ["Edi"]}),
        ("semua hadir kecuali bu Yem izin, telat mas Edi", {"excused": ["Yem"], "late": ["Edi"]}),
        ("semua hadir kecuali bu Yem. mas Edi telat", {"absent": ["Yem"], "late": ["Edi"]}),
        ("bu sehat izin, pak sabar tidak datang", {"excused": ["Sehat"], "absent": ["Sabar"]}),
        ("bu siti pak wagiman izin", {"excused": ["Siti", "Wagiman"]}),
        ("bu siti, pak wagiman izin", {"excused": ["Siti", "Wagiman"]}),
        ("izin: Siti, Wagiman. alpa: Karno", {"excused": ["Siti", "Wagiman"], "absent": ["Karno"]}),
        ("yang izin bu Siti dan pak Karno, tanpa kabar mas Adi", {"excused": ["Siti", "Karno"], "absent": ["Adi"]}),
        ("sing ora teka bu Parmi karo pak Slamet", {"absent": ["Parmi", "Slamet"]}),
        ("bu Tini tidak bisa hadir", {"excused": ["Tini"]}),
        ("bu Tini gerah", {"excused": ["Tini"], "sick": ["Tini"]}),
        (
            "bu tini izin, pak darmo diwakili bojone, 6 telat",
            {"excused": ["Tini"], "represented": ["Darmo"], "late_count": 6},
        ),
        ("pak Slamet diwakili istrinya bu Yem", {"represented": ["Slamet"]}),
        ("bu Yem mewakili pak Slamet", {"represented": ["Slamet"]}),
        ("telat: bu Ana, pak Budi", {"late": ["Ana", "Budi"]}),
        ("pak Budi datang telat", {"late": ["Budi"]}),
        ("hadir semua, 3 orang telat", {"all_present": True, "late_count": 3}),
        (
            "H: Nunung, Dwi. I: Bejo. A: Tejo. S: Yem",
            {"present": ["Nunung", "Dwi"], "excused": ["Bejo", "Yem"], "sick": ["Yem"], "absent": ["Tejo"]},
        ),
        ("hadir 18", {"present_count": 18}),
        ("dua puluh orang hadir", {"present_count": 20}),
        ("sing teka selawe", {"present_count": 25}),
        ("hadir 20, izin 3 yaitu bu Ana, bu Ina, pak Udin", {"present_count": 20, "excused": ["Ana", "Ina", "Udin"]}),
        ("hadir 20 tidak hadir pak Min, bu Las", {"present_count": 20, "absent": ["Min", "Las"]}),
        ("yang ikut 9", {"present_count": 9}),
        ("H 19 I 2 A 1", {"present_count": 19}),
        ("Danang izin, Putri ga dateng", {"excused": ["Danang"], "absent": ["Putri"]}),
        ("semua hadir kecuali mas Imron sm mas Wisnu, ijin", {"excused": ["Imron", "Wisnu"]}),
        ("Rizky ✅ Galih ✅ Tegar ❌", {"present": ["Rizky", "Galih"], "absent": ["Tegar"]}),
        ("pak Jarwo ora teka dhewe, diwakili anake", {"represented": ["Jarwo"]}),
        ("Bu Iis kurang sehat", {"excused": ["Iis"], "sick": ["Iis"]}),
        ("hadir jam 7", {}),
        ("telat 10 menit", {}),
        ("tidak hadir 3", {}),
    ],
)
def test_reads_who_was_there(text: str, expected: dict[str, Any]) -> None:
    assert attendance(text) == expected


def test_the_morning_after_a_meeting_is_read_in_one_message() -> None:
    told = "bu siti pak wagiman izin, pak darmo pak slamet pak karno diwakili bojone, 6 telat"
    assert attendance(told) == {
        "excused": ["Siti", "Wagiman"],
        "represented": ["Darmo", "Slamet", "Karno"],
        "late_count": 6,
    }


def test_who_is_ill_or_away_is_no_number_and_not_absent_without_a_word() -> None:
    told = attendance("teka kabeh kejaba bu endang loro, pak joko lungo")
    assert (told["sick"], told["excused"]) == (["Endang"], ["Endang", "Joko"]) and "absent" not in told
    assert attendance("bu endang lagi loro, pak joko lunga neng semarang")["sick"] == ["Endang"]
    assert attendance("hadir 20, pak joko lunga neng semarang")["excused"] == ["Joko"]
    assert "sick" not in attendance("yang hadir pak joko, loro wong")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ijin p. Darmo, b. lasmi", ["Darmo", "Lasmi"]),
        ("Izin: P. Darmo, B.Lasmi", ["Darmo", "Lasmi"]),
        ("izin: Endang B. Wati", ["Endang B Wati"]),
    ],
)
def test_one_letter_with_a_stop_before_a_name_is_bu_or_pak(text: str, expected: list[str]) -> None:
    assert attendance(text) == {"excused": expected}


def test_a_day_is_no_number_of_people() -> None:
    assert attendance("kumpulan tgl 21 hadir semua") == {"all_present": True}
    assert attendance("kumpulan sabtu 21 hadir semua") == {"all_present": True}
    assert attendance("kumpulan sabtu 21 orang hadir") == {"present_count": 21}
