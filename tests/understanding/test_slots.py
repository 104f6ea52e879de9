"""What the words of a whole message state, intent by intent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.understanding import Reader

SAID: list[tuple[str, str, dict[str, Any]]] = [
    (
        "create_group",
        "mau bikin kelompok Ngudi Waras di desa Tajuk rt 4",
        {"group": "Ngudi Waras", "village": "Tajuk", "rt": "4"},
    ),
    ("create_group", "buat kelompok baru namanya sido rukun", {"group": "Sido Rukun"}),
    ("create_group", "buat kelompok", {}),
    ("register_member", "daftar suparmi widodo", {"name": "Suparmi Widodo"}),
    (
        "register_member",
        "tambah sugeng priyanto laki-laki 52 th rt 4",
        {"name": "Sugeng Priyanto", "gender": "male", "age": 52, "rt": "4"},
    ),
    ("register_member", "daftarkan bu sehat 61 th", {"name": "Sehat", "gender": "female", "age": 61}),
    ("register_member", "daftar", {}),
    ("list_members", "bapak-bapaknya ada berapa", {"filter": "men"}),
    ("list_members", "piro wedoke", {"filter": "women"}),
    (
        "record_meeting",
        "keputusan rapat tadi malam: kas naik 2 ribu",
        {"date": "2026-11-22", "decision": "kas naik 2 ribu"},
    ),
    ("record_meeting", "hasil rapat kemarin: semua hadir kecuali bu Yem", {"date": "2026-11-22", "absent": ["Yem"]}),
    ("show_meeting", "hasil pertemuan tgl 8 november", {"date": "2026-11-08"}),
    ("attendance_stats", "sopo sing ora teka kumpulan wingi", {"period": "last_meeting"}),
    (
        "register_member",
        "tambah bu Wati umur 33 rt 02, pedagang",
        {"name": "Wati", "gender": "female", "age": 33, "rt": "2", "occupation": "pedagang"},
    ),
    ("register_member", "mau tambah anggota", {}),
    ("update_member", "umur bu Tini salah, harusnya 54", {"name": "Tini", "field": "age", "value": 54}),
    ("update_member", "pak Darmo sekarang RT 04 bukan RT 02", {"name": "Darmo", "field": "rt", "value": "4"}),
    (
        "update_member",
        "ganti nomor hp bu Yem 081234567899",
        {"name": "Yem", "field": "phone", "value": "+6281234567899"},
    ),
    ("remove_member", "mbah Kromo seda", {"name": "Kromo", "reason": "died"}),
    ("remove_member", "pak Karno pindah ke Jakarta", {"name": "Karno", "reason": "moved"}),
    ("list_members", "anggota perempuan siapa saja", {"filter": "women"}),
    ("list_members", "lihat anggota kelompok Mekar Sari", {"group": "Mekar Sari"}),
    ("show_member", "nomor hp pak Darmo berapa", {"name": "Darmo"}),
    (
        "record_meeting",
        "wingi kumpulan omahe bu tini. bu siti pak wagiman izin, pak darmo diwakili bojone, 6 telat",
        {
            "date": "2026-11-22",
            "place": "omahe bu tini",
            "excused": ["Siti", "Wagiman"],
            "represented": ["Darmo"],
            "late_count": 6,
        },
    ),
    (
        "record_meeting",
        "rapat 20 november jam 19.30 di rumah Pak Slamet, 18 orang hadir, bahas iuran, "
        "keputusan iuran naik jadi 10 ribu",
        {
            "date": "2026-11-20",
            "time": "19:30",
            "place": "rumah Pak Slamet",
            "present_count": 18,
            "agenda": "iuran",
            "decision": "iuran naik jadi 10 ribu",
        },
    ),
    (
        "record_meeting",
        "Notulen\nTanggal: 12 November 2026\nTempat: Balai Dusun\nHadir: 20 orang\n"
        "Agenda: bibit\nKeputusan: beli bibit jahe",
        {
            "date": "2026-11-12",
            "place": "Balai Dusun",
            "present_count": 20,
            "agenda": "bibit",
            "decision": "beli bibit jahe",
        },
    ),
    (
        "record_meeting",
        "kemarin kumpulan hadir semua kecuali Bu Tini, Pak Darmo izin",
        {"date": "2026-11-22", "absent": ["Tini"], "excused": ["Darmo"]},
    ),
    ("show_meeting", "notulen rapat tgl 12", {"date": "2026-11-12"}),
    (
        "set_schedule",
        "kumpulan tiap malam jumat kliwon jam setengah 8 di balai dusun",
        {"frequency": "selapanan", "weekday": "thursday", "pasaran": "wage", "time": "19:30", "place": "balai dusun"},
    ),
    (
        "move_meeting",
        "kumpulan besok diundur ke sabtu jam 4 sore",
        {"from_date": "2026-11-24", "date": "2026-11-28", "time": "16:00"},
    ),
    ("move_meeting", "rapat besok pindah tempat ke rumah bu Yem", {"from_date": "2026-11-24", "place": "rumah bu Yem"}),
    ("move_meeting", "kumpulan mengko diundur durung ngerti kapan", {"postponed": True}),
    ("move_meeting", "mbah modin seda, kumpulan mengko ditunda", {"postponed": True, "mourning": True}),
    (
        "move_meeting",
        "kumpulan besok diundur sabtu karena hujan",
        {"from_date": "2026-11-24", "date": "2026-11-28", "why": "hujan"},
    ),
    ("move_meeting", "kumpulan besok pindah tempat", {"from_date": "2026-11-24"}),
    (
        "cancel_meeting",
        "kumpulan besok libur dulu ada orang meninggal",
        {"date": "2026-11-24", "reason": "ada orang meninggal", "mourning": True},
    ),
    ("cancel_meeting", "kumpulan wingi ora sido", {"date": "2026-11-22"}),
    ("dispute_attendance", "bu Sri, aku wingi teka kok ditulis ra teka", {"date": "2026-11-22"}),
    ("dispute_attendance", "bu Tini kemarin datang kok dicatat izin", {"date": "2026-11-22", "name": "Tini"}),
    ("group_status", "mandiri getasan: anggota, putri, kumpul trakhir", {"group": "Mandiri Getasan"}),
    ("groups_overdue", "sing durung kumpul neng getasan sasi iki?", {"period": "month"}),
    ("cancel_meeting", "kumpulan besok batal karena hujan deras", {"date": "2026-11-24", "reason": "hujan deras"}),
    ("next_meeting", "kelompok Mekar Sari kapan kumpul", {"group": "Mekar Sari"}),
    ("set_reminder", "ingatkan dua hari sebelumnya", {"lead": "P2D"}),
    ("rsvp", "saya tidak bisa datang besok, anak sakit", {"answer": "no", "reason": "anak sakit"}),
    ("rsvp", "insyaallah hadir", {"answer": "yes"}),
    ("rsvp", "durung mesti teka", {"answer": "maybe"}),
    ("rsvp", "bu Tini besok izin", {"answer": "no", "name": "Tini"}),
    ("announce", "umumkan ke anggota: besok bawa iuran", {"message": "besok bawa iuran"}),
    ("propose_idea", "usul: beli mesin giling bersama", {"idea": "beli mesin giling bersama"}),
    ("propose_idea", "gimana kalau kita tanam alpukat", {"idea": "tanam alpukat"}),
    (
        "record_business",
        "catat usaha: ternak kambing bersama",
        {"business": "ternak kambing", "kind": "collective", "field": "livestock"},
    ),
    ("readiness", "Apakah kelompok Mekar Sari sudah siap jadi koperasi", {"group": "Mekar Sari"}),
    ("rule_question", "pns boleh ikut tidak", {"topic": "civil_servants"}),
    ("rule_question", "kenapa harus 50% perempuan", {"topic": "women"}),
    ("attendance_stats", "kehadiran bulan ini", {"period": "month"}),
    ("groups_overdue", "kelompok mana yang belum rapat tahun ini", {"period": "year"}),
    ("export", "unduh daftar anggota dalam excel", {"document": "members", "format": "xlsx"}),
    ("export", "minta file notulen pdf", {"document": "minutes", "format": "pdf"}),
    ("invite", "minta kode untuk pendamping", {"role": "facilitator"}),
    ("invite", "minta kode", {}),
    ("hand_over", "sekretaris diganti mbak Rini", {"name": "Rini"}),
    ("set_language", "ganti boso jowo", {"language": "jv"}),
    ("delete_my_data", "hapus data saya", {"action": "erase"}),
]


def without_spoken(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots of the vocabulary; those for conversations alone have tests of their own."""
    return {slot: value for slot, value in slots.items() if slot not in ("spoken", "ideas", "fields", "local", "begun")}


@pytest.mark.parametrize(("intent", "text", "slots"), SAID)
def test_the_words_fill_the_slots(intent: str, text: str, slots: dict[str, Any], reader: Reader, now: datetime) -> None:
    understood = reader.understand(text, now)
    assert (understood.intent, without_spoken(understood.slots)) == (intent, slots)


@pytest.mark.parametrize(
    ("intent", "text", "slots"),
    [
        ("register_member", "siti aminah", {"name": "Siti Aminah"}),
        ("register_member", "siti aminah 45 th rt 3", {"name": "Siti Aminah", "age": 45, "rt": "3"}),
        ("register_member", "umurnya 54", {"age": 54}),
        ("register_member", "bukan, RT 5", {"rt": "5"}),
        (
            "record_meeting",
            "bu tini izin, pak darmo diwakili bojone, 6 telat",
            {"excused": ["Tini"], "represented": ["Darmo"], "late_count": 6},
        ),
        ("record_meeting", "semua hadir", {"all_present": True}),
        ("record_meeting", "di rumah bu Yem jam 8 malam", {"place": "rumah bu Yem", "time": "20:00"}),
        ("set_schedule", "jam 4 sore saja", {"time": "16:00"}),
        ("set_schedule", "saben minggu jam 04.30", {"frequency": "weekly", "weekday": "sunday", "time": "04:30"}),
        ("create_group", "dudu desa Tajuk, desa Batur", {"village": "Batur"}),
        ("create_group", "bukan rt 3 tapi rt 7", {"rt": "7"}),
        ("create_group", "namanya bukan Sido Rukun tapi Ngudi Makmur", {"group": "Ngudi Makmur"}),
        ("register_member", "namanya Sutarmi bukan Sutarni", {"name": "Sutarmi"}),
        ("register_member", "umurnya bukan 45 tapi 54", {"age": 54}),
        ("register_member", "ibu-ibunya berapa ya", {}),
        ("register_member", "siapa saja yang laki-laki", {}),
        ("register_member", "bu Yem umur 40, rt berapa lupa", {"name": "Yem", "gender": "female", "age": 40}),
        ("record_meeting", "yang izin bukan bu Yem, tapi bu Sum", {"excused": ["Sum"]}),
        ("record_meeting", "pak Gito bukan izin tapi alpa", {"absent": ["Gito"]}),
        ("record_meeting", "bukan bu Yem, tapi bu Sum", {}),
        ("record_meeting", "bukan di balai rt tapi di rumah bu Yem", {"place": "rumah bu Yem"}),
        ("record_meeting", "keputusan: beli kambing bukan sapi", {"decision": "beli kambing bukan sapi"}),
        ("help", "siti aminah", {}),
    ],
)
def test_an_answer_inside_a_form_states_what_its_words_state(
    intent: str, text: str, slots: dict[str, Any], reader: Reader, now: datetime
) -> None:
    assert without_spoken(reader.slots(intent, text, now)) == slots
