"""What is written to the bots: what a secretary asks and registers, and the one answer each text must get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Line = tuple[str, str]
"""What a person writes, and words that must be in the answer."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Lines that can be said over and over: after the last the bot knows no more than before the first."""

    name: str
    lines: Sequence[Line]


_MEMBERS = """\
Tini Lestari P 45
Suminah Wati P 38
Ngatinah P 52
Painem P 61
Wagiman L 50
Lasmi P 29
Darmo Suwito L 61
Sumarni P 41
Slamet Riyadi L 36
Rubiyem P 57
Warsini P 44
Sulastri P 33
Mujiyem P 66
Partinah P 48
Karno L 53
Giyono L 47
Yatmi P 26
Tukiman L 59
Paijo L 42
Joko Susilo L 24"""

FOUNDING: Sequence[Line] = (
    ("/kelompok", "?"),
    ("Mandiri", "?"),
    ("Karangsari", "?"),
    ("3", "?"),
    ("WIB", "?"),
    ("Bu Sri", "JP Mandiri"),
    ("ya", "✓"),
    (f"daftar anggota:\n{_MEMBERS}", "?"),
    ("ya", "✓ 20"),
    ("kumpulan tiap kamis jam 19.30 di balai rt", "19.30"),
    ("ya", "✓"),
)
"""How a chat comes to its group of 20 members that meets on Thursdays."""

QUESTION = Conversation("asks when they meet", (("kapan kumpulan lagi?", "Kamis"),))
REGISTRATION = Conversation(
    "registers, confirms, takes back",
    (
        ("daftar bu siti aminah 45 th", "Siti Aminah"),
        ("ya", "✓"),
        ("urungkan", "?"),
        ("ya", "✓"),
    ),
)
ECHO = Conversation("says the same", (("kapan kumpulan lagi?", "kapan kumpulan lagi?"),))
