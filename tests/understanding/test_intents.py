"""The plain forms of every intent, and what must stay uncertain."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader
from bot.understanding.examples import INTENTS

PLAIN = {
    "create_group": [
        "mau buat kelompok baru",
        "gawe kelompok anyar",
        "bikin kelompok namanya Sri Rejeki di desa Tajuk",
    ],
    "register_member": [
        "tambah anggota",
        "daftar anggota baru",
        "daftar suparmi widodo",
        "tambah sugeng priyanto 40 th",
        "daftarkan bu Wati umur 33",
        "catat anggota baru pak Jono",
        "aku pengen melu dadi anggota",
    ],
    "register_members": [
        "1. Bu Siti\n2. Pak Karno\n3. Mbak Rina",
        "tambah anggota bu Siti, pak Karno",
        "Siti P 45\nKarno L 50",
    ],
    "update_member": ["umur bu Tini salah, harusnya 54", "ganti nomor hp pak Darmo 081234567890"],
    "remove_member": ["pak Darmo meninggal", "hapus bu Tini dari daftar anggota", "bu Yem keluar dari kelompok"],
    "list_members": [
        "berapa anggota kita",
        "laki-lakinya berapa",
        "remajane ono piro",
        "jumlah ibu-ibu",
        "lihat daftar anggota",
        "siapa saja anggotanya",
        "anggotane sopo wae",
    ],
    "show_member": ["lihat data bu Tini", "nomor hp pak Darmo berapa"],
    "record_meeting": [
        "kemarin kumpulan",
        "wingi kumpulan omahe bu Tini, bu Siti izin",
        "mau catat hasil rapat tadi malam",
        "kumpulan semalam hadir 18 orang",
    ],
    "show_meeting": ["apa hasil rapat kemarin", "lihat notulen tgl 12", "wingi diputuske opo"],
    "list_meetings": ["riwayat pertemuan", "sudah berapa kali kita rapat"],
    "set_schedule": [
        "jadwal kumpulan tiap kamis malam jam 8",
        "selapanan malam jumat kliwon jam 8",
        "kumpulan tiap tgl 10",
    ],
    "move_meeting": ["kumpulan besok diundur jadi sabtu", "rapat tgl 10 dimajukan ke tgl 8"],
    "cancel_meeting": ["kumpulan besok batal", "besok tidak jadi rapat"],
    "next_meeting": ["kapan kumpulan", "sesuk kumpulan jam piro", "rapat berikutnya di mana"],
    "set_reminder": ["ingatkan sehari sebelumnya", "pengingat ganti H-2"],
    "rsvp": ["besok saya hadir", "saya tidak bisa datang besok", "bu Tini besok izin"],
    "dispute_attendance": ["aku wingi teka kok ditulis ra teka", "kehadiran saya salah"],
    "announce": ["umumkan ke anggota besok bawa iuran", "kirim pesan ke semua anggota"],
    "propose_idea": ["usul tanam jahe bersama", "gimana kalau kita bikin keripik"],
    "list_ideas": ["lihat usulan", "usulan apa saja yang masuk"],
    "record_business": ["catat usaha kelompok ternak kambing bersama", "usaha kami jualan sayur"],
    "readiness": [
        "sudah siap jadi koperasi belum",
        "apa yang masih kurang",
        "kurang berapa perempuan lagi",
        "syarat koperasi kurang apa",
    ],
    "rule_question": [
        "kenapa harus separuh perempuan",
        "minimal berapa perempuan",
        "minimal anggota berapa",
        "boleh diwakili tidak",
    ],
    "compare_forms": ["apa bedanya dengan koperasi", "jamaah produksi itu apa"],
    "attendance_stats": [
        "berapa ibu-ibu yang datang",
        "siapa yang sering tidak datang",
        "kehadiran bulan ini berapa persen",
    ],
    "group_status": ["bagaimana keadaan kelompok Mekar Sari", "status kelompok"],
    "groups_overview": ["lihat semua kelompok dampingan saya", "rekap semua kelompok"],
    "groups_overdue": ["kelompok mana yang belum kumpulan bulan ini"],
    "groups_ready": ["endi sing wis siap", "kelompok mana yang sudah siap jadi koperasi?"],
    "export": ["unduh daftar anggota pdf", "minta berkas notulen"],
    "invite": ["minta kode undangan", "undang anggota", "kirim tautan untuk pendamping"],
    "hand_over": ["sekretaris diganti bu Rini", "saya serahkan tugas sekretaris ke pak Adi"],
    "undo": ["urungkan", "yang tadi salah, batalkan"],
    "cancel": ["batal", "gak jadi", "stop dulu"],
    "help": ["bantuan", "menu", "bisa apa saja", "carane piye"],
    "set_language": ["ganti bahasa jawa", "pakai bahasa indonesia"],
    "greeting": ["halo", "assalamualaikum", "matur nuwun", "selamat pagi bu"],
    "delete_my_data": ["hapus data saya", "data apa saja yang disimpan tentang saya"],
    "out_of_scope": ["besok hujan tidak", "berapa harga beras", "pinjam uang"],
}
CERTAIN_OF = [
    "create_group", "register_member", "register_members", "list_members", "record_meeting", "show_meeting",
    "set_schedule", "next_meeting", "readiness", "invite", "cancel", "undo",
]  # fmt: skip


def test_every_intent_has_plain_forms_here() -> None:
    assert set(PLAIN) == INTENTS


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in PLAIN.items() for text in texts])
def test_plain_forms_are_understood(intent: str, text: str, reader: Reader, now: datetime) -> None:
    assert reader.understand(text, now).intent == intent


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent in CERTAIN_OF for text in PLAIN[intent]])
def test_the_forms_of_the_daily_intents_are_certain(intent: str, text: str, reader: Reader, now: datetime) -> None:
    assert reader.understand(text, now).confidence >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "siti aminah", "bu tini", "Pak Darmo", "45", "081234567890", "rt 5", "besok", "tgl 25", "selasa",
        "malam jumat kliwon", "jam 7 malam",
        "ya", "nggih", "tidak", "bukan", "rumah bu tini", "balai desa", "Mekar Sari", "perempuan", "petani",
        "1-4 6 9", "umurnya 54", "-",
        "", "???", "tuku pakan bareng", "bukan, RT 5", "lewati",
    ],
)  # fmt: skip
def test_a_bare_answer_is_no_certain_intent(text: str, reader: Reader, now: datetime) -> None:
    assert reader.understand(text, now).confidence < 0.5


@pytest.mark.parametrize("text", ["punya undangan", "saya punya kode", "aku nduwe kode undangan", "punya kode"])
def test_having_an_invitation_is_no_wish_for_one(text: str, reader: Reader, now: datetime) -> None:
    understood = reader.understand(text, now)
    assert understood.intent == "out_of_scope" or understood.confidence < 0.5


def test_daftar_alone_means_to_register(reader: Reader, now: datetime) -> None:
    understood = reader.understand("daftar", now)
    assert (understood.intent, understood.slots) == ("register_member", {})
    assert understood.confidence >= 0.5


def test_names_alone_in_lines_are_only_possibly_new_members(reader: Reader, now: datetime) -> None:
    understood = reader.understand("Siti\nBudi\nJoko", now)
    assert understood.intent == "register_members"
    assert 0.5 <= understood.confidence < 0.8


def test_the_same_text_is_always_understood_the_same(reader: Reader, now: datetime) -> None:
    text = "wingi kumpulan omahe bu Tini, bu Siti izin"
    assert reader.understand(text, now) == Reader.load().understand(text, now)
