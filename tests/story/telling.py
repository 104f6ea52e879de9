"""The story of the first group, told step by step on any phones: what is said, and what is answered to it."""

from __future__ import annotations

import re
from typing import Protocol

PAPER = """\
Siti Aminah P 45
Tini Lestari P 36
Darmo L 58
Slamet Riyadi L 49
Sumarni P 52
Wagiman L 61
Karno L 47
Budi Santoso L 38
Endang Susilowati P 44
Partini P 50
Joko Widarto L 29
Suparmi P 55
Giyono L 63
Rahayu P 27
Agus Prasetyo L 24
Lasmi P 48
Sukirno L 53
Yatini P 33"""
NAMES = [re.sub(r" [PL] \d+$", "", line) for line in PAPER.splitlines()]
WIB = "WIB (Jawa, Sumatra, Kalbar, Kalteng)"
CODE = re.compile(r"/start ([A-Z0-9]{4}-[A-Z0-9]{4})")
PRIVATE = [
    *{word for name in NAMES for word in name.split()},
    *("Hartini", "Dewi", "Modin", "Ngudi Rejeki", "Sumogawe", "kumpulan", "pakan", "perempuan", "koperasi", "lewati"),
]
"""Names and words of the story that no log may hold."""


class Phone(Protocol):
    """Somebody's phone. `answer` is a part of the message that has to come, which is returned as a whole."""

    async def says(self, words: str, answer: str) -> str:
        """Write to the bot."""
        ...

    async def taps(self, label: str, answer: str) -> str:
        """Tap the newest button with this label."""
        ...


async def create_group(sri: Phone) -> None:
    """A stranger becomes the secretary of JP Ngudi Rejeki, question by question."""
    await sri.says("assalamualaikum", "Waalaikumsalam.")
    await sri.says("saya mau bikin kelompok", "Nama kelompoknya apa?")
    await sri.says("Ngudi Rejeki", "Di desa mana?")
    await sri.says("desa Sumogawe", "RT berapa?")
    await sri.says("3", "WIB, WITA atau WIT?")
    await sri.taps(WIB, "Biasa dipanggil apa?")
    await sri.says("bu sri", "JP Ngudi Rejeki, Desa Sumogawe, RT 3, WIB, sekretaris Bu Sri. Sudah benar?")
    await sri.taps("Simpan", "✓ JP Ngudi Rejeki tercatat. Bu Sri yang memegang bukunya.")


async def create_group_in_one_message(sri: Phone) -> None:
    """The same for somebody who says it all at once."""
    await sri.says("saya mau bikin kelompok Ngudi Rejeki di desa Sumogawe RT 3", "WIB, WITA atau WIT?")
    await sri.taps(WIB, "Biasa dipanggil apa?")
    await sri.says("bu sri", "JP Ngudi Rejeki, Desa Sumogawe, RT 3, WIB, sekretaris Bu Sri. Sudah benar?")
    await sri.taps("Simpan", "✓ JP Ngudi Rejeki tercatat.")


async def paste_members(sri: Phone) -> None:
    """18 members from paper: 9 women, 9 men."""
    await sri.says(PAPER, "9 perempuan, 9 laki-laki. Semua RT 3.\nSemuanya setuju dicatat? Simpan 18 orang?")
    await sri.says("nggih", "✓ 18 anggota tersimpan.")


async def register_first(sri: Phone) -> None:
    """The first member of an empty book."""
    await sri.says("daftar bu Hartini umur 41", "Sudah benar")
    await sri.says("ya", "Anggota sekarang 1: 1 perempuan")


async def register_in_one_message(sri: Phone) -> None:
    """The 19th member."""
    await sri.says("daftar bu Hartini umur 41", "Hartini, perempuan, lahir sekitar 1985, RT 3. Sudah benar")
    await sri.says("ya", "Anggota sekarang 19: 10 perempuan, 9 laki-laki.")


async def register_by_button(sri: Phone) -> None:
    """The 20th member, whose age is not known; after the 19th."""
    await sri.taps("Tambah lagi", "Nama lengkap anggotanya siapa?")
    await sri.says("Pak Modin", "Umur berapa, atau lahir kapan?")
    await sri.taps("Lewati", "Modin, laki-laki, RT 3. Sudah benar")
    await sri.taps("Simpan", "Anggota sekarang 20: 10 perempuan, 10 laki-laki.")


async def register_step_by_step(sri: Phone) -> None:
    """The 21st member."""
    await sri.says("/daftar", "Nama lengkap anggotanya siapa?")
    await sri.says("mbak Dewi", "Umur berapa, atau lahir kapan?")
    await sri.says("22", "Dewi, perempuan, lahir sekitar 2004, RT 3. Sudah benar")
    await sri.says("ya", "Anggota sekarang 21: 11 perempuan, 10 laki-laki.")


async def register_three(sri: Phone) -> None:
    """One in one message, one by button, one step by step."""
    await register_in_one_message(sri)
    await register_by_button(sri)
    await register_step_by_step(sri)


async def meet_weekly(sri: Phone) -> None:
    """From 23 November 2026 on, every Thursday."""
    await sri.says(
        "kumpulan tiap kamis malam jam setengah 8 di rumah bu tini",
        "Kumpulan tiap Kamis, pukul 19.30, rumah Bu Tini.\n"
        "Berikutnya: Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini.\n"
        "Sudah benar?",
    )
    await sri.says("leres", "saya ingatkan sehari dan dua jam sebelumnya.")


async def record_two_meetings(sri: Phone) -> None:
    """Thursday's by exception and with a decision, and the one a week before it."""
    await sri.says("kumpulan kamis kemarin hadir semua kecuali bu tini, pak darmo izin", "Di mana tempatnya?")
    await sri.says(
        "rumah bu siti",
        "Kamis, 19 November 2026, rumah Bu Siti. Izin 1: Pak Darmo. Tidak hadir 1: Bu Tini. 19 lainnya hadir.",
    )
    await sri.says("ya", "Ada keputusan?")
    await sri.says("beli pakan bareng", "Keputusan: beli pakan bareng.")
    await sri.says("ya", "✓ Tersimpan.")
    await sri.says(
        "tgl 12 november kumpulan di balai dusun, semua hadir kecuali pak slamet sakit, bu partini tanpa kabar",
        "Kamis, 12 November 2026, balai dusun. Sakit 1: Pak Slamet. Tidak hadir 1: Bu Partini. 19 lainnya hadir.",
    )
    await sri.says("ya", "Ada keputusan?")
    await sri.says("lewati", "Boleh menyusul.")


async def connect(sri: Phone, tini: Phone) -> None:
    """Tini joins with a code that Sri passes on, and Sri says that it is she."""
    code = code_in(await sri.says("undang anggota", "/start "))
    await tini.says(f"/start {code}", "Selamat datang di JP Ngudi Rejeki. Nama lengkapnya siapa?")
    await tini.says("tini lestari", "Boleh saya catat nama dan kehadiran")
    await tini.says("ya", "Tinggal menunggu Bu Sri memastikan namanya, untuk JP Ngudi Rejeki.")
    await sri.says("siapa yang menunggu?", "ingin tersambung sebagai Bu Tini. Betul beliau?")
    await sri.taps("Ya, sambungkan", "✓ Bu Tini sudah terhubung dan akan diingatkan.")


def code_in(invitation: str) -> str:
    """The code of an invitation."""
    found = CODE.search(invitation)
    assert found, invitation
    return found[1]


def assert_silent(log: str, *secrets: str) -> None:
    """Nobody's name and no words of anybody are in this log, nor these secrets; there is something in it at all."""
    assert "Carik" in log
    assert not CODE.search(log)
    told = log.casefold()
    lines = [line for line in told.splitlines() if any(word.casefold() in line for word in (*PRIVATE, *secrets))]
    assert not lines, "\n".join(lines)
